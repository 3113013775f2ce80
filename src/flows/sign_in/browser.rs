//! What a browser brings besides the request.

use crate::domain::client::Client;
use crate::domain::session_transfer::Carrier;
use crate::tokens::opaque::{self, OpaqueKind};

/// The browser's cookies, and the session transfer tokens that came with the request.
#[derive(Default)]
pub struct Browser {
    /// The session cookie.
    pub session: Option<String>,
    /// The cookie of a browser in which no second factor is asked for.
    pub remembered: Option<String>,
    /// The user does not want this device as a second factor, for now.
    pub declines_device: bool,
    /// The user does not want a passkey for a while.
    pub puts_off_passkey: bool,
    /// The cookies that tie transactions to this browser. Tabs that were opened at once have one each.
    pub bindings: Vec<String>,
    /// The user does not navigate: a frame, an image or a script of some page asks.
    pub is_embedded: bool,
    /// The session transfer tokens that the client lets it bring, in the order in which they are checked; only for
    /// top-level navigations.
    pub transfers: Vec<PresentedTransfer>,
}

impl Browser {
    /// The digests of its binding cookies.
    pub fn bound_by(&self) -> impl Iterator<Item = String> {
        let cookies = self.bindings.iter();
        cookies.filter_map(|cookie| opaque::recognise(OpaqueKind::BrowserCookie, cookie))
    }

    /// Whether it brings a session transfer token.
    pub fn brings_transfer(&self) -> bool {
        let is_token =
            |presented: &PresentedTransfer| matches!(presented, PresentedTransfer::Token(..));
        self.transfers.iter().any(is_token)
    }
}

/// A session transfer token that a request brings.
#[derive(Debug, PartialEq, Eq)]
pub enum PresentedTransfer {
    Token(Carrier, String),
    /// The cookie was sent twice with different values: another site may have set one of them. It counts as none.
    Conflicting,
}

/// The transfer cookie as the browser sent it.
#[derive(Debug, Clone, Copy)]
pub enum TransferCookie<'a> {
    Absent,
    One(&'a str),
    Conflicting,
}

/// The tokens that count, in the order in which they are checked: the query, then the cookie. What comes in a way that the
/// client does not allow is neither read nor used up.
pub fn presented(
    client: &Client,
    query: Option<&str>,
    cookie: TransferCookie<'_>,
) -> Vec<PresentedTransfer> {
    let allowed = client.session_transfer().allowed_authentication_methods;
    let query = query.map(|token| PresentedTransfer::Token(Carrier::Query, token.to_owned()));
    let cookie = match cookie {
        TransferCookie::Absent => None,
        TransferCookie::One(token) => {
            Some(PresentedTransfer::Token(Carrier::Cookie, token.to_owned()))
        }
        TransferCookie::Conflicting => Some(PresentedTransfer::Conflicting),
    };
    let query = query.filter(|_| allowed.contains(&Carrier::Query));
    let cookie = cookie.filter(|_| allowed.contains(&Carrier::Cookie));
    query.into_iter().chain(cookie).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn client(methods: &[&str]) -> Client {
        let document = json!({"client_id": "web", "name": "Web",
            "session_transfer": {"allowed_authentication_methods": methods}});
        Client::from_document(document.as_object().unwrap()).unwrap()
    }

    #[test]
    fn the_query_is_judged_before_the_cookie_and_each_only_where_it_is_allowed() {
        let query = || PresentedTransfer::Token(Carrier::Query, "q".to_owned());
        let cookie = || PresentedTransfer::Token(Carrier::Cookie, "c".to_owned());
        let (one, two) = (TransferCookie::One("c"), TransferCookie::Conflicting);
        let both = ["cookie", "query"].as_slice();
        let cases = [
            (both, Some("q"), one, vec![query(), cookie()]),
            (both, None, one, vec![cookie()]),
            (both, Some("q"), TransferCookie::Absent, vec![query()]),
            (
                both,
                Some("q"),
                two,
                vec![query(), PresentedTransfer::Conflicting],
            ),
            (&["cookie"], Some("q"), one, vec![cookie()]),
            (&["query"], Some("q"), one, vec![query()]),
            (&["query"], None, two, vec![]),
            (&[], Some("q"), one, vec![]),
        ];
        for (methods, in_query, in_cookie, expected) in cases {
            let found = presented(&client(methods), in_query, in_cookie);
            assert_eq!(found, expected, "{methods:?} {in_query:?} {in_cookie:?}");
        }
    }
}

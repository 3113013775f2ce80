//! Who is this browser? The session transfer tokens that its client lets it bring are asked first, then its session.

use serde::{Deserialize, Serialize};

use super::Browser;
use super::request::Request;
use crate::domain::client::Client;
use crate::domain::session_transfer::{Carrier, Transfer};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::actions::Resumption;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::session_transfer::{Admitted, Redeemed, Redemption, redeem};
use crate::flows::{Answer, Ctx, session, users};
use crate::store::clients::StoredClient;
use crate::store::sessions::NewSession;
use crate::tenant_log::{self, Event};

/// Somebody who is signed in, as far as the rest of the request needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Admission {
    pub user_id: String,
    pub session_id: String,
    pub authenticated_at: Timestamp,
    /// The family whose transfer brought the user here, in this request.
    pub parent_family: Option<String>,
    /// That transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Box<Transfer>>,
    /// The organization that the user signs in to, by its id.
    pub organization: Option<String>,
    /// The session begins with this request.
    #[serde(default)]
    pub begins_session: bool,
    /// The user has typed a password for this request.
    pub interactive: bool,
    /// The user has allowed what the client asks for, on this request's own page.
    pub consented: bool,
    /// The user has confirmed a callback that nobody can prove to own.
    pub confirmed: bool,
}

impl Admission {
    /// Whether a page was shown in this transaction.
    pub fn saw_a_page(&self) -> bool {
        self.interactive || self.consented || self.confirmed
    }
}

/// Somebody who has just been found to be signed in.
pub struct Entrance {
    pub admission: Admission,
    /// Read already, if it was.
    pub user: Option<User>,
    /// The session, if it begins here and is not stored yet.
    pub begun: Option<NewSession>,
    /// The session cookie's new value, if it changed.
    pub cookie: Option<String>,
    /// What an Action had stopped, if it did.
    pub resumption: Option<Resumption>,
}

impl Entrance {
    /// Somebody whose session has been stored before.
    pub fn again(admission: Admission) -> Self {
        Self {
            admission,
            user: None,
            begun: None,
            cookie: None,
            resumption: None,
        }
    }
}

/// Looks at the tokens, then at the session. Tokens that were refused leave nobody, whatever session there is: the user
/// gets the login page.
pub async fn admit(
    ctx: &Ctx,
    request: &Request,
    client: &StoredClient,
    browser: &Browser,
) -> Answer<Option<Entrance>> {
    let current = session::current(ctx, browser.session.as_deref()).await?;
    if request.demands_login() {
        return Ok(None);
    }
    let mut is_refused = false;
    for offer in &browser.transfers {
        let Offer::Token(carrier, token) = offer else {
            warn_of_conflict(ctx, &client.client);
            continue;
        };
        let redemption = Redemption {
            client: &client.client,
            token,
            carrier: *carrier,
            organization: request.organization.as_deref(),
            hinted_user: request.hinted_user.as_deref(),
            max_age: request.max_age,
            existing: current
                .as_ref()
                .map(|c| (&c.session, c.cookie_digest.as_str())),
        };
        match redeem(ctx, redemption).await? {
            Redeemed::Admitted(admitted) => return Ok(Some(by_transfer(*admitted))),
            Redeemed::Refused => return Ok(None),
            Redeemed::Dead => is_refused = true,
        }
    }
    if is_refused {
        return Ok(None);
    }
    let Some(current) = current else {
        return Ok(None);
    };
    let too_old = |max| ctx.now.since(current.session.authenticated_at) > max;
    let is_another = request.is_for_another(&current.session.user_id);
    if is_another || request.max_age.is_some_and(too_old) {
        return Ok(None);
    }
    let found = users::available(ctx, &current.session.user_id, &client.client).await?;
    let Ok(user) = found else {
        return Ok(None);
    };
    if let Some(id) = &request.organization {
        let entered = organizations::admits(ctx, id, &user).await?;
        if entered == Err(NotAdmitted::ConnectionNotEnabled) {
            // The user may have an account of another connection.
            return Ok(None);
        }
    }
    session::touch(ctx, &current.session).await?;
    let admission = Admission {
        user_id: current.session.user_id,
        session_id: current.session.id,
        authenticated_at: current.session.authenticated_at,
        parent_family: None,
        transfer: None,
        organization: request.organization.clone(),
        begins_session: false,
        interactive: false,
        consented: false,
        confirmed: false,
    };
    Ok(Some(Entrance {
        user: Some(user),
        ..Entrance::again(admission)
    }))
}

fn by_transfer(admitted: Admitted) -> Entrance {
    let admission = Admission {
        user_id: admitted.user.user_id.clone(),
        authenticated_at: admitted.authenticated_at,
        session_id: admitted.session_id,
        parent_family: Some(admitted.transfer.family_id.clone()),
        organization: admitted.transfer.organization.clone(),
        transfer: Some(Box::new(admitted.transfer)),
        begins_session: admitted.begun.is_some(),
        interactive: false,
        consented: false,
        confirmed: false,
    };
    Entrance {
        admission,
        user: Some(admitted.user),
        begun: admitted.begun,
        cookie: Some(admitted.cookie),
        resumption: None,
    }
}

/// A session transfer token that a request brings.
#[derive(Debug, PartialEq, Eq)]
pub enum Offer {
    Token(Carrier, String),
    /// The cookie was sent twice with different values: somebody else may have set one of them. It counts as none.
    Conflicting,
}

/// What counts of the carriers, in the order in which it is judged: the query, then the cookie. What comes in a way that the
/// client does not allow is neither read nor burnt.
pub fn offered(client: &Client, query: Option<&str>, cookie: CookieOffer<'_>) -> Vec<Offer> {
    let allowed = client.session_transfer().allowed_authentication_methods;
    let query = query.map(|token| Offer::Token(Carrier::Query, token.to_owned()));
    let cookie = match cookie {
        CookieOffer::Absent => None,
        CookieOffer::One(token) => Some(Offer::Token(Carrier::Cookie, token.to_owned())),
        CookieOffer::Conflicting => Some(Offer::Conflicting),
    };
    let query = query.filter(|_| allowed.contains(&Carrier::Query));
    let cookie = cookie.filter(|_| allowed.contains(&Carrier::Cookie));
    query.into_iter().chain(cookie).collect()
}

fn warn_of_conflict(ctx: &Ctx, client: &Client) {
    let text = "Single Sign-On failed: the Session Transfer Token cookie was sent twice with different values.";
    ctx.log(Event::new(tenant_log::Code::Warning, text).client(client));
}

/// The transfer cookie as the browser sent it.
#[derive(Debug, Clone, Copy)]
pub enum CookieOffer<'a> {
    Absent,
    One(&'a str),
    Conflicting,
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
        let query = || Offer::Token(Carrier::Query, "q".to_owned());
        let cookie = || Offer::Token(Carrier::Cookie, "c".to_owned());
        let (one, two) = (CookieOffer::One("c"), CookieOffer::Conflicting);
        let both = ["cookie", "query"].as_slice();
        let cases = [
            (both, Some("q"), one, vec![query(), cookie()]),
            (both, None, one, vec![cookie()]),
            (both, Some("q"), CookieOffer::Absent, vec![query()]),
            (both, Some("q"), two, vec![query(), Offer::Conflicting]),
            (&["cookie"], Some("q"), one, vec![cookie()]),
            (&["query"], Some("q"), one, vec![query()]),
            (&["query"], None, two, vec![]),
            (&[], Some("q"), one, vec![]),
        ];
        for (methods, in_query, in_cookie, expected) in cases {
            let found = offered(&client(methods), in_query, in_cookie);
            assert_eq!(found, expected, "{methods:?} {in_query:?} {in_cookie:?}");
        }
    }
}

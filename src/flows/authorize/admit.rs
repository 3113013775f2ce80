//! Who is this browser? A session transfer token that its client lets it bring is asked first, then its session.

use serde::{Deserialize, Serialize};

use super::Browser;
use super::request::Request;
use crate::domain::client::Client;
use crate::domain::session_transfer::{Carrier, Transfer};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::actions::Resumption;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::session_transfer::{Admitted, Redemption, redeem};
use crate::flows::{Answer, Ctx, session, users};
use crate::store::clients::StoredClient;
use crate::store::sessions::NewSession;

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

/// Looks at the token, then at the session. A token that was refused leaves nobody, whatever session there is: the user
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
    if let Some((carrier, token)) = &browser.transfer {
        let redemption = Redemption {
            client: &client.client,
            token,
            carrier: *carrier,
            organization: request.organization.as_deref(),
            max_age: request.max_age,
            existing: current
                .as_ref()
                .map(|c| (&c.session, c.cookie_digest.as_str())),
        };
        return Ok(redeem(ctx, redemption).await?.map(by_transfer));
    }
    let Some(current) = current else {
        return Ok(None);
    };
    let too_old = |max| ctx.now.since(current.session.authenticated_at) > max;
    if request.max_age.is_some_and(too_old) {
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

/// What became of the carriers of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Offer {
    /// No token, or none that this client lets in that way: it is neither read nor burnt.
    None,
    Token(Carrier, String),
    /// The cookie was sent twice with different values: somebody else may have set one of them.
    Conflicting,
}

/// Which carrier counts: the query if the client allows it, else the cookie if it allows that. The other is not looked at.
pub fn offered(client: &Client, query: Option<&str>, cookie: CookieOffer<'_>) -> Offer {
    let allowed = client.session_transfer().allowed_authentication_methods;
    if let Some(token) = query.filter(|_| allowed.contains(&Carrier::Query)) {
        return Offer::Token(Carrier::Query, token.to_owned());
    }
    match cookie {
        CookieOffer::One(token) if allowed.contains(&Carrier::Cookie) => {
            Offer::Token(Carrier::Cookie, token.to_owned())
        }
        CookieOffer::Conflicting if allowed.contains(&Carrier::Cookie) => Offer::Conflicting,
        _ => Offer::None,
    }
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
    fn one_carrier_counts_and_only_an_allowed_one() {
        let token = |carrier, text: &str| Offer::Token(carrier, text.to_owned());
        let both = client(&["cookie", "query"]);
        assert_eq!(
            offered(&both, Some("q"), CookieOffer::One("c")),
            token(Carrier::Query, "q")
        );
        assert_eq!(
            offered(&both, None, CookieOffer::One("c")),
            token(Carrier::Cookie, "c")
        );
        assert_eq!(
            offered(&both, None, CookieOffer::Conflicting),
            Offer::Conflicting
        );
        assert_eq!(
            offered(&client(&["cookie"]), Some("q"), CookieOffer::One("c")),
            token(Carrier::Cookie, "c")
        );
        assert_eq!(
            offered(&client(&["query"]), None, CookieOffer::One("c")),
            Offer::None
        );
        assert_eq!(
            offered(&client(&[]), Some("q"), CookieOffer::One("c")),
            Offer::None
        );
        assert_eq!(
            offered(&client(&["query"]), None, CookieOffer::Conflicting),
            Offer::None
        );
    }
}

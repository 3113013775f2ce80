//! Where a user goes when a login is lost: it has expired, was completed before, or belongs to another browser.
//!
//! The `state` of a transaction says where the login began, so that nothing has to be stored for it. A forged one leads to
//! the login route of a registered client at most.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::redirect_uri::is_web_address;
use crate::flows::login_route::{self, LoginRoute};
use crate::flows::{Answer, Ctx};
use crate::store::clients::StoredClient;

/// Where a login began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginStart {
    pub client_id: String,
    /// The organization to sign in to.
    pub organization: Option<String>,
}

impl LoginStart {
    /// The `state` of a transaction with this secret.
    pub fn mark(&self, secret: &str) -> String {
        let client_id = URL_SAFE_NO_PAD.encode(&self.client_id);
        let organization = self
            .organization
            .as_ref()
            .map(|id| URL_SAFE_NO_PAD.encode(id));
        let organization = organization.map(|id| format!(".{id}")).unwrap_or_default();
        format!("{secret}.{client_id}{organization}")
    }

    /// What a `state` says.
    pub fn of(state: &str) -> Option<Self> {
        let read = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        let mut parts = state.split('.').skip(1);
        Some(Self {
            client_id: read(parts.next()?)?,
            organization: parts.next().and_then(read),
        })
    }
}

/// The secret of a `state`.
pub fn handle(state: &str) -> &str {
    state.split_once('.').map_or(state, |(secret, _)| secret)
}

/// The way back.
pub enum WayBack {
    /// A redirect to a login route.
    At(String),
    /// A page that says what may have happened, with a link to the application if that is known.
    Page(Option<LoginRoute>),
}

/// The way back from `state`.
pub async fn way_back(ctx: &Ctx, state: Option<&str>) -> Answer<WayBack> {
    let beginning = state.and_then(LoginStart::of);
    let client = match &beginning {
        Some(beginning) if !beginning.client_id.contains('\0') => {
            let found = ctx.store.client(&beginning.client_id).await?;
            found.filter(|found| !found.client.global)
        }
        _ => None,
    };
    let known = client.as_deref();
    let Some(mut route) = login_route::of(ctx, known.map(|known| &known.client)).await? else {
        return Ok(WayBack::Page(known.and_then(home)));
    };
    let organization = beginning.and_then(|beginning| beginning.organization);
    if let Some(id) = organization.filter(|_| known.is_some()) {
        route.query_pairs_mut().append_pair("organization", &id);
    }
    Ok(WayBack::At(route.into()))
}

/// The root of the client's first callback on the web.
fn home(client: &StoredClient) -> Option<LoginRoute> {
    let client = &client.client;
    let callback = client.callbacks.iter().find(|uri| is_web_address(uri))?;
    let origin = url::Url::parse(callback).ok()?.origin();
    Some(LoginRoute {
        name: client.name.clone(),
        url: format!("{}/", origin.ascii_serialization()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_says_where_it_began_and_nothing_if_it_is_none_of_ours() {
        for (client_id, organization) in [("web", None), ("a.b/\u{fc}", Some("org_1"))] {
            let beginning = LoginStart {
                client_id: client_id.to_owned(),
                organization: organization.map(str::to_owned),
            };
            let state = beginning.mark("tx_secret");
            assert_eq!(handle(&state), "tx_secret");
            assert_eq!(LoginStart::of(&state), Some(beginning));
        }
        for state in ["", "tx_secret", "tx_secret.!", "tx_secret._w", "lost"] {
            assert_eq!(LoginStart::of(state), None, "{state}");
        }
    }
}

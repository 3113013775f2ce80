//! `/v2/logout` and `/oidc/logout` (OpenID Connect RP-Initiated Logout 1.0): the session ends for every client, and the SAML
//! service providers that took part in it are told.

use std::sync::Arc;

use serde_json::json;

use super::saml::callback::is_callback;
use super::sign_in::browser::Browser;
use super::sign_in::reply::BrowserReply;
use super::{Answer, Code, Ctx, saml, session};
use crate::domain::client::Client;
use crate::domain::redirect_uri::{first_address, is_allowed_logout_url, is_post_logout_url};
use crate::domain::session::Session;
use crate::store::clients::StoredClient;
use crate::store::{sessions, users};
use crate::tenant_log::{self, Event};
use crate::tokens::id_token::{Hint, read_hint};

/// How a logout is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub enum LogoutAnswer {
    /// `/v2/logout`
    #[default]
    V2,
    /// `/oidc/logout`
    Oidc,
    /// WS-Federation's `wsignout1.0`
    WsFed,
}

impl LogoutAnswer {
    /// The parameter that says where to go afterwards.
    fn parameter(self) -> &'static str {
        match self {
            Self::V2 => "returnTo",
            Self::Oidc => "post_logout_redirect_uri",
            Self::WsFed => "wreply",
        }
    }

    fn admits(self, url: &str, allowed: &[String]) -> bool {
        match self {
            Self::Oidc => is_post_logout_url(url, allowed),
            Self::V2 | Self::WsFed => is_allowed_logout_url(url, allowed),
        }
    }
}

/// A logout as it was asked for.
#[derive(Debug, Default)]
pub struct RequestedLogout {
    pub asked: LogoutAnswer,
    pub client_id: Option<String>,
    /// Where to go afterwards.
    pub return_to: Option<String>,
    pub state: Option<String>,
    pub id_token_hint: Option<String>,
    /// A `sid`.
    pub logout_hint: Option<String>,
}

/// What happens next.
pub enum AfterLogout {
    /// The session has ended; to this URL, or to a page that says so.
    Done(Option<String>),
    /// It has ended, and SAML service providers are told before the user goes on.
    Telling(Box<BrowserReply>),
    /// Nothing in the request proves that the user means it: ask. Where to go then.
    Confirm(Option<String>),
}

/// `/v2/logout`: ends whatever session the browser has.
pub async fn v2(ctx: &Ctx, request: &RequestedLogout, browser: &Browser) -> Answer<AfterLogout> {
    let client = known_client(ctx, request.client_id.as_deref()).await?;
    let to = destination(ctx, request, client.as_deref()).await?;
    confirmed(ctx, browser, to).await
}

/// WS-Federation's `wsignout1.0`: like [`v2`], and back to a callback of the client if that is named.
pub async fn from_relying_party(
    ctx: &Ctx,
    client: &Client,
    to: Option<String>,
    browser: &Browser,
) -> Answer<AfterLogout> {
    if to.as_ref().is_some_and(|url| is_callback(client, url)) {
        return confirmed(ctx, browser, to).await;
    }
    let request = RequestedLogout {
        asked: LogoutAnswer::WsFed,
        client_id: Some(client.client_id.clone()),
        return_to: to,
        ..RequestedLogout::default()
    };
    v2(ctx, &request, browser).await
}

/// `/oidc/logout`: ends the session that a hint names, or asks first.
pub async fn oidc(ctx: &Ctx, request: &RequestedLogout, browser: &Browser) -> Answer<AfterLogout> {
    let hint = hint(ctx, request)?;
    let client_id = request
        .client_id
        .clone()
        .or_else(|| hint.as_ref().map(|h| h.client_id.clone()));
    let client = known_client(ctx, client_id.as_deref()).await?;
    let to = destination(ctx, request, client.as_deref()).await?;
    // A hint names the client; only the request itself sends the browser anywhere. To Auth0 a `client_id` does.
    let dialect = client.map_or(ctx.settings.dialect, |c| ctx.dialect(&c.client));
    let sends =
        request.return_to.is_some() || request.client_id.is_some() && !dialect.is_standard();
    let to = to.filter(|_| sends);
    let to = to.map(|url| with_state(&url, request.state.as_deref()));
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let named = hint
        .and_then(|h| h.session_id)
        .or_else(|| request.logout_hint.clone());
    let is_unnamed = current.is_some_and(|c| named.as_deref() != Some(c.session.id.as_str()));
    if is_unnamed && ctx.store.tenant().await?.confirms_logout() {
        return Ok(AfterLogout::Confirm(to));
    }
    confirmed(ctx, browser, to).await
}

/// Ends the session: it is certain that the user means it.
pub async fn confirmed(ctx: &Ctx, browser: &Browser, to: Option<String>) -> Answer<AfterLogout> {
    let telling = end(ctx, browser, to.as_deref()).await?;
    Ok(telling.map_or(AfterLogout::Done(to), |reply| {
        AfterLogout::Telling(Box::new(reply))
    }))
}

fn hint(ctx: &Ctx, request: &RequestedLogout) -> Answer<Option<Hint>> {
    let Some(token) = &request.id_token_hint else {
        return Ok(None);
    };
    let origins: Vec<_> = ctx.settings.origins().chain([&ctx.origin]).collect();
    let hint = read_hint(&ctx.keys.ring(), None, token, &origins)
        .ok_or_else(|| Code::InvalidRequest.refuse("Invalid id_token_hint"))?;
    let other_session = request.logout_hint.is_some() && request.logout_hint != hint.session_id;
    let other_client = request
        .client_id
        .as_ref()
        .is_some_and(|c| *c != hint.client_id);
    if other_session || other_client {
        return Err(Code::InvalidRequest
            .refuse("id_token_hint, logout_hint and client_id contradict each other")
            .into());
    }
    Ok(Some(hint))
}

async fn known_client(ctx: &Ctx, client_id: Option<&str>) -> Answer<Option<Arc<StoredClient>>> {
    let Some(client_id) = client_id else {
        return Ok(None);
    };
    let client = ctx.store.client(client_id).await?;
    Ok(Some(client.ok_or_else(|| {
        Code::InvalidRequest.refuse("Unknown client")
    })?))
}

/// Where to go: a URL of the client's list, or of the tenant's where no client is named.
async fn destination(
    ctx: &Ctx,
    request: &RequestedLogout,
    client: Option<&StoredClient>,
) -> Answer<Option<String>> {
    let tenant = ctx.store.tenant().await?;
    let allowed = client.map_or(&tenant.allowed_logout_urls, |c| {
        &c.client.allowed_logout_urls
    });
    match &request.return_to {
        None => Ok(client.and_then(|c| first_address(&c.client.allowed_logout_urls).cloned())),
        Some(url) if request.asked.admits(url, allowed) => Ok(Some(url.clone())),
        Some(url) => {
            let shown: String = url.chars().take(500).collect();
            let parameter = request.asked.parameter();
            let text = format!(
                "The \"{parameter}\" querystring parameter \"{shown}\" is not defined as a valid URL in \"Allowed Logout URLs\"."
            );
            let mut event = Event::new(tenant_log::EventCode::FailedLogout, text.clone());
            if let Some(client) = client {
                event = event.client(&client.client);
            }
            ctx.log(event.details(json!({"return_to": shown})));
            Err(Code::InvalidRequest.refuse(text).into())
        }
    }
}

fn with_state(url: &str, state: Option<&str>) -> String {
    let Some(state) = state else {
        return url.to_owned();
    };
    let encoded: String = form_urlencoded::byte_serialize(state.as_bytes()).collect();
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}state={encoded}{fragment}")
}

/// Ends the browser's session, if it has one. What follows, if anybody else has to be told.
async fn end(ctx: &Ctx, browser: &Browser, to: Option<&str>) -> Answer<Option<BrowserReply>> {
    let Some(current) = session::current(ctx, browser.session.as_deref()).await? else {
        return Ok(None);
    };
    if !sessions::end(&mut ctx.store.write().await?, &current.session.id, ctx.now).await? {
        return Ok(None);
    }
    log(ctx, &current.session, to).await?;
    saml::logout::tell(ctx, &current.session.id, to).await
}

async fn log(ctx: &Ctx, session: &Session, to: Option<&str>) -> Answer<()> {
    let user = users::by_id(&mut ctx.store.read().await?, &session.user_id).await?;
    let mut event = Event::new(
        tenant_log::EventCode::Logout,
        "User successfully logged out",
    )
    .details(json!({"session_id": session.id, "return_to": to, "allowed_logout_url": to}));
    if let Some(user) = user {
        event = event.user(&user);
    }
    ctx.log(event);
    Ok(())
}

//! Messages from service providers. None is acted upon before it is known whose it is, that it is meant for us, that it is
//! fresh, and that it has not been here before.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::{Asked, logout, service_provider};
use crate::domain::client::Client;
use crate::domain::redirect_uri::{first_address, is_web_address};
use crate::domain::saml::{PASSWORD_CONTEXTS, Settings, UNSPECIFIED_CONTEXT};
use crate::flows::authorize::checks::Get;
use crate::flows::authorize::request::{Prompt, Protocol, Request, bounded};
use crate::flows::authorize::{Browser, Reply};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::saml::request::{AuthnRequest, Header, Kind};
use crate::saml::response::Status;
use crate::saml::wire::{self, QuerySignature};
use crate::store::clients::StoredClient;
use crate::store::{client_names, saml as store};
use crate::tenant_log::{self, Event};
use crate::xml::read::Unreadable;
use crate::xml::verify::{self, BadSignature};
use crate::xml::{Document, PeerKey};

/// How old a message may be, and how far ahead of our clock.
const FRESH: Duration = Duration::from_secs(300);
/// The SAML Bindings want 80 bytes (§3.4.3); service providers want more.
const MAX_RELAY_STATE: usize = 2_048;

/// A message as it came.
pub struct Incoming<'g, 'a> {
    pub client_id: &'a str,
    pub get: Get<'g, 'a>,
    /// The query, where the message came in a URL.
    pub query: Option<&'a str>,
    /// The browser that brought it; without a transfer token.
    pub browser: &'g Browser,
}

/// What a message comes to.
pub enum Received {
    /// A request to sign in, ready to go on.
    SignIn(Box<Request>, Arc<StoredClient>),
    /// Answered already.
    Answered(Box<Reply>),
    /// A step of a logout, which may have ended the browser's own session.
    LogOut(Box<Reply>),
}

/// A message under way: whose it is, and how it came.
pub(super) struct Message<'m> {
    pub client: &'m StoredClient,
    pub settings: &'m Settings,
    pub relay_state: Option<String>,
    query: Option<&'m str>,
    parameter: &'static str,
}

/// Why a message is not acted upon.
#[derive(Debug, thiserror::Error)]
pub(super) enum Invalid {
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    #[error("{0}")]
    Signature(#[from] BadSignature),
    #[error("{0} message MUST be signed when using an asynchronous binding (POST or Redirect)")]
    Unsigned(&'static str),
    #[error("the client's signingCert is not a certificate of an RSA key")]
    SigningCert,
    #[error("it is no request of the SAML protocol that we know")]
    Kind,
    #[error("the issuer is the name of another client")]
    Issuer,
    #[error("the destination is not this server")]
    Destination,
    #[error("the message is too old, or from the future")]
    Stale,
    #[error("the message was used before")]
    Replayed,
    #[error("RelayState is too long")]
    RelayState,
    #[error("the client has no callback that can be posted to")]
    NoCallback,
}

/// Reads a message and does, or prepares, what it asks for.
pub async fn receive(ctx: &Ctx, incoming: Incoming<'_, '_>) -> Answer<Received> {
    let client = service_provider(ctx, incoming.client_id).await?;
    let Some(settings) = client.client.samlp() else {
        return Err(Code::UnauthorizedClient.refuse("No SAML2 add-on").into());
    };
    let get = incoming.get;
    let relay_state = get("RelayState").map(str::to_owned);
    if relay_state
        .as_ref()
        .is_some_and(|r| r.len() > MAX_RELAY_STATE)
    {
        return Err(invalid(ctx, &client.client, &Invalid::RelayState));
    }
    let (parameter, text) = match (get("SAMLRequest"), get("SAMLResponse")) {
        (None, None) => {
            let request = unsolicited(ctx, &client.client, relay_state, get)?;
            return Ok(Received::SignIn(Box::new(request), client));
        }
        (Some(request), None) => ("SAMLRequest", request),
        (None, Some(response)) => ("SAMLResponse", response),
        (Some(_), Some(_)) => {
            let text = "SAMLRequest and SAMLResponse exclude each other";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
    };
    let message = Message {
        client: &client,
        settings,
        relay_state,
        query: incoming.query,
        parameter,
    };
    let bytes = match incoming.query {
        Some(_) => wire::from_query(text),
        None => wire::from_form(text),
    };
    let bytes = bytes.map_err(|e| invalid(ctx, &client.client, &e.into()))?;
    let document = Document::parse(&bytes).map_err(|e| invalid(ctx, &client.client, &e.into()))?;
    let kind = Kind::of(&document)
        .filter(|k| (*k == Kind::LogoutResponse) == (parameter == "SAMLResponse"));
    match kind {
        Some(Kind::AuthnRequest) => {
            sign_in(ctx, message, &document, get)
                .await
                .map(|step| match step {
                    Ok(request) => Received::SignIn(Box::new(request), client.clone()),
                    Err(reply) => Received::Answered(Box::new(reply)),
                })
        }
        Some(Kind::LogoutRequest) => {
            let reply = logout::requested(ctx, message, &document, incoming.browser).await?;
            Ok(Received::LogOut(Box::new(reply)))
        }
        Some(Kind::LogoutResponse) => {
            let reply = logout::answered(ctx, message, &document).await?;
            Ok(Received::LogOut(Box::new(reply)))
        }
        None => Err(invalid(ctx, &client.client, &Invalid::Kind)),
    }
}

/// The page that says no, and the event.
pub(super) fn invalid(ctx: &Ctx, client: &Client, why: &Invalid) -> Failure {
    let text = format!("Invalid SAML Request: {why}");
    ctx.log(Event::new(tenant_log::Code::FailedLogin, text.clone()).client(client));
    Code::InvalidRequest.refuse(text).into()
}

impl Message<'_> {
    /// Checks the signature, if the client's messages have to have one.
    pub(super) fn authenticate(&self, document: &Document<'_>) -> Result<(), Invalid> {
        let Some(certificate) = &self.settings.signing_cert else {
            return Ok(());
        };
        let key = PeerKey::parse(certificate).ok_or(Invalid::SigningCert)?;
        let name = match Kind::of(document) {
            Some(Kind::AuthnRequest) => "AUTHN_REQUEST",
            Some(Kind::LogoutRequest) => "LOGOUT_REQUEST",
            _ => "LOGOUT_RESPONSE",
        };
        let Some(query) = self.query else {
            return verify::verify(document, &key).map_err(|e| match e {
                BadSignature::Absent => Invalid::Unsigned(name),
                other => other.into(),
            });
        };
        let found = QuerySignature::of(query, self.parameter).ok_or(Invalid::Unsigned(name))?;
        if !PeerKey::accepts(&found.algorithm) {
            return Err(BadSignature::Algorithm.into());
        }
        let signed = found.signed.as_bytes();
        if key.verifies(&found.algorithm, signed, &found.signature) {
            Ok(())
        } else {
            Err(BadSignature::Key.into())
        }
    }

    /// Checks who sent the message, to whom, and when; takes it, once.
    pub(super) async fn vet(&self, ctx: &Ctx, header: &Header) -> Answer<Result<(), Invalid>> {
        let client = &self.client.client;
        if let Some(issuer) = &header.issuer
            && is_anothers(ctx, client, issuer).await?
        {
            return Ok(Err(Invalid::Issuer));
        }
        let is_here = |url: &String| is_our_endpoint(ctx, &client.client_id, url);
        if !header.destination.as_ref().is_none_or(is_here) {
            return Ok(Err(Invalid::Destination));
        }
        let at = header.issue_instant;
        if ctx.now.since(at) > FRESH || at.since(ctx.now) > FRESH {
            return Ok(Err(Invalid::Stale));
        }
        let until = at.plus(FRESH + FRESH);
        let mut db = ctx.store.write().await?;
        let first = store::take(&mut db, &client.client_id, &header.id, until).await?;
        Ok(if first {
            Ok(())
        } else {
            Err(Invalid::Replayed)
        })
    }
}

/// Whether the issuer is the name of another client only. A service provider may call itself what it likes, or nothing at
/// all, but not what another one is called: the assertion's audience could be that one.
async fn is_anothers(ctx: &Ctx, client: &Client, issuer: &str) -> Answer<bool> {
    let holders = client_names::holders(&mut ctx.store.read().await?, issuer).await?;
    Ok(!holders.is_empty() && !holders.contains(&client.client_id))
}

/// Whether `url` is one of ours for the client, on any of our domains. What follows the path is the service provider's.
fn is_our_endpoint(ctx: &Ctx, client_id: &str, url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let base = format!("{}/", url.origin().ascii_serialization());
    let mut origins = ctx.settings.origins().chain([&ctx.origin]);
    let id = url
        .path()
        .strip_prefix("/samlp/")
        .map(|id| id.strip_prefix('/').unwrap_or(id))
        .map(|id| id.strip_suffix('/').unwrap_or(id))
        .map(|id| id.strip_suffix("/logout").unwrap_or(id));
    id == Some(client_id) && origins.any(|origin| origin.as_str() == base)
}

/// A request to sign in. `Err`: the service provider has its answer already.
async fn sign_in(
    ctx: &Ctx,
    message: Message<'_>,
    document: &Document<'_>,
    get: Get<'_, '_>,
) -> Answer<Result<Request, Reply>> {
    let client = &message.client.client;
    let fail = |e: Invalid| invalid(ctx, client, &e);
    message.authenticate(document).map_err(fail)?;
    let asked = AuthnRequest::read(document).map_err(|e| fail(e.into()))?;
    let callback = match &asked.acs_url {
        Some(url) if is_callback(client, url) => url.clone(),
        Some(url) => return Err(mismatch(ctx, client, url)),
        None => default_callback(client).ok_or_else(|| fail(Invalid::NoCallback))?,
    };
    message.vet(ctx, &asked.header).await?.map_err(fail)?;
    let request = Request {
        prompt: Prompt {
            none: asked.is_passive,
            login: asked.force_authn,
            consent: false,
        },
        login_hint: bounded("login_hint", get("login_hint"))?.or(asked.subject),
        ..request(client, callback, get)?
    };
    let known = Asked {
        request_id: Some(asked.header.id),
        issuer: asked.header.issuer,
        relay_state: message.relay_state.clone(),
        context: context(message.settings, &asked.contexts).to_owned(),
    };
    if asked.is_passive && asked.force_authn {
        let text = "ForceAuthn needs the user, and IsPassive forbids to ask";
        ctx.log(Event::new(tenant_log::Code::FailedLogin, text).client(client));
        let status = Status::responder("NoPassive", text);
        let reply = super::answer::status(ctx, &request, &known, status).await?;
        return Ok(Err(reply));
    }
    Ok(Ok(Request {
        protocol: Protocol::Saml(known),
        ..request
    }))
}

/// A sign-in that begins with us: no request, so nothing to answer but the client's own callback.
fn unsolicited(
    ctx: &Ctx,
    client: &Client,
    relay_state: Option<String>,
    get: Get<'_, '_>,
) -> Answer<Request> {
    let none = || invalid(ctx, client, &Invalid::NoCallback);
    let callback = default_callback(client).ok_or_else(none)?;
    let settings = client.samlp();
    let context = settings.and_then(|s| s.authn_context_class_ref.clone());
    let asked = Asked {
        request_id: None,
        issuer: None,
        relay_state,
        context: context.unwrap_or_else(|| UNSPECIFIED_CONTEXT.to_owned()),
    };
    Ok(Request {
        protocol: Protocol::Saml(asked),
        ..request(client, callback, get)?
    })
}

/// What all requests have.
fn request(client: &Client, callback: String, get: Get<'_, '_>) -> Answer<Request> {
    let text = |name: &str| bounded(name, get(name));
    Ok(Request {
        client_id: client.client_id.clone(),
        redirect_uri: callback,
        prompt: Prompt::default(),
        max_age: None,
        login_hint: text("login_hint")?,
        hinted_user: None,
        connection: text("connection")?,
        organization: text("organization")?,
        query: serde_json::Map::new(),
        protocol: Protocol::Saml(Asked {
            request_id: None,
            issuer: None,
            relay_state: None,
            context: UNSPECIFIED_CONTEXT.to_owned(),
        }),
    })
}

/// Exact, and nothing but a web address: assertions are posted.
pub(crate) fn is_callback(client: &Client, url: &str) -> bool {
    is_web_address(url) && client.callbacks.iter().any(|known| known == url)
}

/// The first callback that can be posted to.
pub(crate) fn default_callback(client: &Client) -> Option<String> {
    first_address(&client.callbacks)
        .filter(|url| is_web_address(url))
        .cloned()
}

/// A callback that is not the client's: told to the browser, since nobody else can be trusted with it.
pub(crate) fn mismatch(ctx: &Ctx, client: &Client, url: &str) -> Failure {
    let shown: String = url.chars().take(500).collect();
    let text =
        format!("Callback URL mismatch. {shown} is not in the list of allowed callback URLs");
    let details = serde_json::json!({"error": {"type": "callback-url-mismatch", "message": text}});
    ctx.log(
        Event::new(tenant_log::Code::FailedLogin, text)
            .client(client)
            .details(details),
    );
    Code::UnauthorizedClient
        .refuse("Callback URL mismatch. The address for the answer is not in the list of allowed callback URLs.")
        .into()
}

/// The context to claim: what the add-on says, else what was requested if it is true of us, else none in particular. As at
/// Auth0, a request for any other context is answered all the same: the service provider reads which one it got.
fn context<'a>(settings: &'a Settings, requested: &'a [String]) -> &'a str {
    let is_true = |asked: &&String| PASSWORD_CONTEXTS.contains(&asked.as_str());
    let own = settings.authn_context_class_ref.as_ref();
    own.or_else(|| requested.iter().find(is_true))
        .map_or(UNSPECIFIED_CONTEXT, String::as_str)
}

//! Messages from service providers, read and acted upon.

use serde_json::Map;

use super::answer;
use super::callback::{default_callback, is_callback, mismatch};
use super::message::{IncomingMessage, InvalidMessage, invalid};
use super::provider::enabled;
use super::request::SamlPart;
use super::{ADAPTER, logout};
use crate::domain::client::Client;
use crate::domain::saml::{PASSWORD_CONTEXTS, SamlSettings, UNSPECIFIED_CONTEXT};
use crate::flows::sign_in::browser::Browser;
use crate::flows::sign_in::client::known;
use crate::flows::sign_in::parameters::{Get, bounded};
use crate::flows::sign_in::reply::BrowserReply;
use crate::flows::sign_in::request::{CheckedRequest, Prompt, ProtocolPart, SignInRequest};
use crate::flows::sign_in::transaction::deliver;
use crate::flows::{Answer, Code, Ctx};
use crate::saml::request::{AuthnRequest, MessageKind};
use crate::saml::response::ResponseStatus;
use crate::saml::wire;
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;
use crate::xml::Document;

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
pub enum ReceivedSaml {
    /// A request to sign in, ready to go on.
    SignIn(Box<CheckedRequest>),
    /// Answered already.
    Answered(Box<BrowserReply>),
    /// A step of a logout, which may have ended the browser's own session.
    LogOut(Box<BrowserReply>),
}

/// Reads a message and does, or prepares, what it asks for.
pub async fn receive(ctx: &Ctx, incoming: Incoming<'_, '_>) -> Answer<ReceivedSaml> {
    let client = known(ctx, incoming.client_id).await?;
    let settings = enabled(&client.client)?;
    let get = incoming.get;
    let relay_state = get("RelayState").map(str::to_owned);
    if relay_state
        .as_ref()
        .is_some_and(|r| r.len() > MAX_RELAY_STATE)
    {
        return Err(invalid(ctx, &client.client, &InvalidMessage::RelayState));
    }
    let (parameter, text) = match (get("SAMLRequest"), get("SAMLResponse")) {
        (None, None) => {
            let request = unsolicited(ctx, &client.client, relay_state, get)?;
            return Ok(ReceivedSaml::SignIn(Box::new(CheckedRequest {
                request,
                client,
            })));
        }
        (Some(request), None) => ("SAMLRequest", request),
        (None, Some(response)) => ("SAMLResponse", response),
        (Some(_), Some(_)) => {
            let text = "SAMLRequest and SAMLResponse exclude each other";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
    };
    let message = IncomingMessage {
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
    let kind = MessageKind::of(&document)
        .filter(|k| (*k == MessageKind::LogoutResponse) == (parameter == "SAMLResponse"));
    match kind {
        Some(MessageKind::AuthnRequest) => {
            let received = sign_in(ctx, message, &document, get).await?;
            Ok(match received {
                Ok(request) => {
                    let client = client.clone();
                    ReceivedSaml::SignIn(Box::new(CheckedRequest { request, client }))
                }
                Err(reply) => ReceivedSaml::Answered(Box::new(reply)),
            })
        }
        Some(MessageKind::LogoutRequest) => {
            let reply = logout::requested(ctx, message, &document, incoming.browser).await?;
            Ok(ReceivedSaml::LogOut(Box::new(reply)))
        }
        Some(MessageKind::LogoutResponse) => {
            let reply = logout::answered(ctx, message, &document).await?;
            Ok(ReceivedSaml::LogOut(Box::new(reply)))
        }
        None => Err(invalid(ctx, &client.client, &InvalidMessage::Kind)),
    }
}

/// A request to sign in. `Err`: the service provider has its answer already.
async fn sign_in(
    ctx: &Ctx,
    message: IncomingMessage<'_>,
    document: &Document<'_>,
    get: Get<'_, '_>,
) -> Answer<Result<SignInRequest, BrowserReply>> {
    let client = &message.client.client;
    let fail = |e: InvalidMessage| invalid(ctx, client, &e);
    message.authenticate(document).map_err(fail)?;
    let asked = AuthnRequest::read(document).map_err(|e| fail(e.into()))?;
    let callback = match &asked.acs_url {
        Some(url) if is_callback(client, url) => url.clone(),
        Some(url) => return Err(mismatch(ctx, client, url)),
        None => default_callback(client).ok_or_else(|| fail(InvalidMessage::NoCallback))?,
    };
    message.vet(ctx, &asked.header).await?.map_err(fail)?;
    let part = SamlPart {
        request_id: Some(asked.header.id),
        issuer: asked.header.issuer,
        relay_state: message.relay_state.clone(),
        context: context(message.settings, &asked.contexts).to_owned(),
    };
    let request = SignInRequest {
        prompt: Prompt {
            none: asked.is_passive,
            login: asked.force_authn,
            ..Prompt::default()
        },
        login_hint: bounded("login_hint", get("login_hint"))?.or(asked.subject),
        ..request(client, callback, &part, get)?
    };
    if asked.is_passive && asked.force_authn {
        let text = "ForceAuthn needs the user, and IsPassive forbids to ask";
        ctx.log(Event::new(tenant_log::EventCode::FailedLogin, text).client(client));
        let status = ResponseStatus::responder("NoPassive", text);
        let response = answer::status(ctx, (&request, client), status)?;
        return Ok(Err(deliver(ctx, response).await?));
    }
    Ok(Ok(request))
}

/// A sign-in that begins with us: no request, so nothing to answer but the client's own callback.
fn unsolicited(
    ctx: &Ctx,
    client: &Client,
    relay_state: Option<String>,
    get: Get<'_, '_>,
) -> Answer<SignInRequest> {
    let none = || invalid(ctx, client, &InvalidMessage::NoCallback);
    let callback = default_callback(client).ok_or_else(none)?;
    let settings = client.samlp();
    let context = settings.and_then(|s| s.authn_context_class_ref.clone());
    let part = SamlPart {
        request_id: None,
        issuer: None,
        relay_state,
        context: context.unwrap_or_else(|| UNSPECIFIED_CONTEXT.to_owned()),
    };
    request(client, callback, &part, get)
}

/// What all requests have.
fn request(
    client: &Client,
    callback: String,
    part: &SamlPart,
    get: Get<'_, '_>,
) -> Answer<SignInRequest> {
    let text = |name: &str| bounded(name, get(name));
    Ok(SignInRequest {
        client_id: client.client_id.clone(),
        redirect_uri: callback,
        prompt: Prompt::default(),
        max_age: None,
        login_hint: text("login_hint")?,
        hinted_user: None,
        connection: text("connection")?,
        organization: text("organization")?,
        login_ticket: None,
        invitation_ticket: None,
        invitation: None,
        requests_factor: false,
        link: None,
        begins_with_sign_up: false,
        languages: Preferences::default(),
        access: None,
        protocol: ProtocolPart::new(ADAPTER, "samlp", part)?,
        query: Map::new(),
    })
}

/// The context to claim: what the add-on says, else what was requested if it is true of us, else none in particular. As at
/// Auth0, a request for any other context is answered all the same: the service provider reads which one it got.
fn context<'a>(settings: &'a SamlSettings, requested: &'a [String]) -> &'a str {
    let is_true = |asked: &&String| PASSWORD_CONTEXTS.contains(&asked.as_str());
    let own = settings.authn_context_class_ref.as_ref();
    own.or_else(|| requested.iter().find(is_true))
        .map_or(UNSPECIFIED_CONTEXT, String::as_str)
}

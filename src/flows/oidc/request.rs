//! An authorization request (RFC 6749 §4.1.1, OIDC Core §3.1.2.1), read and checked. Until client and callback are known to
//! be good there is no application to tell, so [`callback`] refuses towards the browser; what [`rest`] refuses goes to the
//! application.

use std::sync::Arc;

use serde_json::{Map, Value};
use tracing::Instrument;

use super::ADAPTER;
use super::answer::{issuer, refused};
use super::parameters::{OidcPart, ResponseType, answer_mode, parse_mode};
use crate::domain::client::Client;
use crate::domain::grant_type;
use crate::domain::guardian::MULTI_FACTOR;
use crate::domain::organization::OrganizationUsage;
use crate::domain::pkce::{Challenge, ChallengeMethod};
use crate::domain::redirect_uri::{
    first_address, is_allowed_origin, is_registered, is_web_address, names_organization,
};
use crate::domain::scope::Scope;
use crate::flows::invitations::accept;
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::outcome::failed;
use crate::flows::sign_in::parameters::{Get, bounded, parse_max_age, parse_prompt};
use crate::flows::sign_in::request::{
    CheckedRequest, Prompt, ProtocolPart, RequestedAccess, SignInRequest,
};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal, access, organizations};
use crate::store::clients::StoredClient;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;
use crate::tokens::id_token::read_hint;
use crate::tokens::opaque::{self, OpaqueKind};

/// What became of a request whose client and callback are good.
pub enum Read {
    Checked(Box<CheckedRequest>),
    /// The refusal, for the application.
    Refused(FrontChannelMessage),
}

/// Reads a request of `client`; `query` is what Actions see of it.
pub async fn read(
    ctx: &Ctx,
    client: Arc<StoredClient>,
    get: Get<'_, '_>,
    query: Map<String, Value>,
) -> Answer<Read> {
    let callback = callback(ctx, client, get)
        .instrument(step!("resolve client"))
        .await?;
    let checked = rest(ctx, &callback, get).instrument(step!("check request"));
    match checked.await {
        Ok(request) => Ok(Read::Checked(Box::new(CheckedRequest {
            request: SignInRequest { query, ..request },
            client: callback.client,
        }))),
        Err(Failure::Refused(refusal)) => {
            let client = &callback.client.client;
            let is_silent = get("prompt") == Some("none");
            ctx.log(failed(is_silent, &refusal).client(client));
            Ok(Read::Refused(refused(
                (&client.client_id, &callback.redirect_uri),
                callback.response_mode,
                callback.state.as_deref(),
                &refusal,
                issuer(ctx, client),
            )))
        }
        Err(accident) => Err(accident),
    }
}

/// A client, and a callback of it: from here on errors have an address.
pub struct Callback {
    pub client: Arc<StoredClient>,
    pub redirect_uri: String,
    pub sent: bool,
    pub response_type: Option<ResponseType>,
    pub response_mode: ResponseMode,
    pub state: Option<String>,
}

/// The first checks: the client's callback, and how that is answered.
pub async fn callback(ctx: &Ctx, client: Arc<StoredClient>, get: Get<'_, '_>) -> Answer<Callback> {
    let (redirect_uri, sent) = match get("redirect_uri") {
        Some(uri) if is_callback(ctx, &client.client, uri, get).await? => (uri.to_owned(), true),
        Some(uri) => return Err(mismatch(ctx, &client.client, uri).into()),
        None => {
            // OIDC Core §3.1.2.1 wants it named; Auth0 takes the first.
            let first = first_address(&client.client.callbacks)
                .filter(|_| !ctx.dialect(&client.client).is_standard());
            (first.ok_or_else(|| missing("redirect_uri"))?.clone(), false)
        }
    };
    let response_type = get("response_type").and_then(ResponseType::parse);
    let response_mode = answer_mode(get("response_mode"), response_type);
    match response_mode {
        ResponseMode::WebMessage => check_web_origin(&client.client, &redirect_uri)?,
        ResponseMode::FormPost if !is_web_address(&redirect_uri) => {
            return Err(Code::InvalidRequest
                .refuse("response_mode form_post needs an http or https callback")
                .into());
        }
        _ => {}
    }
    // One that is too long to be kept is not sent back: `rest` says so.
    let state = bounded("state", get("state")).ok().flatten();
    Ok(Callback {
        client,
        redirect_uri,
        sent,
        response_type,
        response_mode,
        state,
    })
}

fn missing(name: &str) -> Refusal {
    Code::InvalidRequest.refuse(format!("Missing required parameter: {name}"))
}

fn mismatch(ctx: &Ctx, client: &Client, uri: &str) -> Refusal {
    let shown: String = uri.chars().take(500).collect();
    let text =
        format!("Callback URL mismatch. {shown} is not in the list of allowed callback URLs");
    let details = serde_json::json!({"error": {"type": "callback-url-mismatch", "message": text, "oauthError": text}});
    ctx.log(
        Event::new(tenant_log::EventCode::FailedLogin, text)
            .client(client)
            .details(details),
    );
    Code::UnauthorizedClient
        .refuse("Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs.")
}

/// Whether the client has registered `uri`. A pattern may ask for the name of the organization that the request names.
async fn is_callback(ctx: &Ctx, client: &Client, uri: &str, get: Get<'_, '_>) -> Answer<bool> {
    let callbacks = &client.callbacks;
    let asked = get("organization").filter(|_| names_organization(callbacks));
    let takes_part = matches!(
        client.organization_usage,
        Some(OrganizationUsage::Allow | OrganizationUsage::Require)
    );
    let organization = match asked.filter(|_| takes_part) {
        Some(named) => organizations::find(ctx, named).await?,
        None => None,
    };
    let name = organization.as_ref().map(|found| found.name.as_str());
    Ok(is_registered(uri, callbacks, name))
}

/// A page may only be told by message if the client names its origin.
fn check_web_origin(client: &Client, redirect_uri: &str) -> Result<(), Refusal> {
    if is_web_address(redirect_uri) && is_allowed_origin(redirect_uri, &client.web_origins, None) {
        return Ok(());
    }
    Err(Code::AccessDenied
        .refuse("The origin of the redirect_uri is not in the client's allowed web origins")
        .because("response_mode=web_message needs web_origins"))
}

/// The rest of the request.
pub async fn rest(ctx: &Ctx, callback: &Callback, get: Get<'_, '_>) -> Answer<SignInRequest> {
    let client = &callback.client.client;
    by_value(get)?;
    let Some(response_type) = callback.response_type else {
        let text = "Unsupported response type: must be of code, token, id_token";
        return Err(match get("response_type") {
            None => missing("response_type").into(),
            Some(_) => Code::UnsupportedResponseType.refuse(text).into(),
        });
    };
    parse_mode(get("response_mode"), response_type)?;
    bounded("state", get("state"))?;
    check_grants(client, response_type)?;
    let prompt = parse_prompt(get("prompt"))?;
    let max_age = parse_max_age(get("max_age"))?;
    let nonce = bounded("nonce", get("nonce"))?;
    if response_type.id_token && nonce.is_none() {
        return Err(missing("nonce").into());
    }
    let challenge = challenge(client, response_type, get)?;
    let scope = Scope::requested(get("scope").unwrap_or(""))?;
    let audience = bounded("audience", get("audience"))?;
    // An API that does not exist is told at once, not after the login.
    access::for_user(ctx, client, audience.as_deref(), &scope).await?;
    let part = OidcPart {
        sent_redirect_uri: callback.sent,
        response_type,
        response_mode: callback.response_mode,
        nonce,
        challenge,
    };
    let mut protocol = ProtocolPart::new(ADAPTER, response_type.profile(), &part)?;
    protocol.response_mode = Some(part.response_mode);
    protocol.state.clone_from(&callback.state);
    Ok(SignInRequest {
        client_id: client.client_id.clone(),
        redirect_uri: callback.redirect_uri.clone(),
        prompt,
        max_age,
        login_hint: bounded("login_hint", get("login_hint"))?,
        hinted_user: hinted_user(ctx, &callback.client, prompt, get("id_token_hint"))?,
        connection: bounded("connection", get("connection"))?,
        organization: bounded("organization", get("organization"))?,
        login_ticket: login_ticket(client, get)?,
        invitation_ticket: invitation_ticket(client, prompt, get)?,
        invitation: None,
        requests_factor: get("acr_values")
            .is_some_and(|values| values.split_whitespace().any(|acr| acr == MULTI_FACTOR)),
        link: None,
        begins_with_sign_up: prompt.create || get("screen_hint") == Some("signup"),
        languages: Preferences::new(get("ui_locales"), None),
        access: Some(RequestedAccess { audience, scope }),
        protocol,
        query: Map::new(),
    })
}

/// What a login on a page of the application's own has led to.
fn login_ticket(client: &Client, get: Get<'_, '_>) -> Result<Option<String>, Refusal> {
    let ticket = bounded("login_ticket", get("login_ticket"))?;
    if ticket.is_some() && !client.is_first_party {
        let text = "parameter login_ticket is not allowed for this client";
        return Err(Code::InvalidRequest.refuse(text));
    }
    if ticket.is_some() && get("invitation").is_some() {
        let text = "parameter login_ticket is not allowed with invitation";
        return Err(Code::InvalidRequest.refuse(text));
    }
    Ok(ticket)
}

/// The digest of the invitation's ticket that the request brings. Whether there is such an invitation is a step's to say.
fn invitation_ticket(
    client: &Client,
    prompt: Prompt,
    get: Get<'_, '_>,
) -> Result<Option<String>, Refusal> {
    let Some(ticket) = get("invitation") else {
        return Ok(None);
    };
    if !client.is_first_party {
        let text = "parameter invitation is not allowed for this client";
        return Err(Code::InvalidRequest.refuse(text));
    }
    if get("organization").is_none() {
        return Err(missing("organization"));
    }
    if prompt.none {
        let refusal = Code::InteractionRequired.refuse("Interaction required");
        return Err(refusal.because("an invitation is not accepted silently"));
    }
    let digest = opaque::recognise(OpaqueKind::Invitation, ticket);
    Ok(Some(digest.ok_or_else(accept::dead)?))
}

/// The user whom `id_token_hint` names (OIDC Core §3.1.2.1), in an ID token of any age, for any client. A hint that no key of
/// ours signed names no user; a silent request with it is refused, because it cannot ask who is there.
fn hinted_user(
    ctx: &Ctx,
    client: &StoredClient,
    prompt: Prompt,
    token: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let Some(token) = token else {
        return Ok(None);
    };
    let origins: Vec<_> = ctx.settings.origins().chain([&ctx.origin]).collect();
    let signs_with_secret = client.client.signs_with_secret();
    let secret = client.secret.as_deref().filter(|_| signs_with_secret);
    let hint = read_hint(&ctx.keys.ring(), secret, token, &origins);
    if hint.is_none() && prompt.none {
        return Err(Code::LoginRequired
            .refuse("Login required")
            .because("the id_token_hint is no ID token of this server's"));
    }
    Ok(hint.map(|hint| hint.subject))
}

/// A request is its parameters: no object, and no reference to one (OIDC Core §6). What was pushed has become parameters.
fn by_value(get: Get<'_, '_>) -> Result<(), Refusal> {
    if get("request").is_some() {
        let text = "Request objects are not supported: push the request instead";
        return Err(Code::RequestNotSupported.refuse(text));
    }
    if get("request_uri").is_some() {
        let text = "request_uri must be that of a pushed authorization request";
        return Err(Code::RequestUriNotSupported.refuse(text));
    }
    Ok(())
}

fn check_grants(client: &Client, response_type: ResponseType) -> Result<(), Refusal> {
    let needed = [
        (&grant_type::AUTHORIZATION_CODE, response_type.code),
        (&grant_type::IMPLICIT, response_type.uses_front_channel()),
    ];
    match needed
        .iter()
        .find(|(grant, needed)| *needed && !client.may_use(grant))
    {
        Some((grant, _)) => Err(Code::UnauthorizedClient.refuse(format!(
            "Grant type '{}' not allowed for the client.",
            grant.name
        ))),
        None => Ok(()),
    }
}

/// PKCE: public clients must use it, and only with S256 (RFC 9700 §2.1.1).
fn challenge(
    client: &Client,
    response_type: ResponseType,
    get: Get<'_, '_>,
) -> Result<Option<Challenge>, Refusal> {
    let Some(value) = get("code_challenge") else {
        if get("code_challenge_method").is_some() {
            return Err(missing("code_challenge"));
        }
        if response_type.code && !client.authenticates() {
            let text = "Missing required parameter: code_challenge. Public clients must use PKCE with S256";
            return Err(Code::InvalidRequest.refuse(text));
        }
        return Ok(None);
    };
    let challenge = Challenge::parse(value, get("code_challenge_method"))
        .map_err(|text| Code::InvalidRequest.refuse(text))?;
    if challenge.method == ChallengeMethod::Plain && !client.authenticates() {
        return Err(Code::InvalidRequest
            .refuse("Invalid code_challenge_method: public clients must use S256"));
    }
    Ok(Some(challenge))
}

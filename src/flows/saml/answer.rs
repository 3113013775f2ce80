//! The response to a service provider.

use tracing::Instrument;

use super::provider::{described, enabled, issuer, own_signer, signing};
use super::request::SamlPart;
use crate::domain::client::Client;
use crate::domain::saml::SamlSettings;
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::outcome::{Refused, SignedIn};
use crate::flows::sign_in::request::SignInRequest;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::saml::assertion::Statement;
use crate::saml::response::{Envelope, ResponseStatus};
use crate::saml::{new_id, wire};
use crate::store::saml::{self as store, Participant};
use crate::telemetry::step;
use crate::xml::{Element, Namespace, PeerKey, encrypt};

/// An assertion about the user who is signed in.
pub async fn success(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    signed_in.join_session(ctx).await?;
    assert(ctx, signed_in).instrument(step!("assertion")).await
}

async fn assert(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    let part: SamlPart = signed_in.request.protocol.own()?;
    let client = &signed_in.client.client;
    let settings = enabled(client)?;
    let user = described(settings, signed_in)?;
    let settings = user.settings.as_ref();
    let session_index = join(ctx, signed_in, settings, &user.name).await?;
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, settings));
    let callback = &signed_in.request.redirect_uri;
    let audience = settings.audience.as_ref().or(part.issuer.as_ref());
    let audience = audience.or(client.aliases().first()).unwrap_or(callback);
    let statement = Statement {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        lifetime: settings.lifetime_or_default(),
        audience: Some(audience),
        recipient: settings.recipient.as_ref().unwrap_or(callback),
        in_response_to: part.request_id.as_deref(),
        name: &user.name,
        session_index: &session_index,
        authenticated_at: signed_in.authenticated.authenticated_at,
        context: &part.context,
        claims: &user.claims,
        settings,
    };
    let ring = ctx.keys.ring();
    let own = own_signer(settings)?;
    let signing = signing(&ring, settings).by(own.as_ref());
    let assertion = statement.assertion(settings.signs_assertion().then_some(signing))?;
    let assertion = sealed(ctx, settings, assertion)?;
    let id = new_id(&ctx.entropy);
    let envelope = Envelope {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        destination: settings.destination.as_ref().unwrap_or(callback),
        in_response_to: part.request_id.as_deref(),
    };
    let signing = settings.signs_response().then_some(signing);
    let response = envelope.response(ResponseStatus::SUCCESS, Some(assertion), signing)?;
    let relay_state = settings.relay_state.as_ref().or(part.relay_state.as_ref());
    Ok(posted(&signed_in.request, relay_state, &response))
}

/// Records that the client knows the session, and under which name; the session index.
async fn join(
    ctx: &Ctx,
    signed_in: &SignedIn,
    settings: &SamlSettings,
    name: &str,
) -> Answer<String> {
    let participant = Participant {
        session_id: signed_in.authenticated.session_id.clone(),
        client_id: signed_in.request.client_id.clone(),
        session_index: new_id(&ctx.entropy),
        name: name.to_owned(),
        name_format: settings.name_format().to_owned(),
    };
    Ok(store::join(&mut ctx.store.write().await?, &participant).await?)
}

/// The assertion, encrypted if the client has a key for that. One that cannot be encrypted is not sent.
fn sealed(ctx: &Ctx, settings: &SamlSettings, assertion: Element) -> Answer<Element> {
    let Some(key) = settings.encryption_key() else {
        return Ok(assertion);
    };
    let key = PeerKey::parse(key).ok_or_else(|| {
        Code::InvalidRequest
            .refuse("The client's encryption key is not a certificate of an RSA key")
    })?;
    let data = encrypt::encrypt(&assertion, settings.cipher(), &key, &ctx.entropy)
        .map_err(|e| Failure::Broken(e.into()))?;
    Ok(Element::new(Namespace::Saml, "EncryptedAssertion").child(data))
}

/// A refusal, as the service provider gets it.
pub fn refusal(ctx: &Ctx, refused: &Refused) -> Answer<FrontChannelMessage> {
    let refusal = &refused.refusal;
    let detail = match refusal.code {
        Code::LoginRequired | Code::ConsentRequired | Code::InteractionRequired => "NoPassive",
        _ => "RequestDenied",
    };
    let status = ResponseStatus::responder(detail, &refusal.description);
    self::status(ctx, (&refused.request, &refused.client.client), status)
}

/// A response without an assertion.
pub fn status(
    ctx: &Ctx,
    (request, client): (&SignInRequest, &Client),
    status: ResponseStatus<'_>,
) -> Answer<FrontChannelMessage> {
    let part: SamlPart = request.protocol.own()?;
    let settings = enabled(client)?;
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, settings));
    let callback = &request.redirect_uri;
    let envelope = Envelope {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        destination: settings.destination.as_ref().unwrap_or(callback),
        in_response_to: part.request_id.as_deref(),
    };
    let ring = ctx.keys.ring();
    let response = envelope.response(status, None, Some(signing(&ring, settings)))?;
    Ok(posted(request, part.relay_state.as_ref(), &response))
}

/// `RelayState` is always there, as service providers know it from Auth0.
fn posted(
    request: &SignInRequest,
    relay_state: Option<&String>,
    response: &Element,
) -> FrontChannelMessage {
    let parameters = vec![
        (
            "SAMLResponse".to_owned(),
            wire::to_form(&response.document()),
        ),
        (
            "RelayState".to_owned(),
            relay_state.cloned().unwrap_or_default(),
        ),
    ];
    FrontChannelMessage {
        client_id: Some(request.client_id.clone()),
        redirect_uri: request.redirect_uri.clone(),
        mode: ResponseMode::FormPost,
        parameters,
    }
}

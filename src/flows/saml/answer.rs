//! The response to a service provider.

use super::{Asked, described, issuer, own_signer, service_provider, signing};
use crate::domain::saml::Settings;
use crate::flows::authorize::finish::Arrived;
use crate::flows::authorize::request::{Request, ResponseMode};
use crate::flows::authorize::response::AuthorizationResponse;
use crate::flows::authorize::{Reply, deliver};
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::saml::assertion::Statement;
use crate::saml::response::{Envelope, Status};
use crate::saml::{new_id, wire};
use crate::store::saml::{self as store, Participant};
use crate::xml::{Element, Namespace, PeerKey, encrypt};

/// An assertion about the user who has arrived.
pub async fn success(
    ctx: &Ctx,
    arrived: &Arrived<'_>,
    asked: &Asked,
) -> Answer<AuthorizationResponse> {
    let client = &arrived.client.client;
    let off = || Code::UnauthorizedClient.refuse("The SAML2 add-on is not enabled for this client");
    let settings = client.samlp().ok_or_else(off)?;
    let user = described(settings, arrived)?;
    let settings = user.settings.as_ref();
    let session_index = join(ctx, arrived, settings, &user.name).await?;
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, settings));
    let callback = &arrived.request.redirect_uri;
    let audience = settings.audience.as_ref().or(asked.issuer.as_ref());
    let audience = audience.or(client.aliases().first()).unwrap_or(callback);
    let statement = Statement {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        lifetime: settings.lifetime_or_default(),
        audience: Some(audience),
        recipient: settings.recipient.as_ref().unwrap_or(callback),
        in_response_to: asked.request_id.as_deref(),
        name: &user.name,
        session_index: &session_index,
        authenticated_at: arrived.admission.authenticated_at,
        context: &asked.context,
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
        in_response_to: asked.request_id.as_deref(),
    };
    let signing = settings.signs_response().then_some(signing);
    let response = envelope.response(Status::SUCCESS, Some(assertion), signing)?;
    let relay_state = settings.relay_state.as_ref().or(asked.relay_state.as_ref());
    Ok(posted(arrived.request, relay_state, &response))
}

/// Records that the client knows the session, and under which name; the session index.
async fn join(ctx: &Ctx, arrived: &Arrived<'_>, settings: &Settings, name: &str) -> Answer<String> {
    let participant = Participant {
        session_id: arrived.admission.session_id.clone(),
        client_id: arrived.request.client_id.clone(),
        session_index: new_id(&ctx.entropy),
        name: name.to_owned(),
        name_format: settings.name_format().to_owned(),
    };
    Ok(store::join(&mut ctx.store.write().await?, &participant).await?)
}

/// The assertion, encrypted if the client has a key for that. One that cannot be encrypted is not sent.
fn sealed(ctx: &Ctx, settings: &Settings, assertion: Element) -> Answer<Element> {
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
pub async fn refusal(
    ctx: &Ctx,
    request: &Request,
    asked: &Asked,
    refusal: &Refusal,
) -> Answer<AuthorizationResponse> {
    let detail = match refusal.code {
        Code::LoginRequired | Code::ConsentRequired | Code::InteractionRequired => "NoPassive",
        _ => "RequestDenied",
    };
    let status = Status::responder(detail, &refusal.description);
    told(ctx, request, asked, status).await
}

/// A status, sent at once.
pub(super) async fn status(
    ctx: &Ctx,
    request: &Request,
    asked: &Asked,
    status: Status<'_>,
) -> Answer<Reply> {
    deliver(ctx, told(ctx, request, asked, status).await?).await
}

async fn told(
    ctx: &Ctx,
    request: &Request,
    asked: &Asked,
    status: Status<'_>,
) -> Answer<AuthorizationResponse> {
    let client = service_provider(ctx, &request.client_id).await?;
    let settings = client.client.samlp().cloned().unwrap_or_default();
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, &settings));
    let callback = &request.redirect_uri;
    let envelope = Envelope {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        destination: settings.destination.as_ref().unwrap_or(callback),
        in_response_to: asked.request_id.as_deref(),
    };
    let ring = ctx.keys.ring();
    let response = envelope.response(status, None, Some(signing(&ring, &settings)))?;
    let relay_state = asked.relay_state.as_ref();
    Ok(posted(request, relay_state, &response))
}

/// `RelayState` is always there, as service providers know it from Auth0.
fn posted(
    request: &Request,
    relay_state: Option<&String>,
    response: &Element,
) -> AuthorizationResponse {
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
    AuthorizationResponse {
        client_id: Some(request.client_id.clone()),
        redirect_uri: request.redirect_uri.clone(),
        mode: ResponseMode::FormPost,
        parameters,
    }
}

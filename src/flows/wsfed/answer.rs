//! The token, for the relying party.

use std::time::Duration;

use super::request::{WsFedPart, enabled};
use crate::domain::client::Client;
use crate::domain::saml::{SamlSettings, UNSPECIFIED_CONTEXT};
use crate::flows::saml::provider::{described, issuer, own_signer, signing};
use crate::flows::sign_in::front_channel::{FrontChannelMessage, ResponseMode};
use crate::flows::sign_in::outcome::SignedIn;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::saml::assertion::Statement;
use crate::saml::new_id;
use crate::saml::trust::SecurityTokenResponse;
use crate::telemetry::step;
use crate::xml::{Element, PeerKey, encrypt};

/// How long a token is good for unless the add-on says otherwise: eight hours.
const LIFETIME: Duration = Duration::from_secs(8 * 3_600);

/// A token about the user who is signed in.
pub async fn success(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    signed_in.join_session(ctx).await?;
    step!("assertion").in_scope(|| token(ctx, signed_in))
}

fn token(ctx: &Ctx, signed_in: &SignedIn) -> Answer<FrontChannelMessage> {
    let part: WsFedPart = signed_in.request.protocol.own()?;
    let client = &signed_in.client.client;
    let settings = enabled(client)?;
    let user = described(settings, signed_in)?;
    let settings = user.settings.as_ref();
    let audience = audience(settings, &part.realm);
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, settings));
    let lifetime = settings.lifetime().unwrap_or(LIFETIME);
    let statement = Statement {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        lifetime,
        audience: Some(&audience),
        recipient: &signed_in.request.redirect_uri,
        in_response_to: None,
        name: &user.name,
        session_index: &signed_in.authenticated.session_id,
        authenticated_at: signed_in.authenticated.authenticated_at,
        context: UNSPECIFIED_CONTEXT,
        claims: &user.claims,
        settings,
    };
    let ring = ctx.keys.ring();
    let own = own_signer(settings)?;
    let assertion = statement.assertion11(signing(&ring, settings).by(own.as_ref()))?;
    let response = SecurityTokenResponse {
        context: part.context.as_deref(),
        now: ctx.now,
        lifetime,
        audience: Some(&audience),
    };
    let token = response.around(sealed(ctx, client, settings, assertion)?);
    let mut parameters = vec![
        ("wa".to_owned(), "wsignin1.0".to_owned()),
        ("wresult".to_owned(), token.document()),
    ];
    parameters.extend(part.context.clone().map(|c| ("wctx".to_owned(), c)));
    Ok(FrontChannelMessage {
        client_id: Some(client.client_id.clone()),
        redirect_uri: signed_in.request.redirect_uri.clone(),
        mode: ResponseMode::FormPost,
        parameters,
    })
}

/// A URI, which a realm need not be.
fn audience(settings: &SamlSettings, realm: &str) -> String {
    let audience = settings.audience.as_deref().unwrap_or(realm);
    let is_uri = ["http:", "https:", "urn:"]
        .iter()
        .any(|scheme| audience.starts_with(scheme));
    if is_uri {
        audience.to_owned()
    } else {
        format!("urn:{audience}")
    }
}

/// The assertion, encrypted if the client has a key for that. One that cannot be encrypted is not sent.
fn sealed(
    ctx: &Ctx,
    client: &Client,
    settings: &SamlSettings,
    assertion: Element,
) -> Answer<Element> {
    let Some(key) = settings.encryption_key().or(client.encryption_key()) else {
        return Ok(assertion);
    };
    let key = PeerKey::parse(key).ok_or_else(|| {
        Code::InvalidRequest
            .refuse("The client's encryption key is not a certificate of an RSA key")
    })?;
    encrypt::encrypt(&assertion, settings.cipher(), &key, &ctx.entropy)
        .map_err(|e| Failure::Broken(e.into()))
}

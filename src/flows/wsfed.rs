//! WS-Federation 1.2 §13 (the passive requestor profile): we are the token service of a client whose `wsfed` add-on is on.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::authorize::checks::{Get, known_client};
use super::authorize::finish::Arrived;
use super::authorize::request::{Prompt, Protocol, Request, ResponseMode, bounded};
use super::authorize::response::AuthorizationResponse;
use super::saml::receive::{default_callback, is_callback, mismatch};
use super::saml::{described, issuer, own_signer, signing};
use super::{Answer, Code, Ctx, Failure};
use crate::domain::client::Client;
use crate::domain::saml::{Settings, UNSPECIFIED_CONTEXT};
use crate::saml::assertion::Statement;
use crate::saml::metadata::token_service;
use crate::saml::new_id;
use crate::saml::trust::TokenResponse;
use crate::store::clients::{self, StoredClient};
use crate::tenant_log::{self, Event};
use crate::xml::{Element, PeerKey, encrypt};

/// How long a token is good for unless the add-on says otherwise: eight hours.
const LIFETIME: Duration = Duration::from_secs(8 * 3_600);

/// What a WS-Federation request adds to what all requests have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    /// `wtrealm`, or the client's own name: for whom the token is.
    realm: String,
    /// `wctx`: the application's, given back.
    context: Option<String>,
}

/// What a request wants (`wa`).
pub enum Received {
    SignIn(Box<Request>, Arc<StoredClient>),
    /// The client, and where to go afterwards, which is one of its addresses.
    SignOut(Arc<StoredClient>, Option<String>),
}

/// Reads a request; the client stands in the path, or is named by `wtrealm`.
pub async fn receive(ctx: &Ctx, client_id: Option<&str>, get: Get<'_, '_>) -> Answer<Received> {
    let realm = bounded("wtrealm", get("wtrealm"))?;
    let client = relying_party(ctx, client_id, realm.as_deref()).await?;
    match get("wa").unwrap_or("wsignin1.0") {
        "wsignin1.0" => {}
        "wsignout1.0" => {
            // What is neither is refused by the logout.
            return Ok(Received::SignOut(client, get("wreply").map(str::to_owned)));
        }
        _ => {
            return Err(Code::InvalidRequest
                .refuse("wa must be wsignin1.0 or wsignout1.0")
                .into());
        }
    }
    let callback = match get("wreply") {
        Some(url) if is_callback(&client.client, url) => url.to_owned(),
        Some(url) => return Err(mismatch(ctx, &client.client, url)),
        None => default_callback(&client.client).ok_or_else(|| {
            Code::InvalidRequest.refuse("The client has no callback that can be posted to")
        })?,
    };
    let max_age = freshness(get("wfresh"))?;
    let own = || format!("urn:{}", client.client.client_id);
    let asked = Asked {
        realm: realm.unwrap_or_else(own),
        context: bounded("wctx", get("wctx"))?,
    };
    let request = Request {
        client_id: client.client.client_id.clone(),
        redirect_uri: callback,
        prompt: Prompt::default(),
        max_age,
        login_hint: bounded("login_hint", get("login_hint"))?,
        hinted_user: None,
        connection: connection(ctx, get("connection").or(get("whr"))).await?,
        organization: bounded("organization", get("organization"))?,
        query: serde_json::Map::new(),
        protocol: Protocol::WsFed(asked),
    };
    Ok(Received::SignIn(Box::new(request), client))
}

/// The client of a request, if its add-on is on and the realm is its own.
async fn relying_party(
    ctx: &Ctx,
    client_id: Option<&str>,
    realm: Option<&str>,
) -> Answer<Arc<StoredClient>> {
    let client = match (client_id, realm) {
        (Some(id), _) => known_client(ctx, id).await?,
        (None, Some(realm)) => by_realm(ctx, realm).await?,
        (None, None) => {
            let text = "Missing required parameter: wtrealm";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
    };
    if client.client.wsfed().is_none() {
        return Err(Code::UnauthorizedClient
            .refuse("The WS-Fed add-on is not enabled for this client")
            .into());
    }
    if realm.is_none_or(|realm| is_realm(&client.client, realm)) {
        return Ok(client);
    }
    let text = "wtrealm is not a name of the client";
    ctx.log(Event::new(tenant_log::Code::FailedLogin, text).client(&client.client));
    Err(Code::InvalidRequest.refuse(text).into())
}

fn is_realm(client: &Client, realm: &str) -> bool {
    realm.strip_prefix("urn:").unwrap_or(realm) == client.client_id || client.has_alias(realm)
}

async fn by_realm(ctx: &Ctx, realm: &str) -> Answer<Arc<StoredClient>> {
    let id = realm.strip_prefix("urn:").unwrap_or(realm);
    if let Some(client) = ctx.store.client(id).await?.filter(|c| !c.client.global) {
        return Ok(client);
    }
    let aliased = clients::by_alias(&mut ctx.store.read().await?, realm).await?;
    match aliased {
        Some(client) => Ok(Arc::new(client)),
        None => known_client(ctx, realm).await,
    }
}

/// `wfresh`, in minutes.
fn freshness(wfresh: Option<&str>) -> Answer<Option<Duration>> {
    match wfresh.map(str::parse::<u32>) {
        None => Ok(None),
        Some(Ok(minutes)) => Ok(Some(Duration::from_secs(u64::from(minutes) * 60))),
        Some(Err(_)) => Err(Code::InvalidRequest
            .refuse("wfresh must be a number of minutes")
            .into()),
    }
}

/// The connection that is meant; `whr` may name a home realm that is none of ours.
async fn connection(ctx: &Ctx, named: Option<&str>) -> Answer<Option<String>> {
    let Some(named) = named else {
        return Ok(None);
    };
    let name = named.strip_prefix("urn:").unwrap_or(named);
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == name);
    Ok(found.map(|c| c.name.clone()))
}

/// The token for the user who has arrived.
pub fn answer(ctx: &Ctx, arrived: &Arrived<'_>, asked: &Asked) -> Answer<AuthorizationResponse> {
    let client = &arrived.client.client;
    let off =
        || Code::UnauthorizedClient.refuse("The WS-Fed add-on is not enabled for this client");
    let settings = client.wsfed().ok_or_else(off)?;
    let user = described(settings, arrived)?;
    let settings = user.settings.as_ref();
    let audience = audience(settings, &asked.realm);
    let (id, issuer) = (new_id(&ctx.entropy), issuer(ctx, settings));
    let lifetime = settings.lifetime().unwrap_or(LIFETIME);
    let statement = Statement {
        id: &id,
        issuer: &issuer,
        now: ctx.now,
        lifetime,
        audience: Some(&audience),
        recipient: &arrived.request.redirect_uri,
        in_response_to: None,
        name: &user.name,
        session_index: &arrived.admission.session_id,
        authenticated_at: arrived.admission.authenticated_at,
        context: UNSPECIFIED_CONTEXT,
        claims: &user.claims,
        settings,
    };
    let ring = ctx.keys.ring();
    let own = own_signer(settings)?;
    let assertion = statement.assertion11(signing(&ring, settings).by(own.as_ref()))?;
    let response = TokenResponse {
        context: asked.context.as_deref(),
        now: ctx.now,
        lifetime,
        audience: Some(&audience),
    };
    let token = response.around(sealed(ctx, client, settings, assertion)?);
    let mut parameters = vec![
        ("wa".to_owned(), "wsignin1.0".to_owned()),
        ("wresult".to_owned(), token.document()),
    ];
    parameters.extend(asked.context.clone().map(|c| ("wctx".to_owned(), c)));
    Ok(AuthorizationResponse {
        client_id: Some(client.client_id.clone()),
        redirect_uri: arrived.request.redirect_uri.clone(),
        mode: ResponseMode::FormPost,
        parameters,
    })
}

/// A URI, which a realm need not be.
fn audience(settings: &Settings, realm: &str) -> String {
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
fn sealed(ctx: &Ctx, client: &Client, settings: &Settings, assertion: Element) -> Answer<Element> {
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

/// The federation metadata: of the token service, or as one client sees it.
pub async fn metadata(ctx: &Ctx, client_id: Option<&str>) -> Answer<String> {
    let (settings, path) = match client_id {
        None => (Settings::default(), "wsfed".to_owned()),
        Some(id) => {
            let client = relying_party(ctx, Some(id), None).await?;
            let settings = client.client.wsfed().cloned().unwrap_or_default();
            (settings, format!("wsfed/{}", client.client.client_id))
        }
    };
    let ring = ctx.keys.ring();
    let endpoint = ctx.origin.join(&path);
    let issuer = issuer(ctx, &settings);
    let certificates = ring.certificates(settings.signature_hash());
    Ok(token_service(&issuer, &endpoint, &certificates).document())
}

//! The context of a request, built once: its time, its domain and its device.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::Value;

use super::address::{Resolved, resolve};
use super::faces::TokenError;
use crate::app::App;
use crate::domain::device::{Address, Device};
use crate::domain::origin::Origin;
use crate::domain::pages::Pages;
use crate::domain::time::Timestamp;
use crate::flows::{Ctx, Sent};
use crate::network::Network;
use crate::store::clients::StoredClient;
use crate::store::engine::StoreError;
use crate::store::{Store, test_clock};
use crate::telemetry;

const SIMULATE_IP: HeaderName = HeaderName::from_static("footbridge-simulate-ip");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("auth0-forwarded-for");
const AUTH0_CLIENT: HeaderName = HeaderName::from_static("auth0-client");
const MAX_USER_AGENT: usize = 512;
const MAX_LANGUAGE: usize = 200;
const MAX_AUTH0_CLIENT: usize = 4 * 1024;

impl FromRequestParts<App> for Ctx {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let origin = (parts.extensions.get::<Origin>().cloned()).ok_or_else(misdirected)?;
        let now = now(app)
            .await
            .map_err(|e| TokenError(e.into()).into_response())?;
        let resolved = caller(parts, app);
        if resolved.address == Address::UntrustedProxy && app.is_first_untrusted_proxy() {
            tracing::warn!(
                how = resolved.chain.join("; "),
                "a proxy forwarded a request and is not in trusted_proxies, or sends no X-Forwarded-For: such requests have \
                 no known address, and device binding fails for them"
            );
        }
        let device = device(&app.parts.network, resolved.address, &parts.headers);
        let auth0_client = auth0_client(&parts.headers);
        Ok(Self {
            now,
            settings: app.parts.settings.of_request(&origin),
            origin,
            device,
            peer: peer(parts),
            is_proved: false,
            auth0_client,
            sent: sent(parts),
            parts: app.parts.clone(),
        })
    }
}

/// The time of a request: the process clock, or in test mode the clock in the store, which all processes share.
pub async fn now(app: &App) -> Result<Timestamp, StoreError> {
    let real = app.parts.clock.now();
    if !app.parts.settings.now().test_mode {
        return Ok(real);
    }
    let clock = test_clock::read(&mut app.parts.store.read().await?).await?;
    Ok(clock.read(real))
}

/// The caller's address and how it was found; in test mode a request may simulate another.
pub fn caller(parts: &Parts, app: &App) -> Resolved {
    if let Some(simulated) = parts
        .headers
        .get(SIMULATE_IP)
        .filter(|_| app.parts.settings.now().test_mode)
    {
        let ip = simulated
            .to_str()
            .ok()
            .and_then(|text| text.trim().parse::<IpAddr>().ok());
        let address = ip.map_or(Address::Unreadable, |ip| Address::Known(ip.to_canonical()));
        return Resolved {
            address,
            chain: vec!["simulated by the request (test mode)".to_owned()],
            https: false,
        };
    }
    match peer(parts) {
        Some(peer) => resolve(peer, &app.proxies, &parts.headers),
        None => Resolved {
            address: Address::Unreadable,
            chain: Vec::new(),
            https: false,
        },
    }
}

/// The socket's other end.
pub fn peer(parts: &Parts) -> Option<IpAddr> {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|c| c.0.ip().to_canonical())
}

/// The same request from the address for which a trusted client acts (`auth0-forwarded-for`).
pub fn on_behalf(ctx: Ctx, headers: &HeaderMap) -> Ctx {
    let Some(value) = headers.get(FORWARDED_FOR) else {
        return ctx;
    };
    let ip = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().parse::<IpAddr>().ok());
    let address = ip.map_or(Address::Unreadable, |ip| Address::Known(ip.to_canonical()));
    let device = device(&ctx.parts.network, address, headers);
    Ctx { device, ..ctx }
}

fn device(network: &Network, address: Address, headers: &HeaderMap) -> Device {
    let facts = address
        .known()
        .map(|ip| network.facts(ip))
        .unwrap_or_default();
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok());
    Device {
        address,
        asn: facts.asn,
        geoip: facts.geoip,
        user_agent: user_agent.map(|text| text.chars().take(MAX_USER_AGENT).collect()),
    }
}

fn sent(parts: &Parts) -> Sent {
    let language = parts.headers.get(header::ACCEPT_LANGUAGE);
    let language = language.and_then(|v| v.to_str().ok());
    Sent {
        method: if parts.method == Method::POST {
            "POST"
        } else {
            "GET"
        },
        language: language.map(|text| text.chars().take(MAX_LANGUAGE).collect()),
        body: Arc::default(),
    }
}

fn auth0_client(headers: &HeaderMap) -> Option<Value> {
    let text = headers
        .get(AUTH0_CLIENT)?
        .to_str()
        .ok()
        .filter(|t| t.len() <= MAX_AUTH0_CLIENT)?;
    let bytes = URL_SAFE_NO_PAD
        .decode(text.trim_end_matches('='))
        .or_else(|_| URL_SAFE.decode(text))
        .ok()?;
    serde_json::from_slice::<Value>(&bytes)
        .ok()
        .filter(Value::is_object)
}

/// The client of the current request, if it is known.
pub async fn client_found(store: &Store) -> Result<Option<Arc<StoredClient>>, StoreError> {
    match telemetry::noted_client() {
        Some(client_id) => store.client(&client_id).await,
        None => Ok(None),
    }
}

/// Whether pages of `origin` may read the response: those of the request's client, or those of any client if the request
/// was refused before its client was known.
pub async fn may_read(store: &Store, origin: &str) -> Result<bool, StoreError> {
    Ok(match client_found(store).await? {
        Some(found) => {
            let mut pages = Pages::default();
            pages.add(&found.client);
            pages.include(origin)
        }
        None => store.pages().await?.include(origin),
    })
}

/// The host and port that a request asks for (RFC 9112 §3.2, RFC 9113 §8.3.1).
pub fn authority<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    let host = || headers.get(header::HOST)?.to_str().ok();
    uri.authority().map(Authority::as_str).or_else(host)
}

/// The domain of a request, or the issuer on a mapped port; in test mode any other host counts as the issuer.
pub fn origin(uri: &Uri, headers: &HeaderMap, app: &App) -> Option<Origin> {
    // RFC 9112 §3.2: a proxy may have used the other one.
    if headers.get_all(header::HOST).iter().nth(1).is_some() {
        return None;
    }
    let settings = app.parts.settings.now();
    let asked = authority(uri, headers).unwrap_or_default();
    let ours = settings.origins().find(|o| same_authority(o, asked));
    match ours {
        Some(origin) => Some(origin.clone()),
        None => (settings.issuer_at(asked))
            .or_else(|| settings.test_mode.then(|| settings.issuer.clone())),
    }
}

/// `Host` may name the scheme's default port, and its case does not count.
fn same_authority(origin: &Origin, asked: &str) -> bool {
    let default_port = if origin.is_https() { ":443" } else { ":80" };
    let asked = asked.strip_suffix(default_port).unwrap_or(asked);
    asked.eq_ignore_ascii_case(origin.domain())
}

/// The response to a request for an unknown host (RFC 9110 §15.5.20).
pub fn misdirected() -> Response {
    let text = "This host is neither the issuer nor one of its custom domains";
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

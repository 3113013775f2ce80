//! Endpoints that Auth0 does not have: health, metrics, the test clock, and the caller as the server sees it.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::address::Resolved;
use super::bearer;
use super::context::{caller, now, peer};
use super::faces::{NoStore, TokenError};
use crate::app::{App, gauges};
use crate::domain::time::{TestClock, Timestamp, parse_duration};
use crate::flows::Ctx;
use crate::store::test_clock;

const FORWARDING: [&str; 5] = [
    "x-forwarded-for",
    "forwarded",
    "x-forwarded-proto",
    "x-real-ip",
    "via",
];

/// The last time that a four-digit year can express.
const LATEST: Timestamp = Timestamp::from_millis(253_402_300_799_999);

/// `/healthz`: the process is running.
pub async fn healthz() -> Response {
    NoStore("ok").into_response()
}

/// `/readyz`: whether the server can serve requests, or why not.
pub async fn readyz(State(app): State<App>) -> Response {
    let reason = match app.is_draining() {
        true => Err("the server is shutting down".to_owned()),
        false => app.readiness().await,
    };
    match reason {
        Ok(()) => NoStore("ready").into_response(),
        Err(reason) => NoStore((StatusCode::SERVICE_UNAVAILABLE, reason)).into_response(),
    }
}

/// `/metrics` in Prometheus' text format, on the main listener: only for this machine, and only without `metrics_listen`.
pub async fn metrics(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if app.metrics_elsewhere || !is_local(&app, &parts) {
        return StatusCode::NOT_FOUND.into_response();
    }
    render_metrics(&app)
}

/// The metrics, without a check of the caller.
pub fn render_metrics(app: &App) -> Response {
    gauges::measure(&app.parts);
    let content_type = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    NoStore((content_type, app.metrics.render())).into_response()
}

/// The peer is this machine, and not a proxy on it: if a proxy is required, it may send no forwarding header.
pub fn is_local(app: &App, parts: &Parts) -> bool {
    let forwarded = FORWARDING
        .iter()
        .any(|name| parts.headers.contains_key(*name));
    let is_loopback = peer(parts).is_some_and(|ip| ip.is_loopback());
    is_loopback && !forwarded && !app.proxies.required
}

/// `/_footbridge/network`: how the server sees its caller.
pub async fn network(State(app): State<App>, ctx: Ctx, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let may_look = is_local(&app, &parts) || ctx.settings.test_mode;
    if !may_look && let Err(refusal) = bearer::authorize_client(&ctx, &parts.headers).await {
        return refusal.into_response();
    }
    let Resolved { address, chain, .. } = caller(&parts, &app);
    let body = json!({
        "address": address.known(),
        "reason": if address.known().is_some() { Value::Null } else { json!(address) },
        "resolved_by": chain,
        "asn": ctx.device.asn,
        "country": ctx.device.geoip.as_ref().and_then(|g| g.country_code.as_deref()),
        "geoip": ctx.device.geoip,
        "user_agent": ctx.device.user_agent,
    });
    NoStore(Json(body)).into_response()
}

/// `GET /_footbridge/clock`
pub async fn clock(State(app): State<App>) -> Result<Response, TokenError> {
    shown(&app).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetClock {
    now: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdvanceClock {
    advance: String,
}

/// `PUT /_footbridge/clock {"now": "2026-01-01T00:00:00Z"}` freezes time there.
pub async fn set_clock(
    State(app): State<App>,
    body: axum::body::Bytes,
) -> Result<Response, TokenError> {
    let at = serde_json::from_slice::<SetClock>(&body)
        .ok()
        .and_then(|b| Timestamp::parse(&b.now));
    let Some(at) = at else {
        return Ok(bad(
            "the body must be {\"now\": \"<RFC 3339 date and time>\"}",
        ));
    };
    test_clock::write(
        &mut app.parts.store.write().await?,
        TestClock::Frozen { at },
    )
    .await?;
    shown(&app).await
}

/// `POST /_footbridge/clock {"advance": "61s"}` moves time on.
pub async fn advance_clock(
    State(app): State<App>,
    body: axum::body::Bytes,
) -> Result<Response, TokenError> {
    let by = serde_json::from_slice::<AdvanceClock>(&body)
        .ok()
        .and_then(|b| parse_duration(&b.advance));
    let Some(by) = by else {
        return Ok(bad(
            "the body must be {\"advance\": \"61s\"}: a number and ms, s, m, h or d",
        ));
    };
    let clock = test_clock::read(&mut app.parts.store.read().await?).await?;
    let advanced = clock.advanced(by);
    if advanced.read(app.parts.clock.now()) > LATEST {
        return Ok(bad("the clock cannot pass the year 9999"));
    }
    test_clock::write(&mut app.parts.store.write().await?, advanced).await?;
    shown(&app).await
}

/// `DELETE /_footbridge/clock`: real time again.
pub async fn free_clock(State(app): State<App>) -> Result<Response, TokenError> {
    test_clock::clear(&mut app.parts.store.write().await?).await?;
    shown(&app).await
}

async fn shown(app: &App) -> Result<Response, TokenError> {
    let clock = test_clock::read(&mut app.parts.store.read().await?).await?;
    let frozen = matches!(clock, TestClock::Frozen { .. });
    Ok(NoStore(Json(
        json!({"now": now(app).await?.to_string(), "frozen": frozen}),
    ))
    .into_response())
}

fn bad(text: &str) -> Response {
    let body = json!({"error": "invalid_request", "error_description": text});
    NoStore((StatusCode::BAD_REQUEST, Json(body))).into_response()
}

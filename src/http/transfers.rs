//! `/_footbridge/transfers`: why a transfer was accepted or refused, check by check.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::bearer;
use super::faces::{NoStore, TokenError};
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;
use crate::flows::Ctx;
use crate::flows::session_transfer::SECOND_FACTOR;
use crate::store::{session_transfers, transfer_attempts};

const SCOPE: [&str; 1] = ["read:logs"];
const RECENT: i64 = 100;

/// The newest transfers, newest first.
pub async fn list(ctx: Ctx, headers: HeaderMap) -> Result<Response, TokenError> {
    if let Err(refusal) = bearer::authorize(&ctx, &headers, &SCOPE).await {
        return Ok(refusal.into_response());
    }
    ctx.parts.log.flush().await;
    let recent = session_transfers::recent(&mut ctx.store.read().await?, RECENT).await?;
    let mut shown = Vec::with_capacity(recent.len());
    for (transfer, used_at) in &recent {
        let attempts =
            transfer_attempts::of_transfer(&mut ctx.store.read().await?, &transfer.id).await?;
        let mut view = view(transfer, *used_at);
        view.insert("verdict".into(), verdict(&ctx, transfer, &attempts));
        shown.push(view);
    }
    Ok(NoStore(Json(json!({"transfers": shown}))).into_response())
}

/// One transfer, with every attempt to redeem it.
pub async fn one(
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, TokenError> {
    if let Err(refusal) = bearer::authorize(&ctx, &headers, &SCOPE).await {
        return Ok(refusal.into_response());
    }
    ctx.parts.log.flush().await;
    let mut db = ctx.store.read().await?;
    // Postgres cannot look up a string with NUL in it.
    let found = match id.contains('\0') {
        true => None,
        false => session_transfers::by_id(&mut db, &id).await?,
    };
    let Some((transfer, used_at)) = found else {
        let body = json!({"statusCode": 404, "error": "Not Found", "message": "The transfer does not exist."});
        return Ok(NoStore((StatusCode::NOT_FOUND, Json(body))).into_response());
    };
    let attempts = transfer_attempts::of_transfer(&mut db, &id).await?;
    let mut view = view(&transfer, used_at);
    view.insert("verdict".into(), verdict(&ctx, &transfer, &attempts));
    let (factors, attempts): (Vec<_>, Vec<_>) = attempts.into_iter().partition(is_of_factor);
    view.insert("attempts".into(), json!(attempts));
    view.insert("second_factor".into(), json!(factors));
    Ok(NoStore(Json(view)).into_response())
}

/// The first attempt decides; without one, the token is waiting or has expired unused.
fn verdict(ctx: &Ctx, transfer: &Transfer, attempts: &[Map<String, Value>]) -> Value {
    match attempts.iter().find(|one| !is_of_factor(one)) {
        Some(first) => first.get("verdict").cloned().unwrap_or_default(),
        None if transfer.expires_at <= ctx.now => json!("expired"),
        None => json!("waiting"),
    }
}

/// Whether an entry tells of the second factor behind an attempt that was accepted.
fn is_of_factor(entry: &Map<String, Value>) -> bool {
    entry.get("step").is_some_and(|step| step == SECOND_FACTOR)
}

fn view(transfer: &Transfer, used_at: Option<Timestamp>) -> Map<String, Value> {
    let issued = json!({
        "client_id": transfer.client_id,
        "scope": transfer.scope,
        "organization": transfer.organization,
        "device": transfer.device,
    });
    let fields = [
        ("id", json!(transfer.id)),
        ("user_id", json!(transfer.user_id)),
        ("parent_refresh_token", json!(transfer.family_id)),
        ("issued_at", json!(transfer.issued_at.to_string())),
        ("expires_at", json!(transfer.expires_at.to_string())),
        ("used_at", json!(used_at.map(|t| t.to_string()))),
        ("issued", issued),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

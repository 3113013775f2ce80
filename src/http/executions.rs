//! `/_footbridge/executions/{id}`: what Actions did in one request, with what they printed and where they failed.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::bearer;
use super::faces::{NoStore, TokenError};
use crate::flows::Ctx;
use crate::store::action_executions;

const SCOPE: [&str; 1] = ["read:actions"];

/// One execution.
pub async fn one(
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, TokenError> {
    if let Err(refusal) = bearer::authorize(&ctx, &headers, &SCOPE).await {
        return Ok(refusal.into_response());
    }
    ctx.parts.log.flush().await;
    // Postgres cannot look up a string with NUL in it.
    let found = match id.contains('\0') {
        true => None,
        false => action_executions::by_id(&mut ctx.store.read().await?, &id).await?,
    };
    let Some(document) = found else {
        let body = json!({"statusCode": 404, "error": "Not Found", "message": "That execution does not exist."});
        return Ok(NoStore((StatusCode::NOT_FOUND, Json(body))).into_response());
    };
    Ok(NoStore(Json(document)).into_response())
}

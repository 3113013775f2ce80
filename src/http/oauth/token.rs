//! `POST /oauth/token` (RFC 6749 §3.2).

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::{authenticated, refused};
use crate::flows::token::{TokenRequest, grant, label};
use crate::flows::{Answer, Ctx};
use crate::http::body::{Body, any_params};
use crate::http::faces::{ErrorCode, NoStore};
use crate::http::form::Params;
use crate::telemetry::metrics as names;

/// Tokens for a grant.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    let (grant, answer) = match any_params(&headers, body) {
        Ok(params) => {
            let answer = answer(ctx.clone(), &headers, &params).await;
            (label(|name| params.get(name)), answer)
        }
        Err(failure) => (label(|_| None), Err(failure)),
    };
    let response = match answer {
        Ok(response) => response,
        Err(failure) => refused(&ctx, &failure).await,
    };
    let outcome = response.extensions().get::<ErrorCode>();
    let outcome = outcome.map_or("ok", |code| code.0);
    metrics::counter!(names::TOKEN_REQUESTS, "grant" => grant, "outcome" => outcome).increment(1);
    response
}

async fn answer(ctx: Ctx, headers: &HeaderMap, params: &Params) -> Answer<Response> {
    // Which grant it is comes first: a request without any is refused for that, whichever client sends it.
    let request = TokenRequest::read(&|name| Ok(params.string(name)?))?;
    let (mut ctx, authenticated) = authenticated(ctx, headers, params).await?;
    ctx.sent.body = Arc::new(params.shown());
    let tokens = grant(&ctx, &authenticated.client, &request).await?;
    Ok(NoStore(Json(tokens)).into_response())
}

//! `POST /oauth/token` (RFC 6749 §3.2).

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::flows::client_auth::authenticate;
use crate::flows::token::{TokenRequest, grant};
use crate::flows::{Answer, Ctx};
use crate::http::body::{Body, params};
use crate::http::client_auth::credentials;
use crate::http::context::on_behalf;
use crate::http::cors;
use crate::http::faces::{NoStore, TokenError};
use crate::http::form::Params;

/// Tokens for a grant.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match params(&headers, body) {
        Ok(params) => answer(ctx, &headers, &params)
            .await
            .unwrap_or_else(|f| TokenError(f).into_response()),
        Err(failure) => TokenError(failure).into_response(),
    }
}

async fn answer(ctx: Ctx, headers: &HeaderMap, params: &Params) -> Answer<Response> {
    // Which grant it is comes first: a request without any is told so, whoever sends it.
    let request = TokenRequest::read(|name| params.get(name))?;
    let authenticated = authenticate(&ctx, &credentials(headers, params)?).await?;
    let client = &authenticated.client;
    let trusted = authenticated.is_proved && client.client.is_token_endpoint_ip_header_trusted;
    let ctx = if trusted {
        on_behalf(ctx, headers)
    } else {
        ctx
    };
    let mut ctx = ctx;
    ctx.sent.body = Arc::new(params.shown());
    let response = match grant(&ctx, client, &request).await {
        Ok(tokens) => NoStore(Json(tokens)).into_response(),
        Err(failure) => TokenError(failure).into_response(),
    };
    Ok(cors::for_client(response, headers, &client.client))
}

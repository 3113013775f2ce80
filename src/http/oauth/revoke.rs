//! `POST /oauth/revoke` (RFC 7009).

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::refused;
use crate::flows::client_auth::authenticate;
use crate::flows::revoke::revoke;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::http::body::{Body, any_params};
use crate::http::client_auth::credentials;
use crate::http::faces::NoStore;

/// Revokes a refresh token: 200 without a body, for an unknown token too.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match answer(&ctx, &headers, body).await {
        Ok(()) => NoStore(StatusCode::OK).into_response(),
        Err(failure) => refused(&ctx, &failure).await,
    }
}

async fn answer(ctx: &Ctx, headers: &HeaderMap, body: Body) -> Answer<()> {
    let params = any_params(headers, body)?;
    let token = params.require("token")?;
    let authenticated = authenticate(ctx, &credentials(headers, &params)?)
        .await
        .map_err(as_invalid_client)?;
    revoke(ctx, &authenticated.client.client, token).await
}

/// Here and at `/otp/challenge`, unlike at the token endpoint, Auth0 answers failed client authentication with `invalid_client`.
pub fn as_invalid_client(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(r) if r.code == Code::Unauthenticated => Code::InvalidClient
            .refuse("Client authentication failed")
            .because(r.reason().to_owned())
            .into(),
        other => other,
    }
}

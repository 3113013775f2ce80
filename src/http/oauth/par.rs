//! `POST /oauth/par` (RFC 9126): a confidential client pushes its authorization request.

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::refused;
use crate::flows::client_auth::{AuthenticatedClient, authenticate};
use crate::flows::oidc::pushed;
use crate::flows::{Answer, Code, Ctx};
use crate::http::body::{Body, params};
use crate::http::client_auth::credentials;
use crate::http::faces::NoStore;
use crate::http::form::Params;
use crate::tenant_log::{self, Event};

/// Parameters of a pushed request that are not part of the authorization request.
const PROOFS: [&str; 4] = [
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "session_transfer_token",
];

/// A `request_uri` for the request.
pub async fn post(ctx: Ctx, headers: HeaderMap, body: Body) -> Response {
    match answer(ctx.clone(), &headers, body).await {
        Ok(request_uri) => {
            let expires_in = ctx.settings.lifetimes.pushed_request.as_secs();
            let body = json!({"request_uri": request_uri, "expires_in": expires_in});
            NoStore((StatusCode::CREATED, Json(body))).into_response()
        }
        Err(failure) => refused(&ctx, &failure).await,
    }
}

async fn answer(mut ctx: Ctx, headers: &HeaderMap, body: Body) -> Answer<String> {
    let params = params(headers, body)?;
    let credentials = credentials(headers, &params)?;
    let authenticated = authenticate(&ctx, &credentials).await?;
    ctx.is_proved = authenticated.is_proved;
    let pushed = push(&ctx, &authenticated, params).await;
    if let Err(failure) = &pushed {
        ctx.log(
            Event::new(tenant_log::EventCode::FailedPushedRequest, failure.reason())
                .client(&authenticated.client.client),
        );
    }
    pushed
}

async fn push(
    ctx: &Ctx,
    authenticated: &AuthenticatedClient,
    mut params: Params,
) -> Answer<String> {
    if !authenticated.is_proved {
        return Err(Code::UnauthorizedClient
            .refuse("Only clients that authenticate may push requests")
            .into());
    }
    // Secrets and tokens are not part of the authorization request, and are not stored.
    for name in PROOFS {
        params.remove(name);
    }
    let mut map = params.into_map();
    let client = &authenticated.client;
    map.insert("client_id".into(), client.client.client_id.as_str().into());
    pushed::push(ctx, client.clone(), map).await
}

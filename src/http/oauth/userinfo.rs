//! `/userinfo` (OIDC Core §5.3). The token is in the header, or in the form of a POST; never in the query.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::flows::userinfo::userinfo;
use crate::flows::{Answer, Ctx};
use crate::http::body::{Body, params};
use crate::http::faces::{NoStore, TokenError};

/// The claims of the token's user.
pub async fn any(ctx: Ctx, method: Method, headers: HeaderMap, body: Body) -> Response {
    answer(&ctx, &method, &headers, body)
        .await
        .unwrap_or_else(|f| TokenError(f).into_response())
}

async fn answer(ctx: &Ctx, method: &Method, headers: &HeaderMap, body: Body) -> Answer<Response> {
    let from_header = bearer(headers);
    let token = match from_header {
        None if method == Method::POST => params(headers, body)?.remove("access_token"),
        token => token.map(str::to_owned),
    };
    let Some(token) = token else {
        return Ok(unauthorized(""));
    };
    match userinfo(ctx, &token).await? {
        Some(claims) => Ok(NoStore(Json(claims)).into_response()),
        None => Ok(unauthorized(
            "error=\"invalid_token\", error_description=\"The access token is invalid or expired\"",
        )),
    }
}

/// The token in the header (RFC 6750 §2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// RFC 6750 §3; the body is the plain string that Auth0's SDKs expect.
fn unauthorized(error: &'static str) -> Response {
    let challenge = if error.is_empty() {
        "Bearer realm=\"Users\"".to_owned()
    } else {
        format!("Bearer realm=\"Users\", {error}")
    };
    let mut response = NoStore((StatusCode::UNAUTHORIZED, "Unauthorized")).into_response();
    if let Ok(value) = HeaderValue::from_str(&challenge) {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

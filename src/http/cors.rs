//! Cross-origin access (Fetch standard §3.2), declared once: which paths pages of other origins may call, and which of them
//! may read the answers, errors included. With cookies only where one signs in across origins.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::context::may_read;
use crate::app::App;

/// Public documents. A trailing slash stands for every path below.
const DOCUMENTS: [&str; 1] = ["/.well-known/"];
/// The endpoints that the pages of clients call.
const CALLS: [&str; 12] = [
    "/api/v2/",
    CROSS_ORIGIN,
    "/dbconnections/",
    "/mfa/",
    "/oauth/revoke",
    "/oauth/token",
    "/otp/challenge",
    "/passkey/",
    "/passwordless/challenge",
    "/passwordless/start",
    "/userinfo",
    "/usernamepassword/challenge",
];
/// The one that sets a cookie.
const CROSS_ORIGIN: &str = "/co/authenticate";
const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
const HEADERS: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, auth0-client, dpop, x-correlation-id, x-request-language",
);
/// Seconds for which a browser remembers a preflight.
const REMEMBERED: HeaderValue = HeaderValue::from_static("600");

/// Answers preflights, and lets the requesting page read a response if its origin may.
pub async fn share(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_document = is_among(&DOCUMENTS, path);
    if !is_document && !is_among(&CALLS, path) {
        return next.run(request).await;
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_credentialed = path == CROSS_ORIGIN;
    if request.method() == Method::OPTIONS {
        let mut response = preflight(origin);
        allow_cookies(&mut response, is_credentialed);
        return response;
    }
    let mut response = next.run(request).await;
    if is_document {
        publish(&mut response);
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        match may_read(&app.parts.store, origin.to_str().unwrap_or_default()).await {
            Ok(true) => allow(headers, origin),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "whether a page may read the answer is not known"),
        }
    }
    allow_cookies(&mut response, is_credentialed);
    response
}

/// Lets the pages that may read a response send cookies, and keep what it sets. Never pages of every origin.
fn allow_cookies(response: &mut Response, is_credentialed: bool) {
    let headers = response.headers_mut();
    if is_credentialed && headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        let yes = HeaderValue::from_static("true");
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
    }
}

fn is_among(paths: &[&str], path: &str) -> bool {
    paths.iter().any(|known| match known.strip_suffix('/') {
        Some(_) => path.starts_with(known),
        None => path == *known,
    })
}

/// Lets pages of every origin read a public response.
pub fn publish(response: &mut Response) {
    let everybody = HeaderValue::from_static("*");
    allow(response.headers_mut(), everybody);
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
}

/// The response to a preflight. The client is not known yet: the request itself decides which origins may read.
pub fn preflight(origin: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        allow(headers, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_named_whole_or_by_what_it_is_below() {
        for called in [
            "/userinfo",
            "/oauth/token",
            "/dbconnections/signup",
            "/api/v2/users/x",
        ] {
            assert!(is_among(&CALLS, called), "{called}");
        }
        for other in [
            "/",
            "/authorize",
            "/userinfo/x",
            "/oauth/token/",
            "/api/v2",
            "/oauth/par",
            "/u/login",
        ] {
            assert!(!is_among(&CALLS, other), "{other}");
        }
    }
}

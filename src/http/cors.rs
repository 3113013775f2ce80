//! Cross-origin access (Fetch standard §3.2): public documents for everybody, tokens for the origins that a client names.
//! Never with credentials.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::Url;

use crate::domain::client::Client;

/// Lets the browser show `response` to the page that asked, if the client names that page's origin.
pub fn for_client(mut response: Response, asked: &HeaderMap, client: &Client) -> Response {
    let origin = asked
        .get(header::ORIGIN)
        .filter(|o| o.to_str().is_ok_and(|o| is_allowed(client, o)));
    if let Some(origin) = origin {
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("Origin"));
    response
}

/// A document that is no secret.
pub fn public(mut response: Response) -> Response {
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

/// The answer to a preflight: the client is not known yet, so what it may see is decided on the request itself.
pub async fn preflight(headers: HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let out = response.headers_mut();
    if let Some(origin) = headers.get(header::ORIGIN) {
        out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        out.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST"),
        );
        let allowed = "authorization, content-type, auth0-client, dpop";
        out.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(allowed),
        );
        out.insert(
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("600"),
        );
    }
    out.insert(header::VARY, HeaderValue::from_static("Origin"));
    response
}

fn is_allowed(client: &Client, origin: &str) -> bool {
    let same =
        |uri: &String| Url::parse(uri).is_ok_and(|u| u.origin().ascii_serialization() == origin);
    let of_web = |uri: &&String| uri.starts_with("http");
    client
        .web_origins
        .iter()
        .chain(&client.allowed_origins)
        .any(same)
        || client.callbacks.iter().filter(of_web).any(same)
}

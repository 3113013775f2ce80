//! Unknown routes, and known routes with another method: an error in the form of the Authentication API, which pages of any
//! origin may read. It contains nothing but the request's method and path.

use axum::Json;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::cors;
use super::faces::NoStore;

/// The longest part of a path that an error repeats.
const SHOWN: usize = 200;

/// The path is unknown.
pub async fn path(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method == Method::OPTIONS {
        // Without it the browser would not ask, and the page would not see the error.
        return cors::preflight(headers.get(header::ORIGIN).cloned());
    }
    refuse(
        (StatusCode::NOT_FOUND, "not_found"),
        "No such endpoint",
        (&method, &uri),
    )
}

/// The path is known, but not with this method.
pub async fn method(method: Method, uri: Uri) -> Response {
    let wire = (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
    refuse(
        wire,
        "The endpoint does not accept this method",
        (&method, &uri),
    )
}

fn refuse(
    (status, error): (StatusCode, &str),
    sentence: &str,
    (method, uri): (&Method, &Uri),
) -> Response {
    let path: String = uri.path().chars().take(SHOWN).collect();
    let description = format!("{sentence}: {method} {path}");
    let body = Json(json!({ "error": error, "error_description": description }));
    let mut response = NoStore((status, body)).into_response();
    cors::publish(&mut response);
    response
}

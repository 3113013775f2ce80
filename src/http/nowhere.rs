//! What is at no route of the server, and what is at one for other methods: an error as the Authentication API has them, that
//! pages of any origin may read. It tells nothing but what was asked.

use axum::Json;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::cors;
use super::faces::NoStore;

/// How much of a path is repeated.
const SHOWN: usize = 200;

/// There is no such path.
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

/// There is, but not for that method.
pub async fn method(method: Method, uri: Uri) -> Response {
    let wire = (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
    refuse(
        wire,
        "The endpoint does not take this method",
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

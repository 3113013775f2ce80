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
    let same = |uri: &String| origin_of(uri).as_deref() == Some(origin);
    let of_web = |uri: &&String| uri.starts_with("http");
    client
        .web_origins
        .iter()
        .chain(&client.allowed_origins)
        .any(same)
        || client.callbacks.iter().filter(of_web).any(same)
}

/// The origin of `uri` as browsers write it. Outside the web's schemes it is the scheme and the host, as the web views of
/// native apps send it (`capacitor://localhost`), and never the `null` that sandboxed frames send.
fn origin_of(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    let origin = url.origin();
    if origin.is_tuple() {
        return Some(origin.ascii_serialization());
    }
    let port = url.port().map_or_else(String::new, |p| format!(":{p}"));
    Some(format!("{}://{}{port}", url.scheme(), url.host_str()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_origins_that_the_client_names_are_allowed() {
        let document = json!({"client_id": "spa", "name": "SPA",
            "web_origins": ["capacitor://localhost", "https://spa.example"],
            "allowed_origins": ["app:/nowhere"],
            "callbacks": ["https://cb.example/cb", "com.example.app://callback"]});
        let client = Client::from_document(document.as_object().unwrap()).unwrap();
        for origin in [
            "https://spa.example",
            "https://cb.example",
            "capacitor://localhost",
        ] {
            assert!(is_allowed(&client, origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "http://spa.example",
            "https://spa.example:8443",
            "capacitor://elsewhere",
            "com.example.app://callback",
        ] {
            assert!(!is_allowed(&client, origin), "{origin}");
        }
    }
}

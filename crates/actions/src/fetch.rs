//! `fetch`, run by the server: an Action describes the request, the server decides whether to send it.

use std::error::Error;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use url::Url;

use footbridge_egress::Egress;

const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_BODY: usize = 1 << 20;

/// What a request's own machinery decides (Fetch Standard, forbidden request-headers).
const FORBIDDEN: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The request that an Action describes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchRequest {
    url: String,
    method: String,
    headers: Vec<(String, String)>,
    /// Base64.
    body: Option<String>,
    redirect: Redirect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Redirect {
    Follow,
    Error,
    Manual,
}

/// The response for the Action.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    status: u16,
    status_text: String,
    url: String,
    redirected: bool,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// Makes the request; an error is a sentence for the Action.
pub async fn fetch(egress: &Egress, request: FetchRequest) -> Result<Response, String> {
    let url = Url::parse(&request.url).map_err(|e| e.to_string())?;
    egress.judge(&url).map_err(|e| e.to_string())?;
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|e| e.to_string())?;
    if matches!(method.as_str(), "CONNECT" | "TRACE") {
        return Err(format!("the method {method} is not allowed"));
    }
    let client = match request.redirect {
        Redirect::Follow => &egress.following,
        Redirect::Error | Redirect::Manual => &egress.plain,
    };
    let mut prepared = client.request(method, url.clone()).timeout(TIMEOUT);
    prepared = prepared.headers(headers(&request.headers)?);
    if let Some(body) = &request.body {
        let body = STANDARD.decode(body).map_err(|e| e.to_string())?;
        if body.len() > MAX_BODY {
            return Err(format!("the request is longer than {MAX_BODY} bytes"));
        }
        prepared = prepared.body(body);
    }
    let response = prepared.send().await.map_err(|e| root(&e))?;
    if response.status().is_redirection() && request.redirect == Redirect::Error {
        return Err("the server answered with a redirect".into());
    }
    read(response, &url).await
}

fn headers(asked: &[(String, String)]) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in asked {
        if FORBIDDEN.contains(&name.as_str()) {
            continue;
        }
        let invalid = || format!("the header {name} is invalid");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let value = HeaderValue::from_str(value).map_err(|_| invalid())?;
        headers.append(name, value);
    }
    Ok(headers)
}

async fn read(mut response: reqwest::Response, asked: &Url) -> Result<Response, String> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| root(&e))? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(format!("the response is longer than {MAX_BODY} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter();
    Ok(Response {
        status: response.status().as_u16(),
        status_text: response.status().canonical_reason().unwrap_or("").into(),
        url: response.url().to_string(),
        redirected: response.url() != asked,
        headers: headers
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect(),
        body: (!body.is_empty()).then(|| STANDARD.encode(&body)),
    })
}

/// The innermost cause: the outer errors only say that a request failed.
fn root(error: &reqwest::Error) -> String {
    let mut deepest: &dyn Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

//! Bodies in parts (`multipart/form-data`, RFC 7578): strings, and one file.

use std::convert::Infallible;

use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use futures_util::stream;
use multer::Multipart;
use serde_json::{Map, Value};

use crate::resources::api::error::ApiError;

/// The part that is the file.
const FILE: &str = "users";
/// The longest body: the longest file that any endpoint takes, and room for the rest.
const MOST_BYTES: usize = 512_000 + 16 * 1024;
const MOST_PARTS: usize = 16;
const LONGEST_STRING: usize = 1_024;

/// The strings, and the file.
pub async fn read(
    headers: &HeaderMap,
    body: Body,
) -> Result<(Map<String, Value>, Option<Vec<u8>>), ApiError> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let boundary = content_type.and_then(|value| multer::parse_boundary(value).ok());
    let boundary = boundary.ok_or_else(|| ApiError::new(415, "Unsupported Media Type"))?;
    let whole = to_bytes(body, MOST_BYTES).await;
    let whole = whole.map_err(|_| {
        ApiError::new(
            413,
            "Payload content length greater than maximum allowed: 512000.",
        )
    })?;
    let whole = stream::once(async move { Ok::<_, Infallible>(whole) });
    let mut parts = Multipart::new(whole, boundary);
    let (mut strings, mut file) = (Map::new(), None);
    for _ in 0..=MOST_PARTS {
        let Some(part) = parts.next_field().await.map_err(|_| broken())? else {
            return Ok((strings, file));
        };
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| broken())?;
        if name == FILE && file.is_none() {
            file = Some(bytes.to_vec());
            continue;
        }
        let text = std::str::from_utf8(&bytes)
            .ok()
            .filter(|text| text.len() <= LONGEST_STRING && !text.contains('\0'));
        let is_new = text.is_some_and(|text| strings.insert(name, text.into()).is_none());
        if !is_new {
            return Err(broken());
        }
    }
    Err(broken())
}

fn broken() -> ApiError {
    ApiError::bad_body(
        "Payload validation error: the parts cannot be read: each has a name of its own, and but for the file at most 1024 bytes of UTF-8.",
    )
}

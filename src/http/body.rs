//! A request's body, up to its limit, and its parameters.

use std::convert::Infallible;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;

use super::form::{ParamError, Params};
use crate::flows::{Code, Failure};

/// The largest body at endpoints that any caller may use, in bytes.
pub const MAX_BODY: usize = 64 * 1024;
/// How much of a larger body is read and dropped: a client that is disconnected while it sends does not see the response.
const MOST_READ: usize = 16 * MAX_BODY;

/// A body that arrived completely and is within its limit, or `None`.
pub struct Body(pub Option<Vec<u8>>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        let mut chunks = request.into_body().into_data_stream();
        let (mut kept, mut length) = (vec![], 0);
        while let Some(chunk) = chunks.next().await {
            let Ok(chunk) = chunk else {
                return Ok(Self(None));
            };
            length += chunk.len();
            if length > MOST_READ {
                break;
            }
            if length <= MAX_BODY {
                kept.extend_from_slice(&chunk);
            }
        }
        Ok(Self((length <= MAX_BODY).then_some(kept)))
    }
}

/// The parameters of a form or JSON body, all of which are strings.
pub fn params(headers: &HeaderMap, body: Body) -> Result<Params, Failure> {
    Ok(any_params(headers, body)?.all_strings()?)
}

/// The parameters of a body that programs send: unknown ones may have any type (RFC 6749 §3.2).
pub fn any_params(headers: &HeaderMap, body: Body) -> Result<Params, Failure> {
    let Some(body) = body.0 else {
        return Err(Code::InvalidRequest
            .refuse("The body is too large or was cut off")
            .into());
    };
    if !is_plain(headers) {
        return Err(Code::InvalidRequest
            .refuse("Compressed bodies are not supported")
            .into());
    }
    let content_type = match headers.get(header::CONTENT_TYPE).map(|v| v.to_str()) {
        None => None,
        Some(Ok(text)) => Some(text),
        Some(Err(_)) => return Err(ParamError::UnsupportedContentType.into()),
    };
    Ok(Params::from_body(content_type, &body)?)
}

/// Whether the body has no encoding but `identity` (RFC 9110 §12.5.3).
fn is_plain(headers: &HeaderMap) -> bool {
    let named = headers.get_all(header::CONTENT_ENCODING).iter();
    let mut codings = named.flat_map(|value| value.as_bytes().split(|b| *b == b','));
    codings.all(|coding| {
        let coding = coding.trim_ascii();
        coding.is_empty() || coding.eq_ignore_ascii_case(b"identity")
    })
}

//! A request's parameters from its body, with the body's limit told as OAuth tells it.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};

use super::form::{ParamError, Params};
use crate::flows::{Code, Failure};

/// A body as axum hands it over: within its limit, or not.
pub type Body = Result<Bytes, BytesRejection>;

/// The parameters of a form or JSON body.
pub fn params(headers: &HeaderMap, body: Body) -> Result<Params, Failure> {
    let body =
        body.map_err(|_| Code::InvalidRequest.refuse("The body is too large or was cut off"))?;
    if headers.contains_key(header::CONTENT_ENCODING) {
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

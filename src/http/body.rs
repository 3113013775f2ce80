//! A request's parameters from its body, with the body's limit told as OAuth tells it.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};

use super::form::{ParamError, Params};
use crate::flows::{Code, Failure};

/// A body as axum hands it over: within its limit, or not.
pub type Body = Result<Bytes, BytesRejection>;

/// The parameters of a form or JSON body, all of which are strings.
pub fn params(headers: &HeaderMap, body: Body) -> Result<Params, Failure> {
    Ok(any_params(headers, body)?.all_strings()?)
}

/// The parameters of a body that programs send: what nobody knows may be anything (RFC 6749 §3.2).
pub fn any_params(headers: &HeaderMap, body: Body) -> Result<Params, Failure> {
    let body =
        body.map_err(|_| Code::InvalidRequest.refuse("The body is too large or was cut off"))?;
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

/// Whether no encoding is named but the one that changes nothing (RFC 9110 §12.5.3).
fn is_plain(headers: &HeaderMap) -> bool {
    let named = headers.get_all(header::CONTENT_ENCODING).iter();
    let mut codings = named.flat_map(|value| value.as_bytes().split(|b| *b == b','));
    codings.all(|coding| {
        let coding = coding.trim_ascii();
        coding.is_empty() || coding.eq_ignore_ascii_case(b"identity")
    })
}

//! JSON of RFC 6749 §5.2, at every endpoint for programs.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{report, status_of};
use crate::domain::dialect::Dialect;
use crate::flows::{Code, Failure, Refusal};
use crate::http::form::ParamError;

/// A failure for which the dialects do not differ.
#[derive(Debug)]
pub struct TokenError(pub Failure);

/// The `error` of a response, for the metrics.
#[derive(Debug, Clone, Copy)]
pub struct ErrorCode(pub &'static str);

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: &'a str,
    #[serde(flatten)]
    members: Option<&'a Map<String, Value>>,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        token_error(&self.0, Dialect::Auth0)
    }
}

/// The failure in a dialect.
pub fn token_error(failure: &Failure, dialect: Dialect) -> Response {
    report(failure);
    let (code, error, error_description) = failure.public_in(dialect);
    let status = status_of(code);
    let members = match failure {
        Failure::Refused(refusal) => refusal.members(),
        Failure::Unavailable(_) | Failure::Broken(_) => None,
    };
    let body = Body {
        error,
        error_description,
        members,
    };
    let mut response = NoStore((status, Json(body))).into_response();
    response.extensions_mut().insert(ErrorCode(error));
    let headers = response.headers_mut();
    if status == StatusCode::UNAUTHORIZED && !is_about_factors(failure) {
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"oauth\""),
        );
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// Auth0 answers these with 401, and there are no other credentials to ask for: clients would look for them in the header, and
/// not at the error.
fn is_about_factors(failure: &Failure) -> bool {
    let codes = [Code::AssociationRequired, Code::UnsupportedChallengeType];
    matches!(failure, Failure::Refused(refusal) if codes.contains(&refusal.code))
}

impl<F: Into<Failure>> From<F> for TokenError {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

impl From<ParamError> for Refusal {
    fn from(error: ParamError) -> Self {
        let code = if matches!(error, ParamError::BadScope) {
            Code::InvalidScope
        } else {
            Code::InvalidRequest
        };
        code.refuse(error.to_string())
    }
}

impl From<ParamError> for Failure {
    fn from(error: ParamError) -> Self {
        Refusal::from(error).into()
    }
}

/// A response that may not be cached (RFC 6749 §5.1).
pub struct NoStore<R>(pub R);

impl<R: IntoResponse> IntoResponse for NoStore<R> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
            .headers_mut()
            .insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
        response
    }
}

//! Errors of the Management API: `{"statusCode", "error", "message", "errorCode"?, "attributes"?}`.

use std::borrow::Cow;

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{NoStore, report, status};
use crate::domain::json_schema::Mismatch;
use crate::flows::Failure;
use crate::flows::admin::{AdminError, Missing, rate};
use crate::store::engine::StoreError;
use crate::telemetry;

/// An error on the wire.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    message: Cow<'static, str>,
    code: Option<&'static str>,
    /// Whether the message is repeated as `attributes.error`.
    has_attributes: bool,
    extra: Extra,
}

/// A header that goes with an error.
#[derive(Debug)]
enum Extra {
    None,
    /// RFC 9110 §11.6.1
    Challenge,
    RetryAfter,
    /// The methods that the path does have.
    Allow(String),
}

impl ApiError {
    /// An error without a code.
    pub fn new(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            message: message.into(),
            code: None,
            has_attributes: false,
            extra: Extra::None,
        }
    }

    /// The same error with a code that tools match on.
    #[must_use]
    pub fn code(self, code: &'static str) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }

    fn with(self, extra: Extra) -> Self {
        Self { extra, ..self }
    }

    /// There is no token.
    pub fn missing_authentication() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Missing authentication").with(Extra::Challenge)
    }

    /// The token is not valid, for this reason.
    pub fn bad_token(message: &'static str) -> Self {
        Self {
            has_attributes: true,
            ..Self::new(StatusCode::UNAUTHORIZED, message)
        }
    }

    /// The header contains no token.
    pub fn bad_authorization_header() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "Bad HTTP authentication header format",
        )
        .code("Bearer")
    }

    /// The token has none of the scopes.
    pub fn insufficient_scope(scopes: &[&str]) -> Self {
        let message = format!("Insufficient scope, expected any of: {}", scopes.join(", "));
        Self::new(StatusCode::FORBIDDEN, message).code("insufficient_scope")
    }

    /// The token belongs to another user than the request.
    pub fn another_user() -> Self {
        let message = "User to be acted on does not match subject in bearer token.";
        Self::new(StatusCode::FORBIDDEN, message)
    }

    /// The caller exceeded its rate limit.
    pub fn too_many_requests() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, rate::USED_UP)
            .code("too_many_requests")
            .with(Extra::RetryAfter)
    }

    /// The endpoint does not accept the query.
    pub fn bad_query(mismatch: &Mismatch) -> Self {
        let message = format!("Query validation error: {mismatch}.");
        Self::new(StatusCode::BAD_REQUEST, message).code("invalid_query_string")
    }

    /// The id in the path is malformed.
    pub fn bad_path(mismatch: &Mismatch) -> Self {
        let message = format!("Path validation error: {mismatch}.");
        Self::new(StatusCode::BAD_REQUEST, message).code("invalid_uri")
    }

    /// The endpoint does not accept the body.
    pub fn bad_body(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message).code("invalid_body")
    }

    /// The path is unknown.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not Found")
    }

    /// The path is known, but not with this method.
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
            .with(Extra::Allow(allowed.to_owned()))
    }

    /// The same for the log: without a composed message, because that may quote the request.
    pub fn logged(&self) -> (u16, Value) {
        let told = Self {
            message: self.said().into(),
            has_attributes: false,
            extra: Extra::None,
            ..*self
        };
        told.parts()
    }

    fn said(&self) -> &'static str {
        match (&self.message, self.code) {
            (Cow::Borrowed(message), _) => message,
            (Cow::Owned(_), code) => code.or(self.status.canonical_reason()).unwrap_or("refused"),
        }
    }

    /// The status and the body.
    pub fn parts(&self) -> (u16, Value) {
        let mut body = json!({
            "statusCode": self.status.as_u16(),
            "error": self.status.canonical_reason().unwrap_or("Error"),
            "message": self.message,
        });
        if let Some(code) = self.code {
            body["errorCode"] = code.into();
        }
        if self.has_attributes {
            body["attributes"] = json!({ "error": self.message });
        }
        (self.status.as_u16(), body)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        telemetry::reason(self.said());
        let (_, body) = self.parts();
        let answer = NoStore((self.status, Json(body)));
        match self.extra {
            Extra::None => answer.into_response(),
            Extra::Challenge => ([(WWW_AUTHENTICATE, "Bearer")], answer).into_response(),
            Extra::RetryAfter => ([(RETRY_AFTER, "1")], answer).into_response(),
            Extra::Allow(methods) => ([(ALLOW, methods)], answer).into_response(),
        }
    }
}

impl From<AdminError> for ApiError {
    fn from(e: AdminError) -> Self {
        let message = e.to_string();
        match e {
            AdminError::Invalid(_) => Self::bad_body(message),
            AdminError::NoSuchClient => {
                Self::new(StatusCode::NOT_FOUND, message).code("inexistent_client")
            }
            AdminError::NoSuchCustomDomain(_) => {
                Self::new(StatusCode::NOT_FOUND, message).code("inexistent_custom_domain")
            }
            AdminError::Missing(missing) => {
                let error = Self::new(StatusCode::NOT_FOUND, message);
                match code_of(missing) {
                    Some(code) => error.code(code),
                    None => error,
                }
            }
            AdminError::GlobalClient | AdminError::NotPossible(_) => {
                Self::new(StatusCode::BAD_REQUEST, message)
            }
            AdminError::NotAllowed(_) => Self::new(StatusCode::FORBIDDEN, message),
            AdminError::UserExists => {
                Self::new(StatusCode::CONFLICT, message).code("auth0_idp_error")
            }
            AdminError::Scope(scopes) => Self::insufficient_scope(scopes),
            AdminError::NotEnabled => {
                Self::new(StatusCode::FORBIDDEN, message).code("feature_not_enabled")
            }
            AdminError::Contended | AdminError::Exists(_) => {
                Self::new(StatusCode::CONFLICT, message)
            }
            AdminError::Failure(failure) => failure.into(),
        }
    }
}

fn code_of(missing: Missing) -> Option<&'static str> {
    match missing {
        Missing::ResourceServer => Some("inexistent_resource_server"),
        Missing::ClientGrant => Some("inexistent_client_grant"),
        Missing::Connection => Some("inexistent_connection"),
        Missing::User => Some("inexistent_user"),
        Missing::Invitation => Some("inexistent_invitation"),
        // Auth0 names no code for the others.
        _ => None,
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        report(&failure);
        let (_, _, description) = failure.public();
        Self::new(status(&failure), description.to_owned())
    }
}

impl From<StoreError> for ApiError {
    fn from(e: StoreError) -> Self {
        Failure::from(e).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_auth0s_shape() {
        let lacks = ApiError::insufficient_scope(&["read:clients", "read:client_keys"]);
        let expected = json!({"statusCode": 403, "error": "Forbidden", "errorCode": "insufficient_scope",
            "message": "Insufficient scope, expected any of: read:clients, read:client_keys"});
        assert_eq!(lacks.parts(), (403, expected));
        let bad = ApiError::bad_token("Invalid token");
        let expected = json!({"statusCode": 401, "error": "Unauthorized", "message": "Invalid token",
            "attributes": {"error": "Invalid token"}});
        assert_eq!(bad.parts(), (401, expected));
    }

    #[test]
    fn accidents_tell_nothing() {
        let broken = Failure::Broken(anyhow::anyhow!("row 7 of table clients"));
        let (status, body) = ApiError::from(broken).parts();
        assert_eq!(status, 500);
        assert!(!body.to_string().contains("row 7"));
    }
}

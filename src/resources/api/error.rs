//! Errors of the Management API: `{"statusCode", "error", "message", "errorCode"?, "attributes"?}`.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::rate;
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Forbidden, Invalid};
use crate::flows::Failure;
use crate::store::engine::StoreError;

/// An error on the wire.
#[derive(Debug)]
pub struct ApiError {
    status: u16,
    /// The tenant log repeats it only if it is borrowed: what was put together may quote what was sent.
    message: Cow<'static, str>,
    code: Option<&'static str>,
    /// Whether the message is repeated as `attributes.error`.
    has_attributes: bool,
    pub header: ErrorHeader,
    /// What broke, or the flow that refused; reported where the error is answered.
    pub failure: Option<Box<Failure>>,
}

/// A header that goes with an error.
#[derive(Debug)]
pub enum ErrorHeader {
    None,
    /// RFC 9110 §11.6.1
    Challenge,
    RetryAfter,
    /// The methods that the path does have.
    Allow(String),
}

/// The answer of a resource to an id that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Auth0's sentence, full stop or none.
    sentence: &'static str,
    /// Auth0 names none for most.
    code: Option<&'static str>,
}

impl Missing {
    /// Without a code.
    pub const fn new(sentence: &'static str) -> Self {
        Self {
            sentence,
            code: None,
        }
    }

    /// With a code that tools match on.
    pub const fn coded(sentence: &'static str, code: &'static str) -> Self {
        Self {
            sentence,
            code: Some(code),
        }
    }

    /// 404
    pub fn error(self) -> ApiError {
        ApiError {
            code: self.code,
            ..ApiError::new(404, self.sentence.to_owned())
        }
    }
}

impl ApiError {
    /// An error without a code.
    pub fn new(status: u16, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            message: message.into(),
            code: None,
            has_attributes: false,
            header: ErrorHeader::None,
            failure: None,
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

    fn with(self, header: ErrorHeader) -> Self {
        Self { header, ..self }
    }

    /// There is no token.
    pub fn missing_authentication() -> Self {
        Self::new(401, "Missing authentication").with(ErrorHeader::Challenge)
    }

    /// The token is not valid, for this reason.
    pub fn bad_token(message: &'static str) -> Self {
        Self {
            has_attributes: true,
            ..Self::new(401, message)
        }
    }

    /// The header contains no token.
    pub fn bad_authorization_header() -> Self {
        Self::new(400, "Bad HTTP authentication header format").code("Bearer")
    }

    /// The token has none of the scopes.
    pub fn insufficient_scope(scopes: &[&str]) -> Self {
        let message = format!("Insufficient scope, expected any of: {}", scopes.join(", "));
        Self::new(403, message).code("insufficient_scope")
    }

    /// The token belongs to another user than the request.
    pub fn another_user() -> Self {
        let message = "User to be acted on does not match subject in bearer token.";
        Self::new(403, message)
    }

    /// The caller exceeded its rate limit.
    pub fn too_many_requests() -> Self {
        Self::new(429, rate::USED_UP)
            .code("too_many_requests")
            .with(ErrorHeader::RetryAfter)
    }

    /// The endpoint does not accept the query.
    pub fn bad_query(mismatch: &Mismatch) -> Self {
        let message = format!("Query validation error: {mismatch}.");
        Self::new(400, message).code("invalid_query_string")
    }

    /// The id in the path is malformed.
    pub fn bad_path(mismatch: &Mismatch) -> Self {
        let message = format!("Path validation error: {mismatch}.");
        Self::new(400, message).code("invalid_uri")
    }

    /// The endpoint does not accept the body.
    pub fn bad_body(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, message).code("invalid_body")
    }

    /// The path is unknown.
    pub fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// The path is known, but not with this method.
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(405, "Method Not Allowed").with(ErrorHeader::Allow(allowed.to_owned()))
    }

    /// There is one of that name already, or as many as there may be.
    pub fn exists(sentence: &str) -> Self {
        Self::new(409, sentence.to_owned())
    }

    /// Other requests changed the same thing again and again while this call tried to.
    pub fn contended() -> Self {
        Self::exists("It is being changed by other requests. Try again.")
    }

    /// Nothing is wrong with the call but what it would do.
    pub fn not_possible(sentence: &str) -> Self {
        Self::new(400, sentence.to_owned())
    }

    /// The caller may do this, but not to that.
    pub fn not_allowed(sentence: &str) -> Self {
        Self::new(403, sentence.to_owned())
    }

    /// The setting would be stored without effect.
    pub fn not_enabled() -> Self {
        Self::not_allowed("This feature is not enabled for this tenant.")
            .code("feature_not_enabled")
    }

    /// Whether it is a resource's answer to an id that names nothing.
    pub fn is(&self, missing: Missing) -> bool {
        self.status == 404 && self.message == missing.sentence
    }

    /// The sentence for the caller.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether tools know it by that code.
    pub fn has_code(&self, code: &str) -> bool {
        self.code == Some(code)
    }

    /// The same for the log: without a composed message, because that may quote the request.
    pub fn logged(&self) -> (u16, Value) {
        let told = Self {
            code: self.code,
            ..Self::new(self.status, self.said())
        };
        told.parts()
    }

    /// Why, in words that quote nothing that was sent.
    pub fn said(&self) -> &'static str {
        match (&self.message, self.code) {
            (Cow::Borrowed(message), _) => message,
            (Cow::Owned(_), code) => code.or(name_of(self.status)).unwrap_or("refused"),
        }
    }

    /// The status and the body.
    pub fn parts(&self) -> (u16, Value) {
        let mut body = json!({
            "statusCode": self.status,
            "error": name_of(self.status).unwrap_or("Error"),
            "message": self.message,
        });
        if let Some(code) = self.code {
            body["errorCode"] = code.into();
        }
        if self.has_attributes {
            body["attributes"] = json!({ "error": self.message });
        }
        (self.status, body)
    }
}

/// RFC 9110 §15, as far as errors here have them.
fn name_of(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => return None,
    })
}

impl From<Invalid> for ApiError {
    fn from(invalid: Invalid) -> Self {
        Self::bad_body(invalid.to_string())
    }
}

impl From<Forbidden> for ApiError {
    fn from(Forbidden: Forbidden) -> Self {
        Self::not_enabled()
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        let (status, _, description) = failure.public();
        let error = Self::new(status, description.to_owned());
        Self {
            failure: Some(Box::new(failure)),
            ..error
        }
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
}

//! The answer to a call of the Management API, without HTTP.

use serde_json::Value;

use super::error::ApiError;

/// What a handler ends in.
pub type Outcome = Result<Reply, ApiError>;

/// A successful answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// `null` is no body at all.
    pub body: Value,
    /// The URL of the next part of a list, for `Link: …; rel="next"`.
    pub next: Option<String>,
}

impl Reply {
    fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            body,
            next: None,
        }
    }

    /// 200
    pub fn ok(body: impl Into<Value>) -> Self {
        Self::new(200, body.into())
    }

    /// 201
    pub fn created(body: impl Into<Value>) -> Self {
        Self::new(201, body.into())
    }

    /// 202
    pub fn accepted(body: impl Into<Value>) -> Self {
        Self::new(202, body.into())
    }

    /// 204
    pub fn no_content() -> Self {
        Self::new(204, Value::Null)
    }
}

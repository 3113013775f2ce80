//! What the body that revokes a user's access says. The rules of a session's metadata are in `domain/session`, because
//! Actions set them too.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("revocation.json"))
        .expect("the schema is part of the program and tested")
});

/// What of a user's access is to be revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokedAccess {
    /// One session; `None`: all.
    pub session_id: Option<String>,
    /// Whether refresh tokens live on.
    pub keeps_refresh_tokens: bool,
}

impl RevokedAccess {
    /// Reads the body that asks for it.
    pub fn read(body: &Map<String, Value>) -> Result<Self, Invalid> {
        BODIES.validate(body, Mode::Create)?;
        let session_id = body.get("session_id").and_then(Value::as_str);
        let keeps = body.get("preserve_refresh_tokens").and_then(Value::as_bool);
        Ok(Self {
            session_id: session_id.map(str::to_owned),
            keeps_refresh_tokens: keeps.unwrap_or(false),
        })
    }
}

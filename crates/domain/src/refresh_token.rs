//! Refresh-token families. A family is the refresh token's identity: it has a row, and its tokens follow one another in it.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::request_body::{Bodies, Invalid, Mode};
use super::scope::Scope;
use super::session::SignedInBy;
use super::time::Timestamp;

/// The most families that a user may have at one client; the oldest goes when there are more.
pub const MAX_PER_USER_AND_CLIENT: i64 = 200;

/// A family that is alive or not; the store has judged the token, not the family.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    /// The session in which it began (not for password grants).
    pub session_id: Option<String>,
    /// It ends with that session (`enforce_online_refresh_tokens`).
    pub online: bool,
    /// The family whose transfer it came of: such a family creates no transfers, and may end with its parent.
    pub parent_family: Option<String>,
    pub audience: Option<String>,
    pub scope: Scope,
    pub organization: Option<String>,
    /// When the user last proved who they are.
    pub authenticated_at: Timestamp,
    /// How they did: what a transfer brings along.
    pub login: SignedInBy,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub idle_expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    /// How many tokens it has had.
    pub counter: i64,
}

impl Family {
    /// Whether the family itself still lives at `now`; its session and its parent are judged apart.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        let ended = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        self.revoked_at.is_none() && !ended(self.expires_at) && !ended(self.idle_expires_at)
    }
}

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("refresh_token/metadata.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks what a refresh token is to be changed by, in a request or by an Action.
pub fn validate_update(body: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(body, Mode::Update)
}

//! Authorization codes (RFC 6749 §4.1.2).

use serde::{Deserialize, Serialize};

use super::action::run::{CustomClaims, Life};
use super::pkce::Challenge;
use super::scope::Scope;
use super::session::AuthenticationMethod;
use super::time::Timestamp;

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodeGrant {
    pub user_id: String,
    pub session_id: String,
    /// As it was sent to `/authorize`; `None` when it was left out there.
    pub redirect_uri: Option<String>,
    pub scope: Scope,
    pub requested_scope: Scope,
    pub audience: Option<String>,
    pub organization: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
    pub authenticated_at: Timestamp,
    /// The request had `max_age` or `prompt=login`: the ID token says when the user signed in.
    pub tells_auth_time: bool,
    /// The user has passed a second factor for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor: bool,
    /// What the user has proved beside what the session's connection says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<AuthenticationMethod>,
    /// The family whose transfer this login came of.
    pub parent_family: Option<String>,
    /// What Actions added to the tokens.
    #[serde(default, skip_serializing_if = "CustomClaims::is_empty")]
    pub claims: CustomClaims,
    /// What Actions decided of the refresh token, if there will be one.
    #[serde(default, skip_serializing_if = "Life::is_unchanged")]
    pub refresh_token: Life,
}

//! What an Action asks for through `api`, as its worker tells it. The worker is not believed: this is read strictly.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::session::CookieMode;

/// One wish.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "op", deny_unknown_fields)]
pub enum ActionCommand {
    #[serde(rename = "access.deny")]
    Deny {
        reason: String,
        #[serde(default)]
        code: Option<String>,
        /// For the user, where the reason is for the log.
        #[serde(default)]
        message: Option<String>,
    },
    #[serde(rename = "access_token.claim")]
    AccessTokenClaim { name: String, value: Value },
    #[serde(rename = "access_token.add_scope")]
    AddScope { scope: String },
    #[serde(rename = "access_token.remove_scope")]
    RemoveScope { scope: String },
    #[serde(rename = "id_token.claim")]
    IdTokenClaim { name: String, value: Value },
    #[serde(rename = "user.metadata")]
    UserMetadata { key: String, value: Value },
    #[serde(rename = "app.metadata")]
    AppMetadata { key: String, value: Value },
    #[serde(rename = "transaction.metadata")]
    TransactionMetadata { key: String, value: Value },
    #[serde(rename = "session.revoke")]
    RevokeSession {
        reason: String,
        preserve_refresh_tokens: bool,
    },
    #[serde(rename = "session.expires_at")]
    SessionExpiresAt { at: i64 },
    #[serde(rename = "session.idle_expires_at")]
    SessionIdleExpiresAt { at: i64 },
    #[serde(rename = "session.metadata")]
    SessionMetadata { key: String, value: Option<String> },
    #[serde(rename = "session.evict_metadata")]
    EvictSessionMetadata {},
    #[serde(rename = "refresh_token.revoke")]
    RevokeRefreshToken { reason: String },
    #[serde(rename = "refresh_token.expires_at")]
    RefreshTokenExpiresAt { at: i64 },
    #[serde(rename = "refresh_token.idle_expires_at")]
    RefreshTokenIdleExpiresAt { at: i64 },
    #[serde(rename = "refresh_token.metadata")]
    RefreshTokenMetadata { key: String, value: Option<String> },
    #[serde(rename = "refresh_token.evict_metadata")]
    EvictRefreshTokenMetadata {},
    /// The user is sent elsewhere; the login goes on when they come back.
    #[serde(rename = "redirect")]
    Redirect {
        url: String,
        query: BTreeMap<String, String>,
    },
    #[serde(rename = "session.cookie_mode")]
    SessionCookieMode { mode: CookieMode },
    /// The user has proved who they are in a way that the Action knows.
    #[serde(rename = "authentication.method")]
    RecordMethod { url: String },
    /// A second factor is asked for, or none.
    #[serde(rename = "multifactor")]
    Multifactor { provider: String, remember: bool },
    /// The user is asked for one of these factors, before the next Action runs.
    #[serde(rename = "authentication.challenge")]
    ChallengeWith { factors: Vec<String> },
    /// The user is asked to enroll one of these.
    #[serde(rename = "authentication.enroll")]
    EnrollWith { factors: Vec<String> },
    /// A setting of the SAML response that may follow.
    #[serde(rename = "saml")]
    Saml { name: String, values: Vec<Value> },
}

/// What an Action asks for that sends the tenant's e-mails.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "op", deny_unknown_fields)]
pub enum NotificationCommand {
    /// The message is not to be sent at all.
    #[serde(rename = "notification.drop")]
    Drop { reason: String },
    #[serde(rename = "notification.retry")]
    Retry { reason: String },
}

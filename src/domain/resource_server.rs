//! APIs: the audiences of access tokens, and which client may have which of their scopes.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::scope::Scope;

/// One API (`/api/v2/resource-servers`).
#[derive(Debug, Clone, Deserialize)]
pub struct ResourceServer {
    pub id: String,
    pub identifier: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub scopes: Vec<ScopeDefinition>,
    #[serde(default)]
    pub allow_offline_access: bool,
    #[serde(default)]
    pub skip_consent_for_verifiable_first_party_clients: bool,
    #[serde(default)]
    pub token_lifetime: Option<u32>,
    #[serde(default)]
    pub token_lifetime_for_web: Option<u32>,
    #[serde(default)]
    pub token_dialect: Option<String>,
    /// The Management API.
    #[serde(default)]
    pub is_system: bool,
}

/// A scope that an API defines.
#[derive(Debug, Clone, Deserialize)]
pub struct ScopeDefinition {
    pub value: String,
    #[serde(default)]
    pub description: Option<String>,
}

/// The shape of an access token (`token_dialect`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `typ: JWT`, `azp`, `gty`.
    Auth0,
    /// `typ: at+jwt`, `client_id`, `jti` (RFC 9068).
    Rfc9068,
}

impl ResourceServer {
    /// Reads the API from its document.
    pub fn from_document(document: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        Self::deserialize(Value::Object(document.clone()))
    }

    /// Every scope that the API defines.
    pub fn scope(&self) -> Scope {
        self.scopes.iter().map(|s| s.value.as_str()).collect()
    }

    /// How long an access token for it lives: 86,400 s unless it says otherwise.
    pub fn token_lifetime(&self) -> Duration {
        Duration::from_secs(u64::from(self.token_lifetime.unwrap_or(86_400)))
    }

    /// How long one lives that a browser gets without a code.
    pub fn token_lifetime_for_web(&self) -> Duration {
        let seconds = self.token_lifetime_for_web.unwrap_or(7_200);
        Duration::from_secs(u64::from(seconds)).min(self.token_lifetime())
    }

    /// Which shape its access tokens have.
    pub fn dialect(&self) -> Dialect {
        match self.token_dialect.as_deref() {
            Some("rfc9068_profile" | "rfc9068_profile_authz") => Dialect::Rfc9068,
            _ => Dialect::Auth0,
        }
    }
}

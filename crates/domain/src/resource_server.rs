//! APIs: the audiences of access tokens, and which client may have which of their scopes.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::scope::Scope;

/// The id of the MFA API, which is no API of the tenant's.
const MFA: &str = "mfa";
/// What may be had of it: a user adds second factors, sees them, and takes them away.
pub const MFA_SCOPES: [&str; 3] = ["enroll", "read:authenticators", "remove:authenticators"];
/// How long its tokens live, in seconds, as at Auth0.
const MFA_TOKEN_LIFETIME: u32 = 600;

/// No token of any API lives longer.
pub const LONGEST_TOKEN_LIFETIME: Duration = Duration::from_secs(30 * 86_400);

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
    /// Whether users get only those scopes that they have a permission for.
    #[serde(default)]
    pub enforce_policies: bool,
    #[serde(default)]
    pub signing_alg: Option<String>,
    #[serde(default)]
    pub signing_secret: Option<SigningSecret>,
    #[serde(default)]
    pub subject_type_authorization: SubjectTypeAuthorization,
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

/// The secret that signs an API's access tokens; no output shows it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct SigningSecret(pub String);

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// Who may have access tokens at all (`subject_type_authorization`).
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SubjectTypeAuthorization {
    /// Clients for the users who sign in to them.
    #[serde(default)]
    user: PolicyOf,
    /// Clients for themselves.
    #[serde(default)]
    client: PolicyOf,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct PolicyOf {
    #[serde(default)]
    policy: Option<ClientPolicy>,
}

/// Which clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientPolicy {
    AllowAll,
    RequireClientGrant,
    DenyAll,
}

impl SubjectTypeAuthorization {
    /// Which clients may have access tokens for their users: all, unless the API says otherwise.
    pub fn for_users(&self) -> ClientPolicy {
        self.user.policy.unwrap_or(ClientPolicy::AllowAll)
    }

    /// Which clients may have access tokens for themselves.
    pub fn for_clients(&self) -> ClientPolicy {
        self.client
            .policy
            .unwrap_or(ClientPolicy::RequireClientGrant)
    }
}

/// The shape of an access token (`token_dialect`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenDialect {
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

    /// The MFA API, by which users manage their own second factors.
    pub fn mfa(identifier: String) -> Self {
        let scope = |value: &str| ScopeDefinition {
            value: value.to_owned(),
            description: None,
        };
        Self {
            id: MFA.to_owned(),
            identifier,
            name: None,
            scopes: MFA_SCOPES.into_iter().map(scope).collect(),
            allow_offline_access: true,
            skip_consent_for_verifiable_first_party_clients: true,
            token_lifetime: Some(MFA_TOKEN_LIFETIME),
            token_lifetime_for_web: Some(MFA_TOKEN_LIFETIME),
            token_dialect: None,
            enforce_policies: false,
            signing_alg: None,
            signing_secret: None,
            subject_type_authorization: SubjectTypeAuthorization::default(),
            is_system: false,
        }
    }

    /// Whether this is the MFA API.
    pub fn is_mfa(&self) -> bool {
        self.id == MFA
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

    /// The secret that its access tokens are signed with, where they are not signed with the server's key.
    pub fn hs256_secret(&self) -> Option<&str> {
        let secret = self.signing_secret.as_ref().map(|s| s.0.as_str());
        secret.filter(|_| self.signing_alg.as_deref() == Some("HS256"))
    }

    /// Whether its access tokens tell the permissions behind them: only where permissions count.
    pub fn tells_permissions(&self) -> bool {
        let dialect = self.token_dialect.as_deref();
        self.enforce_policies
            && matches!(
                dialect,
                Some("access_token_authz" | "rfc9068_profile_authz")
            )
    }

    /// Which shape its access tokens have.
    pub fn dialect(&self) -> TokenDialect {
        match self.token_dialect.as_deref() {
            Some("rfc9068_profile" | "rfc9068_profile_authz") => TokenDialect::Rfc9068,
            _ => TokenDialect::Auth0,
        }
    }
}

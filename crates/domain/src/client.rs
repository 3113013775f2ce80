//! An application, as the flows see it: the part of Auth0's client object that decides something.
//!
//! The whole object, with everything that we only keep and show, is the document that the store holds
//! and the Management API shows; this type is read from it.

use std::time::Duration;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::dialect::Dialect;
use super::grant_type::GrantType;
use super::mobile::{AndroidApp, Mobile};
use super::organization::OrganizationUsage;
use super::time::Timestamp;
use super::{grant_type, saml, session_transfer};

/// One client. Absent keys have Auth0's defaults.
#[derive(Debug, Clone, Deserialize)]
pub struct Client {
    pub client_id: String,
    pub name: String,
    #[serde(default)]
    pub app_type: Option<String>,
    #[serde(default)]
    pub logo_uri: Option<String>,
    /// Its login route, where a user who was elsewhere for a while begins anew.
    #[serde(default, deserialize_with = "filled")]
    pub initiate_login_uri: Option<String>,
    #[serde(default)]
    pub callbacks: Vec<String>,
    #[serde(default)]
    pub allowed_logout_urls: Vec<String>,
    #[serde(default)]
    pub allowed_origins: Vec<String>,
    #[serde(default)]
    pub web_origins: Vec<String>,
    /// Users may sign in on pages of its own (`/co/authenticate`).
    #[serde(default)]
    pub cross_origin_authentication: bool,
    #[serde(default)]
    pub grant_types: Vec<String>,
    #[serde(default)]
    pub token_endpoint_auth_method: Option<AuthMethod>,
    #[serde(default)]
    pub client_authentication_methods: Option<AuthenticationMethods>,
    #[serde(default)]
    pub is_token_endpoint_ip_header_trusted: bool,
    #[serde(default = "yes")]
    pub is_first_party: bool,
    #[serde(default)]
    pub jwt_configuration: JwtConfiguration,
    #[serde(default)]
    pub refresh_token: Option<RefreshTokenPolicy>,
    #[serde(default)]
    pub session_transfer: Option<session_transfer::TransferSettings>,
    #[serde(default)]
    pub organization_usage: Option<OrganizationUsage>,
    #[serde(default)]
    pub default_organization: Option<DefaultOrganization>,
    #[serde(default)]
    pub require_pushed_authorization_requests: bool,
    #[serde(default)]
    pub skip_non_verifiable_callback_uri_confirmation_prompt: Option<bool>,
    #[serde(default)]
    addons: Option<Addons>,
    /// Further names of the client; WS-Federation knows it by them.
    #[serde(default)]
    client_aliases: Option<Vec<String>>,
    #[serde(default)]
    encryption_key: Option<EncryptionKey>,
    /// A level of FAPI.
    #[serde(default)]
    compliance_level: Option<String>,
    /// The native apps that are this client.
    #[serde(default)]
    pub mobile: Option<Mobile>,
    #[serde(default)]
    pub global: bool,
    /// The tenant's own facts, for Actions.
    #[serde(default)]
    pub client_metadata: Option<Map<String, Value>>,
}

/// `addons`, as far as they are protocols of ours.
#[derive(Debug, Clone, Default, Deserialize)]
struct Addons {
    #[serde(default)]
    samlp: Option<saml::SamlSettings>,
    #[serde(default)]
    wsfed: Option<saml::SamlSettings>,
}

/// `encryption_key`: whom WS-Federation's tokens are encrypted for.
#[derive(Debug, Clone, Deserialize)]
struct EncryptionKey {
    #[serde(default, rename = "pub")]
    public: Option<String>,
    #[serde(default)]
    cert: Option<String>,
}

/// The organization that is meant where a request names none.
#[derive(Debug, Clone, Deserialize)]
pub struct DefaultOrganization {
    pub organization_id: String,
    /// Today `client_credentials` alone.
    #[serde(default)]
    pub flows: Vec<String>,
}

/// A string; an empty one counts as absent.
fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()))
}

fn yes() -> bool {
    true
}

/// `token_endpoint_auth_method`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    None,
    ClientSecretPost,
    ClientSecretBasic,
}

/// `client_authentication_methods`: ways to authenticate without a shared secret.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AuthenticationMethods {
    #[serde(default)]
    pub private_key_jwt: Option<CredentialsInUse>,
}

/// Which credentials of the client may sign.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CredentialsInUse {
    #[serde(default)]
    pub credentials: Vec<CredentialId>,
}

/// The id of a credential. One without any is no credential's.
#[derive(Debug, Clone, Deserialize)]
pub struct CredentialId {
    #[serde(default)]
    pub id: String,
}

/// How a client has to prove who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientAuth {
    /// Not at all: it can keep nothing secret.
    None,
    Secret,
    /// By an assertion that one of these credentials has signed.
    PrivateKey(Vec<String>),
}

/// `jwt_configuration`: how ID tokens are signed and how long they live.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct JwtConfiguration {
    #[serde(default)]
    pub alg: Option<String>,
    #[serde(default)]
    pub lifetime_in_seconds: Option<u32>,
}

impl Client {
    /// What its Android apps are called in the client data of WebAuthn.
    pub fn android_origins(&self) -> impl Iterator<Item = String> {
        let app = self.mobile.as_ref().and_then(|apps| apps.android.as_ref());
        app.into_iter().flat_map(AndroidApp::origins)
    }

    /// Reads the client from its document.
    pub fn from_document(document: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        Self::deserialize(Value::Object(document.clone()))
    }

    /// How the client has to prove who it is at the token endpoint. Unset means a secret (Auth0's behaviour for clients
    /// that were made with one), but for native and single-page apps, which cannot keep any.
    pub fn authentication(&self) -> ClientAuth {
        if let Some(methods) = &self.client_authentication_methods {
            let in_use = methods.private_key_jwt.iter().flat_map(|m| &m.credentials);
            return ClientAuth::PrivateKey(in_use.map(|c| c.id.clone()).collect());
        }
        let keeps_none = match self.token_endpoint_auth_method {
            Some(method) => method == AuthMethod::None,
            None => matches!(self.app_type.as_deref(), Some("native" | "spa")),
        };
        if keeps_none {
            ClientAuth::None
        } else {
            ClientAuth::Secret
        }
    }

    /// Whether the client has to prove who it is.
    pub fn authenticates(&self) -> bool {
        self.authentication() != ClientAuth::None
    }

    /// The dialect that the client is spoken to in: the standards' under a level of FAPI, else the server's.
    pub fn dialect(&self, of_server: Dialect) -> Dialect {
        let level = self.compliance_level.as_deref().unwrap_or("none");
        if level == "none" {
            of_server
        } else {
            Dialect::Oidc
        }
    }

    /// Whether `grant_types` has the grant.
    pub fn may_use(&self, grant: &GrantType) -> bool {
        self.grant_types.iter().any(|name| name == grant.name)
    }

    /// The grant types that are kept and shown, and that nothing acts upon.
    pub fn idle_grant_types(&self) -> Vec<&str> {
        let grants = self.grant_types.iter().map(String::as_str);
        let acts = |name: &str| grant_type::ALL.iter().any(|grant| grant.name == name);
        grants.filter(|name| !acts(name)).collect()
    }

    /// The `session_transfer` settings; Auth0's defaults, which allow nothing, where there are none.
    pub fn session_transfer(&self) -> session_transfer::TransferSettings {
        self.session_transfer.clone().unwrap_or_default()
    }

    /// The `refresh_token` settings, or Auth0's defaults.
    pub fn refresh_policy(&self) -> RefreshTokenPolicy {
        self.refresh_token.clone().unwrap_or_default()
    }

    /// How long an ID token lives: 36,000 s unless the client says otherwise.
    pub fn id_token_lifetime(&self) -> Duration {
        Duration::from_secs(u64::from(
            self.jwt_configuration.lifetime_in_seconds.unwrap_or(36_000),
        ))
    }

    /// The SAML add-on, if it is on.
    pub fn samlp(&self) -> Option<&saml::SamlSettings> {
        self.addons.as_ref()?.samlp.as_ref()
    }

    /// The WS-Federation add-on, if it is on.
    pub fn wsfed(&self) -> Option<&saml::SamlSettings> {
        self.addons.as_ref()?.wsfed.as_ref()
    }

    /// Whether this is another name of the client.
    pub fn has_alias(&self, name: &str) -> bool {
        self.aliases().iter().any(|alias| alias == name)
    }

    /// The client's other names.
    pub fn aliases(&self) -> &[String] {
        self.client_aliases.as_deref().unwrap_or_default()
    }

    /// The certificate or public key that WS-Federation's tokens are encrypted for.
    pub fn encryption_key(&self) -> Option<&str> {
        let key = self.encryption_key.as_ref()?;
        key.cert.as_deref().or(key.public.as_deref())
    }

    /// Whether ID tokens are signed with the client's secret.
    pub fn signs_with_secret(&self) -> bool {
        self.jwt_configuration.alg.as_deref() == Some("HS256")
    }
}

/// `refresh_token`: rotation and lifetimes.
#[derive(Debug, Clone, Deserialize)]
pub struct RefreshTokenPolicy {
    #[serde(default)]
    rotation_type: Rotation,
    #[serde(default)]
    expiration_type: Expiration,
    #[serde(default)]
    leeway: u64,
    #[serde(default)]
    token_lifetime: Option<u64>,
    #[serde(default)]
    infinite_token_lifetime: bool,
    #[serde(default)]
    idle_token_lifetime: Option<u64>,
    #[serde(default)]
    infinite_idle_token_lifetime: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Rotation {
    Rotating,
    #[default]
    NonRotating,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Expiration {
    Expiring,
    #[default]
    NonExpiring,
}

impl Default for RefreshTokenPolicy {
    fn default() -> Self {
        Self {
            rotation_type: Rotation::NonRotating,
            expiration_type: Expiration::NonExpiring,
            leeway: 0,
            token_lifetime: None,
            infinite_token_lifetime: true,
            idle_token_lifetime: None,
            infinite_idle_token_lifetime: true,
        }
    }
}

impl RefreshTokenPolicy {
    const DEFAULT_LIFETIME: u64 = 2_592_000;
    const DEFAULT_IDLE_LIFETIME: u64 = 1_296_000;

    /// Whether each exchange replaces the token.
    pub fn rotates(&self) -> bool {
        self.rotation_type == Rotation::Rotating
    }

    /// How long a superseded token may still be shown.
    pub fn leeway(&self) -> Duration {
        Duration::from_secs(self.leeway)
    }

    /// When a token first issued at `issued` ends for good; `None`: never.
    pub fn expires_at(&self, issued: Timestamp) -> Option<Timestamp> {
        let endless =
            self.expiration_type == Expiration::NonExpiring || self.infinite_token_lifetime;
        let lifetime = Duration::from_secs(self.token_lifetime.unwrap_or(Self::DEFAULT_LIFETIME));
        (!endless).then(|| issued.plus(lifetime))
    }

    /// When a token last used at `used` ends for want of use; `None`: never.
    pub fn idle_expires_at(&self, used: Timestamp) -> Option<Timestamp> {
        let endless =
            self.expiration_type == Expiration::NonExpiring || self.infinite_idle_token_lifetime;
        let lifetime = Duration::from_secs(
            self.idle_token_lifetime
                .unwrap_or(Self::DEFAULT_IDLE_LIFETIME),
        );
        (!endless).then(|| used.plus(lifetime))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn client(document: Value) -> Client {
        Client::deserialize(document).unwrap()
    }

    #[test]
    fn an_almost_empty_document_has_auth0s_defaults() {
        let c = client(json!({"client_id": "a", "name": "A"}));
        assert!(c.is_first_party && c.authenticates() && !c.refresh_policy().rotates());
        assert!(!c.session_transfer().can_create_session_transfer_token);
        assert!(c.session_transfer().enforce_cascade_revocation);
        assert_eq!(
            c.refresh_policy().expires_at(Timestamp::from_millis(0)),
            None
        );
        assert_eq!(c.id_token_lifetime(), Duration::from_secs(36_000));
    }

    #[test]
    fn native_apps_cannot_keep_a_secret() {
        assert!(
            !client(json!({"client_id": "a", "name": "A", "app_type": "native"})).authenticates()
        );
        let with_secret = json!({"client_id": "a", "name": "A", "app_type": "native", "token_endpoint_auth_method": "client_secret_post"});
        assert!(client(with_secret).authenticates());
    }

    #[test]
    fn keys_take_the_place_of_a_secret() {
        let with_keys = json!({"client_id": "a", "name": "A", "app_type": "native",
            "client_authentication_methods": {"private_key_jwt": {"credentials": [{"id": "cred_1"}, {"id": "cred_2"}]}}});
        let keys = ClientAuth::PrivateKey(vec!["cred_1".into(), "cred_2".into()]);
        assert_eq!(client(with_keys).authentication(), keys);
        // A way that we do not know leaves none, and never the secret.
        let unknown = json!({"client_id": "a", "name": "A",
            "client_authentication_methods": {"tls_client_auth": {"credentials": [{"id": "cred_1"}]}}});
        let authentication = client(unknown).authentication();
        assert_eq!(authentication, ClientAuth::PrivateKey(vec![]));
    }

    #[test]
    fn a_level_of_fapi_is_the_standards_dialect_whatever_the_server_speaks() {
        let dialect = |level: Value, of_server| {
            let document = json!({"client_id": "a", "name": "A", "compliance_level": level});
            client(document).dialect(of_server)
        };
        for none in [json!(null), json!("none")] {
            assert_eq!(dialect(none.clone(), Dialect::Auth0), Dialect::Auth0);
            assert_eq!(dialect(none, Dialect::Oidc), Dialect::Oidc);
        }
        let level = json!("fapi2_sp_pkj_mtls");
        assert_eq!(dialect(level, Dialect::Auth0), Dialect::Oidc);
    }

    #[test]
    fn expiring_policies_end() {
        let c = client(json!({"client_id": "a", "name": "A", "refresh_token":
            {"rotation_type": "rotating", "expiration_type": "expiring", "token_lifetime": 10, "idle_token_lifetime": 5}}));
        let policy = c.refresh_policy();
        assert_eq!(
            policy.expires_at(Timestamp::from_millis(0)),
            Some(Timestamp::from_millis(10_000))
        );
        assert_eq!(
            policy.idle_expires_at(Timestamp::from_millis(1)),
            Some(Timestamp::from_millis(5_001))
        );
    }
}

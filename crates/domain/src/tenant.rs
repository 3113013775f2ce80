//! The tenant's settings, as far as they decide something.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::session::{self, CookieMode};

/// `/api/v2/tenants/settings`, read from its document.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Tenant {
    #[serde(default)]
    pub friendly_name: Option<String>,
    #[serde(default)]
    pub picture_url: Option<String>,
    #[serde(default)]
    pub support_email: Option<String>,
    #[serde(default)]
    pub support_url: Option<String>,
    /// The connection of `grant_type=password`.
    #[serde(default)]
    pub default_directory: Option<String>,
    #[serde(default)]
    pub default_audience: Option<String>,
    /// The login route of clients that have none.
    #[serde(default)]
    pub default_redirection_uri: Option<String>,
    #[serde(default)]
    pub error_page: Option<ErrorPageSettings>,
    #[serde(default)]
    pub allowed_logout_urls: Vec<String>,
    #[serde(default)]
    pub flags: Flags,
    /// The languages of pages and e-mails, the default first; English if none is named.
    #[serde(default)]
    pub enabled_locales: Vec<String>,
    /// Hours.
    #[serde(default)]
    pub session_lifetime: Option<f64>,
    /// Hours.
    #[serde(default)]
    pub idle_session_lifetime: Option<f64>,
    #[serde(default)]
    pub session_cookie: Option<SessionCookie>,
    #[serde(default)]
    pub sessions: Option<Sessions>,
    /// Whether requests may name organizations, not only give their ids; tokens then tell names, too.
    #[serde(default)]
    pub allow_organization_name_in_authentication_api: Option<bool>,
}

/// `flags`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Flags {
    /// Whether the answer to a sign-up says that the user exists already.
    #[serde(default)]
    pub enable_public_signup_user_exists_error: bool,
    /// Whether a confidential client has to authenticate to have a code or a link sent.
    #[serde(default)]
    pub enforce_client_authentication_on_passwordless_start: bool,
    /// Whether users choose what they enroll as their second factor.
    #[serde(default)]
    pub mfa_show_factor_list_on_enrollment: bool,
}

/// `error_page`.
#[derive(Debug, Clone, Deserialize)]
pub struct ErrorPageSettings {
    #[serde(default)]
    pub url: Option<String>,
}

/// `session_cookie`.
#[derive(Debug, Clone, Deserialize)]
pub struct SessionCookie {
    #[serde(default)]
    pub mode: Option<String>,
}

/// `sessions`.
#[derive(Debug, Clone, Deserialize)]
pub struct Sessions {
    #[serde(default)]
    pub oidc_logout_prompt_enabled: Option<bool>,
}

impl Tenant {
    /// Reads the settings from their document.
    pub fn from_document(document: &Map<String, Value>) -> Result<Self, serde_json::Error> {
        Self::deserialize(Value::Object(document.clone()))
    }

    /// The tenant's own page for errors. Pages of the web only.
    pub fn error_page(&self) -> Option<Url> {
        let url = Url::parse(self.error_page.as_ref()?.url.as_deref()?).ok()?;
        Some(url).filter(|url| matches!(url.scheme(), "https" | "http"))
    }

    /// How long sessions live: 168 hours, 72 without use, unless the tenant says otherwise.
    pub fn session_lifetimes(&self) -> session::SessionLifetimes {
        session::SessionLifetimes {
            absolute: hours(self.session_lifetime.unwrap_or(168.0)),
            idle: hours(self.idle_session_lifetime.unwrap_or(72.0)),
        }
    }

    /// Whether the session cookie outlives the browser.
    pub fn cookie_mode(&self) -> CookieMode {
        let mode = self.session_cookie.as_ref().and_then(|c| c.mode.as_deref());
        mode.and_then(CookieMode::parse)
            .unwrap_or(CookieMode::Persistent)
    }

    /// Whether `/oidc/logout` asks before it ends a session that nothing in the request names.
    pub fn confirms_logout(&self) -> bool {
        self.sessions
            .as_ref()
            .and_then(|s| s.oidc_logout_prompt_enabled)
            .unwrap_or(true)
    }
}

fn hours(amount: f64) -> Duration {
    Duration::try_from_secs_f64(amount * 3600.0).unwrap_or(Duration::ZERO)
}

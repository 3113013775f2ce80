//! The token request, parsed once: no grant looks at the form again.

use std::fmt;

use crate::domain::scope::Scope;
use crate::flows::{Answer, Code};
use crate::tenant_log;

/// `grant_type` of the password grant that names its connection.
pub const PASSWORD_REALM: &str = "http://auth0.com/oauth/grant-type/password-realm";

/// A request under one of the grants that we know. Not `Debug`: it holds secrets.
pub enum TokenRequest {
    AuthorizationCode(AuthorizationCode),
    RefreshToken(RefreshToken),
    Password(Password),
    ClientCredentials(ClientCredentials),
}

/// RFC 6749 §4.1.3, RFC 7636 §4.5.
pub struct AuthorizationCode {
    pub code: String,
    pub redirect_uri: Option<String>,
    pub code_verifier: Option<String>,
}

/// RFC 6749 §6; with a `…:session_transfer` audience, the exchange for a session transfer token.
pub struct RefreshToken {
    pub refresh_token: String,
    pub audience: Option<String>,
    pub scope: Option<Scope>,
}

/// RFC 6749 §4.3, with and without a `realm`.
pub struct Password {
    pub username: String,
    pub password: String,
    pub realm: Option<String>,
    pub audience: Option<String>,
    pub scope: Option<Scope>,
}

/// RFC 6749 §4.4.
pub struct ClientCredentials {
    pub audience: Option<String>,
    /// The organization that the client acts for.
    pub organization: Option<String>,
    pub scope: Option<Scope>,
}

impl TokenRequest {
    /// Reads the request; `get` gives a parameter's value, or refuses one that is no string.
    pub fn read<'a>(get: impl Fn(&str) -> Answer<Option<&'a str>>) -> Answer<Self> {
        let optional = |name: &str| -> Answer<Option<String>> { Ok(get(name)?.map(str::to_owned)) };
        let require = |name: &str| -> Answer<String> {
            let missing =
                || Code::InvalidRequest.refuse(format!("Missing required parameter: {name}"));
            Ok(optional(name)?.ok_or_else(missing)?)
        };
        let scope =
            || -> Answer<Option<Scope>> { Ok(get("scope")?.map(Scope::requested).transpose()?) };
        let grant = require("grant_type")?;
        Ok(match grant.as_str() {
            "authorization_code" => Self::AuthorizationCode(AuthorizationCode {
                code: require("code")?,
                redirect_uri: optional("redirect_uri")?,
                code_verifier: optional("code_verifier")?,
            }),
            "refresh_token" => Self::RefreshToken(RefreshToken {
                refresh_token: require("refresh_token")?,
                audience: optional("audience")?,
                scope: scope()?,
            }),
            "password" | PASSWORD_REALM => Self::Password(Password {
                username: require("username")?,
                password: require("password")?,
                realm: if grant == PASSWORD_REALM {
                    Some(require("realm")?)
                } else {
                    None
                },
                audience: optional("audience")?,
                scope: scope()?,
            }),
            "client_credentials" => Self::ClientCredentials(ClientCredentials {
                audience: optional("audience")?,
                organization: optional("organization")?,
                scope: scope()?,
            }),
            other => {
                let shown: String = other.chars().take(100).collect();
                return Err(Code::UnsupportedGrantType
                    .refuse(format!("Unsupported grant type: {shown}"))
                    .into());
            }
        })
    }

    /// `grant_type`.
    pub fn grant_type(&self) -> &'static str {
        match self {
            Self::AuthorizationCode(_) => "authorization_code",
            Self::RefreshToken(_) => "refresh_token",
            Self::Password(Password { realm: Some(_), .. }) => PASSWORD_REALM,
            Self::Password(_) => "password",
            Self::ClientCredentials(_) => "client_credentials",
        }
    }

    /// The event that tells of a refusal.
    pub fn failure_event(&self) -> tenant_log::Code {
        match self {
            Self::AuthorizationCode(_) => tenant_log::Code::FailedCodeExchange,
            Self::RefreshToken(_) => tenant_log::Code::FailedRefreshExchange,
            Self::Password(_) => tenant_log::Code::FailedPasswordExchange,
            Self::ClientCredentials(_) => tenant_log::Code::FailedClientCredentials,
        }
    }

    /// The audience that was asked for.
    pub fn audience(&self) -> Option<&str> {
        match self {
            Self::AuthorizationCode(_) => None,
            Self::RefreshToken(r) => r.audience.as_deref(),
            Self::Password(p) => p.audience.as_deref(),
            Self::ClientCredentials(c) => c.audience.as_deref(),
        }
    }

    /// The scope that was asked for.
    pub fn scope(&self) -> Option<&Scope> {
        match self {
            Self::AuthorizationCode(_) => None,
            Self::RefreshToken(r) => r.scope.as_ref(),
            Self::Password(p) => p.scope.as_ref(),
            Self::ClientCredentials(c) => c.scope.as_ref(),
        }
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("grant_type", &self.grant_type())
            .finish_non_exhaustive()
    }
}

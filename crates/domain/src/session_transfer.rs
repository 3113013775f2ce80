//! Native to Web SSO: who may create a session transfer token, who may redeem one, and what redeeming it does.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::device::{Device, DeviceBinding};
use super::scope::Scope;
use super::time::Timestamp;

/// How long a token lives. Auth0's figure; not configurable.
pub const LIFETIME: Duration = Duration::from_secs(60);

/// The cookie in which a native app hands the token to a browser.
pub const COOKIE: &str = "auth0_session_transfer_token";
/// The name that Auth0's samples for SAML give that cookie.
pub const COOKIE_OF_SAMPLES: &str = "session_transfer_token";

/// The query parameter that does the same.
pub const PARAMETER: &str = "session_transfer_token";

/// `issued_token_type` of the exchange's answer.
pub const TOKEN_TYPE: &str = "urn:auth0:params:oauth:token-type:session_transfer_token";

/// A client's `session_transfer` object. The first two settings concern a client that issues, the others one that redeems.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferSettings {
    /// May exchange its refresh tokens for session transfer tokens.
    pub can_create_session_transfer_token: bool,
    /// Revoking a refresh token ends the sessions and tokens that came of its transfers.
    pub enforce_cascade_revocation: bool,
    /// The carriers that may bring a token to this client; none: the feature is off.
    #[serde(deserialize_with = "null_is_empty")]
    pub allowed_authentication_methods: Vec<Carrier>,
    pub enforce_device_binding: DeviceBinding,
    /// May get refresh tokens in a login by transfer.
    pub allow_refresh_token: bool,
    /// Such refresh tokens end with the session.
    pub enforce_online_refresh_tokens: bool,
}

fn null_is_empty<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<Carrier>, D::Error> {
    Ok(Option::deserialize(d)?.unwrap_or_default())
}

impl Default for TransferSettings {
    fn default() -> Self {
        Self {
            can_create_session_transfer_token: false,
            enforce_cascade_revocation: true,
            allowed_authentication_methods: Vec::new(),
            enforce_device_binding: DeviceBinding::Ip,
            allow_refresh_token: false,
            enforce_online_refresh_tokens: true,
        }
    }
}

/// The way by which a browser brings the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Carrier {
    Cookie,
    Query,
}

/// What is remembered of an issued token: everything that redemption and its trace need to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// Names the transfer in logs and in the trace; not the secret.
    pub id: String,
    /// The client that asked for it.
    pub client_id: String,
    pub user_id: String,
    /// The refresh-token family that it was exchanged from.
    pub family_id: String,
    /// The session in which that family began, if it began in one.
    pub session_id: Option<String>,
    pub scope: Scope,
    pub organization: Option<String>,
    pub device: Device,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Why a transfer was refused. Each has the sentence that the tenant log shows for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferRefusal {
    /// The token is unknown, was used before, or is older than [`LIFETIME`].
    NotFoundOrExpired,
    /// The refresh token that it came from has been revoked, or is gone.
    ParentNotFound,
    /// The user was deleted or blocked since.
    UserUnavailable,
    /// The user's connection is not enabled for the redeeming client.
    ConnectionNotEnabled,
    OrganizationMismatch,
    DeviceMismatch,
    /// The user's login is older than the request's `max_age`.
    LoginTooOld,
    /// The browser has a session of another user, or the request names another one.
    UserMismatch,
}

impl TransferRefusal {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::NotFoundOrExpired,
        Self::ParentNotFound,
        Self::UserUnavailable,
        Self::ConnectionNotEnabled,
        Self::OrganizationMismatch,
        Self::DeviceMismatch,
        Self::LoginTooOld,
        Self::UserMismatch,
    ];

    /// Its name in traces, metrics and log lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFoundOrExpired => "not_found_or_expired",
            Self::ParentNotFound => "parent_not_found",
            Self::UserUnavailable => "user_unavailable",
            Self::ConnectionNotEnabled => "connection_not_enabled",
            Self::OrganizationMismatch => "organization_mismatch",
            Self::DeviceMismatch => "device_mismatch",
            Self::LoginTooOld => "login_too_old",
            Self::UserMismatch => "user_mismatch",
        }
    }

    /// The description of the `w` event; where Auth0 publishes one, to the letter.
    pub fn description(self) -> &'static str {
        match self {
            Self::NotFoundOrExpired => {
                "Single Sign-On failed: Session Transfer Token not found or expired. This may indicate token reuse or expiration."
            }
            Self::ParentNotFound => {
                "Single Sign-On failed: Parent refresh token not found. Session Transfer Token won't be used for session establishment."
            }
            Self::UserUnavailable => {
                "Single Sign-On failed: Session Transfer Token user does not exist or is blocked."
            }
            Self::ConnectionNotEnabled => {
                "Single Sign-On failed: Session Transfer Token user's connection is not enabled for the client."
            }
            Self::OrganizationMismatch => {
                "Single Sign-On failed: Session Transfer Token organization mismatch detected."
            }
            Self::DeviceMismatch => {
                "Single Sign-On failed: Session Transfer Token device binding validation failed due to IP/ASN mismatch."
            }
            Self::LoginTooOld => {
                "Single Sign-On failed: Session Transfer Token login is older than the requested max_age."
            }
            Self::UserMismatch => {
                "Single Sign-On failed: Session Transfer Token user mismatch detected."
            }
        }
    }
}

/// The browser's own session at the moment of redemption, against the token's user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    None,
    SameUser,
    OtherUser,
}

/// What a token that passed every other check does to the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// A new session.
    NewSession,
    /// The session that is there stays, under a new cookie.
    KeepSession,
    /// The session that is there ends, and the login page is shown: a token never swaps one user for another.
    EndSessionAndPrompt,
}

/// The last row of the decision table: the token is valid, what about the session?
pub fn admit(existing: Existing) -> Admission {
    match existing {
        Existing::None => Admission::NewSession,
        Existing::SameUser => Admission::KeepSession,
        Existing::OtherUser => Admission::EndSessionAndPrompt,
    }
}

/// One line of the trace: what was looked at, what it was at issue and at redemption, and whether it passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub check: String,
    #[serde(skip_serializing_if = "Value::is_null", default)]
    pub issued: Value,
    #[serde(skip_serializing_if = "Value::is_null", default)]
    pub redeemed: Value,
    pub passed: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// Whether `audience` asks for a session transfer token at one of the server's own domains.
///
/// SDKs build it from their domain with or without the port, so each origin is known by both.
pub fn is_audience<'a>(
    audience: &str,
    origins: impl IntoIterator<Item = &'a super::origin::Origin>,
) -> bool {
    let Some(domain) = audience
        .strip_prefix("urn:")
        .and_then(|a| a.strip_suffix(":session_transfer"))
    else {
        return false;
    };
    origins
        .into_iter()
        .any(|o| domain.eq_ignore_ascii_case(o.domain()) || domain.eq_ignore_ascii_case(o.host()))
}

/// Whether `audience` has the form of a request for a session transfer token, whatever domain it names.
pub fn looks_like_audience(audience: &str) -> bool {
    audience.starts_with("urn:") && audience.ends_with(":session_transfer")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::origin::Origin;
    use super::*;

    #[test]
    fn a_refusal_has_one_name() {
        for refusal in TransferRefusal::ALL {
            assert_eq!(json!(refusal), json!(refusal.name()));
        }
    }

    #[test]
    fn an_empty_object_is_auth0s_defaults() {
        let settings: TransferSettings =
            serde_json::from_value(json!({"allowed_authentication_methods": null})).unwrap();
        assert_eq!(settings, TransferSettings::default());
    }

    #[test]
    fn the_audience_names_one_of_our_domains_with_or_without_its_port() {
        let origins = [
            Origin::parse("http://localhost:4000").unwrap(),
            Origin::parse("https://login.example.com").unwrap(),
        ];
        for good in [
            "localhost",
            "localhost:4000",
            "login.example.com",
            "LOGIN.example.com",
        ] {
            assert!(
                is_audience(&format!("urn:{good}:session_transfer"), &origins),
                "{good}"
            );
        }
        for bad in [
            "urn:evil.example:session_transfer",
            "urn:localhost:4001:session_transfer",
            "urn::session_transfer",
            "localhost",
        ] {
            assert!(!is_audience(bad, &origins), "{bad}");
        }
    }

    #[test]
    fn a_valid_token_never_swaps_users() {
        assert_eq!(admit(Existing::None), Admission::NewSession);
        assert_eq!(admit(Existing::SameUser), Admission::KeepSession);
        assert_eq!(admit(Existing::OtherUser), Admission::EndSessionAndPrompt);
    }
}

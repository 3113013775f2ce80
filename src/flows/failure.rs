//! How a flow says no. A refusal is a value with a name in the protocol; everything else is an accident.
//! What the caller sees of either is decided where it is answered (`http/faces`), never here.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::domain::dialect::Dialect;
use crate::domain::scope::TooManyWords;
use crate::key_ring::KeyRingError;
use crate::keys::KeyError;
use crate::store::engine::StoreError;
use crate::tenant_log::Event;

/// What a flow ends in.
pub type Answer<T> = Result<T, Failure>;

/// A refusal, or an accident.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The protocol has a name for this: normal traffic.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is away; the same request may succeed later.
    #[error("the database is not available")]
    Unavailable(#[source] StoreError),
    /// We broke. The caller learns nothing; the log gets the chain.
    #[error("something broke")]
    Broken(#[source] anyhow::Error),
}

/// `code` and `description` are for the caller, and clients match on them; `reason` is for the tenant log and may say more.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{description}")]
pub struct Refusal {
    pub code: Code,
    pub description: Cow<'static, str>,
    reason: Option<Cow<'static, str>>,
    event: Option<Box<Event>>,
    details: Option<Box<Value>>,
    members: Option<Box<Map<String, Value>>>,
}

/// The names of refusals: RFC 6749 §4.1.2.1 and §5.2, OIDC Core §3.1.2.6, and Auth0's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    InvalidRequest,
    InvalidScope,
    InvalidClient,
    InvalidGrant,
    /// `access_denied` for a client that is not who it says.
    Unauthenticated,
    AccessDenied,
    UnauthorizedClient,
    /// `unauthorized`: the user may not sign in.
    UserBlocked,
    UnsupportedGrantType,
    UnsupportedResponseType,
    LoginRequired,
    ConsentRequired,
    InteractionRequired,
    RequestNotSupported,
    RequestUriNotSupported,
    TooManyAttempts,
    /// The same of a network: it has failed too often, for whatever accounts.
    SuspiciousAddress,
    TooManyRequests,
    /// The user has to pass a second factor first.
    MfaRequired,
    /// What the request goes on with has expired or was used.
    ExpiredToken,
    /// The user has to enroll a second factor first.
    AssociationRequired,
    /// The user has no second factor of a type that the client supports.
    UnsupportedChallengeType,
    NotFound,
    /// Auth0's names at `/passwordless/start`.
    BadConnection,
    /// The same at `/otp/challenge`.
    InvalidConnection,
    BadRequest,
    BadAuthParams,
    BadPhoneNumber,
    /// The login or logout that a page belongs to has ended, has expired, or belongs to another browser.
    LostTransaction,
    /// The ticket of a link is unknown, was used, or has expired.
    DeadLink,
}

impl Code {
    /// The status and the name on the wire. Where Auth0 and the RFC differ, Auth0 wins.
    pub const fn wire(self) -> (u16, &'static str) {
        match self {
            Self::InvalidRequest | Self::LostTransaction | Self::DeadLink => {
                (400, "invalid_request")
            }
            Self::InvalidScope => (400, "invalid_scope"),
            Self::InvalidClient => (401, "invalid_client"),
            Self::InvalidGrant => (403, "invalid_grant"),
            Self::Unauthenticated => (401, "access_denied"),
            Self::AccessDenied => (403, "access_denied"),
            Self::UnauthorizedClient => (403, "unauthorized_client"),
            Self::UserBlocked => (401, "unauthorized"),
            Self::UnsupportedGrantType => (403, "unsupported_grant_type"),
            Self::UnsupportedResponseType => (400, "unsupported_response_type"),
            Self::LoginRequired => (400, "login_required"),
            Self::ConsentRequired => (400, "consent_required"),
            Self::InteractionRequired => (400, "interaction_required"),
            Self::RequestNotSupported => (400, "request_not_supported"),
            Self::RequestUriNotSupported => (400, "request_uri_not_supported"),
            Self::TooManyAttempts | Self::SuspiciousAddress => (429, "too_many_attempts"),
            Self::TooManyRequests => (429, "too_many_requests"),
            Self::MfaRequired => (403, "mfa_required"),
            Self::ExpiredToken => (403, "expired_token"),
            Self::AssociationRequired => (401, "association_required"),
            Self::UnsupportedChallengeType => (401, "unsupported_challenge_type"),
            Self::NotFound => (404, "not_found"),
            Self::BadConnection => (400, "bad.connection"),
            Self::InvalidConnection => (400, "invalid_connection"),
            Self::BadRequest => (400, "bad.request"),
            Self::BadAuthParams => (400, "bad.authParams"),
            Self::BadPhoneNumber => (400, "bad.phone_number"),
        }
    }

    /// The same at an endpoint of OAuth 2 that programs ask: RFC 6749 §5.2 knows two statuses, and a name of its own for a
    /// client that is not who it says.
    pub const fn wire_in(self, dialect: Dialect) -> (u16, &'static str) {
        match (dialect, self) {
            (Dialect::Oidc, Self::Unauthenticated) => Self::InvalidClient.wire(),
            (
                Dialect::Oidc,
                Self::InvalidGrant
                | Self::AccessDenied
                | Self::UnauthorizedClient
                | Self::UnsupportedGrantType
                | Self::MfaRequired,
            ) => (400, self.wire().1),
            _ => self.wire(),
        }
    }

    /// A refusal under this name.
    pub fn refuse(self, description: impl Into<Cow<'static, str>>) -> Refusal {
        Refusal {
            code: self,
            description: description.into(),
            reason: None,
            event: None,
            details: None,
            members: None,
        }
    }
}

impl Refusal {
    /// Adds what only the tenant log may say.
    #[must_use]
    pub fn because(self, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            reason: Some(reason.into()),
            ..self
        }
    }

    /// The event that the tenant log gets instead of the flow's usual one.
    #[must_use]
    pub fn telling(self, event: Event) -> Self {
        Self {
            event: Some(Box::new(event)),
            ..self
        }
    }

    /// Adds to the `details` of whatever event the tenant log gets.
    #[must_use]
    pub fn detailed(self, details: Value) -> Self {
        Self {
            details: Some(Box::new(details)),
            ..self
        }
    }

    /// Adds members to the body of the answer, where that is JSON: what the caller goes on with.
    #[must_use]
    pub fn carrying<const N: usize>(self, members: [(&str, Value); N]) -> Self {
        let members = members.map(|(name, value)| (name.to_owned(), value));
        Self {
            members: Some(Box::new(Map::from_iter(members))),
            ..self
        }
    }

    /// See [`Refusal::carrying`].
    pub fn members(&self) -> Option<&Map<String, Value>> {
        self.members.as_deref()
    }

    /// See [`Refusal::detailed`].
    pub fn details(&self) -> Option<&Value> {
        self.details.as_deref()
    }

    /// See [`Refusal::telling`].
    pub fn event(&self) -> Option<&Event> {
        self.event.as_deref()
    }

    /// What the tenant log says.
    pub fn reason(&self) -> &str {
        self.reason.as_deref().unwrap_or(&self.description)
    }
}

impl Failure {
    /// The same request may succeed later.
    pub fn not_now(why: &str) -> Self {
        StoreError::not_now(why).into()
    }

    /// What the caller may see: status, name, sentence.
    pub fn public(&self) -> (u16, &'static str, &str) {
        self.public_in(Dialect::Auth0)
    }

    /// The same at an endpoint of OAuth 2 that programs ask.
    pub fn public_in(&self, dialect: Dialect) -> (u16, &'static str, &str) {
        match self {
            Self::Refused(r) => {
                let (status, name) = r.code.wire_in(dialect);
                (status, name, &r.description)
            }
            Self::Unavailable(_) => (
                503,
                "temporarily_unavailable",
                "The service is temporarily unavailable",
            ),
            Self::Broken(_) => (500, "server_error", "Internal server error"),
        }
    }

    /// What the tenant log says.
    pub fn reason(&self) -> &str {
        match self {
            Self::Refused(r) => r.reason(),
            Self::Unavailable(_) | Self::Broken(_) => self.public().2,
        }
    }
}

impl From<TooManyWords> for Refusal {
    fn from(error: TooManyWords) -> Self {
        Code::InvalidScope.refuse(error.to_string())
    }
}

impl From<TooManyWords> for Failure {
    fn from(error: TooManyWords) -> Self {
        Self::Refused(error.into())
    }
}

impl From<StoreError> for Failure {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Unavailable(_) => Self::Unavailable(e),
            StoreError::Statement(_) | StoreError::Corrupt { .. } => Self::Broken(e.into()),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(e: KeyError) -> Self {
        Self::Broken(e.into())
    }
}

impl From<KeyRingError> for Failure {
    fn from(e: KeyRingError) -> Self {
        match e {
            KeyRingError::Store(e) => e.into(),
            KeyRingError::Key(e) => e.into(),
        }
    }
}

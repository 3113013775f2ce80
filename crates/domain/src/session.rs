//! Web sessions: one per browser and user, shared by all clients.

use std::sync::LazyLock;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::device::Device;
use super::passwordless::Channel;
use super::request_body::{Bodies, Invalid, Mode};
use super::time::Timestamp;

/// A session that was found by its cookie or id; whether it lives is [`Session::is_alive`].
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// `sid`: names the session in tokens and in the Management API; not the cookie's secret.
    pub id: String,
    pub user_id: String,
    /// The connection that the user signed in with.
    pub connection: String,
    pub created_at: Timestamp,
    /// When the user proved who they are: for a session made by transfer, the native app's login.
    pub authenticated_at: Timestamp,
    pub last_interacted_at: Timestamp,
    pub idle_expires_at: Timestamp,
    pub expires_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// The refresh-token family whose transfer made this session.
    pub parent_family: Option<String>,
    /// That family was revoked, and its revocation takes descendants with it.
    pub parent_ended: bool,
    pub initial_device: Device,
    pub last_device: Device,
}

impl Session {
    /// Whether the session still stands for its user at `now`.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.ended_at.is_none()
            && !self.parent_ended
            && self.idle_expires_at > now
            && self.expires_at > now
    }
}

/// How long the browser keeps the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CookieMode {
    /// As long as the session lives.
    Persistent,
    /// Until it is closed.
    NonPersistent,
}

impl CookieMode {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persistent => "persistent",
            Self::NonPersistent => "non-persistent",
        }
    }

    /// Reads such a name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Persistent, Self::NonPersistent]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}

/// What a passkey is called among the ways in which a user has proved who they are: it takes the place of a password.
pub const PASSKEY: &str = "passkey";
/// What it is called among the methods of the tenant log (OpenID Connect EAP ACR Values §2).
pub const PHISHING_RESISTANT: &str = "phr";

/// The name of a second factor among them.
pub const MFA: &str = "mfa";

/// A way in which the user has proved who they are: an Action says so, under a URL of its own, or it is a second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticationMethod {
    pub name: String,
    /// Which second factor.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When, as it is shown.
    pub timestamp: String,
}

impl AuthenticationMethod {
    /// What the user has signed in by, at that time.
    pub fn first(name: &str, at: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            kind: None,
            timestamp: at.to_string(),
        }
    }

    /// Whether it takes the place of what the connection says, in a login at that time: a code at a database, or a passkey.
    pub fn is_first_at(&self, authenticated_at: Timestamp) -> bool {
        let takes_its_place = self.name == PASSKEY || Channel::of(&self.name).is_some();
        takes_its_place && self.timestamp == authenticated_at.to_string()
    }

    /// Whether both are the same way, at whatever time.
    pub fn is_same_way(&self, other: &Self) -> bool {
        (&self.name, &self.kind) == (&other.name, &other.kind)
    }
}

/// How a user has signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedInBy {
    /// The connection; empty where that is not known.
    #[serde(default)]
    pub connection: String,
    /// What the connection does not say by itself: a code in the place of a password, a passkey, second factors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<AuthenticationMethod>,
}

/// How long sessions live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLifetimes {
    /// From the beginning, whatever happens.
    pub absolute: Duration,
    /// Without being used.
    pub idle: Duration,
}

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("session/metadata.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks what a session is to be changed by, in a request or by an Action.
pub fn validate_update(body: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(body, Mode::Update)
}

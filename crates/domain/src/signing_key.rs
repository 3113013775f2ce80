//! The keys that sign tokens and XML, as they are stored.

use super::time::Timestamp;

/// What a key is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Signs.
    Current,
    /// Published ahead of its turn.
    Next,
    /// Signs no more, but its tokens are not yet all expired.
    Previous,
    /// Signs SAML messages with SHA-1, for the service providers that ask for that, and nothing else: no token is worth what a
    /// collision is worth there. It is never rotated.
    Sha1,
}

impl KeyState {
    const ALL: [Self; 4] = [Self::Current, Self::Next, Self::Previous, Self::Sha1];

    /// The name of the state in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Next => "next",
            Self::Previous => "previous",
            Self::Sha1 => "sha1",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A key that is not revoked.
#[derive(Debug, Clone)]
pub struct SigningKey {
    pub kid: String,
    pub state: KeyState,
    /// PKCS#8, DER.
    pub private_key: Vec<u8>,
    /// PEM.
    pub certificate: String,
    pub created_at: Timestamp,
    /// Since when it has been in `state`.
    pub state_since: Timestamp,
}

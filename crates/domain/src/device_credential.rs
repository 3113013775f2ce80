//! Device credentials: public keys that apps register for their users' devices.

use super::time::Timestamp;

/// A public key of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCredential {
    /// `dcr_…`
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    pub device_id: String,
    pub device_name: String,
    /// The key, as it was sent.
    pub value: String,
    pub created_at: Timestamp,
}

/// What kind of credential a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceCredentialKind {
    PublicKey,
    RefreshToken,
    RotatingRefreshToken,
}

impl DeviceCredentialKind {
    const ALL: [Self; 3] = [
        Self::PublicKey,
        Self::RefreshToken,
        Self::RotatingRefreshToken,
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PublicKey => "public_key",
            Self::RefreshToken => "refresh_token",
            Self::RotatingRefreshToken => "rotating_refresh_token",
        }
    }
}

//! Credentials of WebAuthn.

use serde::{Deserialize, Serialize};

/// A credential of WebAuthn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id, as base64url. In a column of its own.
    #[serde(skip)]
    pub key_id: String,
    /// How often it has signed, as it says. In a column of its own.
    #[serde(skip)]
    pub counter: u32,
    /// Whether there is a copy of it elsewhere. In a column of its own.
    #[serde(skip)]
    pub is_backed_up: Option<bool>,
    /// A COSE key, as base64.
    pub public_key: String,
    pub relying_party_identifier: String,
    /// What it calls its account, as base64url.
    pub user_handle: String,
    /// The identity that it signs in.
    pub identity_user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aaguid: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transports: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<DeviceType>,
    /// The browser in which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

/// Whether a credential may be on more than one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceType {
    SingleDevice,
    MultiDevice,
}

impl DeviceType {
    /// That of a credential with this flag.
    pub const fn of(is_backup_eligible: bool) -> Self {
        match is_backup_eligible {
            true => Self::MultiDevice,
            false => Self::SingleDevice,
        }
    }

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SingleDevice => "single_device",
            Self::MultiDevice => "multi_device",
        }
    }
}

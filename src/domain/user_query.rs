//! What `q` in `GET /api/v2/users` can ask for.

use super::search::{self, Kind, Malformed, Searchable};

/// A condition on users.
pub type Condition = search::Condition<Field>;

/// What can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    UserId,
    Email,
    Username,
    Connection,
    EmailVerified,
    Blocked,
    CreatedAt,
    UpdatedAt,
    LastLogin,
    LastIp,
    LoginsCount,
}

impl Field {
    /// What a list can be sorted by.
    pub fn sortable(name: &str) -> Option<Self> {
        Self::named(name).filter(|f| !matches!(f, Self::EmailVerified | Self::Blocked))
    }
}

impl Searchable for Field {
    const BARE: &'static [Self] = &[Self::Email, Self::Username, Self::UserId];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "user_id" => Self::UserId,
            "email" => Self::Email,
            "username" => Self::Username,
            "identities.connection" => Self::Connection,
            "email_verified" => Self::EmailVerified,
            "blocked" => Self::Blocked,
            "created_at" => Self::CreatedAt,
            "updated_at" => Self::UpdatedAt,
            "last_login" => Self::LastLogin,
            "last_ip" => Self::LastIp,
            "logins_count" => Self::LoginsCount,
            _ => return None,
        })
    }

    fn kind(self) -> Kind {
        match self {
            Self::UserId | Self::Email | Self::Username | Self::Connection | Self::LastIp => {
                Kind::Text
            }
            Self::EmailVerified | Self::Blocked => Kind::Flag,
            Self::CreatedAt | Self::UpdatedAt | Self::LastLogin => Kind::Instant,
            Self::LoginsCount => Kind::Number,
        }
    }

    /// E-mail addresses and user names are stored in lower case.
    fn canonical(self, text: &str) -> String {
        match self {
            Self::Email | Self::Username => text.to_lowercase(),
            _ => text.into(),
        }
    }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<Condition, Malformed> {
    search::parse(text)
}

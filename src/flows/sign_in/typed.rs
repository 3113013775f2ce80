//! What a user has typed, before it is known who signs in.

use serde::{Deserialize, Serialize};

use super::reply::Page;
use crate::domain::passwordless::Channel;
use crate::domain::time::Timestamp;

/// Who signs in by a code that was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodeSent {
    pub channel: Channel,
    /// In the form in which addresses are kept.
    pub address: String,
    /// It is of a database, whose users may have passwords besides.
    #[serde(default)]
    pub of_database: bool,
}

impl CodeSent {
    /// The page for the code.
    pub const fn page(&self) -> Page {
        match self.of_database {
            true => Page::EmailChallenge,
            false => Page::of_code(self.channel),
        }
    }
}

/// What a new user has typed before the password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SigningUp {
    pub email: String,
    /// Empty where the database has none.
    pub username: String,
    /// When a code was sent to the address last.
    pub asked_at: Option<Timestamp>,
    /// The user has typed that code.
    pub is_verified: bool,
    /// The id of the account that a passkey is made for.
    #[serde(default)]
    pub user_id: String,
    /// The user chooses a password, and no passkey.
    #[serde(default)]
    pub wants_password: bool,
}

/// Whose password is replaced by a code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recovering {
    /// The name of the database.
    pub connection: String,
    /// As it was typed.
    pub identifier: String,
    /// When a code was asked for last.
    pub asked_at: Timestamp,
}

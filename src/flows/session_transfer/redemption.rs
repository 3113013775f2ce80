//! What redeeming a session transfer token takes, and what it comes to.

use std::time::Duration;

use crate::domain::client::Client;
use crate::domain::session::{Session, SignedInBy};
use crate::domain::session_transfer::{Carrier, Transfer};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::sessions::NewSession;

/// A token that a browser shows, and what it asks for.
#[derive(Clone, Copy)]
pub struct Redemption<'a> {
    pub client: &'a Client,
    pub token: &'a str,
    pub carrier: Carrier,
    pub organization: Option<&'a str>,
    /// The only user who will do.
    pub hinted_user: Option<&'a str>,
    pub max_age: Option<Duration>,
    /// The browser's own session, if it has a living one, and the digest of its cookie.
    pub existing: Option<(&'a Session, &'a str)>,
}

/// Whom the token signed in.
pub struct TransferredUser {
    pub user: User,
    pub session_id: String,
    /// The session, if it begins here: the caller stores it.
    pub begun: Option<NewSession>,
    /// The session cookie's new value.
    pub cookie: String,
    pub transfer: Transfer,
    /// How the user signed in to the native app.
    pub login: SignedInBy,
    /// When the user signed in to the native app.
    pub authenticated_at: Timestamp,
}

/// What became of a token. Whatever is not admitted has been logged and traced.
pub enum Redeemed {
    Admitted(Box<TransferredUser>),
    /// It was no good before it came: unknown, used, expired, or of another kind. Another carrier may bring a better one.
    Dead,
    /// It was good, is spent now, and does not sign anybody in.
    Refused,
}

//! Whose factor it is, and why a proof of it is not taken.

use crate::domain::client::Client;
use crate::domain::user::User;
use crate::webauthn::Refusal;

/// Whose factor it is, on the way to which client.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub user: &'a User,
    pub client: &'a Client,
}

/// Why it is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It can be no code: it was not counted.
    Format,
    /// It is wrong, was used, or has expired.
    Code,
    /// An authenticator has answered, and the answer does not hold.
    Authenticator(Refusal),
    /// The user has had too many tries.
    TooMany,
    /// Too many logins have failed on the caller's network.
    Suspicious,
    /// The user has nothing of the kind enrolled.
    NotEnrolled,
    /// The user has enrolled something else meanwhile.
    AlreadyEnrolled,
}

//! Why the pages of a sign-up make no account.

use crate::flows::Code;
use crate::flows::accounts::sign_up::Declined;

/// Why no account was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUpError {
    /// A text key of the page, and the field that it is about.
    Key(&'static str, SignUpField),
    /// A sentence of an Action's.
    Sentence(String),
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpField {
    Email,
    Username,
    Password,
    /// Nothing that was typed.
    Page,
}

impl From<Declined> for SignUpError {
    fn from(declined: Declined) -> Self {
        use SignUpField::{Email, Page, Password};
        match declined {
            Declined::Closed => Self::Key("invalid-connection", Page),
            Declined::Taken { .. } => Self::Key("email-in-use", Email),
            Declined::Unfit(unfit, _) => Self::Key(unfit.key(), Password),
            Declined::Invalid(_) => Self::Key("auth0-users-validation", Page),
            Declined::Refused(refusal) => Self::Sentence(refusal.description.into_owned()),
        }
    }
}

impl SignUpError {
    /// Why the request was refused, in Auth0's keys.
    pub(super) fn of(code: Code) -> Self {
        let key = match code {
            Code::SuspiciousAddress => "ip-signup-blocked",
            Code::TooManyRequests => "too-many-requests",
            _ => "auth0-users-validation",
        };
        Self::Key(key, SignUpField::Page)
    }
}

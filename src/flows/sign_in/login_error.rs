//! Why a page that asks who the user is shows its form again.

use crate::flows::Code;

/// Why the last attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginError {
    /// A text key of the page.
    pub key: &'static str,
    pub field: Field,
}

/// What an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Username,
    Password,
    /// Nothing that was typed.
    Page,
}

impl LoginError {
    /// Why a password was refused, in Auth0's keys.
    pub fn of(code: Code) -> Self {
        let (key, field) = match code {
            Code::InvalidGrant => ("wrong-credentials", Field::Password),
            Code::UserBlocked => ("account-blocked", Field::Page),
            Code::AccessDenied => ("invalid-connection", Field::Page),
            Code::TooManyAttempts => ("user-blocked", Field::Page),
            Code::SuspiciousAddress => ("ip-blocked", Field::Page),
            Code::TooManyRequests => ("too-many-requests", Field::Page),
            _ => ("authentication-failure", Field::Page),
        };
        Self { key, field }
    }
}

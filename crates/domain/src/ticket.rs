//! Tickets: links whose holder may do one thing for a user, once.

use serde::{Deserialize, Serialize};
use url::Url;

use super::guardian::Factor;

/// What a ticket lets one do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKind {
    /// Of the Management API's: any number of them is good.
    PasswordChange,
    /// Mailed to a user who has forgotten the password: the newest is good.
    PasswordReset,
    EmailVerification,
    /// Ends a block after too many wrong passwords.
    Unblock,
    /// Enrolls a second factor.
    Enrollment,
}

impl TicketKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::PasswordChange,
        Self::PasswordReset,
        Self::EmailVerification,
        Self::Unblock,
        Self::Enrollment,
    ];

    /// The name in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PasswordChange => "password-change",
            Self::PasswordReset => "password-reset",
            Self::EmailVerification => "email-verification",
            Self::Unblock => "unblock",
            Self::Enrollment => "enrollment",
        }
    }

    /// The page that takes it.
    pub const fn page(self) -> &'static str {
        match self {
            Self::PasswordChange => "u/reset-password",
            Self::PasswordReset => "u/reset-verify",
            Self::EmailVerification => "u/email-verification",
            Self::Unblock => "unblock",
            Self::Enrollment => "guardian/enroll",
        }
    }
}

/// What became of a ticket that can be used no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    Used,
    Expired,
    /// Another ticket, password or address took its place.
    Ended,
}

/// What a ticket says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The address that it was made for: once the user has another, the ticket is worth nothing.
    pub email: String,
    /// Where the user goes afterwards.
    pub result_url: Option<String>,
    pub client_id: Option<String>,
    #[serde(default)]
    pub organization_id: Option<String>,
    pub includes_email: bool,
    pub marks_verified: bool,
    /// What is enrolled by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrollment: Option<EnrollmentTicket>,
}

/// What is enrolled by a [`TicketKind::Enrollment`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrollmentTicket {
    /// The factor; `None` for any.
    pub factor: Option<Factor>,
    /// It may be added to others.
    pub adds: bool,
}

impl Ticket {
    /// Where the user goes afterwards, with what is told there.
    pub fn destination(&self, told: &[(&str, &str)]) -> Option<String> {
        let mut url = Url::parse(self.result_url.as_deref()?).ok()?;
        let mut query = url.query_pairs_mut();
        if self.includes_email {
            query.append_pair("email", &self.email);
        }
        query.extend_pairs(told);
        drop(query);
        Some(url.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_destination_keeps_its_own_query() {
        let mut ticket = Ticket {
            email: "a+b@c.example".into(),
            result_url: Some("https://app.example/done?x=1".into()),
            client_id: None,
            organization_id: None,
            includes_email: true,
            marks_verified: false,
            enrollment: None,
        };
        let to = ticket.destination(&[("success", "true")]);
        let expected = "https://app.example/done?x=1&email=a%2Bb%40c.example&success=true";
        assert_eq!(to.as_deref(), Some(expected));
        ticket.result_url = None;
        assert_eq!(ticket.destination(&[]), None);
    }
}

//! E-mail: which messages there are, and what one is made of until it is rendered.

pub mod provider;
pub mod template;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::budget::Rate;

/// How long a message is tried at most: what it says is then of no use any more.
pub const LONGEST_DELIVERY: Duration = Duration::from_secs(3 * 24 * 60 * 60);

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Messages to one address.
pub const RECIPIENT: Rate = Rate {
    most: 10,
    period: HOUR,
};
/// Messages to one user, whatever the address.
pub const ACCOUNT: Rate = Rate {
    most: 20,
    period: HOUR,
};
/// Messages that requests of one network cause, by their weight.
pub const NETWORK: Rate = Rate {
    most: 100,
    period: HOUR,
};
/// Messages of the tenant.
pub const TENANT: Rate = Rate {
    most: 20_000,
    period: HOUR,
};

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $wire:literal, $on:literal;)+) => {
        /// A message, by Auth0's name of its template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Message { $($(#[$doc])* $name,)+ }
        impl Message {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }

            /// Whether it is sent while the tenant has no template of its own.
            pub const fn is_on_by_default(self) -> bool {
                match self { $(Self::$name => $on,)+ }
            }
        }
    };
}

messages! {
    /// A link that confirms an address.
    VerifyEmail = "verify_email", true;
    /// The same by a code.
    VerifyEmailByCode = "verify_email_by_code", true;
    /// A link to a new password.
    ResetEmail = "reset_email", true;
    /// The same by a code.
    ResetEmailByCode = "reset_email_by_code", true;
    /// After the address was confirmed.
    WelcomeEmail = "welcome_email", false;
    /// Too many wrong passwords, with a link that ends the block.
    BlockedAccount = "blocked_account", true;
    /// The password was seen in a breach.
    StolenCredentials = "stolen_credentials", false;
    /// An invitation to enroll in a second factor.
    EnrollmentEmail = "enrollment_email", true;
    /// The code of the factor e-mail.
    MfaOobCode = "mfa_oob_code", true;
    /// An invitation to an organization.
    UserInvitation = "user_invitation", true;
    /// A login without a password.
    AuthEmailByCode = "auth_email_by_code", true;
    /// A notice that a password was changed.
    PasswordReset = "password_reset", false;
    /// A test of the provider, for which the tenant has no template.
    TryProvider = "try_provider_configuration_email", true;
    /// A text message: no e-mail, and delivered in a lane of its own.
    Sms = "sms", true;
}

impl Message {
    /// What it is for: messages of one purpose share the budget of their recipient.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::ResetEmail | Self::ResetEmailByCode | Self::PasswordReset => "password",
            Self::BlockedAccount => "block",
            Self::MfaOobCode | Self::AuthEmailByCode => "code",
            _ => "other",
        }
    }

    /// Whether the tenant may have a template of its own for it.
    pub fn has_template(self) -> bool {
        !matches!(self, Self::TryProvider | Self::Sms)
    }

    /// Whether it is an e-mail.
    pub fn is_email(self) -> bool {
        self != Self::Sms
    }

    /// The message of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == name)
    }
}

/// A lane of the outbox: what holds up one of them does not hold up the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    Mail,
    Sms,
}

/// A message until it is rendered: to whom, in which language, and what its template may use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MailEnvelope {
    pub to: String,
    /// A language tag, such as `en` or `pt-BR`.
    pub language: String,
    /// For how many seconds its link or code can be used; 0 where it has none.
    pub lifetime: u64,
    /// Under Auth0's names: `user`, `application`, `url`, `code` …
    pub variables: Map<String, Value>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_found_by_its_name() {
        for message in Message::ALL {
            assert_eq!(Message::of(message.as_str()), Some(*message));
        }
        assert_eq!(Message::of("other"), None);
    }
}

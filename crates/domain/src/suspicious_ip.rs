//! Suspicious IP throttling: how many failed logins and sign-ups come from one network before further ones are refused unseen.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::protection::{BLOCK, Protection, usual_members};

/// The tenant's settings, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspiciousIp {
    pub enabled: bool,
    pub shields: Vec<String>,
    pub allowlist: Vec<String>,
    pub stage: Stages,
}

/// What is counted, each by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stages {
    pub pre_login: Attempts,
    pub pre_user_registration: Attempts,
    /// Kept for the token exchange with profiles of one's own, which this server does not have yet.
    pub pre_custom_token_exchange: Attempts,
}

/// So many attempts, and another one each `rate` milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    pub max_attempts: u32,
    pub rate: u32,
}

/// What a caller is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Login,
    SignUp,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 2] = [Self::Login, Self::SignUp];

    /// As it is stored, and as the settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "pre-login",
            Self::SignUp => "pre-user-registration",
        }
    }

    /// `details.flow` of the event.
    pub fn flow(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::SignUp => "signup",
        }
    }
}

impl Attempts {
    /// Until a used-up budget is full again.
    pub fn period(self) -> Duration {
        Duration::from_millis(u64::from(self.max_attempts) * u64::from(self.rate))
    }

    /// How far one attempt moves the instant at which the budget of a network of that weight is full.
    pub fn cost(self, weight: u32) -> Duration {
        Duration::from_millis(u64::from(self.rate / weight.max(1)))
    }
}

impl SuspiciousIp {
    /// The budget of a stage.
    pub fn attempts(&self, stage: Stage) -> Attempts {
        match stage {
            Stage::Login => self.stage.pre_login,
            Stage::SignUp => self.stage.pre_user_registration,
        }
    }
}

impl Default for SuspiciousIp {
    fn default() -> Self {
        let attempts = |max_attempts, rate| Attempts { max_attempts, rate };
        Self {
            enabled: true,
            shields: vec![BLOCK.into()],
            allowlist: vec![],
            stage: Stages {
                pre_login: attempts(100, 864_000),
                pre_user_registration: attempts(50, 1_200),
                pre_custom_token_exchange: attempts(10, 600_000),
            },
        }
    }
}

impl Protection for SuspiciousIp {
    usual_members!();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_settings_are_shown_as_auth0_shows_them() {
        let expected = concat!(
            r#"{"enabled":true,"shields":["block"],"allowlist":[],"#,
            r#""stage":{"pre-login":{"max_attempts":100,"rate":864000},"#,
            r#""pre-user-registration":{"max_attempts":50,"rate":1200},"#,
            r#""pre-custom-token-exchange":{"max_attempts":10,"rate":600000}}}"#
        );
        assert_eq!(json!(SuspiciousIp::default()).to_string(), expected);
    }

    #[test]
    fn a_budget_is_full_again_after_a_while() {
        let attempts = Attempts {
            max_attempts: 3,
            rate: 864_000,
        };
        assert_eq!(attempts.period(), Duration::from_secs(2592));
        assert_eq!(attempts.cost(16), Duration::from_secs(54));
    }
}

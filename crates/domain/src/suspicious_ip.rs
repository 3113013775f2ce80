//! Suspicious IP throttling: how many failed logins and sign-ups come from one network before further ones are refused unseen.

use std::sync::LazyLock;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::protection::{BLOCK, Protection, usual_members};
use super::request_body::Bodies;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("suspicious_ip/schema.json"))
        .expect("the schema is part of the program and tested")
});

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
    fn bodies() -> &'static Bodies {
        &BODIES
    }
    fn known_shields() -> &'static [&'static str] {
        &[BLOCK]
    }
    usual_members!();
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::request_body::Forbidden;

    fn patched(body: Value) -> Result<SuspiciousIp, String> {
        let body = body.as_object().cloned().unwrap_or_default();
        SuspiciousIp::default()
            .patched(&body)
            .map_err(|e| e.to_string())
    }

    #[test]
    fn a_message_to_administrators_is_not_promised() {
        let before = SuspiciousIp {
            shields: vec![BLOCK.into()],
            ..SuspiciousIp::default()
        };
        let body = json!({"shields": ["block", "admin_notification"]});
        let after = patched(body).expect("settings");
        assert_eq!(after.check(&before), Err(Forbidden));
        assert_eq!(after.check(&after), Ok(()));
    }

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
    fn a_stage_is_changed_by_itself() {
        let after = patched(json!({"stage": {"pre-login": {"max_attempts": 3}}})).unwrap();
        let login = after.attempts(Stage::Login);
        assert_eq!((login.max_attempts, login.rate), (3, 864_000));
        let untouched = SuspiciousIp::default().attempts(Stage::SignUp);
        assert_eq!(after.attempts(Stage::SignUp), untouched);
        assert_eq!(login.period(), Duration::from_secs(2592));
        assert_eq!(login.cost(16), Duration::from_secs(54));
    }

    #[test]
    fn settings_have_bounds() {
        for bad in [
            json!({"stage": {"pre-login": {"max_attempts": 0}}}),
            json!({"stage": {"pre-login": {"max_attempts": 2501}}}),
            json!({"stage": {"pre-login": {"rate": 34559}}}),
            json!({"stage": {"pre-user-registration": {"max_attempts": 72001}}}),
            json!({"stage": {"pre-user-registration": {"rate": 1199}}}),
            json!({"stage": {"pre-fantasy": {}}}),
            json!({"stage": {"pre-login": {"fantasy": 1}}}),
            json!({"allowlist": ["example.com"]}),
            json!({"shields": ["fantasy"]}),
            json!({"mode": "count_per_identifier"}),
        ] {
            assert!(patched(bad.clone()).is_err(), "{bad}");
        }
    }
}

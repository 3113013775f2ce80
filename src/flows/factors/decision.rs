//! What was decided of a second factor, as the trace of a transfer tells it.

use serde::Serialize;
use serde_json::{Value, json};

use super::demand::{PassedWhere, Situation};
use crate::domain::guardian::{FactorCommand, FactorWish};
use crate::domain::session::AuthenticationMethod;

/// What became of the demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing asks for one, or what decides asks for none.
    NotAsked,
    /// The user has passed one that will do.
    Passed,
    /// The browser is remembered.
    Remembered,
    /// The user is asked for one.
    Asked,
    /// The user is asked to enroll one.
    EnrollmentAsked,
    /// The request is silent: `login_required`.
    LoginRequired,
    /// There is none that the user could be asked for.
    Refused,
}

/// A decision, and what it was made of.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    pub situation: Situation<'a>,
    /// What an Action asks for before the next one runs.
    pub command: Option<&'a FactorCommand>,
    /// Whether the browser is remembered; `None` where that was not looked at.
    pub remembered: Option<bool>,
    pub outcome: Outcome,
}

impl Decision<'_> {
    /// As the trace has it, beside how the user had signed in natively.
    pub fn view(&self, connection: &str, methods: &[AuthenticationMethod]) -> Value {
        let Situation {
            by_policy,
            is_requested,
            passed,
            ..
        } = self.situation;
        json!({
            "native": { "connection": connection, "methods": methods },
            "policy": by_policy.then_some("all-applications"),
            "acr_values": is_requested,
            "action": self.action(),
            "passed_in_session": passed == PassedWhere::InSession,
            "remembered_browser": self.remembered,
            "decision": self.outcome,
            "decided_by": self.decided_by(),
        })
    }

    /// What an Action has said, in the words of its API.
    fn action(&self) -> Value {
        let names = |factors: &[crate::domain::guardian::Factor]| -> Vec<&str> {
            factors.iter().map(|factor| factor.api_name()).collect()
        };
        match (self.command, self.situation.wish) {
            (Some(command), _) => json!({
                "command": if command.enrolls { "enroll" } else { "challenge" },
                "factors": names(&command.factors),
            }),
            (None, Some(FactorWish::Never)) => json!({ "multifactor": "none" }),
            (None, Some(FactorWish::Ask { remember, factors })) => json!({
                "multifactor": if factors.is_empty() { "any".into() } else { json!(names(factors)) },
                "allowRememberBrowser": remember,
            }),
            (None, None) => Value::Null,
        }
    }

    /// Whose word it is: an Action goes before the application, and that before the tenant's policy.
    fn decided_by(&self) -> Option<&'static str> {
        let Situation {
            wish,
            by_policy,
            is_requested,
            ..
        } = self.situation;
        match (self.command, wish) {
            (Some(_), _) => Some("action"),
            _ if self.situation.opens_factors => Some("audience"),
            (None, Some(FactorWish::Never)) => Some("action"),
            _ if is_requested => Some("acr_values"),
            (None, Some(_)) => Some("action"),
            (None, None) => by_policy.then_some("policy"),
        }
    }
}

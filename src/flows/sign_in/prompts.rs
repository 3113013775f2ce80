//! `details.prompts` of a login in the tenant log: what its user was asked.

use serde_json::{Value, json};

use super::state::Authenticated;
use crate::domain::guardian::{MULTI_FACTOR, Passed};
use crate::domain::session::{MFA, PHISHING_RESISTANT};
use crate::domain::upstream::Strategy;
use crate::domain::user::User;

/// What the user was asked for this request, in order; `None` if nothing.
pub(super) fn asked(authenticated: &Authenticated, user: &User) -> Option<Value> {
    let first = authenticated
        .interactive
        .then(|| first_factor(authenticated, user));
    let factors = authenticated.factors.iter().map(second_factor);
    let prompts: Vec<Value> = first.into_iter().chain(factors).collect();
    (!prompts.is_empty()).then(|| json!({ "prompts": prompts }))
}

fn first_factor(authenticated: &Authenticated, user: &User) -> Value {
    let is_upstream = Strategy::of(user.provider()).is_some();
    let mut prompt = json!({
        "name": if is_upstream { "federated-authenticate" } else { "prompt-authenticate" },
        "completedAt": authenticated.authenticated_at.millis(),
        "connection": user.connection,
        "elapsedTime": null,
        "stats": { "loginsCount": user.logins_count },
    });
    if authenticated.passkey.is_some() {
        prompt["performed_amr"] = json!([PHISHING_RESISTANT]);
    }
    prompt
}

fn second_factor(passed: &Passed) -> Value {
    json!({
        "name": MFA,
        "flow": "universal-mfa",
        "provider": passed.factor.name(),
        "completedAt": passed.at.millis(),
        "elapsedTime": null,
        "performed_acr": [MULTI_FACTOR],
        "performed_amr": [MFA],
    })
}

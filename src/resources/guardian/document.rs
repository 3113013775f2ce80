//! What bodies of these endpoints must be, and the two lists that they answer with.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::guardian::{Factor, Guardian, Policy, WebauthnSettings};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};

static FACTOR: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("factor.json")).expect("the schema is part of the program and tested")
});

static WEBAUTHN: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("webauthn_settings.json"))
        .expect("the schema is part of the program and tested")
});

const ALL_APPLICATIONS: &str = "all-applications";
/// Asks by the risk of a login, which this server does not assess.
pub const CONFIDENCE_SCORE: &str = "confidence-score";

/// Whether the body of a factor switches it on.
pub fn is_enabled(body: &Map<String, Value>) -> Result<bool, Invalid> {
    FACTOR.validate(body, Mode::Create)?;
    Ok(body.get("enabled") == Some(&Value::Bool(true)))
}

/// The settings of a WebAuthn factor that the body has; what it does not name is off.
pub fn webauthn(body: &Map<String, Value>) -> Result<WebauthnSettings, Invalid> {
    WEBAUTHN.validate(body, Mode::Create)?;
    let mut settings = body.clone();
    settings.retain(|_, value| !value.is_null());
    let settings: WebauthnSettings = serde_json::from_value(Value::Object(settings))
        .map_err(|error| Mismatch::at("", error.to_string(), None))?;
    if settings.override_relying_party && settings.relying_party_identifier.is_none() {
        let sentence = "Missing required property: relyingPartyIdentifier".to_owned();
        return Err(Mismatch::at("relyingPartyIdentifier", sentence, None).into());
    }
    Ok(settings)
}

/// The settings of a WebAuthn factor.
pub fn webauthn_of(guardian: &Guardian, factor: Factor) -> Value {
    json!(guardian.webauthn(factor))
}

/// Switches a factor, if this server can ask for it. One that it cannot ask for is off.
pub fn switch(guardian: &mut Guardian, factor: Factor, enabled: bool) -> Result<(), Forbidden> {
    match enabled {
        true if !factor.is_offered() => return Err(Forbidden),
        true => guardian.factors.insert(factor),
        false => guardian.factors.remove(&factor),
    };
    Ok(())
}

/// The names of policies, of which an array must consist.
pub fn policies(list: &[Value]) -> Result<Vec<&str>, Invalid> {
    let named = list.iter().enumerate().map(|(at, item)| {
        let known = [ALL_APPLICATIONS, CONFIDENCE_SCORE];
        let found = known.into_iter().find(|name| item == name);
        found.ok_or_else(|| {
            let found = item
                .as_str()
                .map_or_else(|| item.to_string(), str::to_owned);
            let sentence = format!("No enum match for: {found}");
            let path = format!("[{at}]");
            Mismatch::at(&path, sentence, Some("The MFA policy")).into()
        })
    });
    named.collect()
}

/// The one policy that the names ask for.
pub fn policy(names: &[&str]) -> Result<Option<Policy>, Forbidden> {
    if names.contains(&CONFIDENCE_SCORE) {
        return Err(Forbidden);
    }
    Ok(names
        .contains(&ALL_APPLICATIONS)
        .then_some(Policy::AllApplications))
}

/// Every factor, and whether it is on.
pub fn factors(guardian: &Guardian) -> impl Iterator<Item = (&'static str, bool)> {
    Factor::ALL
        .map(|factor| (factor.name(), guardian.has(factor)))
        .into_iter()
}

/// The policies by their names.
pub fn policies_of(guardian: &Guardian) -> Value {
    match guardian.policy {
        Some(Policy::AllApplications) => json!([ALL_APPLICATIONS]),
        None => json!([]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_that_nobody_can_be_asked_for_stays_off() {
        let mut guardian = Guardian::default();
        for factor in Factor::ALL {
            let switched = switch(&mut guardian, factor, true);
            assert_eq!(switched.is_ok(), factor.is_offered(), "{}", factor.name());
            assert_eq!(guardian.has(factor), factor.is_offered());
            assert_eq!(switch(&mut guardian, factor, false), Ok(()));
        }
        assert_eq!(guardian, Guardian::default());
    }

    #[test]
    fn a_policy_is_always_or_never() {
        for (list, expected) in [
            (json!([]), Ok(None)),
            (
                json!(["all-applications"]),
                Ok(Some(Policy::AllApplications)),
            ),
            (json!(["confidence-score"]), Err(Forbidden)),
            (
                json!(["all-applications", "confidence-score"]),
                Err(Forbidden),
            ),
        ] {
            let list = list.as_array().expect("a list").clone();
            let names = policies(&list).expect("names");
            assert_eq!(policy(&names), expected, "{list:?}");
        }
        for bad in [
            json!("never"),
            json!(1),
            json!(null),
            json!({ "fantasy": 1 }),
        ] {
            assert!(policies(&[bad]).is_err());
        }
    }
}

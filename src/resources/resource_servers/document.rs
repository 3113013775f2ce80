//! Auth0's resource server object as it is kept and shown. What decides something is read from it by
//! [`crate::domain::resource_server::ResourceServer`].

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::resources::unsupported::{Unsupported, is_off};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// How long tokens live that a browser gets without a code, unless the API says otherwise.
const LIFETIME_FOR_WEB: u64 = 7_200;

/// Checks a body against the schema of its request. What the resulting API must be is [`check`]'s to say.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// Whether a property of an API is chosen once, when it is made.
pub fn is_fixed(property: &str) -> bool {
    BODIES.is_fixed(property)
}

/// The document of a new API: what was sent, in the order of Auth0's answers, and what Auth0 fills in.
pub fn complete(id: &str, mut sent: Map<String, Value>) -> Map<String, Value> {
    sent.retain(|_, value| !value.is_null());
    let lifetime = sent.get("token_lifetime").and_then(Value::as_u64);
    let lifetime = lifetime.unwrap_or(86_400);
    let defaults = json!({
        "id": id,
        "name": null,
        "identifier": null,
        "allow_offline_access": false,
        "skip_consent_for_verifiable_first_party_clients": false,
        "subject_type_authorization":
            {"client": {"policy": "require_client_grant"}, "user": {"policy": "allow_all"}},
        "token_lifetime": lifetime,
        "token_lifetime_for_web": lifetime.min(LIFETIME_FOR_WEB),
        "signing_alg": "RS256",
    });
    let mut document = Map::new();
    for (key, default) in defaults.as_object().into_iter().flatten() {
        let value = sent.shift_remove(key).unwrap_or_else(|| default.clone());
        if !value.is_null() {
            document.insert(key.clone(), value);
        }
    }
    document.extend(sent);
    document
}

/// Applies a patch: absent keys stay, `null` removes, everything else is replaced whole.
pub fn merge(current: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (key, value) in patch {
        if value.is_null() {
            current.shift_remove(&key);
        } else {
            current.insert(key, value);
        }
    }
}

/// Gives an API whose tokens are signed with a secret one, if it has none.
pub fn ensure_secret(document: &mut Map<String, Value>, new: impl FnOnce() -> String) {
    let asks = document
        .get("signing_alg")
        .is_some_and(|alg| alg == "HS256");
    if asks && !document.contains_key("signing_secret") {
        document.insert("signing_secret".into(), new().into());
    }
}

/// Refuses an API that asks for what this server does not do, unless it asked for it `before`.
pub fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<(), Forbidden> {
    match unsupported(before, after).next() {
        Some(_) => Err(Forbidden),
        None => Ok(()),
    }
}

/// The keys that ask for what no flow acts upon, and did not ask for it `before`.
pub fn unsupported<'a>(
    before: Option<&'a Map<String, Value>>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = &'static str> + 'a {
    UNSUPPORTED.requested(before, after)
}

/// The keys of what is refused, because no flow acts upon it.
pub fn refused() -> impl Iterator<Item = &'static str> {
    UNSUPPORTED.paths()
}

/// What no flow acts upon, each with the values that ask for nothing.
const UNSUPPORTED: Unsupported = Unsupported(&[
    ("signing_alg", |v| {
        v.is_none_or(|v| v == "RS256" || v == "HS256")
    }),
    ("allow_online_access", is_off),
    ("allow_online_access_with_ephemeral_sessions", is_off),
    ("token_encryption", |v| v.is_none()),
    ("consent_policy", |v| v.is_none()),
    ("authorization_policy", |v| v.is_none()),
    ("authorization_details", |v| {
        v.is_none_or(|v| v == &json!([]))
    }),
    ("proof_of_possession", |v| {
        v.is_none_or(|v| v["required"] == false)
    }),
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn a_new_api_is_what_auth0_makes_of_it() {
        let made = complete(
            "1",
            map(
                json!({"identifier": "https://api", "scopes": [{"value": "a"}], "name": "A",
                "consent_policy": null, "token_lifetime": 60}),
            ),
        );
        let expected = json!({
            "id": "1", "name": "A", "identifier": "https://api", "allow_offline_access": false,
            "skip_consent_for_verifiable_first_party_clients": false,
            "subject_type_authorization":
                {"client": {"policy": "require_client_grant"}, "user": {"policy": "allow_all"}},
            "token_lifetime": 60, "token_lifetime_for_web": 60, "signing_alg": "RS256", "scopes": [{"value": "a"}],
        });
        assert_eq!(
            Value::Object(made.clone()).to_string(),
            expected.to_string()
        );
        let mut made = made;
        merge(&mut made, map(json!({"scopes": [], "name": null})));
        assert_eq!(made.get("scopes"), Some(&json!([])));
        assert!(!made.contains_key("name"));
    }

    #[test]
    fn promises_that_nobody_keeps_are_refused() {
        for asked in [
            json!({"signing_alg": "PS256"}),
            json!({"allow_online_access": true}),
            json!({"consent_policy": "transactional-authorization-with-mfa"}),
            json!({"authorization_details": [{"type": "payment"}]}),
            json!({"proof_of_possession": {"mechanism": "dpop", "required": true}}),
        ] {
            let after = map(asked);
            assert_eq!(check(None, &after), Err(Forbidden), "{after:?}");
            assert_eq!(check(Some(&after), &after), Ok(()));
        }
        let plain = complete(
            "1",
            map(json!({"identifier": "a", "enforce_policies": false})),
        );
        assert_eq!(check(None, &plain), Ok(()));
    }

    #[test]
    fn bodies_are_closed() {
        let refusal = |body: Value, mode| validate(&map(body), mode).map_err(|e| e.to_string());
        let message = "Payload validation error: 'Missing required property: identifier'.";
        assert_eq!(refusal(json!({}), Mode::Create), Err(message.into()));
        let message = "Payload validation error: 'Additional properties not allowed: identifier'.";
        assert_eq!(
            refusal(json!({"identifier": "a"}), Mode::Update),
            Err(message.into())
        );
        assert_eq!(
            refusal(json!({"consent_policy": null}), Mode::Update),
            Ok(())
        );
    }
}

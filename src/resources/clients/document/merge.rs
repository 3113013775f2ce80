//! What a PATCH does to a client. The rules are Auth0's, as its answers show them.

use serde_json::{Map, Value, json};

use super::complete;
use super::complete::{complete_session_transfer, fold_logout_twins};

/// Objects whose keys are merged one by one; any other object is replaced whole, as arrays are.
const MERGED: [&str; 8] = [
    "session_transfer",
    "jwt_configuration",
    "refresh_token",
    "mobile",
    "native_social_login",
    "fedcm_login",
    "signed_request_object",
    "client_metadata",
];

/// Applies `patch`: absent keys stay, `null` removes, at the top and inside the objects that are merged.
pub fn merge(current: &mut Map<String, Value>, patch: &Map<String, Value>) {
    let mut patch = patch.clone();
    fold_logout_twins(&mut patch);
    for (key, value) in patch {
        match value {
            Value::Null => {
                current.shift_remove(&key);
            }
            Value::Object(changes) if MERGED.contains(&key.as_str()) => {
                let target = current.entry(key).or_insert_with(|| json!({}));
                merge_object(target, changes);
            }
            value => {
                current.insert(key, value);
            }
        }
    }
    if let Some(Value::Object(transfer)) = current.get_mut("session_transfer") {
        complete_session_transfer(transfer);
    }
    restore_refresh_policy(current);
}

fn merge_object(target: &mut Value, changes: Map<String, Value>) {
    if !target.is_object() {
        *target = json!({});
    }
    let Some(target) = target.as_object_mut() else {
        return;
    };
    for (key, value) in changes {
        if value.is_null() {
            target.shift_remove(&key);
        } else {
            target.insert(key, value);
        }
    }
}

/// A client always has a refresh-token policy: `null` sets it back to what a new client gets.
fn restore_refresh_policy(current: &mut Map<String, Value>) {
    if !current.contains_key("refresh_token") {
        let mut fresh = current.clone();
        complete(&mut fresh);
        if let Some(policy) = fresh.shift_remove("refresh_token") {
            current.insert("refresh_token".into(), policy);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched(current: Value, patch: Value) -> Value {
        let (Value::Object(mut current), Value::Object(patch)) = (current, patch) else {
            panic!("documents are objects")
        };
        current
            .entry("refresh_token")
            .or_insert_with(|| json!({"leeway": 0}));
        merge(&mut current, &patch);
        Value::Object(current)
    }

    #[test]
    fn absent_keys_stay_null_removes_and_arrays_are_replaced() {
        let current = json!({"name": "A", "description": "d", "callbacks": ["https://a", "https://b"],
            "addons": {"samlp": {}, "aws": {}}});
        let patch = json!({"description": null, "callbacks": ["https://c"], "addons": {"samlp": {"audience": "x"}}});
        let after = patched(current, patch);
        let expected = json!({"name": "A", "callbacks": ["https://c"], "addons": {"samlp": {"audience": "x"}},
            "refresh_token": {"leeway": 0}});
        assert_eq!(after, expected);
    }

    #[test]
    fn some_objects_are_merged_key_by_key() {
        let current = json!({"name": "A", "client_metadata": {"a": "1", "b": "2"},
            "jwt_configuration": {"alg": "RS256", "lifetime_in_seconds": 36000}});
        let patch = json!({"client_metadata": {"a": null}, "jwt_configuration": {"lifetime_in_seconds": 60}});
        let after = patched(current, patch);
        assert_eq!(after["client_metadata"], json!({"b": "2"}));
        assert_eq!(
            after["jwt_configuration"],
            json!({"alg": "RS256", "lifetime_in_seconds": 60})
        );
        let emptied = patched(after, json!({"client_metadata": {"b": null}}));
        assert_eq!(emptied["client_metadata"], json!({}));
    }

    #[test]
    fn session_transfer_is_merged_completed_and_cleared() {
        let first = patched(
            json!({"name": "A"}),
            json!({"session_transfer": {"allow_refresh_token": true}}),
        );
        assert_eq!(first["session_transfer"].as_object().map(Map::len), Some(6));
        let second = patched(
            first,
            json!({"session_transfer": {"delegation": {"allow_delegated_access": true}}}),
        );
        assert_eq!(second["session_transfer"]["allow_refresh_token"], true);
        let third = patched(second, json!({"session_transfer": {"delegation": null}}));
        assert!(third["session_transfer"].get("delegation").is_none());
        assert_eq!(third["session_transfer"]["allow_refresh_token"], true);
        let cleared = patched(third, json!({"session_transfer": null}));
        assert!(cleared.get("session_transfer").is_none());
        // Taking the delegation away from nothing leaves the defaults behind.
        let defaults = patched(cleared, json!({"session_transfer": {"delegation": null}}));
        assert_eq!(defaults["session_transfer"]["enforce_device_binding"], "ip");
    }

    #[test]
    fn the_logout_twins_are_one() {
        let urls = json!({"backchannel_logout_urls": ["https://a"]});
        let set = patched(
            json!({"name": "A"}),
            json!({"oidc_backchannel_logout": urls}),
        );
        assert_eq!(set["oidc_logout"], urls);
        let cleared = patched(set, json!({"oidc_backchannel_logout": null}));
        assert!(cleared.get("oidc_logout").is_none());
    }

    #[test]
    fn a_refresh_policy_set_to_null_is_a_new_clients() {
        let after = patched(json!({"name": "A"}), json!({"refresh_token": null}));
        assert_eq!(after["refresh_token"]["rotation_type"], "non-rotating");
    }
}

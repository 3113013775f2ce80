//! How an entry changes a document that is there: the Management API's rules for PATCH.

use serde_json::{Map, Value};

/// Lays `given` over `document`: `null` removes, objects named in `nested` are merged key by key, anything else is
/// replaced.
pub(super) fn merge(
    document: &mut Map<String, Value>,
    given: &Map<String, Value>,
    nested: &[&str],
) {
    for (key, value) in given {
        match (document.get_mut(key), value) {
            (_, Value::Null) => {
                document.shift_remove(key);
            }
            (Some(Value::Object(old)), Value::Object(new)) if nested.contains(&key.as_str()) => {
                merge(old, new, &[]);
            }
            (_, Value::Object(new)) if nested.contains(&key.as_str()) => {
                let mut fresh = Map::new();
                merge(&mut fresh, new, &[]);
                document.insert(key.clone(), Value::Object(fresh));
            }
            _ => {
                document.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The keys whose values differ.
pub(super) fn changed_keys(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let gone = before.keys().filter(|k| !after.contains_key(*k));
    let other = after
        .iter()
        .filter(|(k, v)| before.get(*k) != Some(v))
        .map(|(k, _)| k);
    other.chain(gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn merging_follows_the_rules_of_patch() {
        let mut document = json!({"a": 1, "b": {"x": 1, "y": 2}, "c": {"x": 1}, "d": [1, 2]})
            .as_object()
            .cloned()
            .unwrap();
        let before = document.clone();
        let given = json!({"a": null, "b": {"x": 3}, "c": {"z": 1}, "d": [3], "e": 0});
        merge(&mut document, given.as_object().unwrap(), &["b"]);
        assert_eq!(
            Value::Object(document.clone()),
            json!({"b": {"x": 3, "y": 2}, "c": {"z": 1}, "d": [3], "e": 0})
        );
        assert_eq!(changed_keys(&before, &document), ["b", "c", "d", "e", "a"]);
        let once = document.clone();
        merge(&mut document, given.as_object().unwrap(), &["b"]);
        assert!(changed_keys(&once, &document).is_empty());
    }
}

//! How claims change a profile, and what has changed.

use serde_json::{Map, Value};

/// Lays `given` over `document`: `null` removes a key, anything else replaces it.
pub fn merge(document: &mut Map<String, Value>, given: &Map<String, Value>) {
    for (key, value) in given {
        if value.is_null() {
            document.shift_remove(key);
        } else {
            document.insert(key.clone(), value.clone());
        }
    }
}

/// The keys whose values differ.
pub fn changed_keys(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
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
    fn null_removes_and_the_rest_is_replaced() {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let mut document = map(json!({"a": 1, "b": {"x": 1}, "d": [1, 2]}));
        let before = document.clone();
        let given = map(json!({"a": null, "b": {"y": 3}, "e": 0}));
        merge(&mut document, &given);
        let expected = json!({"b": {"y": 3}, "d": [1, 2], "e": 0});
        assert_eq!(Value::Object(document.clone()), expected);
        assert_eq!(changed_keys(&before, &document), ["b", "e", "a"]);
        let once = document.clone();
        merge(&mut document, &given);
        assert!(changed_keys(&once, &document).is_empty());
    }
}

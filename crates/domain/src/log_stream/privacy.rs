//! Personal data that is hidden before an event leaves: which members of an event it covers is Auth0's table. A member is
//! found by its name, wherever it is in the event.

use serde_json::{Map, Value};
use xxhash_rust::xxh64::xxh64;

/// Auth0 names the algorithm and no variant: 64 bits, without a seed, in hexadecimal digits, are our choice.
const SEED: u64 = 0;
/// Auth0 writes asterisks; that their number says nothing of the value is our choice.
const MASK: &str = "********";

/// What is hidden, and how.
#[derive(Debug)]
pub(super) struct Privacy {
    members: Vec<&'static str>,
    hashes: bool,
}

impl Privacy {
    /// Reads a complete `pii_config`.
    pub(super) fn of(config: &Value) -> Self {
        let fields = config["log_fields"].as_array().into_iter().flatten();
        Self {
            members: fields
                .filter_map(Value::as_str)
                .flat_map(members)
                .copied()
                .collect(),
            hashes: config["method"] != "mask",
        }
    }

    /// Hides what has to be hidden in an event.
    pub(super) fn hide(&self, event: &mut Map<String, Value>) {
        for (name, value) in event {
            match value {
                Value::Null => {}
                _ if self.members.contains(&name.as_str()) => *value = self.hidden(value),
                other => self.within(other),
            }
        }
    }

    fn within(&self, value: &mut Value) {
        match value {
            Value::Object(members) => self.hide(members),
            Value::Array(items) => items.iter_mut().for_each(|item| self.within(item)),
            _ => {}
        }
    }

    fn hidden(&self, value: &Value) -> Value {
        match value {
            _ if !self.hashes => MASK.into(),
            Value::String(text) => hash(text),
            other => hash(&other.to_string()),
        }
    }
}

fn hash(text: &str) -> Value {
    format!("{:016x}", xxh64(text.as_bytes(), SEED)).into()
}

fn members(field: &str) -> &'static [&'static str] {
    match field {
        "first_name" => &["first_name", "given_name", "name"],
        "last_name" => &["last_name", "family_name", "name"],
        "username" => &["username", "user_name"],
        "email" => &["email"],
        "phone" => &[
            "phone",
            "phone_number",
            "old_phone_number",
            "new_phone_number",
        ],
        "address" => &["address"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hidden(config: Value, event: Value) -> Value {
        let Value::Object(mut event) = event else {
            panic!("an event is an object")
        };
        Privacy::of(&config).hide(&mut event);
        event.into()
    }

    #[test]
    fn members_are_masked_wherever_they_are() {
        let config = json!({"log_fields": ["email", "address"], "method": "mask"});
        let event = json!({"user_name": "ada", "details": {"body": {"email": "ada@example.com",
            "address": {"street": "Here"}}, "all": [{"email": "b"}, "email"]}, "email": null});
        let expected = json!({"user_name": "ada", "details": {"body": {"email": "********",
            "address": "********"}, "all": [{"email": "********"}, "email"]}, "email": null});
        assert_eq!(hidden(config, event), expected);
    }

    #[test]
    fn hashes_are_those_of_the_algorithm() {
        let config = json!({"log_fields": ["first_name", "username"], "method": "hash"});
        // The first is the algorithm's own test vector of nothing.
        let event = json!({"name": "", "user_name": "abc", "email": "left alone"});
        let expected = json!({"name": "ef46db3751d8e999", "user_name": "44bc2cf5ad770999",
            "email": "left alone"});
        assert_eq!(hidden(config, event), expected);
    }
}

//! What an export says without saying anything: what is off, empty, or as this server has it anyway.

use serde_json::Value;

/// Values that exports carry of settings that were never changed.
const USUAL: [(&str, &str); 4] = [
    ("provider", "auth0"),
    ("provider", "guardian"),
    ("universal_login_experience", "new"),
    ("remember_for", "30"),
];

/// Whether the value says more than a default.
pub(super) fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        // A factor or a page that is off has a name and its text.
        Value::Object(members) if members.get("enabled") == Some(&Value::Bool(false)) => members
            .iter()
            .any(|(key, value)| !matches!(key.as_str(), "name" | "html") && says_something(value)),
        Value::Object(members) => members.iter().any(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            !USUAL.contains(&(key, &text)) && says_something(value)
        }),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_export_of_a_tenant_that_has_nothing_says_nothing() {
        for silent in [
            json!({"name": "password_reset", "enabled": false, "html": "./pages/password_reset.html"}),
            json!([{"name": "otp", "enabled": false}]),
            json!({"policies": []}),
            json!({"provider": "auth0"}),
            json!({"universal_login_experience": "new", "identifier_first": false, "customText": {}}),
            json!({"settings": {"enabled": false}, "new_device": {"remember_for": 30}}),
        ] {
            assert!(!says_something(&silent), "{silent}");
        }
        for meant in [
            json!([{"name": "otp", "enabled": true}]),
            json!({"name": "error_page", "html": "<p>"}),
            json!({"policies": ["all-applications"]}),
            json!({"provider": "twilio"}),
            json!({"remember_for": 7}),
        ] {
            assert!(says_something(&meant), "{meant}");
        }
    }
}

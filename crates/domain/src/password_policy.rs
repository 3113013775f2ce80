//! What a database connection asks of a new password.

use serde_json::{Map, Value};

/// The kinds of characters that count: lower case, upper case, digits, others.
pub const CLASSES: usize = 4;

/// The policy of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    min_length: usize,
    /// How many of: lower case, upper case, digits, other characters.
    classes: usize,
}

impl PasswordPolicy {
    /// From the connection's document: `options.passwordPolicy`, and a length of its own.
    pub fn of(connection: &Map<String, Value>) -> Self {
        let options = connection.get("options").and_then(Value::as_object);
        let option = |name: &str| options.and_then(|o| o.get(name));
        let (min_length, classes) = match option("passwordPolicy").and_then(Value::as_str) {
            Some("low") => (6, 0),
            Some("fair" | "good") => (8, 3),
            Some("excellent") => (10, 3),
            _ => (1, 0),
        };
        let own = option("password_complexity_options")
            .and_then(|o| o.get("min_length"))
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok());
        Self {
            min_length: own.unwrap_or(min_length),
            classes,
        }
    }

    /// How many characters a password must have.
    pub fn min_length(self) -> usize {
        self.min_length
    }

    /// How many of the four kinds of characters it must have.
    pub fn classes(self) -> usize {
        self.classes
    }

    /// Whether a password is good enough.
    pub fn admits(self, password: &str) -> bool {
        let classes: [fn(char) -> bool; CLASSES] = [
            char::is_lowercase,
            char::is_uppercase,
            char::is_numeric,
            |c| !c.is_alphanumeric(),
        ];
        let used = classes.iter().filter(|is| password.contains(**is)).count();
        password.chars().count() >= self.min_length && used >= self.classes
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn policies_have_lengths_and_classes() {
        let admits = |options: Value, password: &str| {
            let connection = json!({ "options": options });
            PasswordPolicy::of(connection.as_object().expect("an object")).admits(password)
        };
        assert!(admits(json!({}), "a") && !admits(json!({}), ""));
        let good = json!({ "passwordPolicy": "good" });
        assert!(admits(good.clone(), "Abcdefg1") && !admits(good.clone(), "abcdefg1"));
        assert!(!admits(good, "Abc1"));
        let long = json!({ "password_complexity_options": { "min_length": 12 } });
        assert!(!admits(long, "short"));
    }
}

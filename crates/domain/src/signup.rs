//! What a database asks of its users besides a password.

use serde_json::{Map, Value};

use super::attributes::Attributes;
use super::identifier;
use super::request_body::Invalid;

/// The signs that a user name may have beside ASCII letters and digits, as at Auth0.
const SIGNS: &str = "@^$.!`-#+'~_";

/// What is wrong with a user name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnfitUsername {
    TooShort {
        least: u64,
    },
    TooLong {
        most: u64,
    },
    /// It has a character that user names do not have.
    InvalidCharacters,
    /// Another user may own that address, and could not sign up or in with it.
    LooksLikeEmail,
}

/// The rules of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    connection: String,
    /// Users are made by the Management API alone.
    pub is_closed: bool,
    requires_username: bool,
    /// Users are not made without an address.
    pub requires_email: bool,
    shortest: Option<u64>,
    longest: Option<u64>,
}

impl Rules {
    /// From the connection's document.
    pub fn of(connection: &Map<String, Value>) -> Self {
        let name = connection.get("name").and_then(Value::as_str);
        let options = connection.get("options").unwrap_or(&Value::Null);
        let older = &options["validation"]["username"];
        let attributes = options.as_object().and_then(Attributes::of);
        let (shortest, longest) = match attributes {
            Some(attributes) => attributes.username_lengths(),
            None => (older["min"].as_u64(), older["max"].as_u64()),
        };
        Self {
            connection: name.unwrap_or_default().to_owned(),
            is_closed: options["disable_signup"] == true,
            requires_username: match attributes {
                Some(attributes) => attributes.has_username(),
                None => options["requires_username"] == true,
            },
            requires_email: attributes.is_some_and(Attributes::requires_email),
            shortest,
            longest,
        }
    }

    /// Whether new users choose a user name.
    pub fn requires_username(&self) -> bool {
        self.requires_username
    }

    /// Whether a new user may have that user name, or none.
    pub fn check_username(&self, username: Option<&str>) -> Result<(), Invalid> {
        let Some(username) = username else {
            if !self.requires_username {
                return Ok(());
            }
            let name = &self.connection;
            return Err(Invalid::Rule(format!(
                "Missing username for {name} connection with requires_username enabled"
            )));
        };
        if !self.requires_username {
            return Err(Invalid::Rule(
                "Cannot set username for connection without requires_username.".into(),
            ));
        }
        let Err(unfit) = self.judge_username(username) else {
            return Ok(());
        };
        let length = length_of(username);
        let wrong = match unfit {
            UnfitUsername::TooShort { least } => {
                format!("String is too short ({length} chars), minimum {least}")
            }
            UnfitUsername::TooLong { most } => {
                format!("String is too long ({length} chars), maximum {most}")
            }
            UnfitUsername::InvalidCharacters | UnfitUsername::LooksLikeEmail => {
                format!("Object didn't pass validation for format username: {username}")
            }
        };
        Err(Invalid::Rule(format!(
            "Payload validation error: '{wrong}' on property username."
        )))
    }

    /// Whether a user of this database may have that name. No two of them are told apart by their look alone: the characters
    /// are few.
    pub fn judge_username(&self, username: &str) -> Result<(), UnfitUsername> {
        let length = length_of(username);
        let fits = |c: char| c.is_ascii_alphanumeric() || SIGNS.contains(c);
        match (self.shortest, self.longest) {
            (Some(least), _) if length < least => Err(UnfitUsername::TooShort { least }),
            (_, Some(most)) if length > most => Err(UnfitUsername::TooLong { most }),
            _ if identifier::email(username).is_some() => Err(UnfitUsername::LooksLikeEmail),
            _ if !username.chars().all(fits) => Err(UnfitUsername::InvalidCharacters),
            _ => Ok(()),
        }
    }
}

fn length_of(username: &str) -> u64 {
    u64::try_from(username.chars().count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rules(options: Value) -> Rules {
        let connection = json!({ "name": "db", "options": options });
        Rules::of(connection.as_object().expect("an object"))
    }

    #[test]
    fn user_names_are_for_connections_that_have_them() {
        let without = rules(json!({}));
        assert_eq!(without.check_username(None), Ok(()));
        assert!(without.check_username(Some("ada")).is_err());
        let with = rules(json!({ "requires_username": true,
            "validation": { "username": { "min": 3, "max": 5 } } }));
        assert_eq!(with.check_username(Some("ada")), Ok(()));
        for wrong in [
            None,
            Some("ad"),
            Some("lovelace"),
            Some("a b"),
            Some("n\u{435}o"),
        ] {
            assert!(with.check_username(wrong).is_err(), "{wrong:?}");
        }
        let without_lengths = rules(json!({ "requires_username": true }));
        let unfit = |name| without_lengths.judge_username(name).expect_err(name);
        assert_eq!(unfit("ceo@corp.example"), UnfitUsername::LooksLikeEmail);
        for name in ["<b>", "a/b", "\u{1f642}", "a\u{202e}b", ""] {
            let judged = without_lengths.judge_username(name);
            assert_eq!(judged.is_ok(), name.is_empty(), "{name}");
        }
        assert_eq!(without_lengths.judge_username("@ada+1'~_!`#^$.-"), Ok(()));
        assert!(rules(json!({ "disable_signup": true })).is_closed && !with.is_closed);
    }
}

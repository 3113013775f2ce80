//! The body that links one user to another.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("identity_link.json"))
        .expect("the schema is part of the program and tested")
});

/// How the user who is to be linked is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secondary {
    /// By their id token.
    Token(String),
    Identity {
        provider: String,
        /// What follows the `|` of the user's id.
        user_id: String,
        connection_id: Option<String>,
    },
}

impl Secondary {
    /// Reads the body.
    pub fn read(body: &Map<String, Value>) -> Result<Self, Invalid> {
        BODIES.validate(body, Mode::Update)?;
        let text = |name: &str| match body.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        if let Some(token) = text("link_with") {
            if body.len() > 1 {
                return Err(wrong("None of the valid schemas were met"));
            }
            return Ok(Self::Token(token));
        }
        let required = |name: &str| {
            let value = text(name).filter(|value| !value.is_empty());
            value.ok_or_else(|| wrong(&format!("Missing required property: {name}")))
        };
        let (provider, user_id) = (required("provider")?, required("user_id")?);
        // Some send the whole id.
        let own = user_id.strip_prefix(&format!("{provider}|"));
        Ok(Self::Identity {
            user_id: own.unwrap_or(&user_id).to_owned(),
            provider,
            connection_id: text("connection_id"),
        })
    }
}

fn wrong(sentence: &str) -> Invalid {
    Invalid::Rule(format!("Payload validation error: '{sentence}'."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> Result<Secondary, String> {
        Secondary::read(body.as_object().expect("an object")).map_err(|e| e.to_string())
    }

    #[test]
    fn the_other_is_named_in_one_way() {
        let expected = Secondary::Identity {
            provider: "auth0".into(),
            user_id: "1".into(),
            connection_id: None,
        };
        for user_id in [json!("1"), json!("auth0|1"), json!(1)] {
            let body = json!({ "provider": "auth0", "user_id": user_id });
            assert_eq!(read(body), Ok(expected.clone()));
        }
        assert_eq!(
            read(json!({ "link_with": "a.b.c" })),
            Ok(Secondary::Token("a.b.c".into()))
        );
        for (body, sentence) in [
            (json!({}), "Too few properties defined (0), minimum 1"),
            (
                json!({ "provider": "auth0" }),
                "Missing required property: user_id",
            ),
            (
                json!({ "link_with": "a", "provider": "b" }),
                "None of the valid schemas were met",
            ),
            (
                json!({ "fantasy": 1 }),
                "Additional properties not allowed: fantasy",
            ),
        ] {
            let expected = format!("Payload validation error: '{sentence}'.");
            assert_eq!(read(body), Err(expected));
        }
    }
}

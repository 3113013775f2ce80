//! What bodies of these endpoints must be.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::json_schema::Mismatch;
use crate::domain::prompts::Prompts;
use crate::domain::request_body::{Bodies, Invalid, Mode, merge};
use crate::resources::api::error::ApiError;
use crate::resources::unsupported::{Unsupported, is_off};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// There is one kind of pages, and no passkey is asked for on them.
pub const UNSUPPORTED: Unsupported = Unsupported(&[
    ("universal_login_experience", |v| {
        v.is_none_or(|v| v == "new")
    }),
    ("webauthn_platform_first_factor", |v| {
        is_off(v) || v == Some(&Value::Null)
    }),
]);

/// How long a text may be, in bytes.
const LONGEST_TEXT: usize = 10_000;
/// How many bytes the texts of one prompt and language may have, as they are stored.
const MOST_BYTES: usize = 100_000;

/// Checks a `PATCH` of the settings against its schema.
pub fn validate(patch: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(patch, Mode::Update)
}

/// The settings after a `PATCH`, whose `null` sets back.
pub fn merged(before: &Prompts, patch: &Map<String, Value>) -> Result<Prompts, Invalid> {
    let mut document = json!(before);
    merge(&mut document, patch);
    if let Value::Object(members) = &mut document {
        members.retain(|_, value| !value.is_null());
    }
    serde_json::from_value(document).map_err(Invalid::unusable)
}

/// Checks the texts of a prompt: screens, with strings by text key.
pub fn validate_texts(texts: &Map<String, Value>) -> Result<(), Invalid> {
    let is_text = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.len() <= LONGEST_TEXT)
    };
    let is_screen = |(name, texts): (&String, &Value)| {
        let texts = texts.as_object();
        !name.is_empty() && texts.is_some_and(|texts| texts.values().all(is_text))
    };
    if texts.iter().all(is_screen) && json!(texts).to_string().len() <= MOST_BYTES {
        return Ok(());
    }
    let why = format!(
        "texts must be strings by screen and text key, of at most {LONGEST_TEXT} bytes each and {MOST_BYTES} together"
    );
    Err(Invalid::unusable(why))
}

/// The refusal of a path that names none of those that there are.
pub fn no_choice(property: &str, found: &str) -> ApiError {
    let found: String = found.chars().take(100).collect();
    ApiError::bad_path(&Mismatch::at(
        property,
        format!("No enum match for: {found}"),
        None,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn null_sets_a_setting_back() {
        let on = merged(&Prompts::default(), &map(json!({"identifier_first": true}))).unwrap();
        assert!(on.identifier_first);
        let patch = map(json!({"identifier_first": null, "universal_login_experience": "new"}));
        assert_eq!(merged(&on, &patch), Ok(Prompts::default()));
    }

    #[test]
    fn texts_are_strings_by_screen_and_bounded() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let many: Map<String, Value> = (0..11)
            .map(|n| (n.to_string(), json!({"title": &long[1..]})))
            .collect();
        for bad in [
            map(json!({"login": "x"})),
            map(json!({"login": {"title": 1}})),
            map(json!({"login": {"title": null}})),
            map(json!({"login": {"title": long}})),
            map(json!({"": {"title": "x"}})),
            many,
        ] {
            assert!(validate_texts(&bad).is_err(), "{bad:?}");
        }
        for good in [
            json!({}),
            json!({"login": {}}),
            json!({"login": {"title": ""}}),
        ] {
            assert_eq!(validate_texts(&map(good)), Ok(()));
        }
    }
}

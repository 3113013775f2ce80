//! The schema of these endpoints' bodies, and members of them.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Bodies, Invalid};
use crate::resources::api::error::ApiError;

/// The schema.
pub static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("method.json")).expect("the schema is part of the program and tested")
});

/// A member that is text.
pub fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str)
}

/// A member that is text, and has to be there.
pub fn required<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, ApiError> {
    text(body, name).ok_or_else(|| {
        let sentence = format!("Missing required property: {name}");
        mismatch("", sentence)
    })
}

/// What is wrong at that place of the body.
pub fn mismatch(path: &str, sentence: String) -> ApiError {
    let description = BODIES.description_of(path);
    Invalid::Schema(Mismatch::at(path, sentence, description)).into()
}

//! What the body says that registers a key.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Checks the body that registers a key.
pub fn validate(body: &Map<String, Value>) -> Result<(), Invalid> {
    BODIES.validate(body, Mode::Create)
}

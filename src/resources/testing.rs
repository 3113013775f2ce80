//! What the tests of several documents need.

use serde_json::{Map, Value};

/// The members of a JSON object.
pub fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

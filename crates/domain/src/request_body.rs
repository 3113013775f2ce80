//! Bodies of requests that make or change a thing, and the schemas of both, kept as one file of data.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::json_schema::{Definitions, Mismatch, Schema};

/// Which request the body came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// POST
    Create,
    /// PATCH
    Update,
}

/// Why a body is refused, in the words of the answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// It does not follow the schema.
    #[error("Payload validation error: {0}.")]
    Schema(#[from] Mismatch),
    /// Its parts do not go together.
    #[error("{0}")]
    Rule(String),
}

impl Invalid {
    /// A body that follows the schema and cannot be used.
    pub fn unusable(why: impl fmt::Display) -> Self {
        Self::Rule(format!("Payload validation error: {why}"))
    }
}

/// Applies a `PATCH`: members replace their predecessors; objects are merged.
pub fn merge(into: &mut Value, changes: &Map<String, Value>) {
    for (key, value) in changes {
        match value {
            Value::Object(inner) if into[key].is_object() => merge(&mut into[key], inner),
            value => into[key] = value.clone(),
        }
    }
}

/// A setting that this server does not act upon. Storing it would promise what the server does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden;

/// The schemas of both requests.
#[derive(Debug)]
pub struct Bodies {
    definitions: Definitions,
    create: Schema,
    update: Schema,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    definitions: Definitions,
    /// What both requests take.
    properties: BTreeMap<String, Value>,
    #[serde(default)]
    create: BTreeMap<String, Value>,
    #[serde(default)]
    update: BTreeMap<String, Value>,
    /// What a new thing must have.
    #[serde(default)]
    required: Vec<String>,
    /// How many properties an update must have.
    #[serde(default)]
    update_min_properties: u64,
}

impl Bodies {
    /// Reads the schemas from their file.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        let source: Source = serde_json::from_str(text)?;
        let with = |own: BTreeMap<String, Value>, required: &[&str]| {
            let properties = source.properties.clone().into_iter().chain(own);
            let properties = properties
                .map(|(name, schema)| Ok((name, serde_json::from_value(schema)?)))
                .collect::<serde_json::Result<_>>()?;
            serde_json::Result::Ok(Schema::closed(properties, required))
        };
        let required: Vec<&str> = source.required.iter().map(String::as_str).collect();
        let update = with(source.update, &[])?;
        Ok(Self {
            create: with(source.create, &required)?,
            update: match source.update_min_properties {
                0 => update,
                least => update.with_at_least(least),
            },
            definitions: source.definitions,
        })
    }

    /// Checks a body against the schema of its request.
    pub fn validate(&self, body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
        let schema = match mode {
            Mode::Create => &self.create,
            Mode::Update => &self.update,
        };
        schema
            .validate(&self.definitions, &Value::Object(body.clone()))
            .map_err(Invalid::Schema)
    }

    /// Whether a property is chosen once: POST takes it and PATCH does not.
    pub fn is_fixed(&self, property: &str) -> bool {
        self.create.has(property) && !self.update.has(property)
    }

    /// What a property is for, in the words of the schema.
    pub fn description_of(&self, property: &str) -> Option<&str> {
        self.create.description_of(property)
    }
}

//! `fields` and `include_fields`: an answer cut down to some of its properties.

use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::error::ApiError;
use crate::resources::api::query::{Parameter, Query};

/// `fields`
pub const FIELDS: Parameter = Parameter::text("fields");
/// `include_fields`
pub const INCLUDE_FIELDS: Parameter = Parameter::flag("include_fields");

/// Which properties an answer shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// `None`: no choice was made.
    named: Option<Vec<String>>,
    include: bool,
}

impl Fields {
    /// From the query; names that `known` has not are refused.
    pub fn of(query: &Query, known: &[&str]) -> Result<Self, ApiError> {
        let fields = Self::any(query);
        let is_unknown = |name: &String| !known.contains(&name.as_str());
        let has_unknown = fields.named.iter().flatten().any(is_unknown);
        if let (Some(text), true) = (query.text("fields"), has_unknown) {
            let sentence = format!(
                "String '{text}' does not match pattern. Must be a comma separated list of the following values: {}",
                known.join(",")
            );
            return Err(ApiError::bad_query(&Mismatch::at("fields", sentence, None)));
        }
        Ok(fields)
    }

    /// From the query, whatever the names.
    pub fn any(query: &Query) -> Self {
        let named = query.text("fields").map(|text| {
            let names = text.split(',');
            names.map(|name| name.trim().to_owned()).collect()
        });
        Self {
            named,
            include: query.flag("include_fields") != Some(false),
        }
    }

    /// Whether the caller asks for that property by its name.
    pub fn asks_for(&self, name: &str) -> bool {
        self.include && self.named.iter().flatten().any(|n| n == name)
    }

    /// Has these properties shown also where others are asked for by their names.
    pub fn always(mut self, names: &[&str]) -> Self {
        if let (Some(named), true) = (&mut self.named, self.include) {
            named.extend(names.iter().map(|&name| name.to_owned()));
        }
        self
    }

    /// Takes away what was not asked for.
    pub fn cut(&self, object: &mut Map<String, Value>) {
        if let Some(named) = &self.named {
            object.retain(|name, _| named.contains(name) == self.include);
        }
    }
}

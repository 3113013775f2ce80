//! Validation of request bodies against a schema kept as data, with the sentences that Auth0's API answers.
//!
//! The keywords are those that its published schemas use; any other is refused when the schema is read, so that none is
//! silently without effect.

mod formats;
mod mismatch;
mod wrong;

use std::collections::{BTreeMap, HashMap};

use regex::Regex;
use serde::Deserialize;
use serde_json::{Map, Value};

pub use mismatch::Mismatch;
use mismatch::{Place, shown};
use wrong::{Counted, Wrong};

/// A string longer than this is refused where the schema does not allow more.
const MAX_STRING: u64 = 16_384;
/// The same for the elements of arrays and the properties of objects.
const MAX_ELEMENTS: u64 = 1_000;
/// The same for the names of properties.
const MAX_NAME: u64 = 255;
/// How deep a body may nest.
const MAX_DEPTH: usize = 32;

/// A schema, or the rules for one property of one.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Schema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    nullable: bool,
    #[serde(rename = "type")]
    kind: Option<Types>,
    description: Option<String>,
    #[serde(rename = "enum")]
    choices: Option<Vec<Value>>,
    format: Option<String>,
    pattern: Option<Pattern>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    minimum: Option<i64>,
    maximum: Option<i64>,
    min_items: Option<u64>,
    max_items: Option<u64>,
    unique_items: bool,
    min_properties: Option<u64>,
    max_properties: Option<u64>,
    required: Vec<String>,
    additional_properties: Option<Additional>,
    properties: BTreeMap<String, Schema>,
    items: Option<Box<Schema>>,
    one_of: Option<Vec<Schema>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Types {
    One(String),
    Several(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Additional {
    Allowed(bool),
    Like(Box<Schema>),
}

/// A regular expression of the linear-time kind.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = regex::Error;
    fn try_from(text: String) -> Result<Self, regex::Error> {
        Regex::new(&text).map(Self)
    }
}

/// Schemas that others refer to by name.
pub type Definitions = BTreeMap<String, Schema>;

impl Schema {
    /// A closed object with these properties, of which `required` must be there.
    pub fn closed(properties: BTreeMap<String, Self>, required: &[&str]) -> Self {
        Self {
            kind: Some(Types::One("object".into())),
            additional_properties: Some(Additional::Allowed(false)),
            properties,
            required: required.iter().map(|&name| name.into()).collect(),
            ..Self::default()
        }
    }

    /// The same, but with at least `n` properties.
    #[must_use]
    pub fn with_at_least(self, n: u64) -> Self {
        Self {
            min_properties: Some(n),
            ..self
        }
    }

    /// The first thing that is wrong with `value`.
    pub fn validate(&self, definitions: &Definitions, value: &Value) -> Result<(), Mismatch> {
        self.check(definitions, value, &Place::root())
    }

    /// Whether `property` is one of the object's.
    pub fn has(&self, property: &str) -> bool {
        self.properties.contains_key(property)
    }

    /// What `property` is for, in the words of the schema.
    pub fn description_of(&self, property: &str) -> Option<&str> {
        self.properties.get(property)?.description.as_deref()
    }

    fn check(&self, defs: &Definitions, value: &Value, place: &Place<'_>) -> Result<(), Mismatch> {
        if let Some(name) = &self.reference {
            if self.nullable && value.is_null() {
                return Ok(());
            }
            let target = defs
                .get(name)
                .ok_or_else(|| place.mismatch(Wrong::Unresolved(name.clone()), None))?;
            return target.check(defs, value, place);
        }
        self.check_here(value)
            .map_err(|wrong| place.mismatch(wrong, self.description.as_deref()))?;
        if place.depth() > MAX_DEPTH {
            return Err(place.mismatch(Wrong::TooDeep, None));
        }
        if let Some(choices) = &self.one_of {
            self.check_one_of(choices, defs, value, place)?;
        }
        match value {
            Value::Array(items) => self.check_items(defs, items, place),
            Value::Object(object) => self.check_members(defs, object, place),
            _ => Ok(()),
        }
    }

    fn check_here(&self, value: &Value) -> Result<(), Wrong> {
        self.check_type(value)?;
        if let Some(choices) = &self.choices
            && !choices.contains(value)
        {
            let allowed = choices.iter().filter(|choice| !choice.is_null());
            return Err(Wrong::Choice {
                allowed: allowed.map(shown).collect(),
                found: shown(value),
            });
        }
        match value {
            Value::String(text) => self.check_string(text),
            Value::Number(number) => self.check_number(number),
            Value::Array(items) => self.check_array(items),
            Value::Object(object) => self.check_object(object),
            Value::Null | Value::Bool(_) => Ok(()),
        }
    }

    fn check_type(&self, value: &Value) -> Result<(), Wrong> {
        let Some(kind) = &self.kind else {
            return Ok(());
        };
        let found = type_of(value);
        let fits = |t: &str| t == found || (t == "number" && found == "integer");
        let named = match kind {
            Types::One(one) => std::slice::from_ref(one),
            Types::Several(some) => some,
        };
        if named.iter().any(|name| fits(name)) {
            return Ok(());
        }
        let expected = match kind {
            Types::One(one) => vec![one.clone()],
            Types::Several(some) => some.iter().filter(|t| *t != "null").cloned().collect(),
        };
        Err(Wrong::Type { expected, found })
    }

    fn check_string(&self, text: &str) -> Result<(), Wrong> {
        let most = self.max_length.unwrap_or(MAX_STRING);
        within(
            Counted::Characters,
            length(text),
            (self.min_length, Some(most)),
        )?;
        if let Some(Pattern(pattern)) = &self.pattern
            && !pattern.is_match(text)
        {
            return Err(Wrong::Pattern {
                pattern: pattern.to_string(),
                found: text.to_owned(),
            });
        }
        match &self.format {
            Some(format) if !formats::fits(format, text) => Err(Wrong::Format {
                format: format.clone(),
                found: text.to_owned(),
            }),
            _ => Ok(()),
        }
    }

    fn check_number(&self, number: &serde_json::Number) -> Result<(), Wrong> {
        let value = number.as_f64().unwrap_or(f64::NAN);
        // Limits are small: they survive the conversion.
        if let Some(least) = self.minimum
            && value < least as f64
        {
            let found = number.to_string();
            return Err(Wrong::Below { found, least });
        }
        if let Some(most) = self.maximum
            && value > most as f64
        {
            let found = number.to_string();
            return Err(Wrong::Above { found, most });
        }
        Ok(())
    }

    fn check_array(&self, items: &[Value]) -> Result<(), Wrong> {
        let most = self.max_items.unwrap_or(MAX_ELEMENTS);
        within(
            Counted::Items,
            count(items.len()),
            (self.min_items, Some(most)),
        )?;
        if self.unique_items {
            let mut seen = HashMap::with_capacity(items.len());
            for (j, item) in items.iter().enumerate() {
                if let Some(i) = seen.insert(item, j) {
                    return Err(Wrong::Repeated(i, j));
                }
            }
        }
        Ok(())
    }

    fn check_object(&self, object: &Map<String, Value>) -> Result<(), Wrong> {
        if let Some(Additional::Allowed(false)) = self.additional_properties {
            let unknown = |name: &&String| !self.properties.contains_key(name.as_str());
            let unknown: Vec<String> = object.keys().filter(unknown).cloned().collect();
            if !unknown.is_empty() {
                return Err(Wrong::Unknown(unknown));
            }
        }
        if let Some(missing) = self.required.iter().find(|r| !object.contains_key(*r)) {
            return Err(Wrong::Missing(missing.clone()));
        }
        let most = self.max_properties.unwrap_or(MAX_ELEMENTS);
        within(
            Counted::Members,
            count(object.len()),
            (self.min_properties, Some(most)),
        )?;
        let mut names = object.keys().map(|name| length(name));
        names.try_for_each(|n| within(Counted::Characters, n, (None, Some(MAX_NAME))))
    }

    fn check_one_of(
        &self,
        choices: &[Self],
        defs: &Definitions,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<(), Mismatch> {
        let wrong = match choices
            .iter()
            .filter(|c| c.check(defs, value, place).is_ok())
            .count()
        {
            0 => Wrong::NoAlternative,
            1 => return Ok(()),
            _ => Wrong::SeveralAlternatives,
        };
        Err(place.mismatch(wrong, self.description.as_deref()))
    }

    fn check_items(
        &self,
        defs: &Definitions,
        items: &[Value],
        place: &Place<'_>,
    ) -> Result<(), Mismatch> {
        let anything = Self::default();
        let schema = self.items.as_deref().unwrap_or(&anything);
        for (index, item) in items.iter().enumerate() {
            schema.check(defs, item, &Place::item(place, index))?;
        }
        Ok(())
    }

    fn check_members(
        &self,
        defs: &Definitions,
        object: &Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<(), Mismatch> {
        // What no schema describes is still held to the limits.
        let anything = Self::default();
        for (name, member) in object {
            let schema = match (self.properties.get(name), &self.additional_properties) {
                (Some(schema), _) => schema,
                (None, Some(Additional::Like(schema))) => schema,
                (None, _) => &anything,
            };
            schema.check(defs, member, &Place::member(place, name))?;
        }
        Ok(())
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.as_f64().is_some_and(|n| n.fract() == 0.0) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Refuses a length outside its limits.
fn within(of: Counted, found: u64, limits: (Option<u64>, Option<u64>)) -> Result<(), Wrong> {
    match limits {
        (Some(least), _) if found < least => Err(Wrong::TooFew { of, found, least }),
        (_, Some(most)) if found > most => Err(Wrong::TooMany { of, found, most }),
        _ => Ok(()),
    }
}

fn length(text: &str) -> u64 {
    count(text.chars().count())
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

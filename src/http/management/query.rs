//! The query of a Management API call, checked against the parameters that its endpoint declares.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::http::faces::management::ApiError;
use crate::http::form::{ParamError, Params};

/// A parameter that an endpoint takes.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
}

/// What its value must be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Flag,
    Integer { least: u32, most: u32 },
}

impl Parameter {
    /// A text.
    pub const fn text(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Text,
        }
    }

    /// `true` or `false`.
    pub const fn flag(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Flag,
        }
    }

    /// A whole number between the bounds.
    pub const fn integer(name: &'static str, least: u32, most: u32) -> Self {
        Self {
            name,
            kind: Kind::Integer { least, most },
        }
    }
}

/// The parameters that were sent, each of its kind.
#[derive(Debug, Default)]
pub struct Query {
    values: BTreeMap<&'static str, Sent>,
}

#[derive(Debug)]
enum Sent {
    Text(String),
    Flag(bool),
    Integer(u32),
}

impl Query {
    /// Reads the part of the URL after the question mark.
    pub fn read(raw: &str, allowed: &[Parameter]) -> Result<Self, ApiError> {
        let params = Params::from_query(raw).map_err(|e| ApiError::bad_query(&malformed(&e)))?;
        let mut values = BTreeMap::new();
        for (name, text) in params.iter() {
            let Some(parameter) = allowed.iter().find(|p| p.name == name) else {
                let sentence = format!("Additional properties not allowed: {name}");
                return Err(ApiError::bad_query(&Mismatch::at("", sentence, None)));
            };
            let sent = parameter
                .read(text)
                .map_err(|sentence| ApiError::bad_query(&Mismatch::at(name, sentence, None)))?;
            values.insert(parameter.name, sent);
        }
        Ok(Self { values })
    }

    /// A text that was sent.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some(Sent::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A flag that was sent.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.values.get(name) {
            Some(Sent::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// A number that was sent.
    pub fn integer(&self, name: &str) -> Option<u32> {
        match self.values.get(name) {
            Some(Sent::Integer(n)) => Some(*n),
            _ => None,
        }
    }

    /// As the tenant log shows it.
    pub fn to_map(&self) -> Map<String, Value> {
        let value = |sent: &Sent| match sent {
            Sent::Text(text) => text.as_str().into(),
            Sent::Flag(flag) => (*flag).into(),
            Sent::Integer(n) => (*n).into(),
        };
        self.values
            .iter()
            .map(|(name, sent)| ((*name).to_owned(), value(sent)))
            .collect()
    }
}

impl Parameter {
    fn read(&self, text: &str) -> Result<Sent, String> {
        match self.kind {
            Kind::Text => Ok(Sent::Text(text.to_owned())),
            Kind::Flag => match text {
                "true" => Ok(Sent::Flag(true)),
                "false" => Ok(Sent::Flag(false)),
                _ => Err("Expected type boolean but found type string".into()),
            },
            Kind::Integer { least, most } => {
                let n: i64 = text
                    .parse()
                    .map_err(|_| "Expected type integer but found type string".to_owned())?;
                match u32::try_from(n) {
                    Ok(n) if n > most => Err(format!("Value {n} is greater than maximum {most}")),
                    Ok(n) if n >= least => Ok(Sent::Integer(n)),
                    Err(_) if n > 0 => Err(format!("Value {n} is greater than maximum {most}")),
                    _ => Err(format!("Value {n} is less than minimum {least}")),
                }
            }
        }
    }
}

fn malformed(e: &ParamError) -> Mismatch {
    match e {
        ParamError::Duplicate(name) => {
            let sentence = "Expected type string but found type array";
            Mismatch::at(&name.to_string(), sentence, None)
        }
        other => Mismatch::at("", other.to_string(), None),
    }
}

//! The query of a Management API call, checked against the parameters that its endpoint declares.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::domain::json_schema::Mismatch;
use crate::resources::api::error::ApiError;

/// A parameter that an endpoint takes.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: ParameterKind,
}

/// What its value must be.
#[derive(Debug, Clone, Copy)]
pub enum ParameterKind {
    Text,
    /// One or several, as `name=a`, `name=a&name=b`, `name[]=a` or `name[0]=a`.
    Texts,
    Flag,
    Integer {
        least: u32,
        most: u32,
    },
}

impl Parameter {
    /// A text.
    pub const fn text(name: &'static str) -> Self {
        Self {
            name,
            kind: ParameterKind::Text,
        }
    }

    /// Texts.
    pub const fn texts(name: &'static str) -> Self {
        Self {
            name,
            kind: ParameterKind::Texts,
        }
    }

    /// `true` or `false`.
    pub const fn flag(name: &'static str) -> Self {
        Self {
            name,
            kind: ParameterKind::Flag,
        }
    }

    /// A whole number between the bounds.
    pub const fn integer(name: &'static str, least: u32, most: u32) -> Self {
        Self {
            name,
            kind: ParameterKind::Integer { least, most },
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
    Texts(Vec<String>),
    Flag(bool),
    Integer(u32),
}

impl Query {
    /// Checks parameters, by name and value, against those that the endpoint takes. No name is sent twice, but that of a
    /// list's element.
    pub fn of<'a>(
        sent: impl IntoIterator<Item = (&'a str, &'a str)>,
        allowed: &[Parameter],
    ) -> Result<Self, ApiError> {
        let mut values = BTreeMap::new();
        for (name, text) in sent {
            if let Some(list) = list_named(name, allowed) {
                let list = values.entry(list).or_insert_with(|| Sent::Texts(vec![]));
                if let Sent::Texts(texts) = list {
                    texts.push(text.to_owned());
                }
                continue;
            }
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

    /// Makes it as if that had not been sent.
    pub fn forget(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// A text that was sent.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some(Sent::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The texts that were sent; `None` when none was.
    pub fn texts(&self, name: &str) -> Option<&[String]> {
        match self.values.get(name) {
            Some(Sent::Texts(texts)) => Some(texts),
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
            Sent::Texts(texts) => texts.clone().into(),
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
            ParameterKind::Text | ParameterKind::Texts => Ok(Sent::Text(text.to_owned())),
            ParameterKind::Flag => match text {
                "true" => Ok(Sent::Flag(true)),
                "false" => Ok(Sent::Flag(false)),
                _ => Err("Expected type boolean but found type string".into()),
            },
            ParameterKind::Integer { least, most } => {
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

/// The parameter that takes a list of which `name` names an element.
pub fn list_named(name: &str, allowed: &[Parameter]) -> Option<&'static str> {
    let bare = name.split('[').next().unwrap_or_default();
    let is_it = |p: &&Parameter| matches!(p.kind, ParameterKind::Texts) && p.name == bare;
    allowed.iter().find(is_it).map(|p| p.name)
}

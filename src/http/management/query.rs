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
            kind: Kind::Text,
        }
    }

    /// Texts.
    pub const fn texts(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Texts,
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
    Texts(Vec<String>),
    Flag(bool),
    Integer(u32),
}

impl Query {
    /// Reads the part of the URL after the question mark.
    pub fn read(raw: &str, allowed: &[Parameter]) -> Result<Self, ApiError> {
        let raw = numbered(raw, allowed);
        let params = Params::from_query(&raw).map_err(|e| ApiError::bad_query(&malformed(&e)))?;
        let mut values = BTreeMap::new();
        for (name, text) in params.iter() {
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
            Kind::Text | Kind::Texts => Ok(Sent::Text(text.to_owned())),
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

/// The query with the elements of lists numbered, because no parameter may be sent twice.
fn numbered(raw: &str, allowed: &[Parameter]) -> String {
    let pairs = raw.split('&').enumerate().map(|(index, pair)| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // The bracket may be percent-encoded.
        let bare = name.split(['[', '%']).next().unwrap_or_default();
        match list_named(bare, allowed) {
            Some(list) => format!("{list}[{index}]={value}"),
            None => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn list_named(name: &str, allowed: &[Parameter]) -> Option<&'static str> {
    let bare = name.split('[').next().unwrap_or_default();
    let is_it = |p: &&Parameter| matches!(p.kind, Kind::Texts) && p.name == bare;
    allowed.iter().find(is_it).map(|p| p.name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_in_any_way() {
        let allowed = [Parameter::texts("strategy"), Parameter::text("name")];
        let read = |raw: &str| Query::read(raw, &allowed);
        for raw in [
            "strategy=a&strategy=b&name=n",
            "strategy[0]=a&strategy[1]=b&name=n",
            "strategy%5B%5D=a&name=n&strategy%5B%5D=b",
        ] {
            let query = read(raw).expect("a query");
            assert_eq!(
                query.texts("strategy"),
                Some(&["a".into(), "b".into()][..]),
                "{raw}"
            );
            assert_eq!(query.text("name"), Some("n"));
        }
        assert_eq!(read("name=n").expect("a query").texts("strategy"), None);
        assert!(read("name=a&name=b").is_err());
        assert!(read("name[0]=a").is_err());
    }
}

//! The language of `q` in `GET /api/v2/logs`: the part of Lucene's that the tools use.
//!
//! `type:s AND (client_id:abc OR user_id:"auth0|1") NOT ip:10.* date:[2026-01-01 TO *]`. Terms side by side are
//! alternatives, as in Lucene. Only the fields below can be asked for; each is a column of the store.

mod dates;
mod parser;
#[cfg(test)]
mod tests;

use crate::domain::time::Timestamp;
use parser::Parser;

const MAX_BYTES: usize = 1_024;
const MAX_DEPTH: usize = 16;
const MAX_TERMS: usize = 64;

/// A condition on log events.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The field has that text, or begins with it.
    Text {
        field: Field,
        text: String,
        prefix: bool,
    },
    /// The log id lies between the bounds.
    LogId {
        from: Option<Bound<String>>,
        to: Option<Bound<String>>,
    },
    /// The event happened between the bounds.
    Date {
        from: Option<Bound<Timestamp>>,
        to: Option<Bound<Timestamp>>,
    },
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound<T> {
    pub value: T,
    pub inclusive: bool,
}

/// What can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Type,
    ClientId,
    UserId,
    Ip,
    Connection,
    LogId,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("The query is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("The query nests too deeply")]
    TooDeep,
    #[error("The query has more than {MAX_TERMS} terms")]
    TooManyTerms,
    #[error("The field {0} cannot be searched")]
    UnknownField(String),
    #[error("The query ends too early")]
    UnexpectedEnd,
    #[error("Unexpected {0}")]
    Unexpected(String),
    #[error("{0} is not a date")]
    NotADate(String),
    #[error("The field {0} has no ranges")]
    NoRange(String),
}

impl Field {
    /// The fields that a term without one is looked for in.
    pub const ALL: [Self; 6] = [
        Self::Type,
        Self::ClientId,
        Self::UserId,
        Self::Ip,
        Self::Connection,
        Self::LogId,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "type" => Self::Type,
            "client_id" => Self::ClientId,
            "user_id" => Self::UserId,
            "ip" => Self::Ip,
            "connection" => Self::Connection,
            "log_id" | "_id" => Self::LogId,
            _ => return None,
        })
    }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<Condition, Malformed> {
    if text.len() > MAX_BYTES {
        return Err(Malformed::TooLong);
    }
    let mut parser = Parser::new(text);
    if parser.peek().is_none() {
        return Ok(Condition::All(Vec::new()));
    }
    let condition = parser.alternatives()?;
    match parser.peek() {
        None => Ok(condition),
        Some(c) => Err(Malformed::Unexpected(c.to_string())),
    }
}

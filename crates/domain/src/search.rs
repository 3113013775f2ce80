//! The language of `q`: the part of Lucene's that the tools use, over an allow-list of fields.
//!
//! `type:s AND (client_id:abc OR user_id:"auth0|1") -ip:10.* date:[2026-01-01 TO *]`. Terms side by side are alternatives, as
//! in Lucene, except for excluded (`-a`, `!a`, `NOT a`) and required (`+a`) ones. Only the fields of the list can be asked
//! for.

mod dates;
mod parser;
mod pattern;

use crate::time::Timestamp;
use parser::Parser;
pub use pattern::Pattern;

const MAX_BYTES: usize = 1_024;
const MAX_DEPTH: usize = 16;
const MAX_TERMS: usize = 64;

/// A condition on things with the fields `F`.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition<F> {
    All(Vec<Condition<F>>),
    Any(Vec<Condition<F>>),
    Not(Box<Condition<F>>),
    /// The field's text is of that form.
    Text {
        field: F,
        pattern: Pattern,
    },
    /// Somewhere in the field, a document, is a value that reads like this.
    Value {
        field: F,
        text: String,
    },
    /// The field has a value.
    Exists(F),
    Flag {
        field: F,
        value: bool,
    },
    /// The text lies between the bounds.
    TextRange {
        field: F,
        from: Option<Bound<String>>,
        to: Option<Bound<String>>,
    },
    Number {
        field: F,
        from: Option<Bound<i64>>,
        to: Option<Bound<i64>>,
    },
    /// The instant lies between the bounds.
    Instant {
        field: F,
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

/// What a field holds, and so what can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    /// A text that has ranges.
    OrderedText,
    Number,
    Instant,
    Flag,
    /// A part of a document, of any shape: it has no ranges, and no wildcards.
    Document,
}

/// The fields that can be asked for.
pub trait Searchable: Clone + 'static {
    /// The fields that a term without one is looked for in: texts all of them.
    const BARE: &'static [Self];

    /// The field of that name, which is as the query has it: with its backslashes.
    fn named(name: &str) -> Option<Self>;

    /// What it holds.
    fn kind(&self) -> FieldKind;

    /// The form in which it is stored.
    fn canonical(&self, text: &str) -> String {
        text.into()
    }
}

/// The keys of a path: dots separate them, a backslash takes the next character to the letter.
pub fn path(written: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        match (c, keys.last_mut()) {
            ('.', _) => keys.push(String::new()),
            ('\\', Some(key)) => key.extend(chars.next()),
            (c, Some(key)) => key.push(c),
            (_, None) => {}
        }
    }
    keys
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
    #[error("{0} is not a whole number")]
    NotANumber(String),
    #[error("The field {0} has no ranges")]
    NoRange(String),
    #[error("Wildcards cannot be used on {0}")]
    NoWildcard(String),
    #[error("A wildcard at the beginning must be followed by at least {0} characters")]
    ShortSuffix(usize),
    #[error("A term has at most {0} wildcards")]
    TooManyWildcards(usize),
}

/// Reads a query; an empty one asks for everything.
pub fn parse<F: Searchable>(text: &str) -> Result<Condition<F>, Malformed> {
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

//! The language of `q`: the part of Lucene's that the tools use, over an allow-list of fields.
//!
//! `type:s AND (client_id:abc OR user_id:"auth0|1") -ip:10.* date:[2026-01-01 TO *]`. Terms side by side are alternatives, as
//! in Lucene, except for excluded (`-a`, `!a`, `NOT a`) and required (`+a`) ones. Only the fields of the list can be asked
//! for.

mod condition;
mod dates;
mod field;
mod malformed;
mod parser;
mod pattern;

pub use condition::{Bound, Condition};
pub use field::{FieldKind, Searchable};
use malformed::MAX_BYTES;
pub use malformed::Malformed;
use parser::Parser;
pub use pattern::Pattern;

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

//! What a query asks for.

use super::pattern::Pattern;
use crate::time::Timestamp;

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

//! The variables of a sentence.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

/// Stands before a variable of a sentence, and keeps its direction from turning the words around it (UAX 9).
pub const ISOLATE: char = '\u{2068}';
/// Stands behind it.
pub const END_OF_ISOLATE: char = '\u{2069}';

/// Variables by their names, such as `clientName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments(Vec<(&'static str, Argument)>);

/// The value of a variable. A number chooses the plural, so it must not be passed as a string.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    String(String),
    Number(i64),
}

impl Arguments {
    /// No variables.
    pub fn none() -> Self {
        Self::default()
    }

    /// These, and one more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// These, and one more if they have none of that name.
    #[must_use]
    pub fn or(self, name: &'static str, value: impl Into<Argument>) -> Self {
        match self.0.iter().any(|(known, _)| *known == name) {
            true => self,
            false => self.with(name, value),
        }
    }

    /// The value of a variable as it is shown.
    pub fn shown(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == name)?;
        Some(match value {
            Argument::String(text) => text.as_str().into(),
            Argument::Number(number) => number.to_string().into(),
        })
    }

    /// As Fluent takes them.
    pub(super) fn fluent(&self) -> FluentArgs<'_> {
        let pairs = self.0.iter().map(|(name, value)| {
            let value = match value {
                Argument::String(text) => FluentValue::from(text.as_str()),
                Argument::Number(number) => FluentValue::from(*number),
            };
            (*name, value)
        });
        pairs.collect()
    }
}

/// A value has no marks of its own: only a sentence isolates.
pub(super) fn unmarked(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', ISOLATE, END_OF_ISOLATE], "")
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::String(unmarked(text))
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

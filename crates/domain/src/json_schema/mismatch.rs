//! What is wrong, and where.

use std::fmt;

use serde_json::Value;

use super::wrong::Wrong;

/// A sentence repeats the refused value; a long one is cut.
const MAX_SENTENCE: usize = 1_024;

/// One way in which a document does not follow its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    sentence: String,
    path: String,
    description: Option<String>,
    /// What a schema found, where one did.
    breach: Option<Box<Breach>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Breach {
    wrong: Wrong,
    /// The path as a JSON pointer (RFC 6901).
    pointer: String,
}

impl Mismatch {
    /// A mismatch at `path` (empty: the document itself).
    pub fn at(path: &str, sentence: impl Into<String>, description: Option<&str>) -> Self {
        let mut sentence: String = sentence.into();
        if let Some((end, _)) = sentence.char_indices().nth(MAX_SENTENCE) {
            sentence.truncate(end);
        }
        Self {
            sentence,
            path: path.into(),
            description: description.map(str::to_owned),
            breach: None,
        }
    }

    /// Where it is, as members and items of the document: `scopes[0].value`; empty for the document itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is allowed and what was found, in plain words.
    pub fn plainly(&self) -> String {
        match &self.breach {
            Some(breach) => breach.wrong.plainly(),
            None => self.sentence.clone(),
        }
    }

    /// The members that no schema names, and the JSON pointer of the object that has them; none if something else is wrong.
    pub fn unknown(&self) -> (&str, &[String]) {
        match self.breach.as_deref() {
            Some(Breach {
                wrong: Wrong::Unknown(names),
                pointer,
            }) => (pointer, names),
            _ => ("", &[]),
        }
    }
}

/// `'sentence' on property path (description)`, as Auth0 writes it.
impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.sentence)?;
        if self.path.is_empty() {
            return Ok(());
        }
        write!(f, " on property {}", self.path)?;
        match &self.description {
            Some(text) => write!(f, " ({text})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Mismatch {}

/// A position in a document: a chain from the leaf to the root.
pub(super) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
    depth: usize,
}

enum Step<'a> {
    Root,
    Member(&'a str),
    Item(usize),
}

impl<'a> Place<'a> {
    pub(super) const fn root() -> Self {
        Self {
            parent: None,
            step: Step::Root,
            depth: 0,
        }
    }

    pub(super) const fn member(parent: &'a Self, name: &'a str) -> Self {
        Self {
            parent: Some(parent),
            step: Step::Member(name),
            depth: parent.depth + 1,
        }
    }

    pub(super) const fn item(parent: &'a Self, index: usize) -> Self {
        Self {
            parent: Some(parent),
            step: Step::Item(index),
            depth: parent.depth + 1,
        }
    }

    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn mismatch(&self, wrong: Wrong, description: Option<&str>) -> Mismatch {
        let mismatch = Mismatch::at(&self.to_string(), wrong.to_string(), description);
        let pointer = self.pointer();
        Mismatch {
            breach: Some(Box::new(Breach { wrong, pointer })),
            ..mismatch
        }
    }

    /// RFC 6901.
    fn pointer(&self) -> String {
        let Some(parent) = self.parent else {
            return String::new();
        };
        let step = match self.step {
            Step::Root => String::new(),
            Step::Member(name) => name.replace('~', "~0").replace('/', "~1"),
            Step::Item(index) => index.to_string(),
        };
        format!("{}/{step}", parent.pointer())
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else {
            return Ok(());
        };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Item(index) => write!(f, "[{index}]"),
            Step::Member(name) if parent.depth == 0 => f.write_str(name),
            Step::Member(name) => write!(f, ".{name}"),
        }
    }
}

/// A value inside a sentence: arrays as JavaScript prints them, the rest as JSON without quotes.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

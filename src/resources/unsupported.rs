//! Settings that no flow acts upon. Storing one would promise what the server does not do, so a request for one is refused.

use serde_json::{Map, Value};

/// Whether a value asks for nothing.
pub type AsksNothing = fn(Option<&Value>) -> bool;

/// The settings of one kind of document: keys, with dots between them where they are nested.
#[derive(Debug, Clone, Copy)]
pub struct Unsupported(pub &'static [(&'static str, AsksNothing)]);

impl Unsupported {
    /// All of them.
    pub fn paths(self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(path, _)| *path)
    }

    /// Those that `after` asks for and `before` did not, or not in the same way.
    pub fn requested<'a>(
        self,
        before: Option<&'a Map<String, Value>>,
        after: &'a Map<String, Value>,
    ) -> impl Iterator<Item = &'static str> + 'a {
        let is_requested = move |(path, asks_nothing): &&(&'static str, AsksNothing)| {
            let value = at(after, path);
            !asks_nothing(value) && value != before.and_then(|before| at(before, path))
        };
        self.0.iter().filter(is_requested).map(|(path, _)| *path)
    }
}

/// Nothing, or `false`.
pub fn is_off(value: Option<&Value>) -> bool {
    value.is_none_or(|v| v == &Value::Bool(false))
}

fn at<'a>(document: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let first = document.get(steps.next()?);
    steps.fold(first, |value, step| value?.get(step))
}

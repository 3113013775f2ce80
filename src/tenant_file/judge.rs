//! One rule, two verdicts: an entry is held to the rules of the Management API. Where that answers 400, the entry is left
//! out; where it answers that a feature is not enabled, the setting is not applied; what it does not know is left out by
//! itself, and the rest of the entry is imported.

use serde_json::{Map, Value};

use super::place::{FileError, Place};
use super::planner::Planner;
use crate::domain::request_body::{Forbidden, Invalid};

impl Planner<'_> {
    /// Holds a body to a schema. `null` removes a key whatever the schema says of it, so only the others are judged.
    pub fn conform(
        &mut self,
        place: &Place,
        body: &mut Map<String, Value>,
        validate: impl Fn(&Map<String, Value>) -> Result<(), Invalid>,
    ) -> Result<(), FileError> {
        loop {
            let mut judged = body.clone();
            judged.retain(|_, value| !value.is_null());
            // Nothing to change is fine in a file.
            if judged.is_empty() {
                return Ok(());
            }
            let invalid = match validate(&judged) {
                Ok(()) => return Ok(()),
                Err(invalid) => invalid,
            };
            let Invalid::Schema(mismatch) = &invalid else {
                return Err(refused(place, &invalid));
            };
            let (pointer, names) = mismatch.unknown();
            if names.is_empty() {
                return Err(refused(place, &invalid));
            }
            for name in names {
                take_out(body, pointer, name);
                let place = place.below(mismatch.path()).key(name);
                self.left_out.push(place.error("is an unknown key"));
            }
        }
    }

    /// Sets back in a body what this version does not act upon, so that nothing promises it: to what was there `before`,
    /// else to `false` or nothing.
    pub fn set_back<P: AsRef<str>>(
        &mut self,
        place: &Place,
        body: &mut Map<String, Value>,
        (before, paths): (Option<&Map<String, Value>>, &[P]),
    ) {
        for path in paths {
            let path = path.as_ref();
            let place = place.below(path);
            self.warn_not_applied(&place);
            let steps: Vec<&str> = path.split('.').collect();
            set_back(body, before, &steps);
        }
    }
}

/// Takes what is chosen once out of a body that changes a row, and refuses another choice.
pub fn keep_fixed(
    place: &Place,
    body: &mut Map<String, Value>,
    stored: &Map<String, Value>,
    is_fixed: fn(&str) -> bool,
) -> Result<(), FileError> {
    let fixed: Vec<String> = body.keys().filter(|key| is_fixed(key)).cloned().collect();
    for key in fixed {
        let given = body.shift_remove(&key).unwrap_or_default();
        let there = stored.get(&key).unwrap_or(&Value::Null);
        if given != *there {
            let problem = format!("cannot be changed: it is {there}");
            return Err(place.key(&key).error(problem));
        }
    }
    Ok(())
}

fn set_back(body: &mut Map<String, Value>, before: Option<&Map<String, Value>>, steps: &[&str]) {
    let Some((first, rest)) = steps.split_first() else {
        return;
    };
    let there = before.and_then(|map| map.get(*first));
    match body.get_mut(*first) {
        Some(Value::Object(inner)) if !rest.is_empty() => {
            set_back(inner, there.and_then(Value::as_object), rest);
        }
        Some(value) => match there {
            Some(there) => *value = there.clone(),
            None if *value == Value::Bool(true) => *value = Value::Bool(false),
            None => drop(body.shift_remove(*first)),
        },
        None => {}
    }
}

fn take_out(body: &mut Map<String, Value>, pointer: &str, name: &str) {
    let mut whole = Value::Object(std::mem::take(body));
    if let Some(Value::Object(object)) = whole.pointer_mut(pointer) {
        object.shift_remove(name);
    }
    if let Value::Object(rest) = whole {
        *body = rest;
    }
}

/// A refusal of the Management API, in the terms of the file.
pub fn refused(place: &Place, invalid: &Invalid) -> FileError {
    match invalid {
        Invalid::Schema(mismatch) => place.below(mismatch.path()).error(mismatch.plainly()),
        Invalid::Rule(sentence) => {
            let bare = sentence.strip_prefix("Payload validation error: ");
            place.error(bare.unwrap_or(sentence))
        }
    }
}

/// The same of an item that was judged as `path` of a body of its own.
pub fn refused_item(place: &Place, path: &str, invalid: &Invalid) -> FileError {
    match invalid {
        Invalid::Schema(mismatch) => {
            let below = mismatch.path().strip_prefix(path);
            let below = below.unwrap_or_default().trim_start_matches('.');
            place.below(below).error(mismatch.plainly())
        }
        Invalid::Rule(_) => refused(place, invalid),
    }
}

/// A refusal of what no flow acts upon, where it cannot be set back.
pub fn not_enabled(place: &Place, Forbidden: &Forbidden) -> FileError {
    place.error("must not ask for what this version does not act upon")
}

/// The value that a document is read as, once it conforms. What no schema bounds is left: a number too large for us, or one
/// that is whole and written with a point.
pub fn typed<T>(place: &Place, read: Result<T, serde_json::Error>) -> Result<T, FileError> {
    read.map_err(|e| {
        let mut problem = e.to_string();
        for (word, plain) in NUMBERS {
            problem = problem.replace(word, plain);
        }
        place.error(format!("cannot be read: {problem}"))
    })
}

/// What serde calls types of numbers.
const NUMBERS: [(&str, &str); 4] = [
    ("u32", "a whole number from 0"),
    ("u64", "a whole number from 0"),
    ("i64", "a whole number"),
    ("f64", "a number"),
];

/// A body without the keys that say nothing.
pub fn without_nulls(document: &Map<String, Value>) -> Map<String, Value> {
    let said = document.iter().filter(|(_, value)| !value.is_null());
    said.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

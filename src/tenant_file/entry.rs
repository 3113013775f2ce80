//! An entry of a tenant file, and what every entry must have.

use std::fmt;

use serde_json::{Map, Value};

use super::place::{FileError, Place};

/// The most that one entry may hold, as JSON.
const MAX_ENTRY: usize = 1024 * 1024;

/// One entry, as it was written.
#[derive(Debug)]
pub struct Entry {
    pub place: Place,
    pub document: Map<String, Value>,
    /// What was taken out of the document, because no output may show it.
    pub credential: Option<Credential>,
}

/// How a client or a user is authenticated.
#[derive(Debug, Clone)]
pub enum Credential {
    ClientSecret(Secret),
    Password(Secret),
    /// In the format of argon2 or bcrypt.
    Hash(Secret),
}

/// A string that no output shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Entry {
    /// The string at `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.document.get(key).and_then(Value::as_str)
    }

    /// A list of strings.
    pub fn texts(&self, key: &str) -> Result<Option<Vec<&str>>, FileError> {
        match self.document.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => {
                let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                texts
                    .map(Some)
                    .ok_or_else(|| self.place.key(key).error("must be a list of strings"))
            }
            Some(_) => Err(self.place.key(key).error("must be a list of strings")),
        }
    }

    /// Takes a string of 1 to `max` bytes out.
    pub fn take_text(&mut self, key: &str, max: usize) -> Result<Option<String>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if is_within(&text, max) => Ok(Some(text)),
            Some(_) => Err(self.not_within(key, max)),
        }
    }

    /// Takes a mapping out.
    pub fn take_object(&mut self, key: &str) -> Result<Option<Map<String, Value>>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(self.place.key(key).error("must be a mapping")),
        }
    }

    /// Takes `true` or `false` out.
    pub fn take_bool(&mut self, key: &str) -> Result<Option<bool>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(_) => Err(self.place.key(key).error("must be true or false")),
        }
    }

    /// Refuses an entry without a string of 1 to `max` bytes.
    pub(super) fn check_found_by(&self, key: &str, max: usize) -> Result<(), FileError> {
        match self.text(key) {
            Some(text) if is_within(text, max) => Ok(()),
            _ => Err(self.not_within(key, max)),
        }
    }

    fn not_within(&self, key: &str, max: usize) -> FileError {
        let place = self.place.key(key);
        place.error(format!("must be a string of 1 to {max} bytes"))
    }

    /// Refuses entries that no request could carry either.
    pub(super) fn check_size(&self) -> Result<(), FileError> {
        let length = serde_json::to_string(&self.document).map_or(usize::MAX, |t| t.len());
        if length > MAX_ENTRY {
            return Err(self.place.error("is larger than 1 MiB; that is the limit"));
        }
        Ok(())
    }
}

fn is_within(text: &str, max: usize) -> bool {
    !text.is_empty() && text.len() <= max
}

/// The members of a JSON object; none of any other value.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

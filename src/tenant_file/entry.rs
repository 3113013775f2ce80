//! A tenant file that was read: the entries of each section, and what each of them must have.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Map, Value};

use super::place::{FileError, Place};
use super::section::{Section, Sections};
use super::silence;

/// The most that one entry may hold, as JSON.
const MAX_ENTRY: usize = 1024 * 1024;

/// A tenant file that was understood.
#[derive(Debug)]
pub struct TenantFile {
    pub(super) sections: Sections,
    /// By the key of their section, in the order of the file.
    entries: HashMap<&'static str, Vec<Entry>>,
    /// What was not understood, or is not applied.
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule. The rest is imported.
    pub left_out: Vec<FileError>,
    /// SHA-256 of the text, placeholders filled in.
    pub digest: String,
}

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

impl TenantFile {
    /// A file without entries.
    pub fn empty(sections: Sections) -> Self {
        Self {
            sections,
            entries: HashMap::new(),
            warnings: Vec::new(),
            left_out: Vec::new(),
            digest: String::new(),
        }
    }

    /// The entries of the section with that key, in their order.
    pub fn of(&self, key: &str) -> &[Entry] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// The same, to be changed before they are planned.
    pub fn of_mut(&mut self, key: &str) -> &mut [Entry] {
        self.entries.get_mut(key).map_or(&mut [], Vec::as_mut_slice)
    }

    /// Understands one entry of `section`.
    pub(super) fn take(
        &mut self,
        section: &Section,
        place: Place,
        value: Value,
    ) -> Result<(), FileError> {
        let Value::Object(document) = value else {
            return Err(place.error("must be a mapping"));
        };
        let mut entry = Entry {
            place,
            document,
            credential: None,
        };
        entry.check_size()?;
        if entry.document.get("global") == Some(&Value::Bool(true)) {
            let warning = format!("{}: the global client is not imported", entry.place);
            self.warnings.push(warning);
            return Ok(());
        }
        entry.drop_unwritable(section, &mut self.warnings);
        for (key, max) in section.found_by {
            entry.check_found_by(key, *max)?;
        }
        (section.read)(&mut entry, &mut self.warnings)?;
        self.entries.entry(section.key).or_default().push(entry);
        Ok(())
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

    fn check_found_by(&self, key: &str, max: usize) -> Result<(), FileError> {
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
    fn check_size(&self) -> Result<(), FileError> {
        let length = serde_json::to_string(&self.document).map_or(usize::MAX, |t| t.len());
        if length > MAX_ENTRY {
            return Err(self.place.error("is larger than 1 MiB; that is the limit"));
        }
        Ok(())
    }

    /// Takes out what exports have and no request of the Management API takes.
    fn drop_unwritable(&mut self, section: &Section, warnings: &mut Vec<String>) {
        for key in section.read_only.split_ascii_whitespace() {
            if self.document.shift_remove(key).is_some() {
                let place = self.place.key(key);
                warnings.push(format!("{place}: set by the server, ignored"));
            }
        }
        for (key, why) in section.not_applied {
            let value = self.document.shift_remove(*key);
            if value.as_ref().is_some_and(silence::says_something) {
                let place = self.place.key(key);
                warnings.push(format!("{place}: {why}"));
            }
        }
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

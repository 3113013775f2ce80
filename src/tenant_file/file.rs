//! A tenant file that was read: the entries of each section.

use std::collections::HashMap;

use serde_json::Value;

use super::entry::Entry;
use super::place::{FileError, Place};
use super::section::{Section, Sections};
use super::silence;

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
        drop_unwritable(&mut entry, section, &mut self.warnings);
        for (key, max) in section.found_by {
            entry.check_found_by(key, *max)?;
        }
        (section.read)(&mut entry, &mut self.warnings)?;
        self.entries.entry(section.key).or_default().push(entry);
        Ok(())
    }
}

/// Takes out what exports have and no request of the Management API takes.
fn drop_unwritable(entry: &mut Entry, section: &Section, warnings: &mut Vec<String>) {
    for key in section.read_only.split_ascii_whitespace() {
        if entry.document.shift_remove(key).is_some() {
            let place = entry.place.key(key);
            warnings.push(format!("{place}: set by the server, ignored"));
        }
    }
    for (key, why) in section.not_applied {
        let value = entry.document.shift_remove(*key);
        if value.as_ref().is_some_and(silence::says_something) {
            let place = entry.place.key(key);
            warnings.push(format!("{place}: {why}"));
        }
    }
}

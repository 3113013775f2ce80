//! What is read of a tenant file: its entries, placeholders filled in, before and after they are understood.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::file::TenantFile;
use super::place::{FileError, Place};
use super::placeholders::{MAX_BYTES, Placeholders, is_unfilled};
use super::section::{Section, Sections, code_place, lists};
use super::silence;

/// Sections of the format that this version reads over.
const NOT_APPLIED: &str = "actionModules pages migrations \
     rules rulesConfigs hooks customDomains forms flows \
     flowVaultConnections selfServiceProfiles networkACLs riskAssessment guardianFactorProviders \
     phoneProviders phoneTemplates tokenExchangeProfiles userAttributeProfiles connectionProfiles \
     supplementalSignals rateLimitPolicies eventStreams";

/// What was found, before it is understood.
pub(super) struct Sources<'a> {
    pub(super) sections: Sections,
    placeholders: &'a Placeholders<'a>,
    /// Where files stand that an entry names.
    pub(super) root: Option<PathBuf>,
    entries: Vec<(&'static Section, Place, Value)>,
    pub(super) warnings: Vec<String>,
    left_out: Vec<FileError>,
    bytes_left: u64,
    digest: Sha256,
    /// Something of the format was found, be it empty.
    pub(super) has_section: bool,
}

impl<'a> Sources<'a> {
    pub(super) fn new(sections: Sections, placeholders: &'a Placeholders<'a>) -> Self {
        Self {
            sections,
            placeholders,
            root: None,
            entries: Vec::new(),
            warnings: Vec::new(),
            left_out: Vec::new(),
            bytes_left: MAX_BYTES,
            digest: Sha256::new(),
            has_section: false,
        }
    }

    /// The value, unless it cannot be used: then that is noted, and the rest goes on.
    pub(super) fn or_leave_out<T>(&mut self, value: Result<T, FileError>) -> Option<T> {
        value.map_err(|e| self.left_out.push(e)).ok()
    }

    /// The value that a file holds, its placeholders filled in.
    pub(super) fn load(&mut self, path: &Path, place: &Place) -> Result<Value, FileError> {
        let text = self.text(path, place)?;
        let is_json = path.extension().is_some_and(|e| e == "json");
        self.parse(&text, place, is_json)
    }

    /// The text of a file.
    fn text(&mut self, path: &Path, place: &Place) -> Result<String, FileError> {
        let unreadable = |e: std::io::Error| place.error(format!("cannot be read ({e})"));
        let file = fs::File::open(path).map_err(unreadable)?;
        let mut text = String::new();
        let read = file
            .take(self.bytes_left + 1)
            .read_to_string(&mut text)
            .map_err(unreadable)?;
        let is_too_much = read as u64 > self.bytes_left;
        self.bytes_left = self.bytes_left.saturating_sub(read as u64);
        if is_too_much {
            return Err(
                place.error("has more than 10 MiB with the other files; the limit is 10 MiB")
            );
        }
        Ok(text)
    }

    /// The text with its placeholders filled in, which is what the digest is of.
    fn filled(&mut self, text: &str, place: &Place) -> Result<String, FileError> {
        let text = self.placeholders.fill(text);
        if text.len() as u64 > MAX_BYTES {
            return Err(place.error("has more than 10 MiB; the limit is 10 MiB"));
        }
        self.digest.update(text.len().to_be_bytes());
        self.digest.update(&text);
        Ok(text)
    }

    /// The value that a text holds, its placeholders filled in.
    pub(super) fn parse(
        &mut self,
        text: &str,
        place: &Place,
        is_json: bool,
    ) -> Result<Value, FileError> {
        let text = self.filled(text, place)?;
        // A bare placeholder that has no value is a string in YAML, and nothing in JSON.
        if is_json && !is_unfilled(&text) {
            serde_json::from_str(&text).map_err(|e| place.error(format!("is not JSON ({e})")))
        } else {
            parse_yaml(&text).map_err(|e| place.error(format!("is not YAML ({e})")))
        }
    }

    /// Takes in a whole tenant file.
    pub(super) fn add_file(&mut self, place: &Place, value: Value) -> Result<(), FileError> {
        let map = match value {
            Value::Object(map) => map,
            Value::Null => Map::new(),
            _ => return Err(place.error("must be a mapping with sections such as `clients`")),
        };
        for (key, value) in map {
            self.add_section(place.key(&key), &key, value);
        }
        Ok(())
    }

    fn add_section(&mut self, place: Place, key: &str, value: Value) {
        let Some(section) = self.sections.find(key) else {
            let is_known = lists(NOT_APPLIED, key);
            self.has_section |= is_known;
            if silence::says_something(&value) {
                self.warnings.push(unused(&place, is_known));
            }
            return;
        };
        self.has_section = true;
        match value {
            Value::Null => {}
            value if section.is_mapping => self.add(section, place, value),
            Value::Array(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    self.add(section, place.item(index), item);
                }
            }
            _ => self.left_out.push(place.error("must be a list")),
        }
    }

    /// Takes in one entry of a section, or the mapping that the section is.
    pub(super) fn add(&mut self, section: &'static Section, place: Place, value: Value) {
        match value {
            Value::Object(map) if section.is_mapping => {
                for (key, value) in map {
                    let alone = Map::from_iter([(key, value)]);
                    self.entries.push((section, place.clone(), alone.into()));
                }
            }
            value => self.entries.push((section, place, value)),
        }
    }

    /// Refuses an entry in which a placeholder has no value.
    fn check_filled(&self, place: &Place, value: &Value) -> Result<(), FileError> {
        match value {
            Value::String(text) => match self.placeholders.problem(text) {
                Some(problem) => Err(place.error(problem)),
                None => Ok(()),
            },
            Value::Array(items) => (items.iter().enumerate())
                .try_for_each(|(index, item)| self.check_filled(&place.item(index), item)),
            Value::Object(members) => members.iter().try_for_each(|(key, value)| {
                if let Some(problem) = self.placeholders.problem(key) {
                    return Err(place.error(problem));
                }
                self.check_filled(&place.key(key), value)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    /// Puts code in the place of the name of its file, as the Deploy CLI does.
    fn put_code(&mut self, place: &Place, key: &str, entry: &mut Value) -> Result<(), FileError> {
        let is_name = |text: &str| text.ends_with(".js") || text.ends_with(".html");
        let names_file = |text: &&str| is_name(text) && !text.contains('\n');
        let Some(name) = entry[key].as_str().filter(names_file) else {
            return Ok(());
        };
        let place = place.key(key);
        let relative = Path::new(name);
        let is_inside = |c| matches!(c, Component::Normal(_) | Component::CurDir);
        let Some(root) = self
            .root
            .clone()
            .filter(|_| relative.components().all(is_inside))
        else {
            let problem = "must be code, or the name of a file beside the tenant file or below";
            return Err(place.error(problem));
        };
        let text = self.text(&root.join(relative), &place)?;
        entry[key] = self.filled(&text, &place)?.into();
        Ok(())
    }

    fn take(
        &mut self,
        file: &mut TenantFile,
        section: &Section,
        place: Place,
        mut value: Value,
    ) -> Result<(), FileError> {
        (section.modernize)(&mut value);
        match section.code.map(|key| key.split_once("[].").ok_or(key)) {
            None => {}
            Some(Err(code)) => {
                if let Some((at, key)) = code_place(code, &mut value) {
                    self.put_code(&place, key, at)?;
                }
            }
            Some(Ok((list, key))) => {
                let items = value.get_mut(list).and_then(Value::as_array_mut);
                let items = items.into_iter().flatten();
                for (index, item) in items.enumerate() {
                    self.put_code(&place.key(list).item(index), key, item)?;
                }
            }
        }
        self.check_filled(&place, &value)?;
        file.take(section, place, value)
    }

    /// Understands what was found.
    pub(super) fn understand(mut self) -> TenantFile {
        let mut file = TenantFile::empty(self.sections);
        for (section, place, value) in std::mem::take(&mut self.entries) {
            let taken = self.take(&mut file, section, place, value);
            self.or_leave_out(taken);
        }
        self.warnings.append(&mut file.warnings);
        file.warnings = self.warnings;
        file.left_out = self.left_out;
        file.digest = self
            .digest
            .finalize()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        file
    }
}

/// The warning about a section, a folder or a file that is not applied.
pub(super) fn unused(place: &Place, known: bool) -> String {
    if known {
        format!("{place}: not applied by this version")
    } else {
        format!("{place}: not understood, ignored")
    }
}

/// YAML 1.2: only `true` and `false` are booleans. Errors carry no excerpt, which could be a secret.
fn parse_yaml(text: &str) -> Result<Value, String> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        with_snippet: false,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|e| e.to_string())
}

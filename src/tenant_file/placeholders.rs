//! `##KEY##` and `@@KEY@@`: values that a tenant file leaves to the environment.
//!
//! They are replaced in the text before it is parsed, as the Deploy CLI does, so that `leeway: @@LEEWAY@@` is a number. One
//! without a value stays in the text, marked: only where it is read does it matter.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value};

use super::place::{FileError, Place};

/// The most that a file, and all files of a directory together, may hold.
pub(super) const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The Deploy CLI's own configuration.
pub(super) const DEPLOY_CLI: &str = "config.json";
/// The Deploy CLI's own variable, and the member of its configuration file, that says what placeholders stand for.
const MAPPINGS: &str = "AUTH0_KEYWORD_REPLACE_MAPPINGS";
/// Before a placeholder that has no value: a character for private use, which no file has by chance. Without it the rest
/// of `a: ##B##` would be a comment.
const UNFILLED: char = '\u{f8ff}';

/// What placeholders stand for.
#[derive(Debug)]
pub struct Placeholders<'a> {
    /// Of the Deploy CLI's variable and file.
    mappings: Map<String, Value>,
    /// By key: the environment.
    environment: &'a HashMap<String, String>,
    /// `##DOMAIN##`, unless something else is said: the issuer's host, with its port.
    domain: &'a str,
}

impl<'a> Placeholders<'a> {
    /// The values of the environment: by `AUTH0_KEYWORD_REPLACE_MAPPINGS` first, then by their own names.
    pub fn new(
        environment: &'a HashMap<String, String>,
        domain: &'a str,
    ) -> Result<Self, FileError> {
        let given = environment.get(MAPPINGS).filter(|text| !text.is_empty());
        let mappings = given.map_or(Ok(Map::new()), |text| {
            mappings(serde_json::from_str(text).ok(), &Place::file(MAPPINGS))
        });
        Ok(Self {
            mappings: mappings?,
            environment,
            domain,
        })
    }

    /// Adds the mappings of a configuration file of the Deploy CLI. The environment's beat them.
    pub fn add_file(&mut self, path: &Path) -> Result<(), FileError> {
        let place = Place::file(&path.display().to_string());
        let text = text_of(path).map_err(|e| place.error(format!("cannot be read ({e})")))?;
        self.add_text(&text, &place)
    }

    /// Adds the mappings of the configuration file beside the tenant's files, where it has some.
    pub fn add_file_beside(&mut self, tenant: &Path) -> Result<(), FileError> {
        let folder = Some(tenant).filter(|path| path.is_dir());
        let folder = folder.or(tenant.parent()).unwrap_or(tenant);
        let path = folder.join(DEPLOY_CLI);
        match text_of(&path) {
            Ok(text) if text.contains(MAPPINGS) => {
                self.add_text(&text, &Place::file(&path.display().to_string()))
            }
            _ => Ok(()),
        }
    }

    fn add_text(&mut self, text: &str, place: &Place) -> Result<(), FileError> {
        let mut file: Value =
            serde_json::from_str(text).map_err(|e| place.error(format!("is not JSON ({e})")))?;
        if let Some(given) = file.get_mut(MAPPINGS) {
            for (key, value) in mappings(Some(given.take()), &place.key(MAPPINGS))? {
                self.mappings.entry(key).or_insert(value);
            }
        }
        Ok(())
    }

    /// `text` with every placeholder replaced that has a value. Values are not searched for placeholders again.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let start = line.trim_start();
            // A comment may speak of placeholders.
            if start.starts_with('#') && placeholder(start).is_none() {
                out.push_str(line);
            } else {
                self.fill_line(line, &mut out);
            }
        }
        out
    }

    /// Why the first placeholder that stayed in `text` has no value.
    pub(super) fn problem(&self, text: &str) -> Option<String> {
        let mut marked = text.split(UNFILLED).skip(1).filter_map(placeholder);
        marked.find_map(|(marker, key)| self.value(marker, key).err())
    }

    fn fill_line(&self, line: &str, out: &mut String) {
        let mut rest = line;
        while let Some(at) = rest.find(['#', '@']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some((marker, key)) = placeholder(rest) else {
                let (first, behind) = rest.split_at(1);
                out.push_str(first);
                rest = behind;
                continue;
            };
            let (whole, behind) = rest.split_at(key.len() + 4);
            rest = behind;
            match self.value(marker, key) {
                Ok(text) if marker == "##" => out.push_str(&text),
                Ok(json) => rest = push_json(&json, out, rest),
                Err(_) => {
                    out.push(UNFILLED);
                    out.push_str(whole);
                }
            }
        }
        out.push_str(rest);
    }

    /// What stands in the place of the placeholder: a string as it is, or JSON.
    fn value(&self, marker: &str, key: &str) -> Result<Cow<'_, str>, String> {
        let is_json = marker == "@@";
        match self.mappings.get(key) {
            Some(Value::String(text)) if !is_json => return Ok(text.into()),
            Some(value) => return Ok(value.to_string().into()),
            None => {}
        }
        let found = self.environment.get(key).map(String::as_str);
        if !is_json {
            let found = found.or_else(|| (key == "DOMAIN").then_some(self.domain));
            return found.map(Cow::from).ok_or_else(|| {
                format!("##{key}## has no value: set the environment variable {key}")
            });
        }
        let text = found.ok_or_else(|| {
            format!("@@{key}@@ has no value: set the environment variable {key} to a JSON value")
        })?;
        let json: Value = serde_json::from_str(text).map_err(|_| {
            format!("@@{key}@@ must stand for JSON, such as [\"a\", \"b\"]; the environment variable {key} is not JSON")
        })?;
        Ok(json.to_string().into())
    }
}

fn text_of(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(MAX_BYTES)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// Whether a placeholder without a value stayed in the text.
pub(super) fn is_unfilled(text: &str) -> bool {
    text.contains(UNFILLED)
}

fn mappings(value: Option<Value>, place: &Place) -> Result<Map<String, Value>, FileError> {
    match value {
        Some(Value::Object(mappings)) => Ok(mappings),
        _ => Err(place.error("must be a JSON object, such as {\"KEY\": \"value\"}")),
    }
}

/// A JSON value, in the place of the quotes around the placeholder too.
fn push_json<'t>(json: &str, out: &mut String, rest: &'t str) -> &'t str {
    let mut behind = rest;
    if let Some(quote) = out.chars().last().filter(|c| matches!(c, '"' | '\''))
        && let Some(after) = rest.strip_prefix(quote)
    {
        out.pop();
        behind = after;
    }
    out.push_str(json);
    behind
}

/// The placeholder that `text` begins with: its marker and its key.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let marker = text.get(..2).filter(|m| matches!(*m, "##" | "@@"))?;
    let rest = &text[2..];
    let length = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        .count();
    (length > 0 && rest[length..].starts_with(marker)).then(|| (marker, &rest[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> HashMap<String, String> {
        let values = [
            ("N", "7"),
            ("LIST", r#"["a",{"b":1}]"#),
            ("BAD", "a,b"),
            ("MAPPED", "by its own name"),
            (
                MAPPINGS,
                r#"{"MAPPED": "by mapping", "URLS": ["u"], "DAYS": 30}"#,
            ),
        ];
        values.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
    }

    /// The text filled, or why it is not.
    fn fill(text: &str) -> Result<String, String> {
        let environment = environment();
        let placeholders = Placeholders::new(&environment, "localhost:4000").unwrap();
        let filled = placeholders.fill(text);
        placeholders.problem(&filled).map_or(Ok(filled), Err)
    }

    #[test]
    fn text_and_json_values_are_filled_in() {
        assert_eq!(fill("a: ##N##\n").unwrap(), "a: 7\n");
        assert_eq!(
            fill("https://##DOMAIN##/api/v2/").unwrap(),
            "https://localhost:4000/api/v2/"
        );
        for quoted in ["@@LIST@@", "\"@@LIST@@\"", "'@@LIST@@'"] {
            assert_eq!(fill(quoted).unwrap(), r#"["a",{"b":1}]"#, "{quoted}");
        }
        let untouched = "a@@b c ## no # ##x y## é##\n";
        assert_eq!(fill(untouched).unwrap(), untouched);
    }

    #[test]
    fn mappings_of_the_deploy_cli_beat_variables_of_the_same_name() {
        assert_eq!(fill("##MAPPED##").unwrap(), "by mapping");
        assert_eq!(fill("'@@MAPPED@@'").unwrap(), "\"by mapping\"");
        assert_eq!(fill("@@URLS@@ @@DAYS@@ ##DAYS##").unwrap(), "[\"u\"] 30 30");
        let wrong = HashMap::from([(MAPPINGS.to_owned(), "[]".to_owned())]);
        let error = Placeholders::new(&wrong, "").unwrap_err().to_string();
        assert!(error.starts_with("AUTH0_KEYWORD_REPLACE_MAPPINGS: must be"));
    }

    #[test]
    fn the_mappings_of_a_file_are_read_and_the_environments_beat_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.json");
        let file =
            format!(r#"{{"AUTH0_DOMAIN": "a", "{MAPPINGS}": {{"MAPPED": "x", "OF_FILE": "y"}}}}"#);
        std::fs::write(&path, file).unwrap();
        let environment = environment();
        let mut placeholders = Placeholders::new(&environment, "").unwrap();
        placeholders.add_file(&path).unwrap();
        assert_eq!(placeholders.fill("##MAPPED## ##OF_FILE##"), "by mapping y");
    }

    #[test]
    fn an_unfilled_placeholder_is_named() {
        let e = fill("a: 1\nb: '##SECRET##'").unwrap_err();
        assert_eq!(
            e,
            "##SECRET## has no value: set the environment variable SECRET"
        );
        assert!(fill("@@GONE@@").unwrap_err().contains("@@GONE@@"));
        assert!(fill("@@BAD@@").unwrap_err().contains("must stand for JSON"));
        assert!(fill("##SECRET##: 1").is_err());
    }

    #[test]
    fn comments_may_speak_of_placeholders() {
        let filled = fill("# set ##SECRET## first\na: ##N##").unwrap();
        assert!(filled.ends_with("a: 7"));
    }
}

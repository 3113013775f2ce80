//! The sources of a value, highest precedence first: flag, environment, file, default. Mistakes are collected, so that one
//! start reports all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::keys::{self, CONFIG_VARIABLE, Key, KeyKind};

/// Values that the command line gave, by key.
pub type Flags = BTreeMap<&'static str, String>;

/// Where to look.
#[derive(Default)]
pub struct Sources {
    pub flags: Flags,
    /// `--config`.
    pub file: Option<PathBuf>,
    pub environment: Environment,
    /// The temporary directory of `footbridge dev`, which reads the keys of persistent data from flags only.
    pub dev: Option<PathBuf>,
}

/// Keys that `dev` reads from flags only, so that a demo never writes to an existing database.
const FLAG_ONLY_IN_DEV: [&str; 3] = ["database_url", "tenant", "data_dir"];

/// A value as it was given.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    /// From a flag, the environment or a default.
    Text(String),
    Toml(toml::Value),
}

/// A mistake: where, what was found, what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(pub String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads keys one after the other.
pub(super) struct Layers {
    sources: Sources,
    file_name: String,
    file: BTreeMap<String, toml::Value>,
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<String>,
}

impl Layers {
    /// Reads the file, and reports unknown keys.
    pub(super) fn new(sources: Sources) -> Self {
        let from_environment = || sources.environment.get(CONFIG_VARIABLE).map(PathBuf::from);
        let path = sources.file.clone().or_else(from_environment);
        let mut layers = Self {
            sources,
            file_name: path
                .as_deref()
                .map(|p| p.display().to_string())
                .unwrap_or_default(),
            file: BTreeMap::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        };
        if let Some(path) = path {
            match read_file(&path) {
                Ok(file) => layers.file = file,
                Err(problem) => layers.problems.push(problem),
            }
        }
        layers.report_unknown();
        layers
    }

    /// The value of a key that has one or a default. `None` only beside a problem.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        parse: fn(&Raw) -> Option<T>,
    ) -> Option<T> {
        self.optional(name, parse).or_else(|| {
            let default = self.default(name)?;
            parse(&Raw::Text(default))
        })
    }

    /// The value of a key, if it is set.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        parse: fn(&Raw) -> Option<T>,
    ) -> Option<T> {
        let (raw, place) = self.find(name)?;
        let value = parse(&raw);
        if value.is_none() {
            self.refuse(name, &raw, &place);
        }
        value
    }

    /// Whether the command is `footbridge dev`.
    pub(super) fn is_dev(&self) -> bool {
        self.sources.dev.is_some()
    }

    /// Reports a problem that no single value causes.
    pub(super) fn problem(&mut self, text: impl Into<String>) {
        self.problems.push(Problem(text.into()));
    }

    fn default(&self, name: &str) -> Option<String> {
        match (&self.sources.dev, name) {
            (Some(directory), "data_dir") => Some(directory.display().to_string()),
            (Some(_), "test_mode") => Some("true".to_owned()),
            _ => keys::find(name)?.default.map(str::to_owned),
        }
    }

    fn find(&self, name: &'static str) -> Option<(Raw, String)> {
        if let Some(text) = self.sources.flags.get(name) {
            let flag = keys::find(name)?.flag().unwrap_or_default();
            return Some((Raw::Text(text.clone()), format!("--{flag}")));
        }
        if self.sources.dev.is_some() && FLAG_ONLY_IN_DEV.contains(&name) {
            return None;
        }
        let mut variables = vec![keys::find(name)?.variable()];
        if name == "database_url" {
            variables.push("DATABASE_URL".to_owned());
        }
        for variable in variables {
            if let Some(text) = self.sources.environment.get(&variable) {
                return Some((Raw::Text(text.to_owned()), variable));
            }
        }
        let value = self.file.get(name)?;
        Some((Raw::Toml(value.clone()), self.file_name.clone()))
    }

    fn refuse(&mut self, name: &str, raw: &Raw, place: &str) {
        let allowed = keys::find(name).map_or("", |key| key.allowed);
        let found = shown(name, raw);
        self.problem(format!(
            "{name}: found {found} ({place}); expected {allowed}"
        ));
    }

    fn report_unknown(&mut self) {
        let mut unknown = Vec::new();
        for name in self.file.keys() {
            if keys::find(name).is_none() {
                let near = keys::nearest(name, |key| key.name.to_owned());
                let near = near.map(|near| format!("did you mean {near}? "));
                let names: Vec<&str> = keys::KEYS.iter().map(|key| key.name).collect();
                unknown.push(format!(
                    "{name}: unknown key ({}); {}expected one of {}",
                    self.file_name,
                    near.unwrap_or_default(),
                    names.join(", ")
                ));
            }
        }
        unknown.into_iter().for_each(|text| self.problem(text));
        let mut variables: Vec<&String> = self.sources.environment.0.keys().collect();
        variables.sort();
        for variable in variables {
            if !variable.starts_with("FOOTBRIDGE_") || variable == CONFIG_VARIABLE {
                continue;
            }
            if keys::of_variable(variable).is_none() {
                let near = keys::nearest(variable, Key::variable);
                let near = near.map(|near| format!("; did you mean {near}?"));
                self.warnings.push(format!(
                    "{variable} is not a configuration key and is ignored{}",
                    near.unwrap_or_default()
                ));
            }
        }
    }
}

/// The value, unless it may hold a secret.
fn shown(name: &str, raw: &Raw) -> String {
    let is_secret = keys::find(name).is_some_and(|key| key.kind == KeyKind::Secret);
    match (is_secret, name, raw) {
        (true, ..) => "a value (not shown)".to_owned(),
        (_, "database_url", Raw::Text(text) | Raw::Toml(toml::Value::String(text))) => {
            let scheme = text
                .split(':')
                .next()
                .filter(|s| s.len() < text.len() && s.len() < 16);
            scheme.map_or("a value without a scheme".to_owned(), |s| format!("{s}:…"))
        }
        (_, _, Raw::Text(text)) => format!("{text:?}"),
        (_, _, Raw::Toml(value)) => value.to_string(),
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, toml::Value>, Problem> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| {
        Problem(format!(
            "the configuration file {name} cannot be read ({e})"
        ))
    })?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        let line = e
            .span()
            .map_or(0, |span| text[..span.start].lines().count().max(1));
        Problem(format!("{name}, line {line}: {}", e.message()))
    })?;
    let mut flat = BTreeMap::new();
    flatten("", table, &mut flat);
    Ok(flat)
}

fn flatten(prefix: &str, table: toml::Table, flat: &mut BTreeMap<String, toml::Value>) {
    for (key, value) in table {
        let name = format!("{prefix}{key}");
        match value {
            toml::Value::Table(inner) if !inner.is_empty() => {
                flatten(&format!("{name}."), inner, flat)
            }
            toml::Value::Table(_) if is_table(&name) => {}
            value => {
                flat.insert(name, value);
            }
        }
    }
}

fn is_table(name: &str) -> bool {
    let prefix = format!("{name}.");
    keys::KEYS.iter().any(|key| key.name.starts_with(&prefix))
}

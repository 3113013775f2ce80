//! The database's address.

use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use super::layers::Raw;
use super::values;

/// Characters that the driver would not read as part of the path.
const IN_PATH: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// Which database, and where.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file; a relative path is under `data_dir`.
    File(PathBuf),
    /// In memory, for one connection.
    Memory,
    /// A URL, with its password.
    Postgres(String),
}

impl Database {
    pub(super) fn read(raw: &Raw) -> Option<Self> {
        let text = values::text(raw)?;
        if text == "sqlite::memory:" {
            return Some(Self::Memory);
        }
        if let Some(path) = text.strip_prefix("sqlite://") {
            let is_path = !path.is_empty() && !path.contains(['?', '\0']) && !path.ends_with('/');
            return is_path.then(|| Self::File(path.into()));
        }
        // Several hosts stand where a URL has one.
        let url = Url::parse(&with_first_host(&text)).ok()?;
        matches!(url.scheme(), "postgres" | "postgresql").then_some(Self::Postgres(text))
    }

    /// The file, where there is one.
    pub fn file(&self, data_dir: &Path) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(data_dir.join(path)),
            Self::Memory | Self::Postgres(_) => None,
        }
    }

    /// The URL that the engine opens.
    pub fn url(&self, data_dir: &Path) -> String {
        match self {
            Self::File(path) => {
                let path = data_dir.join(path).display().to_string();
                format!("sqlite://{}", utf8_percent_encode(&path, IN_PATH))
            }
            Self::Memory => "sqlite::memory:".to_owned(),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// Whether it is Postgres.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// Without user, password and parameters.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "sqlite://{}", path.display()),
            Self::Memory => f.write_str("sqlite::memory:"),
            Self::Postgres(text) => match (Url::parse(&with_first_host(text)), hosts(text)) {
                (Ok(url), Some((_, hosts, _))) => write!(f, "postgres://{hosts}{}", url.path()),
                _ => f.write_str("postgres://…"),
            },
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A URL's text up to its hosts, these, and what follows.
fn hosts(url: &str) -> Option<(&str, &str, &str)> {
    let start = url.find("://")? + 3;
    let end = url[start..]
        .find(['/', '?'])
        .map_or(url.len(), |at| start + at);
    let start = url[start..end]
        .rfind('@')
        .map_or(start, |at| start + at + 1);
    Some((&url[..start], &url[start..end], &url[end..]))
}

fn with_first_host(url: &str) -> String {
    match hosts(url) {
        Some((before, hosts, after)) => {
            let first = hosts.split(',').next().unwrap_or_default();
            format!("{before}{first}{after}")
        }
        None => url.to_owned(),
    }
}

//! Where in a tenant file something stands, for errors that can be acted on.

use std::fmt;
use std::sync::Arc;

/// A key path in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    file: Arc<str>,
    path: String,
}

/// What is wrong, and where; the text says what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct FileError {
    pub place: Place,
    pub problem: String,
}

impl Place {
    /// The file as a whole.
    pub fn file(name: &str) -> Self {
        Self {
            file: name.into(),
            path: String::new(),
        }
    }

    /// A key below.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.followed_by(&format!("{dot}{key}"))
    }

    /// What stands at a path from here, such as `scopes[0].value`; an empty path is here.
    #[must_use]
    pub fn below(&self, path: &str) -> Self {
        match path.chars().next() {
            None => self.clone(),
            Some('[') => self.followed_by(path),
            Some(_) => self.key(path),
        }
    }

    /// An item of the list here.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.followed_by(&format!("[{index}]"))
    }

    /// A line of the file, where no key path is known yet.
    #[must_use]
    pub fn line(&self, number: usize) -> Self {
        self.followed_by(&format!("line {number}"))
    }

    /// The error that `problem` is here.
    pub fn error(&self, problem: impl Into<String>) -> FileError {
        FileError {
            place: self.clone(),
            problem: problem.into(),
        }
    }

    fn followed_by(&self, text: &str) -> Self {
        Self {
            file: self.file.clone(),
            path: format!("{}{text}", self.path),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        Ok(())
    }
}

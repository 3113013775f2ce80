//! The process environment, read once.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

/// Names and values. Values may be secrets: they are never shown.
#[derive(Clone, Default, PartialEq)]
pub struct Environment(pub HashMap<String, String>);

impl Environment {
    /// This process's. A value that is not Unicode cannot be one of ours and is left out.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn of_process() -> Self {
        let readable = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(readable).collect())
    }

    /// A value; an empty one counts as none, because composed files cannot leave a name out.
    pub fn get(&self, name: &str) -> Option<&str> {
        (self.0.get(name).map(String::as_str)).filter(|value| !value.is_empty())
    }

    /// Where temporary files go.
    pub fn temporary_directory(&self) -> PathBuf {
        self.get("TMPDIR").unwrap_or("/tmp").into()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

//! The process environment, read once.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// The path with which to start this program again. On Linux it is the kernel's link to the running program, because the
/// file may have been replaced by a newer version.
pub fn own_program() -> io::Result<OsString> {
    const SELF: &str = "/proc/self/exe";
    if Path::new(SELF).exists() {
        return Ok(SELF.into());
    }
    std::env::current_exe().map(OsString::from)
}

/// Names and values. Values may be secrets: `Debug` prints only the names.
#[derive(Clone, Default, PartialEq)]
pub struct Environment(pub HashMap<String, String>);

impl Environment {
    /// The environment of this process, without values that are not Unicode.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn of_process() -> Self {
        let readable = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(readable).collect())
    }

    /// A value; an empty one counts as unset, because a Compose file cannot omit a name.
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

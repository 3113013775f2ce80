//! What commands print, line by line.

use std::fmt::Display;
use std::io::{Write, stdout};

use anyhow::Context;

/// An error and its causes, each once: some errors include the message of their cause.
pub(super) fn told(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !said.ends_with(&cause) {
            let colon = if said.is_empty() { "" } else { ": " };
            said += &format!("{colon}{cause}");
        }
    }
    said
}

/// `1 change`, `2 changes`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Prints a line. If the reader has closed standard output, that is an error, not a panic.
pub(super) fn say(line: impl Display) -> anyhow::Result<()> {
    writeln!(stdout(), "{line}").context("standard output is closed")
}

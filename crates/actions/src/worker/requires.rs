//! The modules that a source requires, found without running it.

use super::text::LineColumn;
use crate::protocol::RunError;

/// What `require` knows, with and without `node:` in front.
pub const MODULES: [&str; 11] = [
    "assert",
    "buffer",
    "crypto",
    "events",
    "path",
    "process",
    "querystring",
    "timers",
    "timers/promises",
    "url",
    "util",
];

/// Refuses a source that requires a module that is not available, if its name is a string literal.
pub fn check(source: &str) -> Result<(), RunError> {
    for (at, name) in calls(source) {
        if MODULES.contains(&name.strip_prefix("node:").unwrap_or(name)) {
            continue;
        }
        let place = LineColumn::of(source, at);
        return Err(RunError {
            message: refusal(name),
            stack: None,
            line: Some(place.line),
            column: Some(place.column),
        });
    }
    Ok(())
}

/// Why a module is not available.
pub fn refusal(name: &str) -> String {
    format!(
        "Cannot find module '{name}': npm packages are not available to Actions here (requests are made with fetch); these modules are: {}",
        MODULES.join(", ")
    )
}

/// Every `require("…")` outside of comments and strings, with its place.
fn calls(source: &str) -> Vec<(usize, &str)> {
    let mut found = vec![];
    let (bytes, mut at) = (source.as_bytes(), 0);
    while at < bytes.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some(quote @ ('"' | '\'' | '`')) = rest.chars().next() {
            at += quoted(rest, quote);
        } else if let Some(name) = call(source, at) {
            found.push((at, name));
            at += "require".len();
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// The length of the string that begins here; one that does not end on its line is not a string (a regular expression, say).
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return 1,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    1
}

fn call(source: &str, at: usize) -> Option<&str> {
    let after = source[at..].strip_prefix("require")?;
    let before = source[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.')) {
        return None;
    }
    let argument = after.trim_start().strip_prefix('(')?.trim_start();
    let quote = argument
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let name = &argument[1..];
    name.find(quote).map(|end| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_refused_where_they_are_named() {
        let source = "const c = require('node:crypto');\n// require('axios')\nconst s = \"require('ms')\";\n\
            module.exports = async () => {\n  const axios = require( 'axios' );\n};";
        let error = check(source).unwrap_err();
        assert!(
            error.message.starts_with("Cannot find module 'axios'"),
            "{error:?}"
        );
        assert_eq!((error.line, error.column), (Some(5), Some(17)));
        for fine in [
            "require(name)",
            "x.require('axios')",
            "/* require('axios') */",
            "require(\"util\")",
            "const it = /[\"']/; require('url')",
            "myrequire('axios')",
            "`require('a')`",
        ] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
    }
}

//! Errors for the author of an Action, in the line numbers of its source.

use rquickjs::CaughtError;

use crate::protocol::RunError;

/// How the source appears in stack traces.
pub const FILE: &str = "action.js";

/// The run has used its time.
pub fn timeout() -> RunError {
    RunError::new("The Action took too long")
}

/// A thrown error for the Action's author: the message and the place in the source.
pub fn describe(error: &CaughtError<'_>) -> RunError {
    match error {
        CaughtError::Exception(exception) => {
            let name: Option<String> = exception.as_object().get("name").ok();
            let message = exception.message().unwrap_or_default();
            error_at(name.as_deref(), &message, exception.stack().as_deref())
        }
        CaughtError::Value(value) => {
            let text = value.as_string().and_then(|s| s.to_string().ok());
            RunError::new(text.unwrap_or_else(|| "a value was thrown that is not an Error".into()))
        }
        CaughtError::Error(error) => RunError::new(error.to_string()),
    }
}

/// An error in the tenant's own line numbers.
pub fn error_at(name: Option<&str>, message: &str, stack: Option<&str>) -> RunError {
    let name = name.filter(|n| !n.is_empty() && !message.starts_with(n));
    let message = match name {
        Some(name) => format!("{name}: {message}"),
        None => message.to_owned(),
    };
    let stack = stack.map(renumber).filter(|s| !s.is_empty());
    let place = stack.as_deref().and_then(place);
    RunError {
        message,
        line: place.map(|(line, _)| line),
        column: place.and_then(|(_, column)| column),
        stack,
    }
}

/// The first place in the tenant's source that a stack trace names.
fn place(stack: &str) -> Option<(u32, Option<u32>)> {
    let at = stack.find(FILE)? + FILE.len();
    let mut numbers = stack[at..].split(|c: char| !c.is_ascii_digit());
    let _before = numbers.next();
    let line = numbers.next()?.parse().ok()?;
    Some((line, numbers.next().and_then(|n| n.parse().ok())))
}

/// A stack trace without the frames of the built-in scripts, in the source's line numbers.
fn renumber(stack: &str) -> String {
    let theirs = stack.lines().filter(|line| line.contains(FILE));
    let renumbered = theirs.map(|line| {
        let Some((before, after)) = line.split_once(&format!("{FILE}:")) else {
            return line.to_owned();
        };
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let number = after[..end].parse::<u32>().unwrap_or(1);
        format!(
            "{before}{FILE}:{}{}",
            number.saturating_sub(1).max(1),
            &after[end..]
        )
    });
    renumbered.take(20).collect::<Vec<_>>().join("\n")
}

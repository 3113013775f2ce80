//! The values that an event consists of.

use serde_json::Value;

/// How deep an event may nest, itself counted.
pub(super) const DEEPEST: usize = 8;
/// How long a string in it may be, as JSON.
const LONGEST_STRING: usize = 1024;
const CUT: char = '…';

/// A string, number or flag; `None` for what has members.
pub(super) fn scalar(value: Value) -> Option<Value> {
    match value {
        Value::Object(_) | Value::Array(_) => None,
        Value::String(text) => Some(cut(text, LONGEST_STRING).into()),
        other => Some(other),
    }
}

/// The string without NUL, which no database column takes, and cut where its JSON would be longer than `most`.
pub(super) fn cut(text: String, most: usize) -> String {
    let text = if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    };
    let (mut length, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        length += length_of(c);
        if length + CUT.len_utf8() <= most {
            end = at + c.len_utf8();
        } else if length > most {
            return format!("{}{CUT}", &text[..end]);
        }
    }
    text
}

/// How long a character is as JSON.
fn length_of(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        c if c < ' ' => 6,
        c => c.len_utf8(),
    }
}

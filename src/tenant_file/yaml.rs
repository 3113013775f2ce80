//! A writer for the YAML that we export: block style, every text quoted as JSON quotes it.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::domain::settings::Settings;

/// Writes `key:` and the mapping or list below it.
pub(super) fn entry(out: &mut String, key: &str, value: &Value, depth: usize) {
    indent(out, depth);
    push_key(out, key);
    nested(out, value, depth + 1);
}

/// Writes one item of a list of mappings.
pub(super) fn item(out: &mut String, map: &Map<String, Value>, depth: usize) {
    let mut first = true;
    for (key, value) in map {
        if first {
            indent(out, depth);
            out.push_str("- ");
            push_key(out, key);
            nested(out, value, depth + 2);
        } else {
            entry(out, key, value, depth + 1);
        }
        first = false;
    }
    if first {
        indent(out, depth);
        out.push_str("- {}\n");
    }
}

/// What follows a key: on the same line where it is short, else on lines of its own at `depth`.
fn nested(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            for (key, value) in map {
                entry(out, key, value, depth);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            for value in items {
                match value {
                    Value::Object(map) => item(out, map, depth),
                    _ => {
                        indent(out, depth);
                        out.push_str("- ");
                        flow(out, value);
                        out.push('\n');
                    }
                }
            }
        }
        _ => {
            out.push(' ');
            flow(out, value);
            out.push('\n');
        }
    }
}

/// Writes a value on one line.
pub fn flow(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => quote(out, text),
        Value::Array(items) => {
            out.push('[');
            for (index, value) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                flow(out, value);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (index, (key, value)) in map.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                quote(out, key);
                out.push_str(": ");
                flow(out, value);
            }
            out.push('}');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn push_key(out: &mut String, key: &str) {
    let plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&key.to_ascii_lowercase().as_str());
    if plain {
        out.push_str(key);
    } else {
        quote(out, key);
    }
    out.push(':');
}

/// Quotes `text`, so that nothing in it can be taken for a placeholder.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '#' | '@' if c == previous => push_escaped(out, c),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => push_escaped(out, c),
            c if c.is_control() => push_escaped(out, c),
            c => out.push(c),
        }
        previous = c;
    }
    out.push('"');
}

/// Quotes the identifier of an API. The Management API's has a placeholder: its host is that of the server that imports it.
pub fn audience(out: &mut String, audience: &str, settings: &Settings) {
    if settings.is_management_audience(audience) {
        out.push_str("\"https://##DOMAIN##/api/v2/\"");
    } else {
        quote(out, audience);
    }
}

fn push_escaped(out: &mut String, c: char) {
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn written(value: &Value) -> String {
        let mut out = String::new();
        entry(&mut out, "root", value, 0);
        out
    }

    fn read_back(text: &str) -> Value {
        let read: Value = serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        read["root"].clone()
    }

    #[test]
    fn it_reads_well() {
        let value = json!([{"name": "A", "list": ["x", 1], "empty": [], "map": {"on": true}}, {"name": "##B##"}]);
        let text = "root:\n  - name: \"A\"\n    list:\n      - \"x\"\n      - 1\n    empty: []\n    map:\n      \"on\": true\n  \
                    - name: \"#\\u0023B#\\u0023\"\n";
        assert_eq!(written(&value), text);
        assert_eq!(read_back(text), value);
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[ #@:\\-\"'{}\\[\\]~|>&*!%a0]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec(("[a-z#@ :-]{0,6}", inner), 0..5)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(crate::properties::seeded())]

        #[test]
        fn what_is_written_is_read_back(value in any_value()) {
            let text = written(&value);
            prop_assert_eq!(read_back(&text), value, "{}", text);
        }
    }
}

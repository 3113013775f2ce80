//! `##KEY##` and `@@KEY@@`: values that a tenant file leaves to the environment.
//!
//! They are replaced in the text before it is parsed, as the Deploy CLI does, so that `leeway: ##LEEWAY##` is a number.

use std::collections::HashMap;

use super::place::{FileError, Place};

/// What placeholders stand for.
#[derive(Debug, Clone, Copy)]
pub struct Placeholders<'a> {
    /// By key: the environment.
    pub values: &'a HashMap<String, String>,
    /// `##DOMAIN##`, unless the environment has its own: the issuer's host, with its port.
    pub domain: &'a str,
}

impl Placeholders<'_> {
    /// `text` with every placeholder replaced. Values are not searched for placeholders again.
    pub fn fill(&self, text: &str, place: &Place) -> Result<String, FileError> {
        let mut out = String::with_capacity(text.len());
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let start = line.trim_start();
            // A comment may speak of placeholders.
            if start.starts_with('#') && placeholder(start).is_none() {
                out.push_str(line);
                continue;
            }
            self.fill_line(line, &mut out)
                .map_err(|problem| place.line(index + 1).error(problem))?;
        }
        Ok(out)
    }

    fn fill_line(&self, line: &str, out: &mut String) -> Result<(), String> {
        let mut rest = line;
        while let Some(at) = rest.find(['#', '@']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some((marker, key)) = placeholder(rest) else {
                let (first, behind) = rest.split_at(1);
                out.push_str(first);
                rest = behind;
                continue;
            };
            rest = &rest[key.len() + 4..];
            if marker == "##" {
                out.push_str(self.text(key)?);
            } else {
                rest = self.push_json(key, out, rest)?;
            }
        }
        out.push_str(rest);
        Ok(())
    }

    fn text(&self, key: &str) -> Result<&str, String> {
        let found = self.values.get(key).map(String::as_str);
        found
            .or_else(|| (key == "DOMAIN").then_some(self.domain))
            .ok_or_else(|| format!("##{key}## has no value: set the environment variable {key}"))
    }

    /// A JSON value, in the place of the quotes around the placeholder too.
    fn push_json<'t>(&self, key: &str, out: &mut String, rest: &'t str) -> Result<&'t str, String> {
        let value = self.values.get(key).ok_or_else(|| {
            format!("@@{key}@@ has no value: set the environment variable {key} to a JSON value")
        })?;
        let json: serde_json::Value = serde_json::from_str(value).map_err(|_| {
            format!("@@{key}@@ must stand for JSON, such as [\"a\", \"b\"]; the environment variable {key} is none")
        })?;
        let mut behind = rest;
        if let Some(quote) = out.chars().last().filter(|c| matches!(c, '"' | '\''))
            && let Some(after) = rest.strip_prefix(quote)
        {
            out.pop();
            behind = after;
        }
        out.push_str(&json.to_string());
        Ok(behind)
    }
}

/// The placeholder that `text` begins with: its marker and its key.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let marker = text.get(..2).filter(|m| matches!(*m, "##" | "@@"))?;
    let rest = &text[2..];
    let length = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        .count();
    (length > 0 && rest[length..].starts_with(marker)).then(|| (marker, &rest[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> Result<String, String> {
        let values = [("N", "7"), ("LIST", r#"["a",{"b":1}]"#), ("BAD", "a,b")];
        let values = values.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let placeholders = Placeholders {
            values: &values,
            domain: "localhost:4000",
        };
        placeholders
            .fill(text, &Place::file("t.yaml"))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn text_and_json_values_are_filled_in() {
        assert_eq!(fill("a: ##N##\n").unwrap(), "a: 7\n");
        assert_eq!(
            fill("https://##DOMAIN##/api/v2/").unwrap(),
            "https://localhost:4000/api/v2/"
        );
        for quoted in ["@@LIST@@", "\"@@LIST@@\"", "'@@LIST@@'"] {
            assert_eq!(fill(quoted).unwrap(), r#"["a",{"b":1}]"#, "{quoted}");
        }
        let untouched = "a@@b c ## no # ##x y## é##\n";
        assert_eq!(fill(untouched).unwrap(), untouched);
    }

    #[test]
    fn an_unfilled_placeholder_is_named() {
        let e = fill("a: 1\nb: '##SECRET##'").unwrap_err();
        assert_eq!(
            e,
            "t.yaml: line 2: ##SECRET## has no value: set the environment variable SECRET"
        );
        assert!(fill("@@GONE@@").unwrap_err().contains("@@GONE@@"));
        assert!(fill("@@BAD@@").unwrap_err().contains("must stand for JSON"));
        assert!(fill("##SECRET##: 1").is_err());
    }

    #[test]
    fn comments_may_speak_of_placeholders() {
        let filled = fill("# set ##SECRET## first\na: ##N##").unwrap();
        assert!(filled.ends_with("a: 7"));
    }
}

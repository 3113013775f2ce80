//! Bodies of the Management API: a JSON object, or a form as one. A key that is sent twice is refused, because two
//! readers of such a body see two different values.

use std::fmt;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::http::form::{Params, without_bom};
use crate::resources::api::error::ApiError;

/// How long a body may be that a client sends for itself.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Reads the body, which may have `most` bytes; an empty one without a content type is an empty object.
pub async fn read(
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Map<String, Value>, ApiError> {
    object(headers, &whole(body, most).await?)
}

/// The same of a body that is here.
pub fn object(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match value(headers, bytes)? {
        Value::Object(object) => Ok(object),
        _ => Err(wrong_type("object")),
    }
}

/// Reads a body that may be `null`, which counts as an empty object.
pub async fn read_or_null(
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Map<String, Value>, ApiError> {
    match value(headers, &whole(body, most).await?)? {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Map::new()),
        _ => Err(wrong_type("object,null")),
    }
}

/// Reads a body that may be a string, as JSON or as HTML, which stands for an object with that member alone.
pub async fn read_or_text(
    headers: &HeaderMap,
    (body, member): (Body, &str),
    most: usize,
) -> Result<Map<String, Value>, ApiError> {
    let bytes = whole(body, most).await?;
    let read = match media_type(headers) {
        Some(t) if t.eq_ignore_ascii_case("text/html") => html(&bytes)?,
        _ => value(headers, &bytes)?,
    };
    match read {
        Value::Object(object) => Ok(object),
        Value::String(text) => Ok(Map::from_iter([(member.to_owned(), text.into())])),
        _ => Err(wrong_type("object,string")),
    }
}

/// Reads a body that is a list.
pub async fn read_list(
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Vec<Value>, ApiError> {
    match value(headers, &whole(body, most).await?)? {
        Value::Array(list) => Ok(list),
        _ => Err(wrong_type("array")),
    }
}

fn wrong_type(expected: &str) -> ApiError {
    ApiError::bad_body(format!(
        "Payload validation error: 'Expected type {expected}'."
    ))
}

/// A body is larger than it may be.
pub fn too_large(most: usize) -> ApiError {
    let message = format!("Payload content length greater than maximum allowed: {most}");
    ApiError::new(413, message)
}

async fn whole(body: Body, most: usize) -> Result<Bytes, ApiError> {
    let read = to_bytes(body, most).await;
    read.map_err(|_| too_large(most))
}

fn value(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, ApiError> {
    match media_type(headers) {
        None if bytes.is_empty() => Ok(Map::new().into()),
        Some(t) if t.eq_ignore_ascii_case("application/x-www-form-urlencoded") => form(bytes),
        Some(t) if t.eq_ignore_ascii_case("application/json") => json(bytes),
        _ => Err(ApiError::new(415, "Unsupported Media Type")),
    }
}

fn media_type(headers: &HeaderMap) -> Option<&str> {
    let content_type = headers.get(CONTENT_TYPE).map(|v| v.to_str().unwrap_or("?"));
    content_type
        .and_then(|t| t.split(';').next())
        .map(str::trim)
}

/// Text without NUL, which no database column takes.
fn html(bytes: &[u8]) -> Result<Value, ApiError> {
    match std::str::from_utf8(without_bom(bytes)) {
        Ok(text) if !text.contains('\0') => Ok(text.into()),
        _ => Err(ApiError::new(400, "Invalid request payload")),
    }
}

fn form(bytes: &[u8]) -> Result<Value, ApiError> {
    let form = "application/x-www-form-urlencoded";
    Params::from_body(Some(form), bytes)
        .map(|params| params.into_map().into())
        .map_err(|e| ApiError::bad_body(format!("Payload validation error: '{e}'.")))
}

/// A JSON value whose objects name nothing twice, and which a database can keep.
pub fn json(bytes: &[u8]) -> Result<Value, ApiError> {
    match serde_json::from_slice(without_bom(bytes)) {
        Ok(Strict(value)) => Ok(value),
        Err(_) => Err(ApiError::new(400, "Invalid request payload JSON format")),
    }
}

/// A JSON value without repeated keys, without NUL (which no database column takes), and with whole numbers as integers.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without repeated keys")
    }

    fn visit_unit<E: Error>(self) -> Result<Strict, E> {
        Ok(Strict(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Strict, E> {
        Ok(Strict(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Strict, E> {
        Ok(Strict(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Strict, E> {
        // To JavaScript 5.0 is 5. Every whole number below 2^53 is exact in both forms.
        let is_exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
        if is_exact {
            return format!("{number:.0}")
                .parse::<i64>()
                .map(|whole| Strict(whole.into()))
                .map_err(E::custom);
        }
        Number::from_f64(number)
            .map(|n| Strict(Value::Number(n)))
            .ok_or_else(|| E::custom("a number that is none"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Strict, E> {
        without_nul(text)?;
        Ok(Strict(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
        let mut out = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            out.push(item);
        }
        Ok(Strict(out.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Strict, A::Error> {
        let mut out = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            without_nul(&name)?;
            if out.insert(name, value).is_some() {
                return Err(A::Error::custom("a key is repeated"));
            }
        }
        Ok(Strict(out.into()))
    }
}

fn without_nul<E: Error>(text: &str) -> Result<(), E> {
    if text.contains('\0') {
        return Err(E::custom("NUL in a string"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde_json::json;

    use super::*;

    async fn outcome(content_type: Option<&'static str>, body: &str) -> Result<Value, u16> {
        let mut headers = HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        let read = read(&headers, Body::from(body.to_owned()), MAX_BYTES).await;
        read.map(Value::Object).map_err(|e| e.parts().0)
    }

    #[tokio::test]
    async fn bodies_are_objects_read_in_one_way() {
        let json_type = Some("application/json; charset=utf-8");
        assert_eq!(
            outcome(json_type, r#"{"a":{"b":5.0}}"#).await,
            Ok(json!({"a": {"b": 5}}))
        );
        assert_eq!(
            outcome(json_type, "\u{feff}{}").await,
            Ok(json!({})),
            "with a byte order mark"
        );
        assert_eq!(outcome(None, "").await, Ok(json!({})));
        let form = Some("application/x-www-form-urlencoded");
        assert_eq!(outcome(form, "name=A+B").await, Ok(json!({"name": "A B"})));
        for bad in [
            "",
            "{",
            "[]",
            "null",
            r#"{"a":1,"a":2}"#,
            r#"{"o":{"a":1,"a":2}}"#,
            r#"{"a":"\u0000"}"#,
            r#"{"a":1}x"#,
        ] {
            assert_eq!(outcome(json_type, bad).await, Err(400), "{bad}");
        }
        assert_eq!(outcome(form, "a=1&a=2").await, Err(400));
        assert_eq!(outcome(Some("text/plain"), "{}").await, Err(415));
        assert_eq!(outcome(None, "{}").await, Err(415));
        let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MAX_BYTES));
        assert_eq!(outcome(json_type, &large).await, Err(413));
        let deep = "[".repeat(100_000);
        assert_eq!(outcome(json_type, &deep).await, Err(400));
    }
}

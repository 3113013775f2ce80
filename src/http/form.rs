//! The parameters of a request, from its query, a form or a JSON object, read the same strict way.
//!
//! A parameter without a value counts as left out, and none may be sent twice (RFC 6749 §3.1): two readers of one request
//! must never see two different values.

use std::fmt;

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

mod json;

/// How many parameters one request may have.
pub const MAX_PARAMETERS: usize = 100;
/// How long a parameter's name may be, in bytes.
pub const MAX_NAME_BYTES: usize = 200;
/// How long a parameter's value may be, in bytes.
pub const MAX_VALUE_BYTES: usize = 16 * 1024;

/// Parameters that no Action sees.
const SECRET: [&str; 21] = [
    "actor_token",
    "assertion",
    "auth_session",
    "authn_response",
    "binding_code",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "id_token_hint",
    "login_ticket",
    "mfa_token",
    "oob_code",
    "otp",
    "password",
    "recovery_code",
    "refresh_token",
    "session_transfer_token",
    "subject_token",
    "token",
];

/// Whether no Action sees a parameter of that name.
pub fn is_secret(name: &str) -> bool {
    SECRET.contains(&name)
}

/// The parameters in the order in which they were sent: each has its string, or, as a member of a JSON object, may be
/// something else.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, Result<String, ParamError>)>);

/// Why the parameters cannot be read. The message may be an `error_description`: it contains names, never values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    #[error("Duplicate parameter: {0}")]
    Duplicate(Name),
    #[error("Missing required parameter: {0}")]
    Missing(Name),
    #[error("Too many parameters")]
    TooMany,
    #[error("A parameter has no name or one that is too long")]
    BadName,
    #[error("Parameter too long: {0}")]
    TooLong(Name),
    #[error("Parameter contains characters that are not allowed: {0}")]
    BadCharacter(Name),
    #[error("Malformed percent-encoding or text that is not UTF-8")]
    BadEncoding,
    #[error("Parameter must be a string: {0}")]
    NotAString(Name),
    #[error("Scope must be an array or a string")]
    BadScope,
    #[error("The body is not valid JSON")]
    BadJson,
    #[error("The body must be a JSON object")]
    NotAnObject,
    #[error("Unsupported content type: use application/x-www-form-urlencoded or application/json")]
    UnsupportedContentType,
}

/// A parameter's name as an `error_description` may hold it (RFC 6749 §5.2 leaves out quotes, backslashes and the rest).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        let shown = |c: char| match c {
            '"' | '\\' => '?',
            ' '..='~' => c,
            _ => '?',
        };
        Self(name.chars().take(MAX_NAME_BYTES).map(shown).collect())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Params {
    /// Reads the query of a URL, without its question mark.
    pub fn from_query(query: &str) -> Result<Self, ParamError> {
        urlencoded(query.as_bytes())
    }

    /// Reads a body by its content type; one without a type is a form. Members of a JSON object that are not strings are
    /// refused only when they are read: unknown ones are ignored (RFC 6749 §3.2).
    pub fn from_body(content_type: Option<&str>, body: &[u8]) -> Result<Self, ParamError> {
        let body = without_bom(body);
        let media_type = content_type.unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default();
        match media_type.trim().to_ascii_lowercase().as_str() {
            "" | "application/x-www-form-urlencoded" => urlencoded(body),
            "application/json" => json::read(body),
            _ => Err(ParamError::UnsupportedContentType),
        }
    }

    /// The parameters of a request in which each has to be a string, known or not.
    pub fn all_strings(self) -> Result<Self, ParamError> {
        match self.0.iter().find_map(|(_, value)| value.as_ref().err()) {
            Some(wrong) => Err(wrong.clone()),
            None => Ok(self),
        }
    }

    /// The value of a parameter that was sent and is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// The same for a member that may have another type, which is refused.
    pub fn string(&self, name: &str) -> Result<Option<&str>, ParamError> {
        let sent = self.0.iter().find(|(n, _)| n == name);
        let value = sent.map(|(_, value)| value.as_deref().map_err(Clone::clone));
        value.transpose()
    }

    /// The value of a required parameter.
    pub fn require(&self, name: &str) -> Result<&str, ParamError> {
        self.string(name)?
            .ok_or_else(|| ParamError::Missing(name.into()))
    }

    /// Names and values in the order in which they were sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        (self.0.iter()).filter_map(|(n, v)| Some((n.as_str(), v.as_deref().ok()?)))
    }

    /// The parameters that Actions may see: all except secrets and their equivalents.
    pub fn shown(&self) -> Map<String, Value> {
        let shown = self.iter().filter(|(name, _)| !is_secret(name));
        shown.map(|(n, v)| (n.to_owned(), v.into())).collect()
    }

    /// Removes a parameter.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().position(|(n, _)| n == name)?;
        self.0.remove(index).1.ok()
    }

    /// The parameters of query and body together; one that is in both was sent twice.
    pub fn merge(self, other: Self) -> Result<Self, ParamError> {
        let mut reading = Reading::default();
        for (name, value) in self.0.into_iter().chain(other.0) {
            reading.add(name, value)?;
        }
        Ok(reading.params)
    }

    /// As an object of strings, to be stored.
    pub fn into_map(self) -> Map<String, Value> {
        let strings = self.0.into_iter().filter_map(|(n, v)| Some((n, v.ok()?)));
        strings.map(|(n, v)| (n, v.into())).collect()
    }

    /// From an object of strings that was stored.
    pub fn from_map(map: &Map<String, Value>) -> Result<Self, ParamError> {
        let mut reading = Reading::default();
        for (name, value) in map {
            let text = value.as_str();
            let text = text.ok_or_else(|| ParamError::NotAString(name.as_str().into()))?;
            reading.add(name.clone(), Ok(text.to_owned()))?;
        }
        Ok(reading.params)
    }
}

/// Prints only names: values are passwords, codes and tokens.
impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Params")?;
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Parameters being read, with the names of those that had no value: they count when a name is repeated.
#[derive(Default)]
struct Reading {
    params: Params,
    empty: Vec<String>,
}

impl Reading {
    fn add(&mut self, name: String, value: Result<String, ParamError>) -> Result<(), ParamError> {
        if name.is_empty() || name.len() > MAX_NAME_BYTES {
            return Err(ParamError::BadName);
        }
        if self.params.0.iter().any(|(n, _)| *n == name) || self.empty.contains(&name) {
            return Err(ParamError::Duplicate(name.as_str().into()));
        }
        if self.params.0.len() + self.empty.len() == MAX_PARAMETERS {
            return Err(ParamError::TooMany);
        }
        let text = value.as_deref().unwrap_or("?");
        // Postgres cannot store NUL, and C programs would end the string there.
        if name.contains('\0') || text.contains('\0') {
            return Err(ParamError::BadCharacter(name.as_str().into()));
        }
        if text.len() > MAX_VALUE_BYTES {
            return Err(ParamError::TooLong(name.as_str().into()));
        }
        if text.is_empty() {
            self.empty.push(name);
        } else {
            self.params.0.push((name, value));
        }
        Ok(())
    }
}

/// Some programs begin a body with a byte order mark (RFC 8259 §8.1).
pub fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn urlencoded(text: &[u8]) -> Result<Params, ParamError> {
    let mut reading = Reading::default();
    for pair in text.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|b| *b == b'=');
        let (name, value) = pair.split_at(equals.unwrap_or(pair.len()));
        let value = value.strip_prefix(b"=").unwrap_or_default();
        reading.add(decoded(name)?, Ok(decoded(value)?))?;
    }
    Ok(reading.params)
}

fn decoded(text: &[u8]) -> Result<String, ParamError> {
    // `percent_decode` would leave a percent sign that starts no escape as it is.
    let is_escape =
        |at: &[u8]| matches!(at, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    let mut rest = text;
    while let Some(percent) = rest.iter().position(|b| *b == b'%') {
        rest = &rest[percent + 1..];
        if !is_escape(rest) {
            return Err(ParamError::BadEncoding);
        }
    }
    let spaced: Vec<u8> = (text.iter())
        .map(|b| if *b == b'+' { b' ' } else { *b })
        .collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|_| ParamError::BadEncoding)
}

#[cfg(test)]
mod tests;

//! What an entry of a tenant file may hold: the limits of the Management API, and the keys that are understood.

use serde_json::{Map, Value, json};

use super::place::FileError;
use super::sections::{Entry, UserEntry};
use crate::domain::client::Client;
use crate::domain::connection::{Connection, DATABASE};
use crate::domain::identifier;
use crate::domain::redirect_uri::is_dangerous;
use crate::domain::resource_server::ResourceServer;
use crate::domain::tenant::Tenant;

/// The most that one entry may hold, as JSON.
const MAX_ENTRY: usize = 1024 * 1024;

/// Refuses entries that no request could carry either.
pub(super) fn size(entry: &Entry) -> Result<(), FileError> {
    let length = serde_json::to_string(&entry.document).map_or(usize::MAX, |t| t.len());
    if length > MAX_ENTRY {
        return Err(entry
            .place
            .error("is larger than 1 MiB; allowed is at most that"));
    }
    Ok(())
}

pub(super) fn tenant(entry: &Entry) -> Result<(), FileError> {
    types(entry, &json!({}), Tenant::from_document)
}

pub(super) fn resource_server(entry: &Entry) -> Result<(), FileError> {
    types(
        entry,
        &json!({"id": "", "identifier": ""}),
        ResourceServer::from_document,
    )?;
    text(entry, "name", 200, "<>")
}

pub(super) fn database(entry: &Entry) -> Result<(), FileError> {
    entry.texts("enabled_clients")?;
    types(
        entry,
        &json!({"id": "", "name": "", "strategy": ""}),
        Connection::from_document,
    )?;
    match entry.text("strategy") {
        None | Some(DATABASE) => Ok(()),
        Some(_) => Err(entry
            .place
            .key("strategy")
            .error("must be auth0, which is what a database has")),
    }
}

pub(super) fn client_grant(entry: &Entry) -> Result<(), FileError> {
    for word in entry.texts("scope")?.into_iter().flatten() {
        if word.is_empty() || word.len() > 280 || !word.bytes().all(|b| (0x21..0x7f).contains(&b)) {
            let problem = "must hold scopes of 1 to 280 visible ASCII characters";
            return Err(entry.place.key("scope").error(problem));
        }
    }
    Ok(())
}

pub(super) fn client(entry: &Entry) -> Result<(), FileError> {
    types(
        entry,
        &json!({"client_id": "", "name": ""}),
        Client::from_document,
    )?;
    text(entry, "name", 255, "<>")?;
    text(entry, "description", 140, "")?;
    for key in [
        "callbacks",
        "allowed_logout_urls",
        "allowed_origins",
        "web_origins",
    ] {
        for (index, uri) in entry.texts(key)?.into_iter().flatten().enumerate() {
            if uri.len() > 2_000 || is_dangerous(uri) {
                let problem = "must be at most 2,000 bytes, and not of a scheme that runs code or reads files";
                return Err(entry.place.key(key).item(index).error(problem));
            }
            if key == "callbacks" && uri.contains('#') {
                let problem = "must have no fragment: answers may be put there";
                return Err(entry.place.key(key).item(index).error(problem));
            }
        }
    }
    let metadata = entry
        .document
        .get("client_metadata")
        .and_then(Value::as_object);
    let fits = |(key, value): (&String, &Value)| {
        key.len() <= 255 && value.as_str().map_or(value.is_null(), |v| v.len() <= 255)
    };
    if metadata.is_some_and(|m| m.len() > 10 || !m.iter().all(fits)) {
        let problem = "must hold at most 10 texts of at most 255 bytes";
        return Err(entry.place.key("client_metadata").error(problem));
    }
    Ok(())
}

pub(super) fn user(user: &UserEntry) -> Result<(), FileError> {
    let place = &user.entry.place;
    if user.email.is_none() && user.username.is_none() && user.user_id.is_none() {
        return Err(place.error("needs an email, a username or a user_id"));
    }
    for key in ["user_metadata", "app_metadata", "address"] {
        let value = user.entry.document.get(key);
        if value.is_some_and(|v| !v.is_object() && !v.is_null()) {
            return Err(place.key(key).error("must be a mapping"));
        }
    }
    for key in [
        "name",
        "nickname",
        "given_name",
        "family_name",
        "middle_name",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "phone_number",
    ] {
        text(&user.entry, key, 2_048, "")?;
    }
    Ok(())
}

/// Takes an e-mail address or a user name, in its canonical form.
pub(super) fn identifier(entry: &mut Entry, key: &str) -> Result<Option<String>, FileError> {
    let place = entry.place.key(key);
    let Some(given) = entry.take_text(key, 320)? else {
        return Ok(None);
    };
    let (form, problem) = match key {
        "email" => (
            identifier::email(&given),
            "must be one e-mail address, without quotes, brackets, commas, colons, semicolons, empty parts of its domain \
             and characters that are not seen",
        ),
        _ => (
            identifier::canonical(&given),
            "must have no white space, no control characters and none that are not seen",
        ),
    };
    form.map(Some).ok_or_else(|| place.error(problem))
}

fn text(entry: &Entry, key: &str, max: usize, without: &str) -> Result<(), FileError> {
    let fits = match entry.document.get(key) {
        None | Some(Value::Null) => true,
        Some(Value::String(t)) => t.len() <= max && !t.contains(|c| without.contains(c)),
        Some(_) => false,
    };
    let but = if without.is_empty() {
        String::new()
    } else {
        format!(" without any of {without}")
    };
    let problem = || {
        entry
            .place
            .key(key)
            .error(format!("must be a text of at most {max} bytes{but}"))
    };
    fits.then_some(()).ok_or_else(problem)
}

/// Reads the entry key by key, so that the error can name the one that does not fit.
fn types<T>(
    entry: &Entry,
    required: &Value,
    read: impl Fn(&Map<String, Value>) -> Result<T, serde_json::Error>,
) -> Result<(), FileError> {
    for (key, value) in entry.document.iter().filter(|(_, v)| !v.is_null()) {
        let mut alone = required.as_object().cloned().unwrap_or_default();
        alone.insert(key.clone(), value.clone());
        read(&alone).map_err(|e| entry.place.key(key).error(e.to_string()))?;
    }
    Ok(())
}

//! The sections of a tenant file that are applied: what each entry must have, and what of it is not understood.

use std::fmt;

use serde_json::{Map, Value};

use super::check;
use super::credential;
use super::keys;
use super::place::{FileError, Place};
use super::silence;
use crate::domain::connection::DATABASE;
use crate::domain::user::is_of_profile;

/// A tenant file that was understood.
#[derive(Debug, Default)]
pub struct TenantFile {
    /// Settings, a place for each key that sets one.
    pub tenant: Vec<Entry>,
    pub resource_servers: Vec<Entry>,
    pub clients: Vec<ClientEntry>,
    pub databases: Vec<Entry>,
    pub client_grants: Vec<Entry>,
    pub roles: Vec<Entry>,
    pub organizations: Vec<Entry>,
    pub attack_protection: Vec<Entry>,
    pub actions: Vec<Entry>,
    pub triggers: Vec<Entry>,
    pub log_streams: Vec<Entry>,
    pub users: Vec<UserEntry>,
    /// What was not understood, or is not applied.
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule. The rest is imported.
    pub left_out: Vec<FileError>,
    /// SHA-256 of the text, placeholders filled in.
    pub digest: String,
}

/// One entry, as it was written.
#[derive(Debug)]
pub struct Entry {
    pub place: Place,
    pub document: Map<String, Value>,
}

/// A client; its secret is taken out of the document.
#[derive(Debug)]
pub struct ClientEntry {
    pub entry: Entry,
    pub client_id: Option<String>,
    pub name: String,
    pub secret: Option<Secret>,
}

/// A user; everything but the profile is taken out of the document.
#[derive(Debug)]
pub struct UserEntry {
    pub entry: Entry,
    pub user_id: Option<String>,
    pub connection: Option<String>,
    pub email: Option<String>,
    pub username: Option<String>,
    pub email_verified: Option<bool>,
    pub blocked: Option<bool>,
    pub credential: Option<Credential>,
}

/// How a new user signs in.
#[derive(Debug, Clone)]
pub enum Credential {
    Password(Secret),
    /// In the format of argon2 or bcrypt.
    Hash(Secret),
}

/// A string that no output shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Understands one entry of `section`.
pub(super) fn take(
    file: &mut TenantFile,
    section: &str,
    place: Place,
    value: Value,
) -> Result<(), FileError> {
    let Value::Object(document) = value else {
        return Err(place.error("must be a mapping"));
    };
    let mut entry = Entry { place, document };
    check::size(&entry)?;
    if entry.document.get("global") == Some(&Value::Bool(true)) {
        let warning = format!("{}: the global client is not imported", entry.place);
        file.warnings.push(warning);
        return Ok(());
    }
    entry.drop_unwritable(section, &mut file.warnings);
    let warnings = &mut file.warnings;
    match section {
        "tenant" => file.tenant.push(entry),
        "resourceServers" => file.resource_servers.push(named(entry, "identifier", 600)?),
        "clients" => file.clients.push(client(entry)?),
        "databases" => file.databases.push(database(entry)?),
        "roles" => file.roles.push(named(entry, "name", 255)?),
        "organizations" => file.organizations.push(named(entry, "name", 255)?),
        "attackProtection" => file.attack_protection.push(entry),
        "actions" => file.actions.push(action(entry, warnings)?),
        "triggers" => file.triggers.push(entry),
        "logStreams" => file.log_streams.push(named(entry, "name", 255)?),
        "clientGrants" => {
            let entry = named(entry, "client_id", 255)?;
            file.client_grants.push(named(entry, "audience", 600)?);
        }
        _ => file.users.push(user(entry, warnings)?),
    }
    Ok(())
}

/// An entry that is found by the string at `key`.
fn named(entry: Entry, key: &str, max: usize) -> Result<Entry, FileError> {
    entry.required_text(key, max)?;
    Ok(entry)
}

fn client(mut entry: Entry) -> Result<ClientEntry, FileError> {
    let name = entry.required_text("name", 255)?.to_owned();
    let client_id = entry.take_text("client_id", 255)?;
    let secret = entry.take_text("client_secret", 1_024)?.map(Secret);
    Ok(ClientEntry {
        entry,
        client_id,
        name,
        secret,
    })
}

fn database(entry: Entry) -> Result<Entry, FileError> {
    entry.required_text("name", 128)?;
    entry.texts("enabled_clients")?;
    match entry.text("strategy") {
        None | Some(DATABASE) => Ok(entry),
        Some(_) => {
            let problem = "must be auth0, which is what a database has";
            Err(entry.place.key("strategy").error(problem))
        }
    }
}

fn action(mut entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    let bindings = entry.document.shift_remove("bindings");
    if bindings.as_ref().is_some_and(silence::says_something) {
        let place = entry.place.key("bindings");
        warnings.push(format!(
            "{place}: not applied; `triggers` says which Actions are bound"
        ));
    }
    named(entry, "name", 255)
}

fn user(mut entry: Entry, warnings: &mut Vec<String>) -> Result<UserEntry, FileError> {
    let mut user = UserEntry {
        credential: credential::take(&mut entry)?,
        user_id: entry.take_text("user_id", 255)?.map(|id| {
            if id.contains('|') {
                id
            } else {
                format!("auth0|{id}")
            }
        }),
        connection: entry.take_text("connection", 128)?,
        email: check::identifier(&mut entry, "email")?,
        username: check::identifier(&mut entry, "username")?,
        email_verified: entry.take_bool("email_verified")?,
        blocked: entry.take_bool("blocked")?,
        entry,
    };
    check::user(&user)?;
    // Where users come from, they may have attributes of any name.
    let place = &user.entry.place;
    user.entry.document.retain(|key, _| {
        let is_known = is_of_profile(key);
        if !is_known {
            warnings.push(format!("{}: not understood, not applied", place.key(key)));
        }
        is_known
    });
    Ok(user)
}

impl Entry {
    /// The string at `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.document.get(key).and_then(Value::as_str)
    }

    /// Whether an Action is to be deployed.
    pub fn is_deployed(&self) -> bool {
        self.document.get("deployed") == Some(&Value::Bool(true))
    }

    /// Leaves an Action a draft.
    pub fn keep_draft(&mut self) {
        self.document.insert("deployed".to_owned(), false.into());
    }

    /// A list of strings.
    pub(super) fn texts(&self, key: &str) -> Result<Option<Vec<&str>>, FileError> {
        match self.document.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => {
                let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                texts
                    .map(Some)
                    .ok_or_else(|| self.place.key(key).error("must be a list of strings"))
            }
            Some(_) => Err(self.place.key(key).error("must be a list of strings")),
        }
    }

    fn required_text(&self, key: &str, max: usize) -> Result<&str, FileError> {
        let text = self.text(key).filter(|t| !t.is_empty() && t.len() <= max);
        text.ok_or_else(|| {
            self.place
                .key(key)
                .error(format!("must be a string of 1 to {max} bytes"))
        })
    }

    pub(super) fn take_text(&mut self, key: &str, max: usize) -> Result<Option<String>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if !text.is_empty() && text.len() <= max => Ok(Some(text)),
            Some(_) => Err(self
                .place
                .key(key)
                .error(format!("must be a string of 1 to {max} bytes"))),
        }
    }

    pub(super) fn take_object(
        &mut self,
        key: &str,
    ) -> Result<Option<Map<String, Value>>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(self.place.key(key).error("must be a mapping")),
        }
    }

    fn take_bool(&mut self, key: &str) -> Result<Option<bool>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(_) => Err(self.place.key(key).error("must be true or false")),
        }
    }

    /// Takes out what exports carry and no request of the Management API takes.
    fn drop_unwritable(&mut self, section: &str, warnings: &mut Vec<String>) {
        for key in keys::of(&keys::READ_ONLY, section) {
            if self.document.shift_remove(key).is_some() {
                let place = self.place.key(key);
                warnings.push(format!("{place}: set by the server, ignored"));
            }
        }
        for key in keys::of(&keys::LEGACY, section) {
            let value = self.document.shift_remove(key);
            if value.as_ref().is_some_and(silence::says_something) {
                let place = self.place.key(key);
                warnings.push(format!("{place}: not applied by this version"));
            }
        }
    }
}

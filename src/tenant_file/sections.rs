//! The sections of a tenant file that are applied: what each entry must have, and what of it is not understood.

use std::fmt;

use serde_json::{Map, Value};

use super::check;
use super::credential;
use super::keys::{self, lists};
use super::place::{FileError, Place};
use super::silence;
use crate::domain::action;
use crate::domain::organization;
use crate::domain::request_body::Mode;
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

/// A text that no output shows.
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
    entry.drop_read_only(section, &mut file.warnings);
    let warnings = &mut file.warnings;
    match section {
        "tenant" => file.tenant.push(tenant(entry, warnings)?),
        "resourceServers" => file
            .resource_servers
            .push(resource_server(entry, warnings)?),
        "clients" => file.clients.push(client(entry, warnings)?),
        "databases" => file.databases.push(database(entry, warnings)?),
        "roles" => file.roles.push(role(entry, warnings)?),
        "organizations" => file.organizations.push(organization(entry)?),
        "attackProtection" => file.attack_protection.push(entry),
        "actions" => file.actions.push(action(entry, warnings)?),
        "triggers" => file.triggers.push(entry),
        "logStreams" => file.log_streams.push(log_stream(entry)?),
        "clientGrants" => file.client_grants.push(client_grant(entry, warnings)?),
        _ => file.users.push(user(entry, warnings)?),
    }
    Ok(())
}

fn tenant(mut entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    // Kept in hours, which is how Auth0 answers.
    for key in ["session_lifetime", "idle_session_lifetime"] {
        let minutes = format!("{key}_in_minutes");
        if let Some(value) = entry.document.shift_remove(&minutes) {
            let minutes = value
                .as_f64()
                .ok_or_else(|| entry.place.key(&minutes).error("must be a number"))?;
            entry
                .document
                .insert(key.to_owned(), (minutes / 60.0).into());
        }
    }
    check::tenant(&entry)?;
    entry.warn_unknown(keys::TENANT, warnings);
    Ok(entry)
}

fn resource_server(entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    entry.required_text("identifier", 600)?;
    check::resource_server(&entry)?;
    entry.warn_unknown(keys::RESOURCE_SERVER, warnings);
    Ok(entry)
}

fn client(mut entry: Entry, warnings: &mut Vec<String>) -> Result<ClientEntry, FileError> {
    let name = entry.required_text("name", 255)?.to_owned();
    let client_id = entry.take_text("client_id", 255)?;
    let secret = entry.take_text("client_secret", 1_024)?.map(Secret);
    check::client(&entry)?;
    entry.warn_unknown(keys::CLIENT, warnings);
    for (key, known) in keys::CLIENT_OBJECTS {
        if let Some(Value::Object(object)) = entry.document.get(key) {
            let nested = Entry {
                place: entry.place.key(key),
                document: object.clone(),
            };
            nested.warn_unknown(known, warnings);
        }
    }
    Ok(ClientEntry {
        entry,
        client_id,
        name,
        secret,
    })
}

fn database(entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    entry.required_text("name", 128)?;
    check::database(&entry)?;
    entry.warn_unknown(keys::DATABASE, warnings);
    let scripts = entry
        .document
        .get("options")
        .and_then(|o| o.get("customScripts"));
    if scripts
        .and_then(Value::as_object)
        .is_some_and(|s| !s.is_empty())
    {
        let place = entry.place.key("options").key("customScripts");
        warnings.push(format!(
            "{place}: kept, but scripts of databases are not run"
        ));
    }
    Ok(entry)
}

fn role(entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    entry.required_text("name", 255)?;
    match entry.document.get("description") {
        None | Some(Value::Null | Value::String(_)) => {}
        Some(_) => return Err(entry.place.key("description").error("must be a text")),
    }
    for key in entry.document.keys().filter(|k| !lists(keys::ROLE, k)) {
        let place = entry.place.key(key);
        warnings.push(format!("{place}: not understood, ignored"));
    }
    Ok(entry)
}

fn organization(entry: Entry) -> Result<Entry, FileError> {
    let mut own = entry.document.clone();
    own.retain(|key, _| !lists(keys::ORGANIZATION_PARTS, key));
    organization::validate(&own, Mode::Create).map_err(|e| entry.place.error(e.to_string()))?;
    Ok(entry)
}

fn action(mut entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    let bindings = entry.document.shift_remove("bindings");
    if bindings.as_ref().is_some_and(silence::says_something) {
        let place = entry.place.key("bindings");
        warnings.push(format!(
            "{place}: not applied; `triggers` says which Actions are bound"
        ));
    }
    let mut own = entry.document.clone();
    own.retain(|key, _| !lists(keys::ACTION_PARTS, key));
    action::validate(&own, Mode::Create).map_err(|e| entry.place.error(e.to_string()))?;
    if action::check(&own).is_err() {
        let place = entry.place.key("modules");
        return Err(place.error("must be empty: there are no modules"));
    }
    Ok(entry)
}

fn log_stream(mut entry: Entry) -> Result<Entry, FileError> {
    entry.required_text("name", 255)?;
    entry.document.shift_remove("id");
    Ok(entry)
}

fn client_grant(entry: Entry, warnings: &mut Vec<String>) -> Result<Entry, FileError> {
    entry.required_text("client_id", 255)?;
    entry.required_text("audience", 600)?;
    check::client_grant(&entry)?;
    let unknown = |k: &&String| !lists(keys::CLIENT_GRANT, k);
    for key in entry.document.keys().filter(unknown) {
        warnings.push(format!(
            "{}: not applied by this version",
            entry.place.key(key)
        ));
    }
    Ok(entry)
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
    user.entry.drop_unknown(is_of_profile, warnings);
    Ok(user)
}

impl Entry {
    /// The text at `key`.
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

    /// A list of texts.
    pub(super) fn texts(&self, key: &str) -> Result<Option<Vec<&str>>, FileError> {
        match self.document.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => {
                let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                texts
                    .map(Some)
                    .ok_or_else(|| self.place.key(key).error("must be a list of texts"))
            }
            Some(_) => Err(self.place.key(key).error("must be a list of texts")),
        }
    }

    fn required_text(&self, key: &str, max: usize) -> Result<&str, FileError> {
        let text = self.text(key).filter(|t| !t.is_empty() && t.len() <= max);
        text.ok_or_else(|| {
            self.place
                .key(key)
                .error(format!("must be a text of 1 to {max} bytes"))
        })
    }

    pub(super) fn take_text(&mut self, key: &str, max: usize) -> Result<Option<String>, FileError> {
        match self.document.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if !text.is_empty() && text.len() <= max => Ok(Some(text)),
            Some(_) => Err(self
                .place
                .key(key)
                .error(format!("must be a text of 1 to {max} bytes"))),
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

    fn drop_read_only(&mut self, section: &str, warnings: &mut Vec<String>) {
        let keys = keys::READ_ONLY.into_iter().filter(|(s, _)| *s == section);
        for key in keys.flat_map(|(_, keys)| keys.split_ascii_whitespace()) {
            if self.document.shift_remove(key).is_some() {
                warnings.push(format!(
                    "{}: set by the server, ignored",
                    self.place.key(key)
                ));
            }
        }
    }

    fn drop_unknown(&mut self, is_known: impl Fn(&str) -> bool, warnings: &mut Vec<String>) {
        let place = &self.place;
        self.document.retain(|key, _| {
            let is_known = is_known(key);
            if !is_known {
                warnings.push(format!("{}: not understood, not applied", place.key(key)));
            }
            is_known
        });
    }

    fn warn_unknown(&self, known: &str, warnings: &mut Vec<String>) {
        for key in self.document.keys().filter(|k| !lists(known, k)) {
            warnings.push(format!(
                "{}: not understood, kept as it is",
                self.place.key(key)
            ));
        }
    }
}

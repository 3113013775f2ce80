//! Exports the tenant as one file, without secrets and passwords. Importing it again changes nothing.

mod automation;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::keys;
use super::state::{State, StateOrganization, StateRole};
use super::yaml;
use crate::domain::client_grant::{ClientGrant, SubjectType};
use crate::domain::organization::EnabledConnection;
use crate::domain::role::Permission;
use crate::domain::scope::Scope;
use crate::domain::settings::Settings;
use crate::domain::user::User;
use crate::store::engine::{Conn, StoreError};
use crate::store::{Store, users};

/// How many users are read at a time.
const PAGE: i64 = 500;

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{0} cannot be written ({1})")]
    Io(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes the tenant to `path`, or to `tenant.yaml` in the directory `path`; the file that was written.
pub async fn export(
    store: &Store,
    settings: &Settings,
    path: &Path,
) -> Result<PathBuf, ExportError> {
    let target = if path.is_dir() {
        path.join("tenant.yaml")
    } else {
        path.to_owned()
    };
    let failed = |e| ExportError::Io(target.clone(), e);
    let mut out = BufWriter::new(File::create(&target).map_err(failed)?);
    let mut db = store.read().await?;
    let state = State::load(&mut db).await?;
    out.write_all(render(&state, settings).as_bytes())
        .map_err(failed)?;
    let mut last = String::new();
    while let Some(text) = next_users(&mut db, &mut last).await? {
        out.write_all(text.as_bytes()).map_err(failed)?;
    }
    out.flush().map_err(failed)?;
    Ok(target)
}

/// Everything but the users, in an order that depends on names alone.
pub fn render(state: &State, settings: &Settings) -> String {
    let mut out = String::new();
    if !state.tenant.is_empty() {
        yaml::entry(&mut out, "tenant", &Value::Object(state.tenant.clone()), 0);
    }
    section(&mut out, "databases", databases(state));
    section(&mut out, "resourceServers", resource_servers(state));
    section(&mut out, "clients", clients(state));
    client_grants(&mut out, state, settings);
    section(&mut out, "roles", roles(state, settings));
    section(&mut out, "organizations", organizations(state));
    automation::render(&mut out, state);
    out
}

fn section(out: &mut String, key: &str, mut entries: Vec<Map<String, Value>>) {
    let text = |map: &Map<String, Value>, key| {
        map.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    entries.sort_by_cached_key(|map| ["name", "client_id", "identifier"].map(|key| text(map, key)));
    if !entries.is_empty() {
        out.push_str(key);
        out.push_str(":\n");
        for map in &entries {
            yaml::item(out, map, 1);
        }
    }
}

fn clients(state: &State) -> Vec<Map<String, Value>> {
    let left_out: Vec<&str> = keys::of(&keys::READ_ONLY, "clients").collect();
    let entries = state.clients.iter();
    entries
        .map(|c| named_first(&c.document, &left_out))
        .collect()
}

fn databases(state: &State) -> Vec<Map<String, Value>> {
    let entry = |c: &crate::store::connections::StoredConnection| {
        let mut map = named_first(&c.document, &["id"]);
        let mut enabled: Vec<String> = c
            .connection
            .enabled_clients
            .iter()
            .map(|id| state.name_of(id))
            .collect();
        // A client that is gone could not be imported.
        enabled.retain(|name| state.client(name).is_ok());
        map.insert("enabled_clients".into(), enabled.into());
        if let Some(Value::Object(options)) = map.get_mut("options") {
            options.shift_remove("configuration");
        }
        map
    };
    state.connections.iter().map(entry).collect()
}

fn resource_servers(state: &State) -> Vec<Map<String, Value>> {
    let ours = state
        .resource_servers
        .iter()
        .filter(|r| !r.resource_server.is_system);
    ours.map(|r| named_first(&r.document, &["id", "is_system", "signing_secret"]))
        .collect()
}

/// The entries of a document without `left_out`, its name first.
fn named_first(document: &Map<String, Value>, left_out: &[&str]) -> Map<String, Value> {
    let name = document.get("name").map(|n| ("name".to_owned(), n.clone()));
    let kept = document
        .iter()
        .filter(|(k, _)| !left_out.contains(&k.as_str()));
    name.into_iter()
        .chain(kept.map(|(k, v)| (k.clone(), v.clone())))
        .collect()
}

fn client_grants(out: &mut String, state: &State, settings: &Settings) {
    let known = |g: &&ClientGrant| {
        state.client(&g.client_id).is_ok() && state.resource_server(&g.audience).is_some()
    };
    let grants = state.client_grants.iter().filter(known);
    let mut grants: Vec<(String, &ClientGrant)> =
        grants.map(|g| (state.name_of(&g.client_id), g)).collect();
    grants.sort_by(|(a, x), (b, y)| (a, &x.audience).cmp(&(b, &y.audience)));
    if !grants.is_empty() {
        out.push_str("clientGrants:\n");
    }
    for (client, grant) in grants {
        let system = settings.is_management_audience(&grant.audience);
        out.push_str("  - client_id: ");
        yaml::quote(out, &client);
        out.push_str("\n    audience: ");
        if system {
            out.push_str("\"https://##DOMAIN##/api/v2/\"");
        } else {
            yaml::quote(out, &grant.audience);
        }
        if grant.subject_type == SubjectType::User {
            out.push_str("\n    subject_type: \"user\"");
        }
        for key in ["organization_usage", "allow_any_organization"] {
            if let Some(value) = grant.settings.get(key) {
                out.push_str(&format!("\n    {key}: {value}"));
            }
        }
        if grant.allows_all_scopes() {
            out.push_str("\n    allow_all_scopes: true\n");
            continue;
        }
        out.push_str("\n    scope: ");
        let api = state.resource_server(&grant.audience);
        let defined = api.map(|r| r.resource_server.scope()).unwrap_or_default();
        let everything = defined.is_subset(&grant.scope);
        let scope = if system && everything {
            Scope::parse("*")
        } else {
            grant.scope.clone()
        };
        let words: Vec<Value> = scope.iter().map(Value::from).collect();
        yaml::flow(out, &words.into());
        out.push('\n');
    }
}

fn roles(state: &State, settings: &Settings) -> Vec<Map<String, Value>> {
    let permission = |p: &Permission| {
        let audience = if settings.is_management_audience(&p.audience) {
            "https://##DOMAIN##/api/v2/"
        } else {
            &p.audience
        };
        json!({ "permission_name": p.name, "resource_server_identifier": audience })
    };
    let entry = |stored: &StateRole| {
        let mut map = Map::new();
        map.insert("name".into(), stored.role.name.as_str().into());
        if let Some(description) = &stored.role.description {
            map.insert("description".into(), description.as_str().into());
        }
        let permissions: Vec<Value> = stored.permissions.iter().map(permission).collect();
        map.insert("permissions".into(), permissions.into());
        map
    };
    state.roles.iter().map(entry).collect()
}

fn organizations(state: &State) -> Vec<Map<String, Value>> {
    let connection = |(id, settings): &(String, EnabledConnection)| {
        let mut known = state.connections.iter();
        let stored = known.find(|c| c.connection.id == *id)?;
        let mut map = Map::new();
        map.insert("name".into(), stored.connection.name.as_str().into());
        if let Ok(Value::Object(settings)) = serde_json::to_value(settings) {
            map.extend(settings);
        }
        Some(Value::Object(map))
    };
    let entry = |stored: &StateOrganization| {
        let mut map = named_first(&stored.stored.document, &["id"]);
        let connections: Vec<Value> = stored.connections.iter().filter_map(connection).collect();
        map.insert("connections".into(), connections.into());
        let of_it = |g: &&ClientGrant| stored.grants.contains(&g.id);
        let granted = state.client_grants.iter().filter(of_it);
        let mut names: Vec<String> = granted.map(|g| state.name_of(&g.client_id)).collect();
        names.sort();
        names.dedup();
        let named: Vec<Value> = names.iter().map(|n| json!({ "client_id": n })).collect();
        if !named.is_empty() {
            map.insert("client_grants".into(), named.into());
        }
        map
    };
    state.organizations.iter().map(entry).collect()
}

/// The next page of users after `last`, which it moves on; `None` at the end.
async fn next_users(db: &mut Conn, last: &mut String) -> Result<Option<String>, StoreError> {
    let page = users::after(db, last, PAGE).await?;
    let mut out = String::new();
    if last.is_empty() && !page.is_empty() {
        out.push_str("users:\n");
    }
    for user in &page {
        yaml::item(&mut out, &user_entry(user), 1);
        last.clone_from(&user.user_id);
    }
    Ok((!page.is_empty()).then_some(out))
}

fn user_entry(user: &User) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("user_id".into(), user.user_id.as_str().into());
    map.insert("connection".into(), user.connection.as_str().into());
    for (key, text) in [("email", &user.email), ("username", &user.username)] {
        if let Some(text) = text {
            map.insert(key.into(), text.as_str().into());
        }
    }
    map.insert("email_verified".into(), user.email_verified.into());
    // Shown, and written, once it was ever set.
    if user.blocked || user.profile.contains_key("blocked") {
        map.insert("blocked".into(), user.blocked.into());
    }
    let columns: Vec<String> = map.keys().cloned().collect();
    let profile = user.profile.iter().filter(|(k, _)| !columns.contains(k));
    map.extend(profile.map(|(k, v)| (k.clone(), v.clone())));
    map
}

//! `databases` and `connections` of the tenant file: the database connections and all others, each with the names of its
//! clients.

use serde_json::{Map, Value};

use super::document;
use crate::domain::connection::{Connection, DATABASE, Kind};
use crate::domain::request_body::Mode;
use crate::ids;
use crate::store::connections::{self, SECRET_OPTIONS, StoredConnection};
use crate::store::engine::{StoreError, Tx};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::findings::{Findings, Inspected};
use crate::tenant_file::judge::{keep_fixed, not_enabled, refused, typed, without_nulls};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::State;
use crate::tenant_file::write::named_first;

pub const SECTION: Section = Section {
    key: "databases",
    layout: Layout::Folders("database-connections", "database.json"),
    found_by: &[("name", 128)],
    read_only: "id provisioning_ticket_url",
    read,
    planning: Planning::Each(|planner, entry| plan(planner, entry, "database")),
    export: Export::List(|state, _| export(state, Connection::is_database)),
    lint,
    ..Section::PLAIN
};

pub const CONNECTIONS: Section = Section {
    key: "connections",
    layout: Layout::Folder("connections"),
    found_by: &[("name", 128), ("strategy", 64)],
    read_only: "id provisioning_ticket_url",
    code: Some("options.email.body"),
    modernize,
    read: read_other,
    planning: Planning::Each(|planner, entry| plan(planner, entry, "connection")),
    export: Export::List(|state, _| export(state, |c| !c.is_database())),
    ..Section::PLAIN
};

fn read(entry: &mut Entry, _: &mut Vec<String>) -> Result<(), FileError> {
    entry.texts("enabled_clients")?;
    match entry.text("strategy") {
        None | Some(DATABASE) => Ok(()),
        Some(_) => {
            let problem = "must be auth0, which is what a database has";
            Err(entry.place.key("strategy").error(problem))
        }
    }
}

/// The Deploy CLI names the file of a body as it is called in the folder.
fn modernize(entry: &mut Value) {
    if let Some(Value::String(body)) = entry.pointer_mut("/options/email/body")
        && let Some(name) = body.strip_prefix("./")
        && name.ends_with(".html")
    {
        *body = format!("connections/{name}");
    }
}

fn read_other(entry: &mut Entry, warnings: &mut Vec<String>) -> Result<(), FileError> {
    entry.texts("enabled_clients")?;
    let place = entry.place.key("strategy");
    match entry.text("strategy").map(Kind::of) {
        Some(Some(Kind::Passwordless(_) | Kind::Upstream(_))) => Ok(()),
        Some(Some(Kind::Database)) => {
            Err(place.error("is a database's, which belongs to databases"))
        }
        _ => {
            let text = "this version has email, sms and oidc only; the connection is not applied";
            warnings.push(format!("{place}: {text}"));
            Ok(())
        }
    }
}

fn plan(planner: &mut Planner<'_>, entry: &Entry, kind: &str) -> Result<(), FileError> {
    let strategy = entry.text("strategy").unwrap_or(DATABASE);
    if Kind::of(strategy).is_none() {
        return Ok(());
    }
    let name = entry.text("name").unwrap_or_default();
    let what = format!("{kind} {name}");
    planner.once(&entry.place, &what)?;
    let mut given = entry.document.clone();
    given
        .entry("strategy")
        .or_insert_with(|| DATABASE.to_owned().into());
    // Names for ids, which no schema knows.
    let clients = entry.texts("enabled_clients")?;
    given.shift_remove("enabled_clients");
    let known = planner
        .state
        .connections
        .iter()
        .position(|c| c.connection.name == name);
    match known {
        Some(at) => change(planner, (entry, what), at, (given, clients)),
        None => create(planner, (entry, what), (given, clients)),
    }
}

fn create(
    planner: &mut Planner<'_>,
    (entry, what): (&Entry, String),
    (given, clients): (Map<String, Value>, Option<Vec<&str>>),
) -> Result<(), FileError> {
    let place = &entry.place;
    let mut body = without_nulls(&given);
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let unsupported: Vec<_> = document::unsupported(None, &body).collect();
    planner.set_back(place, &mut body, (None, &unsupported));
    put_clients(planner, place, &mut body, clients);
    let id = ids::prefixed(planner.context.entropy, "con_");
    // Said aloud: other tools would take its absence for Auth0's default, `good`.
    let body = document::with_first_options(body, "none");
    let document = document::complete(&id, body);
    let connection = checked(place, None, &document)?;
    planner.state.connections.push(StoredConnection {
        connection,
        document: document.clone(),
        version: 0,
    });
    planner.push(
        what,
        Vec::new(),
        ConnectionRow {
            document,
            version: None,
        },
    );
    Ok(())
}

fn change(
    planner: &mut Planner<'_>,
    (entry, what): (&Entry, String),
    at: usize,
    (mut patch, clients): (Map<String, Value>, Option<Vec<&str>>),
) -> Result<(), FileError> {
    let place = &entry.place;
    let stored = planner.state.connections[at].clone();
    let is_fixed = document::is_fixed;
    keep_fixed(place, &mut patch, &stored.document, is_fixed)?;
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Update);
    planner.conform(place, &mut patch, schema)?;
    keep_options(&stored.document, &mut patch);
    let merged = |patch: &Map<String, Value>| {
        let mut document = stored.document.clone();
        document::merge(&mut document, patch.clone());
        document
    };
    let before = Some(&stored.document);
    let asked = merged(&patch);
    let unsupported: Vec<_> = document::unsupported(before, &asked).collect();
    planner.set_back(place, &mut patch, (before, &unsupported));
    put_clients(planner, place, &mut patch, clients);
    let document = merged(&patch);
    let keys = changed_keys(&stored.document, &document);
    if !keys.is_empty() {
        let changed = &mut planner.state.connections[at];
        changed.connection = checked(place, before, &document)?;
        changed.document = document.clone();
        let row = ConnectionRow {
            document,
            version: Some(stored.version),
        };
        planner.push(what, keys, row);
    }
    Ok(())
}

/// Puts the clients that the entry names into its body, as far as they are there.
fn put_clients(
    planner: &mut Planner<'_>,
    place: &Place,
    body: &mut Map<String, Value>,
    clients: Option<Vec<&str>>,
) {
    if let Some(clients) = clients {
        let ids = client_ids(planner, &place.key("enabled_clients"), &clients);
        body.insert("enabled_clients".into(), ids.into());
    }
}

/// The ids of the clients that there are.
fn client_ids(planner: &mut Planner<'_>, place: &Place, clients: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for (index, name) in clients.iter().enumerate() {
        let resolved = planner.resolve(&place.item(index), name);
        if let Some(at) = planner.or_leave_out(resolved) {
            ids.push(planner.state.clients[at].client.client_id.clone());
        }
    }
    ids
}

/// The connection in the document, if nothing in it is beyond this version.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Connection, FileError> {
    let rules = document::check(before, after);
    let rules = rules.map_err(|invalid| refused(place, &invalid))?;
    rules.map_err(|forbidden| not_enabled(place, &forbidden))?;
    typed(place, Connection::from_document(after))
}

/// `options` are replaced, but for what the file leaves out and an import would make anew: what a new database has without
/// being told, and the secrets, which no export has.
fn keep_options(stored: &Map<String, Value>, given: &mut Map<String, Value>) {
    let (Some(whole @ Value::Object(stored)), Some(Value::Object(options))) =
        (stored.get("options"), given.get_mut("options"))
    else {
        return;
    };
    for key in ["mfa", "passwordPolicy", "strategy_version"] {
        let is_said_elsewhere = key == "passwordPolicy" && options.contains_key("password_options");
        if let Some(kept) = stored.get(key).filter(|_| !is_said_elsewhere) {
            options.entry(key).or_insert_with(|| kept.clone());
        }
    }
    for path in SECRET_OPTIONS {
        let pointer = format!("/{}", path.join("/"));
        let kept = whole.pointer(&pointer);
        if let (Some(kept), Some((holder, name))) = (kept, holder_of(options, path)) {
            holder.entry(name).or_insert_with(|| kept.clone());
        }
    }
}

/// The object of the options that has, or would have, what is at that path; and its name there.
fn holder_of<'o, 'p>(
    options: &'o mut Map<String, Value>,
    path: &[&'p str],
) -> Option<(&'o mut Map<String, Value>, &'p str)> {
    let (name, parents) = path.split_last()?;
    let holder = parents
        .iter()
        .try_fold(options, |at, key| at.get_mut(*key)?.as_object_mut())?;
    Some((holder, name))
}

/// A connection's document, and the version that it replaces; none makes a new row.
struct ConnectionRow {
    document: Map<String, Value>,
    version: Option<i64>,
}

impl PlannedRow for ConnectionRow {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        match self.version {
            None => connections::insert(tx, &self.document, with.now).await,
            Some(version) => connections::replace(tx, &self.document, version).await,
        }
    }
}

fn export(state: &State, is_of: fn(&Connection) -> bool) -> Vec<Map<String, Value>> {
    let entry = |c: &StoredConnection| {
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
            for path in SECRET_OPTIONS {
                if let Some((holder, name)) = holder_of(options, path) {
                    holder.shift_remove(name);
                }
            }
        }
        map
    };
    let stored = state.connections.iter();
    stored.filter(|c| is_of(&c.connection)).map(entry).collect()
}

fn lint(findings: &mut Findings, inspected: &Inspected<'_>) {
    let state = inspected.state;
    for stored in &state.connections {
        let gone = |id: &&String| state.clients.iter().all(|c| c.client.client_id != **id);
        if let Some(id) = stored.connection.enabled_clients.iter().find(gone) {
            findings.warn(
                &format!("database {}", stored.connection.name),
                format!("is enabled for the client {id}, which does not exist"),
                "remove it from enabled_clients",
            );
        }
        let wants_codes =
            stored.connection.proves_addresses_by_code() && stored.connection.verifies_at_sign_up();
        if wants_codes && !state.prompts.identifier_first {
            findings.warn(
                &format!("database {}", stored.connection.name),
                "wants a code of new users, and is asked for on one page with the password: a link is sent",
                "set identifier_first with PATCH /api/v2/prompts, or prompts of a tenant file",
            );
        }
    }
}

//! `organizations` of the tenant file: the organizations, with their connections and the client grants that they are given.

use serde_json::{Map, Value, json};

use super::document;
use crate::domain::client_grant::ClientGrant;
use crate::domain::organization::{EnabledConnection, Organization, OrganizationUsage};
use crate::domain::request_body::Mode;
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::engine::{StoreError, Tx};
use crate::store::organizations::StoredOrganization;
use crate::store::{organization_connections, organization_grants, organizations};
use crate::tenant_file::entry::{Entry, object};
use crate::tenant_file::judge::{refused, typed};
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::{State, StateOrganization};
use crate::tenant_file::write::named_first;

pub const SECTION: Section = Section {
    key: "organizations",
    layout: Layout::Folder("organizations"),
    found_by: &[("name", 255)],
    read_only: "id third_party_client_access is_app_entitlement_active",
    planning: Planning::Each(organization),
    export: Export::List(export),
    ..Section::PLAIN
};

/// What an entry says that is no part of the organization's own object.
const PARTS: [&str; 4] = [
    "connections",
    "client_grants",
    "discovery_domains",
    "token_quota",
];
/// What the Deploy CLI writes of a connection besides its settings.
const NAMES: [&str; 3] = ["name", "connection_id", "connection"];

/// An organization as it will be; connections and grants that it has no more are taken from it.
struct OrganizationRow {
    document: Map<String, Value>,
    /// The one that is replaced; none makes a new row.
    version: Option<i64>,
    connections: Vec<(String, EnabledConnection)>,
    grants: Vec<String>,
}

fn organization(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let name = entry.text("name").unwrap_or_default().to_owned();
    let what = format!("organization {name}");
    planner.once(&entry.place, &what)?;
    warn_of_parts(planner, entry);
    let mut own = entry.document.clone();
    own.retain(|key, _| !PARTS.contains(&key.as_str()));
    // A file has `connections` for what POST calls `enabled_connections`, which this schema does not have.
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Update);
    planner.conform(&entry.place, &mut own, schema)?;
    let connections = organization_connections(planner, entry)?;
    let grants = organization_grants(planner, entry)?;
    let same = |o: &StateOrganization| o.stored.organization.name == name;
    let known = planner.state.organizations.iter().position(same);
    let before = match known {
        Some(at) => planner.state.organizations[at].clone(),
        None => new_organization(planner, &entry.place, &name)?,
    };
    let mut after = before.clone();
    document::merge(&mut after.stored.document, &own);
    after.connections = connections.unwrap_or(after.connections);
    after.grants = grants.unwrap_or(after.grants);
    let mut keys = changed_keys(&before.stored.document, &after.stored.document);
    if before.connections != after.connections {
        keys.push("connections".to_owned());
    }
    if before.grants != after.grants {
        keys.push("client_grants".to_owned());
    }
    let row = OrganizationRow {
        document: after.stored.document.clone(),
        version: known.map(|_| before.stored.version),
        connections: after.connections.clone(),
        grants: after.grants.clone(),
    };
    match known {
        Some(at) => planner.state.organizations[at] = after,
        None => {
            planner.state.organizations.push(after);
            keys.clear();
        }
    }
    if known.is_none() || !keys.is_empty() {
        planner.push(what, keys, row);
    }
    Ok(())
}

fn new_organization(
    planner: &Planner<'_>,
    place: &Place,
    name: &str,
) -> Result<StateOrganization, FileError> {
    let id = ids::prefixed(planner.context.entropy, "org_");
    let document = object(json!({ "id": id, "name": name }));
    Ok(StateOrganization {
        stored: StoredOrganization {
            organization: typed(place, Organization::from_document(&document))?,
            document,
            version: 0,
        },
        connections: Vec::new(),
        grants: Vec::new(),
    })
}

fn warn_of_parts(planner: &mut Planner<'_>, entry: &Entry) {
    for key in ["discovery_domains", "token_quota"] {
        let value = entry.document.get(key);
        let is_nothing = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
        if value.is_some_and(|v| !is_nothing(v)) {
            let place = entry.place.key(key);
            planner.warn_not_applied(&place);
        }
    }
}

fn organization_connections(
    planner: &mut Planner<'_>,
    entry: &Entry,
) -> Result<Option<Vec<(String, EnabledConnection)>>, FileError> {
    let mut connections = Vec::new();
    let Some(items) = list(entry, "connections")? else {
        return Ok(None);
    };
    for (place, item) in items {
        let connection = organization_connection(planner, &place, item);
        connections.extend(planner.or_leave_out(connection));
    }
    connections.sort_by(|(a, _), (b, _)| a.cmp(b));
    connections.dedup_by(|(a, _), (b, _)| a == b);
    Ok(Some(connections))
}

fn organization_connection(
    planner: &mut Planner<'_>,
    place: &Place,
    item: &Map<String, Value>,
) -> Result<(String, EnabledConnection), FileError> {
    let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
    let mut known = planner.state.connections.iter();
    let Some(stored) = known.find(|c| c.connection.name == name) else {
        let problem = "must be the name of a database of the file or of the tenant";
        return Err(place.key("name").error(problem));
    };
    let id = stored.connection.id.clone();
    let mut given = item.clone();
    given.retain(|key, _| !NAMES.contains(&key.as_str()));
    document::validate_connection(&given, Mode::Update)
        .map_err(|invalid| refused(place, &invalid))?;
    let mut settings = EnabledConnection::default();
    settings.apply(&given);
    Ok((id, settings))
}

/// The grants of the clients that the entry names, as far as they are for organizations.
fn organization_grants(
    planner: &mut Planner<'_>,
    entry: &Entry,
) -> Result<Option<Vec<String>>, FileError> {
    let mut grants = Vec::new();
    let Some(items) = list(entry, "client_grants")? else {
        return Ok(None);
    };
    for (place, item) in items {
        let client = item.get("client_id").and_then(Value::as_str);
        let resolved = planner.resolve(&place.key("client_id"), client.unwrap_or_default());
        let Some(at) = planner.or_leave_out(resolved) else {
            continue;
        };
        let client_id = &planner.state.clients[at].client.client_id;
        let of_client = planner.state.client_grants.iter().filter(|g| {
            g.client_id == *client_id && g.organization_usage() != OrganizationUsage::Deny
        });
        let before = grants.len();
        grants.extend(of_client.map(|g| g.id.clone()));
        if grants.len() == before {
            let problem = "the client has no grant that allows organizations";
            planner.warnings.push(format!("{place}: {problem}"));
        }
    }
    grants.sort();
    grants.dedup();
    Ok(Some(grants))
}

/// A mapping of a list, with its place.
type Item<'a> = (Place, &'a Map<String, Value>);

/// The mappings of a list; `None` where the entry has no such list.
fn list<'a>(entry: &'a Entry, key: &str) -> Result<Option<Vec<Item<'a>>>, FileError> {
    let place = entry.place.key(key);
    let items = match entry.document.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(place.error("must be a list")),
    };
    let mapping = |(index, item): (usize, &'a Value)| {
        let place = place.item(index);
        match item.as_object() {
            Some(map) => Ok((place, map)),
            None => Err(place.error("must be a mapping")),
        }
    };
    let mappings: Result<Vec<_>, _> = items.iter().enumerate().map(mapping).collect();
    mappings.map(Some)
}

impl PlannedRow for OrganizationRow {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        let stored = match self.version {
            None => organizations::insert(tx, &self.document, with.now).await?,
            Some(version) => organizations::replace(tx, &self.document, version).await?,
        };
        let id = self.document.get("id").and_then(Value::as_str);
        let Some(id) = id.filter(|_| stored) else {
            return Ok(false);
        };
        for (connection, _) in organization_connections::of_organization(tx, id).await? {
            organization_connections::delete(tx, id, &connection).await?;
        }
        for (connection, settings) in &self.connections {
            organization_connections::insert(tx, (id, connection), settings).await?;
        }
        for grant in organization_grants::of_organization(tx, id).await? {
            organization_grants::delete(tx, id, &grant).await?;
        }
        for grant in &self.grants {
            organization_grants::insert(tx, id, grant).await?;
        }
        Ok(true)
    }
}

fn export(state: &State, _: &Settings) -> Vec<Map<String, Value>> {
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

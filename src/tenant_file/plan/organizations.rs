//! The organizations of a plan, with their connections and the client grants that they are given.

use serde_json::{Map, Value, json};

use super::judge::{refused, typed};
use super::{Planner, Write, object};
use crate::domain::organization::{self, EnabledConnection, Organization, OrganizationUsage};
use crate::domain::request_body::Mode;
use crate::ids;
use crate::store::organizations::StoredOrganization;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::state::StateOrganization;

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
pub(in crate::tenant_file) struct OrganizationWrite {
    pub document: Map<String, Value>,
    /// The one that is replaced; none makes a new row.
    pub version: Option<i64>,
    pub connections: Vec<(String, EnabledConnection)>,
    pub grants: Vec<String>,
}

impl Planner<'_> {
    pub(super) fn organization(&mut self, entry: &Entry) -> Result<(), FileError> {
        let name = entry.text("name").unwrap_or_default().to_owned();
        let what = format!("organization {name}");
        self.once(&entry.place, &what)?;
        self.warn_of_parts(entry);
        let mut own = entry.document.clone();
        own.retain(|key, _| !PARTS.contains(&key.as_str()));
        // A file has `connections` for what POST calls `enabled_connections`, which this schema does not have.
        let schema = |body: &Map<_, _>| organization::validate(body, Mode::Update);
        self.conform(&entry.place, &mut own, schema)?;
        let connections = self.organization_connections(entry)?;
        let grants = self.organization_grants(entry)?;
        let same = |o: &StateOrganization| o.stored.organization.name == name;
        let known = self.state.organizations.iter().position(same);
        let before = match known {
            Some(at) => self.state.organizations[at].clone(),
            None => self.new_organization(&entry.place, &name)?,
        };
        let mut after = before.clone();
        organization::merge(&mut after.stored.document, &own);
        after.connections = connections.unwrap_or(after.connections);
        after.grants = grants.unwrap_or(after.grants);
        let mut keys = changed_keys(&before.stored.document, &after.stored.document);
        if before.connections != after.connections {
            keys.push("connections".to_owned());
        }
        if before.grants != after.grants {
            keys.push("client_grants".to_owned());
        }
        let write = OrganizationWrite {
            document: after.stored.document.clone(),
            version: known.map(|_| before.stored.version),
            connections: after.connections.clone(),
            grants: after.grants.clone(),
        };
        match known {
            Some(at) => self.state.organizations[at] = after,
            None => {
                self.state.organizations.push(after);
                keys.clear();
            }
        }
        if known.is_none() || !keys.is_empty() {
            self.push(what, keys, Write::Organization(Box::new(write)));
        }
        Ok(())
    }

    fn new_organization(&self, place: &Place, name: &str) -> Result<StateOrganization, FileError> {
        let id = ids::prefixed(self.context.entropy, "org_");
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

    fn warn_of_parts(&mut self, entry: &Entry) {
        for key in ["discovery_domains", "token_quota"] {
            let value = entry.document.get(key);
            let is_nothing = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
            if value.is_some_and(|v| !is_nothing(v)) {
                let place = entry.place.key(key);
                self.warnings
                    .push(format!("{place}: not applied by this version"));
            }
        }
    }

    fn organization_connections(
        &mut self,
        entry: &Entry,
    ) -> Result<Option<Vec<(String, EnabledConnection)>>, FileError> {
        let mut connections = Vec::new();
        let Some(items) = list(entry, "connections")? else {
            return Ok(None);
        };
        for (place, item) in items {
            let connection = self.organization_connection(&place, item);
            connections.extend(self.or_leave_out(connection));
        }
        connections.sort_by(|(a, _), (b, _)| a.cmp(b));
        connections.dedup_by(|(a, _), (b, _)| a == b);
        Ok(Some(connections))
    }

    fn organization_connection(
        &mut self,
        place: &Place,
        item: &Map<String, Value>,
    ) -> Result<(String, EnabledConnection), FileError> {
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        let mut known = self.state.connections.iter();
        let Some(stored) = known.find(|c| c.connection.name == name) else {
            let problem = "must be the name of a database of the file or of the tenant";
            return Err(place.key("name").error(problem));
        };
        let mut given = item.clone();
        given.retain(|key, _| !NAMES.contains(&key.as_str()));
        organization::validate_connection(&given, Mode::Update)
            .map_err(|invalid| refused(place, &invalid))?;
        if organization::check_connection(&given).is_err() {
            given.shift_remove("is_signup_enabled");
            let place = place.key("is_signup_enabled");
            self.warnings
                .push(format!("{place}: not applied by this version"));
        }
        let mut settings = EnabledConnection::default();
        settings.apply(&given);
        Ok((stored.connection.id.clone(), settings))
    }

    /// The grants of the clients that the entry names, as far as they are for organizations.
    fn organization_grants(&mut self, entry: &Entry) -> Result<Option<Vec<String>>, FileError> {
        let mut grants = Vec::new();
        let Some(items) = list(entry, "client_grants")? else {
            return Ok(None);
        };
        for (place, item) in items {
            let client = item.get("client_id").and_then(Value::as_str);
            let resolved = self.resolve(&place.key("client_id"), client.unwrap_or_default());
            let Some(at) = self.or_leave_out(resolved) else {
                continue;
            };
            let client_id = &self.state.clients[at].client.client_id;
            let of_client = self.state.client_grants.iter().filter(|g| {
                g.client_id == *client_id && g.organization_usage() != OrganizationUsage::Deny
            });
            let before = grants.len();
            grants.extend(of_client.map(|g| g.id.clone()));
            if grants.len() == before {
                let problem = "the client has no grant that allows organizations";
                self.warnings.push(format!("{place}: {problem}"));
            }
        }
        grants.sort();
        grants.dedup();
        Ok(Some(grants))
    }
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

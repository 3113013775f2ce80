//! The databases of a plan.

use serde_json::{Map, Value};

use super::{Planner, Write, typed};
use crate::domain::connection::{Connection, DATABASE};
use crate::domain::connection_document;
use crate::ids;
use crate::store::connections::StoredConnection;
use crate::tenant_file::merge::changed_keys;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;

impl Planner<'_> {
    pub(super) fn database(&mut self, entry: &Entry) -> Result<(), FileError> {
        let name = entry.text("name").unwrap_or_default();
        let what = format!("database {name}");
        self.once(&entry.place, &what)?;
        let mut given = entry.document.clone();
        if let Some(clients) = entry.texts("enabled_clients")? {
            let ids = self.client_ids(&entry.place.key("enabled_clients"), &clients);
            given.insert("enabled_clients".into(), ids.into());
        }
        let known = self
            .state
            .connections
            .iter()
            .position(|c| c.connection.name == name);
        let Some(at) = known else {
            given.insert("name".into(), name.into());
            given.insert("strategy".into(), DATABASE.into());
            let id = ids::prefixed(self.context.entropy, "con_");
            // Said aloud: other tools would take its absence for Auth0's default, `good`.
            let given = connection_document::with_first_options(given, "none");
            let document = connection_document::complete(&id, given);
            self.state.connections.push(StoredConnection {
                connection: typed(&entry.place, Connection::from_document(&document))?,
                document: document.clone(),
                version: 0,
            });
            self.push(what, Vec::new(), Write::Connection(document, None));
            return Ok(());
        };
        keep_options(&self.state.connections[at].document, &mut given);
        let stored = &mut self.state.connections[at];
        let mut document = stored.document.clone();
        connection_document::merge(&mut document, given);
        let keys = changed_keys(&stored.document, &document);
        if !keys.is_empty() {
            stored.connection = typed(&entry.place, Connection::from_document(&document))?;
            stored.document = document;
            let write = Write::Connection(stored.document.clone(), Some(stored.version));
            self.push(what, keys, write);
        }
        Ok(())
    }

    /// The ids of the clients that there are.
    fn client_ids(&mut self, place: &Place, clients: &[&str]) -> Vec<String> {
        let mut ids = Vec::new();
        for (index, name) in clients.iter().enumerate() {
            let resolved = self.resolve(&place.item(index), name);
            if let Some(at) = self.or_leave_out(resolved) {
                ids.push(self.state.clients[at].client.client_id.clone());
            }
        }
        ids
    }
}

/// `options` are replaced, but for what the file leaves out and an import would make anew: what a new database has without
/// being told, and the secrets of its scripts.
fn keep_options(stored: &Map<String, Value>, given: &mut Map<String, Value>) {
    let (Some(Value::Object(stored)), Some(Value::Object(options))) =
        (stored.get("options"), given.get_mut("options"))
    else {
        return;
    };
    for key in ["configuration", "mfa", "passwordPolicy", "strategy_version"] {
        let is_said_elsewhere = key == "passwordPolicy" && options.contains_key("password_options");
        if let Some(kept) = stored.get(key).filter(|_| !is_said_elsewhere) {
            options.entry(key).or_insert_with(|| kept.clone());
        }
    }
}

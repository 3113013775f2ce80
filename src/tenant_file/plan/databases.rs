//! The databases of a plan.

use serde_json::{Map, Value};

use super::judge::{not_enabled, typed, without_nulls};
use super::{Planner, Write};
use crate::domain::connection::{Connection, DATABASE};
use crate::domain::request_body::Mode;
use crate::ids;
use crate::resources::connections::document as connection_document;
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
        given
            .entry("strategy")
            .or_insert_with(|| DATABASE.to_owned().into());
        // Names for ids, which no schema knows.
        let clients = entry.texts("enabled_clients")?;
        given.shift_remove("enabled_clients");
        let known = self
            .state
            .connections
            .iter()
            .position(|c| c.connection.name == name);
        match known {
            Some(at) => self.change_database(entry, at, (given, clients)),
            None => self.create_database(entry, (given, clients)),
        }
    }

    fn create_database(
        &mut self,
        entry: &Entry,
        (given, clients): (Map<String, Value>, Option<Vec<&str>>),
    ) -> Result<(), FileError> {
        let place = &entry.place;
        let mut body = without_nulls(&given);
        let schema = |body: &Map<_, _>| connection_document::validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let unsupported: Vec<_> = connection_document::unsupported(None, &body).collect();
        self.set_back(place, &mut body, (None, &unsupported));
        self.put_clients(place, &mut body, clients);
        let id = ids::prefixed(self.context.entropy, "con_");
        // Said aloud: other tools would take its absence for Auth0's default, `good`.
        let body = connection_document::with_first_options(body, "none");
        let document = connection_document::complete(&id, body);
        let connection = checked(place, None, &document)?;
        let what = format!("database {}", connection.name);
        self.state.connections.push(StoredConnection {
            connection,
            document: document.clone(),
            version: 0,
        });
        self.push(what, Vec::new(), Write::Connection(document, None));
        Ok(())
    }

    fn change_database(
        &mut self,
        entry: &Entry,
        at: usize,
        (mut patch, clients): (Map<String, Value>, Option<Vec<&str>>),
    ) -> Result<(), FileError> {
        let place = &entry.place;
        let stored = self.state.connections[at].clone();
        let is_fixed = connection_document::is_fixed;
        Self::keep_fixed(place, &mut patch, &stored.document, is_fixed)?;
        let schema = |body: &Map<_, _>| connection_document::validate(body, Mode::Update);
        self.conform(place, &mut patch, schema)?;
        keep_options(&stored.document, &mut patch);
        let merged = |patch: &Map<String, Value>| {
            let mut document = stored.document.clone();
            connection_document::merge(&mut document, patch.clone());
            document
        };
        let before = Some(&stored.document);
        let asked = merged(&patch);
        let unsupported: Vec<_> = connection_document::unsupported(before, &asked).collect();
        self.set_back(place, &mut patch, (before, &unsupported));
        self.put_clients(place, &mut patch, clients);
        let document = merged(&patch);
        let keys = changed_keys(&stored.document, &document);
        if !keys.is_empty() {
            let changed = &mut self.state.connections[at];
            changed.connection = checked(place, before, &document)?;
            changed.document = document.clone();
            let what = format!("database {}", stored.connection.name);
            let write = Write::Connection(document, Some(stored.version));
            self.push(what, keys, write);
        }
        Ok(())
    }

    /// Puts the clients that the entry names into its body, as far as they are there.
    fn put_clients(
        &mut self,
        place: &Place,
        body: &mut Map<String, Value>,
        clients: Option<Vec<&str>>,
    ) {
        if let Some(clients) = clients {
            let ids = self.client_ids(&place.key("enabled_clients"), &clients);
            body.insert("enabled_clients".into(), ids.into());
        }
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

/// The connection in the document, if nothing in it is beyond this version.
fn checked(
    place: &Place,
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Connection, FileError> {
    let checked = connection_document::check(before, after);
    checked.map_err(|forbidden| not_enabled(place, &forbidden))?;
    typed(place, Connection::from_document(after))
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

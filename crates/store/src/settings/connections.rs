//! Connections.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine, row, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::sealed_columns::CONNECTION_SECRETS;
use crate::{from_text, to_text};
use footbridge_domain::connection::Connection;
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO connections (id, name, document, created_at, strategy, secrets) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE connections SET document = $3, strategy = $4, secrets = $5, version = version + 1 WHERE id = $1 AND version = $2";
    CLIENTS: "SELECT client_id FROM connection_clients WHERE connection_id = $1";
    ENABLE: "INSERT INTO connection_clients (connection_id, client_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    DISABLE: "DELETE FROM connection_clients WHERE connection_id = $1 AND client_id = $2";
    BY_NAME: "SELECT id, document, version, secrets FROM connections WHERE name = $1";
    BY_ID: "SELECT id, document, version, secrets FROM connections WHERE id = $1";
    ALL: "SELECT id, document, version, secrets FROM connections ORDER BY created_at, id";
}

/// A connection as it is stored.
#[derive(Debug, Clone)]
pub struct StoredConnection {
    pub connection: Connection,
    /// Auth0's whole object.
    pub document: Map<String, Value>,
    /// For [`replace`].
    pub version: i64,
}

row! {
    struct Row {
        id: String,
        document: String,
        version: i64,
        secrets: Option<Vec<u8>>,
    }
}

/// The connections, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::settings::connections::LIST */ ",
    columns: "c.id, c.document, c.version, c.secrets",
    keys: "connections",
    rows: " JOIN connections c ON c.id = k.id",
    id: "k.id",
    selected: "k.created_at, k.id",
    order: "k.created_at, k.id",
};

/// Those that a client may use, by their ids.
pub(crate) const OF_CLIENT: List = List {
    name: "/* footbridge_store::settings::connections::OF_CLIENT */ ",
    keys: "connection_clients",
    rows: " JOIN connections c ON c.id = k.connection_id",
    id: "k.connection_id",
    selected: "k.connection_id",
    order: "k.connection_id",
    ..LIST
};

/// The clients that may use a connection, by their ids.
pub(crate) const ENABLED: List = List {
    name: "/* footbridge_store::settings::connections::ENABLED */ ",
    columns: "k.client_id",
    keys: "connection_clients",
    rows: "",
    id: "k.client_id",
    selected: "k.client_id",
    order: "k.client_id",
};

/// Where the options of a connection have what is sealed here, and what an export leaves out.
pub const SECRET_OPTIONS: [&[&str]; 4] = [
    &["client_secret"],
    &["configuration"],
    &["gateway_authentication", "secret"],
    &["twilio_token"],
];

/// The document without its secrets, and those sealed, if it has some.
fn sealed(db: &Conn, id: &str, document: &Map<String, Value>) -> (String, Option<Vec<u8>>) {
    let mut kept = document.clone();
    let mut secrets = Map::new();
    for path in SECRET_OPTIONS {
        let options = kept.get_mut("options");
        let secret =
            options.and_then(|options| path.iter().try_fold(options, |at, key| at.get_mut(key)));
        if let Some(secret) = secret.filter(|secret| !secret.is_null()) {
            secrets.insert(path.join("."), secret.take());
        }
    }
    let text = to_text(&kept);
    if secrets.is_empty() {
        return (text, None);
    }
    let cell = CONNECTION_SECRETS.cell(id);
    let sealer = db.sealer();
    let sealed = sealer.seal(&Entropy::system(), cell, to_text(&secrets).as_bytes());
    (text, Some(sealed))
}

/// Puts the secrets back to where they were.
fn put_secrets(document: &mut Map<String, Value>, opened: &[u8]) -> Result<(), StoreError> {
    let corrupt = |e: serde_json::Error| StoreError::Corrupt {
        table: "connections",
        what: e.to_string(),
    };
    let secrets: Map<String, Value> = serde_json::from_slice(opened).map_err(corrupt)?;
    for path in SECRET_OPTIONS {
        let options = document.get_mut("options");
        let place =
            options.and_then(|options| path.iter().try_fold(options, |at, key| at.get_mut(key)));
        if let (Some(place), Some(secret)) = (place, secrets.get(&path.join("."))) {
            *place = secret.clone();
        }
    }
    Ok(())
}

/// Which connections; `None` lets every one through.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConnectionFilters<'a> {
    pub strategies: Option<&'a [String]>,
    pub name: Option<&'a str>,
}

impl<'a> ConnectionFilters<'a> {
    pub(crate) fn list(self) -> Vec<Filter<'a>> {
        let strategies = self.strategies.map(|all| Filter::OneOf("k.strategy", all));
        let name = self.name.map(|name| Filter::Is("k.name", name));
        strategies.into_iter().chain(name).collect()
    }
}

/// Which connections of a client.
pub(crate) fn of<'a>(client_id: &'a str, strategies: Option<&'a [String]>) -> Vec<Filter<'a>> {
    let strategy = "(SELECT c.strategy FROM connections c WHERE c.id = k.connection_id)";
    let strategies = strategies.map(|all| Filter::OneOf(strategy, all));
    let client = Filter::Is("k.client_id", client_id);
    std::iter::once(client).chain(strategies).collect()
}

/// Which clients: those of a connection.
pub(crate) fn at(connection_id: &str) -> [Filter<'_>; 1] {
    [Filter::Is("k.connection_id", connection_id)]
}

/// Stores a new connection; false when its id or name is taken. `document` has `id` and `name`. The caller commits.
pub async fn insert(
    tx: &mut Tx,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let c = read(document)?;
    let (id, name, strategy) = (c.id.as_str(), c.name.as_str(), c.strategy.as_str());
    let (text, secrets) = sealed(tx, id, document);
    let done = execute!(tx, INSERT, id, name, text, now.millis(), strategy, secrets)? == 1;
    if done {
        index_clients(tx, &c).await?;
    }
    Ok(done)
}

/// Replaces the connection if no other request has replaced it since `version`. The caller commits.
pub async fn replace(
    tx: &mut Tx,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    let c = read(document)?;
    let (id, strategy) = (c.id.as_str(), c.strategy.as_str());
    let (text, secrets) = sealed(tx, id, document);
    let done = execute!(tx, REPLACE, id, version, text, strategy, secrets)? == 1;
    if done {
        index_clients(tx, &c).await?;
    }
    Ok(done)
}

/// No client has a longer id.
const MAX_CLIENT_ID: usize = 1_024;

/// Writes down which clients the connection is enabled for, as far as that has changed.
async fn index_clients(tx: &mut Tx, connection: &Connection) -> Result<(), StoreError> {
    let id = connection.id.as_str();
    let before: BTreeSet<String> = fetch_all!((String,), tx, CLIENTS, id)?
        .into_iter()
        .map(|(client_id,)| client_id)
        .collect();
    let fits = |client: &&String| client.len() <= MAX_CLIENT_ID && !client.contains('\0');
    let enabled = connection.enabled_clients.iter().filter(fits);
    let after: BTreeSet<String> = enabled.cloned().collect();
    for gone in before.difference(&after) {
        execute!(tx, DISABLE, id, gone.as_str())?;
    }
    for new in after.difference(&before) {
        execute!(tx, ENABLE, id, new.as_str())?;
    }
    Ok(())
}

/// The connection of that name.
pub async fn by_name(db: &mut Conn, name: &str) -> Result<Option<StoredConnection>, StoreError> {
    let row = fetch_optional!(Row, db, BY_NAME, name)?;
    row.map(|row| row.read(db)).transpose()
}

/// The connection with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<StoredConnection>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, id)?;
    row.map(|row| row.read(db)).transpose()
}

/// Every connection, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredConnection>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// A part of the connections that the filters let through.
pub async fn list(
    db: &mut Conn,
    filters: ConnectionFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<StoredConnection>, StoreError> {
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters.list(), part).await?;
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// How many there are.
pub async fn count(db: &mut Conn, filters: ConnectionFilters<'_>) -> Result<i64, StoreError> {
    listing::count(db, &LIST, &filters.list()).await
}

/// A part of the connections that a client may use, of those strategies if some are named.
pub async fn of_client(
    db: &mut Conn,
    (client_id, strategies): (&str, Option<&[String]>),
    part: RowRange<'_>,
) -> Result<Vec<StoredConnection>, StoreError> {
    let filters = of(client_id, strategies);
    let rows: Vec<Row> = listing::rows(db, &OF_CLIENT, &filters, part).await?;
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// A part of the ids of the clients that may use a connection.
pub async fn clients(
    db: &mut Conn,
    connection_id: &str,
    part: RowRange<'_>,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = listing::rows(db, &ENABLED, &at(connection_id), part).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

fn read(document: &Map<String, Value>) -> Result<Connection, StoreError> {
    Connection::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "connections",
        what: e.to_string(),
    })
}

impl Row {
    fn read(self, db: &Conn) -> Result<StoredConnection, StoreError> {
        let mut document: Map<String, Value> = from_text("connections", &self.document)?;
        if let Some(secrets) = &self.secrets {
            let opened = db
                .sealer()
                .open(CONNECTION_SECRETS.cell(&self.id), secrets)?;
            put_secrets(&mut document, &opened)?;
        }
        let connection = read(&document).map_err(|e| StoreError::Corrupt {
            table: "connections",
            what: format!("{}: {e}", self.id),
        })?;
        Ok(StoredConnection {
            connection,
            document,
            version: self.version,
        })
    }
}

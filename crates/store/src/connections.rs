//! Connections.

use serde_json::{Map, Value};

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use footbridge_domain::connection::Connection;
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO connections (id, name, document, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE connections SET document = $3, version = version + 1 WHERE id = $1 AND version = $2";
    BY_NAME: "SELECT id, document, version FROM connections WHERE name = $1";
    BY_ID: "SELECT id, document, version FROM connections WHERE id = $1";
    ALL: "SELECT id, document, version FROM connections ORDER BY created_at, id";
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

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    document: String,
    version: i64,
}

/// Stores a new connection; false when its id or name is taken. `document` has `id` and `name`.
pub async fn insert(
    db: &mut Conn,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let c = read(document)?;
    Ok(execute!(
        db,
        INSERT,
        c.id.as_str(),
        c.name.as_str(),
        to_text(document),
        now.millis()
    )? == 1)
}

/// Replaces the connection if nobody has since `version`.
pub async fn replace(
    db: &mut Conn,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    let c = read(document)?;
    Ok(execute!(db, REPLACE, c.id.as_str(), version, to_text(document))? == 1)
}

/// The connection of that name.
pub async fn by_name(db: &mut Conn, name: &str) -> Result<Option<StoredConnection>, StoreError> {
    fetch_optional!(Row, db, BY_NAME, name)?
        .map(Row::read)
        .transpose()
}

/// The connection with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<StoredConnection>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?
        .map(Row::read)
        .transpose()
}

/// Every connection, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredConnection>, StoreError> {
    fetch_all!(Row, db, ALL)?
        .into_iter()
        .map(Row::read)
        .collect()
}

fn read(document: &Map<String, Value>) -> Result<Connection, StoreError> {
    Connection::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "connections",
        what: e.to_string(),
    })
}

impl Row {
    fn read(self) -> Result<StoredConnection, StoreError> {
        let document: Map<String, Value> = from_text("connections", &self.document)?;
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

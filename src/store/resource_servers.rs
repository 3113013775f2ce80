//! APIs (resource servers).

use serde_json::{Map, Value};

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::resource_server::ResourceServer;
use crate::domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO resource_servers (id, identifier, document, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE resource_servers SET document = $3, version = version + 1 WHERE id = $1 AND version = $2";
    BY_IDENTIFIER: "SELECT document, version FROM resource_servers WHERE identifier = $1";
    BY_NAME: "SELECT document, version FROM resource_servers WHERE id = $1 OR identifier = $1
              ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END LIMIT 1";
    DELETE: "DELETE FROM resource_servers WHERE id = $1";
    ALL: "SELECT document, version FROM resource_servers ORDER BY created_at, id";
}

/// An API as it is stored.
#[derive(Debug, Clone)]
pub struct StoredResourceServer {
    pub resource_server: ResourceServer,
    /// Auth0's whole object.
    pub document: Map<String, Value>,
    /// For [`replace`].
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    document: String,
    version: i64,
}

/// Stores a new API; false when its id or identifier is taken. `document` has `id` and `identifier`.
pub async fn insert(
    db: &mut Conn,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let r = read(document)?;
    Ok(execute!(
        db,
        INSERT,
        r.id.as_str(),
        r.identifier.as_str(),
        to_text(document),
        now.millis()
    )? == 1)
}

/// Replaces the API if nobody has since `version`.
pub async fn replace(
    db: &mut Conn,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    let r = read(document)?;
    Ok(execute!(db, REPLACE, r.id.as_str(), version, to_text(document))? == 1)
}

/// The API with that audience. Flows ask [`super::Store::resource_server`].
pub async fn by_identifier(
    db: &mut Conn,
    identifier: &str,
) -> Result<Option<StoredResourceServer>, StoreError> {
    fetch_optional!(Row, db, BY_IDENTIFIER, identifier)?
        .map(Row::read)
        .transpose()
}

/// The API with that id, or else with that audience.
pub async fn by_name(
    db: &mut Conn,
    name: &str,
) -> Result<Option<StoredResourceServer>, StoreError> {
    fetch_optional!(Row, db, BY_NAME, name)?
        .map(Row::read)
        .transpose()
}

/// Deletes the API.
pub async fn delete(db: &mut Conn, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, id).map(drop)
}

/// Every API, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredResourceServer>, StoreError> {
    fetch_all!(Row, db, ALL)?
        .into_iter()
        .map(Row::read)
        .collect()
}

fn read(document: &Map<String, Value>) -> Result<ResourceServer, StoreError> {
    ResourceServer::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "resource_servers",
        what: e.to_string(),
    })
}

impl Row {
    fn read(self) -> Result<StoredResourceServer, StoreError> {
        let document: Map<String, Value> = from_text("resource_servers", &self.document)?;
        Ok(StoredResourceServer {
            resource_server: read(&document)?,
            document,
            version: self.version,
        })
    }
}

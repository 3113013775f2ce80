//! APIs (resource servers): Auth0's object as a document, and the secret that signs their tokens sealed beside it.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, row, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::sealed_columns::RESOURCE_SERVER_SECRET;
use crate::{from_text, to_text};
use footbridge_domain::resource_server::ResourceServer;
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

/// The member of the document that is sealed.
const SECRET: &str = "signing_secret";

statements! {
    INSERT: "INSERT INTO resource_servers (id, identifier, document, secret, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE resource_servers SET document = $3, secret = $4, version = version + 1
               WHERE id = $1 AND version = $2";
    BY_IDENTIFIER: "SELECT id, document, secret, version FROM resource_servers WHERE identifier = $1";
    BY_NAME: "SELECT id, document, secret, version FROM resource_servers WHERE id = $1 OR identifier = $1
              ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END LIMIT 1";
    ALL: "SELECT id, document, secret, version FROM resource_servers ORDER BY created_at, id";
}

/// The APIs, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::settings::resource_servers::LIST */ ",
    columns: "r.id, r.document, r.secret, r.version",
    keys: "resource_servers",
    rows: " JOIN resource_servers r ON r.id = k.id",
    id: "k.id",
    selected: "k.created_at, k.id",
    order: "k.created_at, k.id",
};

/// Those with one of these identifiers.
pub(crate) fn among(identifiers: &[String]) -> Filter<'_> {
    Filter::OneOf("k.identifier", identifiers)
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

row! {
    struct Row {
        id: String,
        document: String,
        secret: Option<Vec<u8>>,
        version: i64,
    }
}

/// Stores a new API; false when its id or identifier is taken. `document` has `id` and `identifier`.
pub async fn insert(
    db: &mut Conn,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let r = read(document)?;
    let (id, identifier) = (r.id.as_str(), r.identifier.as_str());
    let (document, secret) = columns(db, id, document);
    let done = execute!(db, INSERT, id, identifier, document, secret, now.millis())?;
    Ok(done == 1)
}

/// Replaces the API if no other request has replaced it since `version`.
pub async fn replace(
    db: &mut Conn,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    let r = read(document)?;
    let id = r.id.as_str();
    let (document, secret) = columns(db, id, document);
    Ok(execute!(db, REPLACE, id, version, document, secret)? == 1)
}

/// The API with that audience. Flows ask [`crate::Store::resource_server`].
pub async fn by_identifier(
    db: &mut Conn,
    identifier: &str,
) -> Result<Option<StoredResourceServer>, StoreError> {
    let row = fetch_optional!(Row, db, BY_IDENTIFIER, identifier)?;
    row.map(|r| r.read(db)).transpose()
}

/// The API with that id, or else with that audience.
pub async fn by_name(
    db: &mut Conn,
    name: &str,
) -> Result<Option<StoredResourceServer>, StoreError> {
    let row = fetch_optional!(Row, db, BY_NAME, name)?;
    row.map(|r| r.read(db)).transpose()
}

/// Every API, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredResourceServer>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|r| r.read(db)).collect()
}

/// A part of the APIs, or of those with one of these identifiers.
pub async fn list(
    db: &mut Conn,
    identifiers: Option<&[String]>,
    part: RowRange<'_>,
) -> Result<Vec<StoredResourceServer>, StoreError> {
    let filters: Vec<_> = identifiers.into_iter().map(among).collect();
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters, part).await?;
    rows.into_iter().map(|r| r.read(db)).collect()
}

/// How many there are.
pub async fn count(db: &mut Conn, identifiers: Option<&[String]>) -> Result<i64, StoreError> {
    let filters: Vec<_> = identifiers.into_iter().map(among).collect();
    listing::count(db, &LIST, &filters).await
}

fn read(document: &Map<String, Value>) -> Result<ResourceServer, StoreError> {
    ResourceServer::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "resource_servers",
        what: e.to_string(),
    })
}

/// The document without its secret, and the secret sealed.
fn columns(db: &Conn, id: &str, document: &Map<String, Value>) -> (String, Option<Vec<u8>>) {
    let mut open = document.clone();
    let secret = open.shift_remove(SECRET);
    let seal = |text: &str| {
        let entropy = Entropy::system();
        db.sealer()
            .seal(&entropy, RESOURCE_SERVER_SECRET.cell(id), text.as_bytes())
    };
    let secret = secret.as_ref().and_then(Value::as_str).map(seal);
    (to_text(&open), secret)
}

impl Row {
    fn read(self, db: &Conn) -> Result<StoredResourceServer, StoreError> {
        let corrupt = |what: String| StoreError::Corrupt {
            table: "resource_servers",
            what,
        };
        let mut document: Map<String, Value> = from_text("resource_servers", &self.document)?;
        if let Some(sealed) = self.secret {
            let opened = db
                .sealer()
                .open(RESOURCE_SERVER_SECRET.cell(&self.id), &sealed)?;
            let text = String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?;
            document.insert(SECRET.into(), text.into());
        }
        Ok(StoredResourceServer {
            resource_server: read(&document)?,
            document,
            version: self.version,
        })
    }
}

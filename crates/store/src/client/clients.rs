//! Clients: Auth0's object as a document, and the secret sealed beside it.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, DynamicSql, StoreError, Tx, execute, fetch_all, fetch_one, fetch_optional, on_engine,
    row, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::sealed_columns::CLIENT_SECRET;
use crate::{client_names, from_text, to_text};
use footbridge_domain::client::{Client, ClientAuth};
use footbridge_domain::native_apps::NativeApps;
use footbridge_domain::pages::Pages;
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO clients (client_id, name, document, secret, created_at,
                                  app_type, is_first_party, external_client_id, resource_server)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (client_id) DO NOTHING";
    /// One that is there stays, whichever process made it.
    INSERT_GLOBAL: "INSERT INTO clients (client_id, name, document, created_at, is_global)
                    VALUES ($1, $2, $3, $4, TRUE) ON CONFLICT DO NOTHING";
    /// Lost when another request changed the client in between: the caller reads again.
    REPLACE: "UPDATE clients SET name = $3, document = $4, secret = $5, version = version + 1,
                     app_type = $6, is_first_party = $7, external_client_id = $8, resource_server = $9
               WHERE client_id = $1 AND version = $2";
    BY_ID: "SELECT client_id, document, secret, version FROM clients WHERE client_id = $1";
    GLOBAL: "SELECT client_id FROM clients WHERE is_global";
    BY_NAME: "SELECT client_id, document, secret, version FROM clients WHERE name = $1 ORDER BY created_at, client_id";
    ALL: "SELECT client_id, document, secret, version FROM clients ORDER BY created_at, client_id";
    DOCUMENTS: "SELECT client_id, document FROM clients";
    /// The word may stand elsewhere in a document, so each one found is read.
    WITH_APPS: "SELECT client_id, document FROM clients WHERE document LIKE '%\"mobile\"%'";
    COUNT: "SELECT COUNT(*) FROM clients WHERE NOT is_global";
    NAMED: "SELECT clients.client_id, document, secret, version
              FROM client_names JOIN clients ON clients.client_id = client_names.client_id
             WHERE client_names.name = $1 ORDER BY created_at, clients.client_id";
}

/// Members of the document that have a column, as far as they are short.
const EXTERNAL_ID: &str = "external_client_id";
const LINKED_API: &str = "resource_server_identifier";
const MAX_SHORT: usize = 600;

/// The clients, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::client::clients::LIST */ ",
    columns: "c.client_id, c.document, c.secret, c.version",
    keys: "clients",
    rows: " JOIN clients c ON c.client_id = k.client_id",
    id: "k.client_id",
    selected: "k.created_at, k.client_id",
    order: "k.created_at, k.client_id",
};

/// Which clients; `None` lets every one through.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClientFilters<'a> {
    pub is_global: Option<bool>,
    pub is_first_party: Option<bool>,
    pub external_client_id: Option<&'a str>,
    pub app_types: Option<&'a [String]>,
}

impl<'a> ClientFilters<'a> {
    pub(crate) fn list(self) -> Vec<Filter<'a>> {
        let flag = |column| move |is| Filter::Flag(column, is);
        let external = |id| Filter::Is("k.external_client_id", id);
        [
            self.is_global.map(flag("k.is_global")),
            self.is_first_party.map(flag("k.is_first_party")),
            self.external_client_id.map(external),
            self.app_types.map(|all| Filter::OneOf("k.app_type", all)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A client as it is stored.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// What the flows ask.
    pub client: Client,
    /// Auth0's whole object, without the secret.
    pub document: Map<String, Value>,
    pub secret: Option<String>,
    /// For [`replace`].
    pub version: i64,
}

impl StoredClient {
    /// Whether keys of its own have taken the place of the secret.
    pub fn authenticates_by_key(&self) -> bool {
        matches!(self.client.authentication(), ClientAuth::PrivateKey(_))
    }
}

row! {
    struct Row {
        client_id: String,
        document: String,
        secret: Option<Vec<u8>>,
        version: i64,
    }
}

/// Stores a new client; false when its id is taken. `document` has `client_id` and `name`.
pub async fn insert(
    db: &mut Tx,
    document: &Map<String, Value>,
    secret: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = NewRow::of(db, document, secret)?;
    let at = now.millis();
    let done = execute!(
        db,
        INSERT,
        row.id,
        row.name,
        row.document,
        row.secret,
        at,
        row.client.app_type,
        row.client.is_first_party,
        row.external_id,
        row.linked_api
    )?;
    row.stored(db, done).await
}

/// Stores the global client, unless there is one.
pub async fn ensure_global(
    db: &mut Conn,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, name) = names(document)?;
    let text = to_text(document);
    execute!(db, INSERT_GLOBAL, id, name, text, now.millis()).map(drop)
}

/// Replaces the client if no other request has replaced it since `version`; false otherwise, and when it is gone.
pub async fn replace(
    db: &mut Tx,
    document: &Map<String, Value>,
    secret: Option<&str>,
    version: i64,
) -> Result<bool, StoreError> {
    let row = NewRow::of(db, document, secret)?;
    let done = execute!(
        db,
        REPLACE,
        row.id,
        version,
        row.name,
        row.document,
        row.secret,
        row.client.app_type,
        row.client.is_first_party,
        row.external_id,
        row.linked_api
    )?;
    row.stored(db, done).await
}

/// The client, straight from the store. Flows ask [`crate::Store::client`].
pub async fn by_id(db: &mut Conn, client_id: &str) -> Result<Option<StoredClient>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, client_id)?;
    row.map(|r| r.read(db)).transpose()
}

/// The id of the global client.
pub async fn global(db: &mut Conn) -> Result<Option<String>, StoreError> {
    let found = fetch_optional!((String,), db, GLOBAL)?;
    Ok(found.map(|(client_id,)| client_id))
}

/// The clients of that name, oldest first.
pub async fn by_name(db: &mut Conn, name: &str) -> Result<Vec<StoredClient>, StoreError> {
    let rows = fetch_all!(Row, db, BY_NAME, name)?;
    rows.into_iter().map(|r| r.read(db)).collect()
}

/// Every client, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredClient>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|r| r.read(db)).collect()
}

/// The oldest client that has `alias` as a further name. It may have the name as an audience only: the document says.
pub async fn by_alias(db: &mut Conn, alias: &str) -> Result<Option<StoredClient>, StoreError> {
    let rows = fetch_all!(Row, db, NAMED, alias)?;
    for row in rows {
        let stored = row.read(db)?;
        if stored.client.has_alias(alias) && !stored.client.global {
            return Ok(Some(stored));
        }
    }
    Ok(None)
}

/// The pages of all clients. Their secrets stay closed.
pub async fn pages(db: &mut Conn) -> Result<Pages, StoreError> {
    let mut pages = Pages::default();
    for (client_id, document) in fetch_all!((String, String), db, DOCUMENTS)? {
        pages.add(&read(&client_id, &from_text("clients", &document)?)?);
    }
    Ok(pages)
}

/// The native apps of all clients.
pub async fn native_apps(db: &mut Conn) -> Result<NativeApps, StoreError> {
    let mut apps = NativeApps::default();
    for (client_id, document) in fetch_all!((String, String), db, WITH_APPS)? {
        let client = read(&client_id, &from_text("clients", &document)?)?;
        if let Some(mobile) = &client.mobile {
            apps.add(mobile);
        }
    }
    Ok(apps)
}

/// A part of the clients that the filters let through.
pub async fn list(
    db: &mut Conn,
    filters: ClientFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<StoredClient>, StoreError> {
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters.list(), part).await?;
    rows.into_iter().map(|r| r.read(db)).collect()
}

/// How many the filters let through.
pub async fn count_listed(db: &mut Conn, filters: ClientFilters<'_>) -> Result<i64, StoreError> {
    listing::count(db, &LIST, &filters.list()).await
}

/// The clients that stand for one of these APIs: what they call it, and their ids, the newest last.
pub async fn linked(
    db: &mut Conn,
    identifiers: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    const START: &str = "/* footbridge_store::client::clients::linked */ SELECT resource_server, client_id FROM clients \
        WHERE resource_server IN (";
    let mut sql = DynamicSql::new(db, START);
    sql.bind_texts(identifiers)
        .push(") ORDER BY created_at, client_id");
    sql.fetch_all(db).await
}

/// How many clients there are, besides the global one.
pub async fn count(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT)?.0)
}

fn names(document: &Map<String, Value>) -> Result<(&str, &str), StoreError> {
    let text = |key| document.get(key).and_then(Value::as_str);
    text("client_id")
        .zip(text("name"))
        .ok_or_else(|| StoreError::Corrupt {
            table: "clients",
            what: "a client without client_id or name".into(),
        })
}

/// What is stored of a document.
struct NewRow<'d> {
    id: &'d str,
    name: &'d str,
    document: String,
    secret: Option<Vec<u8>>,
    client: Client,
    external_id: Option<&'d str>,
    linked_api: Option<&'d str>,
}

impl<'d> NewRow<'d> {
    fn of(
        db: &Conn,
        document: &'d Map<String, Value>,
        secret: Option<&str>,
    ) -> Result<Self, StoreError> {
        let (id, name) = names(document)?;
        Ok(Self {
            id,
            name,
            document: to_text(document),
            secret: seal(db, id, secret),
            client: read(id, document)?,
            external_id: short(document, EXTERNAL_ID),
            linked_api: short(document, LINKED_API),
        })
    }

    /// Stores the client's further names, if its row was.
    async fn stored(&self, db: &mut Tx, rows: u64) -> Result<bool, StoreError> {
        if rows == 1 {
            client_names::replace(db, &self.client).await?;
        }
        Ok(rows == 1)
    }
}

fn read(client_id: &str, document: &Map<String, Value>) -> Result<Client, StoreError> {
    Client::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "clients",
        what: format!("{client_id}: {e}"),
    })
}

fn short<'a>(document: &'a Map<String, Value>, member: &str) -> Option<&'a str> {
    let text = document.get(member).and_then(Value::as_str);
    text.filter(|text| text.len() <= MAX_SHORT && !text.contains('\0'))
}

fn seal(db: &Conn, client_id: &str, secret: Option<&str>) -> Option<Vec<u8>> {
    secret.map(|s| {
        db.sealer().seal(
            &Entropy::system(),
            CLIENT_SECRET.cell(client_id),
            s.as_bytes(),
        )
    })
}

impl Row {
    fn read(self, db: &Conn) -> Result<StoredClient, StoreError> {
        let corrupt = |what: String| StoreError::Corrupt {
            table: "clients",
            what,
        };
        let document: Map<String, Value> = from_text("clients", &self.document)?;
        let client = read(&self.client_id, &document)?;
        let secret = match self.secret {
            Some(sealed) => {
                let opened = db
                    .sealer()
                    .open(CLIENT_SECRET.cell(&self.client_id), &sealed)?;
                Some(String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?)
            }
            None => None,
        };
        Ok(StoredClient {
            client,
            document,
            secret,
            version: self.version,
        })
    }
}

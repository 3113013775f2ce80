//! The one tenant's settings, and which tenant file was imported last.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::branding::Branding;
use footbridge_domain::brute_force::BruteForce;
use footbridge_domain::guardian::Guardian;
use footbridge_domain::page_template::PageTemplate;
use footbridge_domain::prompts::Prompts;
use footbridge_domain::suspicious_ip::SuspiciousIp;
use footbridge_domain::theme::{Looks, StoredTheme};

statements! {
    CREATE: "INSERT INTO tenant (id, document) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";
    READ: "SELECT document, imported_hash FROM tenant WHERE id = 1";
    REPLACE: "UPDATE tenant SET document = $1, version = version + 1 WHERE id = 1";
    /// Lost when another request changed the settings in between: the caller reads again.
    CHANGE: "UPDATE tenant SET document = $1, version = version + 1 WHERE id = 1 AND version = $2";
    VERSIONED: "SELECT document, version FROM tenant WHERE id = 1";
    /// Takes the row's lock, so that of several starting processes one imports and the others find it done.
    LOCK: "UPDATE tenant SET version = version + 1 WHERE id = 1";
    LOOKS: "SELECT branding, theme, page_template FROM tenant WHERE id = 1";
    IMPORTED: "UPDATE tenant SET imported_hash = $1 WHERE id = 1";
}

type Row = (String, Option<String>);
type LooksRow = (Option<String>, Option<String>, Option<String>);

/// The version that [`CREATE`] gives the row: of a tenant that has none, too.
const FIRST_VERSION: i64 = 1;

/// The settings' document; empty for a new tenant.
pub async fn document(db: &mut Conn) -> Result<Map<String, Value>, StoreError> {
    match fetch_optional!(Row, db, READ)? {
        Some((text, _)) => from_text("tenant", &text),
        None => Ok(Map::new()),
    }
}

/// Replaces the settings.
pub async fn replace(db: &mut Conn, document: &Map<String, Value>) -> Result<(), StoreError> {
    let text = to_text(document);
    execute!(db, CREATE, text.as_str())?;
    execute!(db, REPLACE, text.as_str()).map(drop)
}

/// The settings' document, and its version for [`change`].
pub async fn versioned(db: &mut Conn) -> Result<(Map<String, Value>, i64), StoreError> {
    match fetch_optional!((String, i64), db, VERSIONED)? {
        Some((text, version)) => Ok((from_text("tenant", &text)?, version)),
        None => Ok((Map::new(), FIRST_VERSION)),
    }
}

/// Replaces the settings if no other request has replaced it since `version`.
pub async fn change(
    tx: &mut Tx,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    execute!(tx, CREATE, "{}")?;
    Ok(execute!(tx, CHANGE, to_text(document), version)? == 1)
}

/// Settings of which the tenant has one object, in a column of its row.
pub trait Kept: Clone + Default + PartialEq + Serialize + DeserializeOwned {
    /// The column, and the tenant's version.
    const READ: &'static str;
    const CHANGE: &'static str;
    const REPLACE: &'static str;
}

/// Settings, each with its column.
macro_rules! kept {
    ($($settings:ty: $column:literal;)+) => {
        $(impl Kept for $settings {
            const READ: &'static str = concat!("/* ", module_path!(), "::READ_KEPT */ SELECT ", $column,
                                               ", version FROM tenant WHERE id = 1");
            const CHANGE: &'static str = concat!("/* ", module_path!(), "::CHANGE_KEPT */ UPDATE tenant SET ", $column,
                                                 " = $1, version = version + 1 WHERE id = 1 AND version = $2");
            const REPLACE: &'static str = concat!("/* ", module_path!(), "::REPLACE_KEPT */ UPDATE tenant SET ", $column,
                                                  " = $1, version = version + 1 WHERE id = 1");
        })+
        /// Every statement for them, portable to both engines.
        pub const KEPT: &[&str] = &[$(<$settings>::READ, <$settings>::CHANGE, <$settings>::REPLACE),+];
    };
}

kept! {
    Branding: "branding";
    BruteForce: "brute_force_protection";
    Guardian: "guardian";
    Prompts: "prompts";
    SuspiciousIp: "suspicious_ip_throttling";
    Option<StoredTheme>: "theme";
    Option<PageTemplate>: "page_template";
}

/// How pages look.
pub async fn looks(db: &mut Conn) -> Result<Looks, StoreError> {
    let row = fetch_optional!(LooksRow, db, LOOKS)?;
    let (branding, theme, template) = row.unwrap_or_default();
    let stored: Option<StoredTheme> = read(theme)?;
    let theme = stored.map(|stored| stored.theme()).transpose();
    Ok(Looks {
        branding: read(branding)?,
        theme: theme.map_err(|e| StoreError::Corrupt {
            table: "tenant",
            what: e.to_string(),
        })?,
        template: read(template)?,
    })
}

/// What a column has; the default where it has nothing.
fn read<K: DeserializeOwned + Default>(column: Option<String>) -> Result<K, StoreError> {
    let value = column.map(|text| from_text("tenant", &text)).transpose()?;
    Ok(value.unwrap_or_default())
}

/// The settings: the defaults until they are changed.
pub async fn kept<K: Kept>(db: &mut Conn) -> Result<K, StoreError> {
    Ok(kept_versioned(db).await?.0)
}

/// The same with the tenant's version for [`change_kept`].
pub async fn kept_versioned<K: Kept>(db: &mut Conn) -> Result<(K, i64), StoreError> {
    let row = fetch_optional!((Option<String>, i64), db, K::READ)?;
    let (text, version) = row.unwrap_or((None, FIRST_VERSION));
    Ok((read(text)?, version))
}

/// Replaces them if no other request has changed the tenant since `version`.
pub async fn change_kept<K: Kept>(
    tx: &mut Tx,
    settings: &K,
    version: i64,
) -> Result<bool, StoreError> {
    execute!(tx, CREATE, "{}")?;
    Ok(execute!(tx, K::CHANGE, to_text(settings), version)? == 1)
}

/// Replaces them.
pub async fn replace_kept<K: Kept>(db: &mut Conn, settings: &K) -> Result<(), StoreError> {
    execute!(db, CREATE, "{}")?;
    execute!(db, K::REPLACE, to_text(settings)).map(drop)
}

/// Takes the tenant's lock until the transaction ends; the hash of the last imported file.
pub async fn lock(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    execute!(tx, CREATE, "{}")?;
    execute!(tx, LOCK)?;
    Ok(fetch_optional!(Row, tx, READ)?.and_then(|(_, hash)| hash))
}

/// Records the hash of the file just imported.
pub async fn set_imported(tx: &mut Tx, hash: &str) -> Result<(), StoreError> {
    execute!(tx, IMPORTED, hash).map(drop)
}

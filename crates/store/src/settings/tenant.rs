//! The one tenant's settings, and which tenant file was imported last.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::brute_force::BruteForce;
use footbridge_domain::protection::Protection;
use footbridge_domain::suspicious_ip::SuspiciousIp;

statements! {
    CREATE: "INSERT INTO tenant (id, document) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";
    READ: "SELECT document, imported_hash FROM tenant WHERE id = 1";
    REPLACE: "UPDATE tenant SET document = $1, version = version + 1 WHERE id = 1";
    /// Lost when another request changed the settings in between: the caller reads again.
    CHANGE: "UPDATE tenant SET document = $1, version = version + 1 WHERE id = 1 AND version = $2";
    VERSIONED: "SELECT document, version FROM tenant WHERE id = 1";
    /// Takes the row's lock, so that of several starting processes one imports and the others find it done.
    LOCK: "UPDATE tenant SET version = version + 1 WHERE id = 1";
    BRUTE_FORCE: "SELECT brute_force_protection FROM tenant WHERE id = 1";
    CHANGE_BRUTE_FORCE: "UPDATE tenant SET brute_force_protection = $1, version = version + 1
                          WHERE id = 1 AND version = $2";
    REPLACE_BRUTE_FORCE: "UPDATE tenant SET brute_force_protection = $1, version = version + 1 WHERE id = 1";
    SUSPICIOUS_IP: "SELECT suspicious_ip_throttling FROM tenant WHERE id = 1";
    CHANGE_SUSPICIOUS_IP: "UPDATE tenant SET suspicious_ip_throttling = $1, version = version + 1
                            WHERE id = 1 AND version = $2";
    REPLACE_SUSPICIOUS_IP: "UPDATE tenant SET suspicious_ip_throttling = $1, version = version + 1 WHERE id = 1";
    IMPORTED: "UPDATE tenant SET imported_hash = $1 WHERE id = 1";
}

type Row = (String, Option<String>);

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
    execute!(db, CREATE, "{}")?;
    match fetch_optional!((String, i64), db, VERSIONED)? {
        Some((text, version)) => Ok((from_text("tenant", &text)?, version)),
        None => Ok((Map::new(), 0)),
    }
}

/// Replaces the settings if no other request has replaced it since `version`.
pub async fn change(
    db: &mut Conn,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    Ok(execute!(db, CHANGE, to_text(document), version)? == 1)
}

/// A kind of attack protection that has a column.
pub trait Kept: Protection {
    const READ: &'static str;
    const CHANGE: &'static str;
    const REPLACE: &'static str;
}

impl Kept for BruteForce {
    const READ: &'static str = BRUTE_FORCE;
    const CHANGE: &'static str = CHANGE_BRUTE_FORCE;
    const REPLACE: &'static str = REPLACE_BRUTE_FORCE;
}

impl Kept for SuspiciousIp {
    const READ: &'static str = SUSPICIOUS_IP;
    const CHANGE: &'static str = CHANGE_SUSPICIOUS_IP;
    const REPLACE: &'static str = REPLACE_SUSPICIOUS_IP;
}

/// The settings of a kind of attack protection: the defaults until they are changed.
pub async fn protection<P: Kept>(db: &mut Conn) -> Result<P, StoreError> {
    let row = fetch_optional!((Option<String>,), db, P::READ)?;
    match row.and_then(|(text,)| text) {
        Some(text) => from_text("tenant", &text),
        None => Ok(P::default()),
    }
}

/// Replaces them if no other request has changed the tenant since `version`.
pub async fn change_protection<P: Kept>(
    db: &mut Conn,
    settings: &P,
    version: i64,
) -> Result<bool, StoreError> {
    Ok(execute!(db, P::CHANGE, to_text(settings), version)? == 1)
}

/// Replaces them.
pub async fn replace_protection<P: Kept>(db: &mut Conn, settings: &P) -> Result<(), StoreError> {
    execute!(db, CREATE, "{}")?;
    execute!(db, P::REPLACE, to_text(settings)).map(drop)
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

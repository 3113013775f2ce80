//! Login transactions: an authorization request between its pages.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO login_transactions (digest, document, expires_at) VALUES ($1, $2, $3)";
    READ: "SELECT document, version FROM login_transactions WHERE digest = $1 AND expires_at > $2";
    /// Lost when another request moved the transaction on in between.
    REPLACE: "UPDATE login_transactions SET document = $3, version = version + 1 WHERE digest = $1 AND version = $2";
    TAKE: "DELETE FROM login_transactions WHERE digest = $1 AND version = $2";
}

/// Stores a transaction under the digest of its `state`.
pub async fn insert<T: Serialize>(
    db: &mut Conn,
    digest: &str,
    document: &T,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(db, INSERT, digest, to_text(document), expires_at.millis()).map(drop)
}

/// The transaction and its version.
pub async fn read<T: DeserializeOwned>(
    db: &mut Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<(T, i64)>, StoreError> {
    let row = fetch_optional!((String, i64), db, READ, digest, now.millis())?;
    row.map(|(text, version)| Ok((from_text("login_transactions", &text)?, version)))
        .transpose()
}

/// Moves the transaction on; false when somebody else did.
pub async fn replace<T: Serialize>(
    db: &mut Conn,
    digest: &str,
    document: &T,
    version: i64,
) -> Result<bool, StoreError> {
    Ok(execute!(db, REPLACE, digest, version, to_text(document))? == 1)
}

/// Ends the transaction; whoever gets true may answer the application.
pub async fn take(db: &mut Conn, digest: &str, version: i64) -> Result<bool, StoreError> {
    Ok(execute!(db, TAKE, digest, version)? == 1)
}

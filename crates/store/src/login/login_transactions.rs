//! Login transactions: an authorization request between its pages. Sealed, because an answer that waits for its page holds
//! what the page will post: an assertion, a code, tokens.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::sealed_columns::LOGIN_TRANSACTION;
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

const TABLE: &str = "login_transactions";

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
    let sealed = seal(db, digest, document);
    execute!(db, INSERT, digest, sealed, expires_at.millis()).map(drop)
}

/// The transaction and its version.
pub async fn read<T: DeserializeOwned>(
    db: &mut Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<(T, i64)>, StoreError> {
    let row = fetch_optional!((String, i64), db, READ, digest, now.millis())?;
    row.map(|(text, version)| Ok((open(db, digest, &text)?, version)))
        .transpose()
}

/// Moves the transaction on; false when another request did.
pub async fn replace<T: Serialize>(
    db: &mut Conn,
    digest: &str,
    document: &T,
    version: i64,
) -> Result<bool, StoreError> {
    let sealed = seal(db, digest, document);
    Ok(execute!(db, REPLACE, digest, version, sealed)? == 1)
}

/// Ends the transaction; the request that gets true may answer the application.
pub async fn take(db: &mut Conn, digest: &str, version: i64) -> Result<bool, StoreError> {
    Ok(execute!(db, TAKE, digest, version)? == 1)
}

fn seal<T: Serialize>(db: &Conn, digest: &str, document: &T) -> String {
    let text = to_text(document);
    let sealed = db.sealer().seal(
        &Entropy::system(),
        LOGIN_TRANSACTION.cell(digest),
        text.as_bytes(),
    );
    STANDARD.encode(sealed)
}

fn open<T: DeserializeOwned>(db: &Conn, digest: &str, text: &str) -> Result<T, StoreError> {
    let corrupt = |what: String| StoreError::Corrupt { table: TABLE, what };
    let sealed = STANDARD.decode(text).map_err(|e| corrupt(e.to_string()))?;
    let opened = db.sealer().open(LOGIN_TRANSACTION.cell(digest), &sealed)?;
    let text = String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?;
    from_text(TABLE, &text)
}

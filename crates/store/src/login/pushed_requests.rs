//! Pushed authorization requests (RFC 9126): used once, by the client that pushed them. Sealed, because one may bring the
//! ticket of an invitation.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::sealed_columns::PUSHED_REQUEST;
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

const TABLE: &str = "pushed_requests";

statements! {
    INSERT: "INSERT INTO pushed_requests (digest, client_id, parameters, expires_at) VALUES ($1, $2, $3, $4)";
    TAKE: "DELETE FROM pushed_requests WHERE digest = $1 AND client_id = $2 AND expires_at > $3 RETURNING parameters";
}

/// Stores the parameters under the digest of the request URI.
pub async fn insert(
    db: &mut Conn,
    digest: &str,
    client_id: &str,
    parameters: &Map<String, Value>,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (cell, text) = (PUSHED_REQUEST.cell(digest), to_text(parameters));
    let sealed = db.sealer().seal(&Entropy::system(), cell, text.as_bytes());
    let sealed = STANDARD.encode(sealed);
    execute!(db, INSERT, digest, client_id, sealed, expires_at.millis()).map(drop)
}

/// Takes the request, once.
pub async fn take(
    db: &mut Conn,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Option<Map<String, Value>>, StoreError> {
    let row = fetch_optional!((String,), db, TAKE, digest, client_id, now.millis())?;
    row.map(|(text,)| open(db, digest, &text)).transpose()
}

fn open(db: &Conn, digest: &str, text: &str) -> Result<Map<String, Value>, StoreError> {
    let corrupt = |what: String| StoreError::Corrupt { table: TABLE, what };
    let sealed = STANDARD.decode(text).map_err(|e| corrupt(e.to_string()))?;
    let opened = db.sealer().open(PUSHED_REQUEST.cell(digest), &sealed)?;
    let text = String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?;
    from_text(TABLE, &text)
}

//! Pushed authorization requests (RFC 9126): used once, by the client that pushed them.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;

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
    execute!(
        db,
        INSERT,
        digest,
        client_id,
        to_text(parameters),
        expires_at.millis()
    )
    .map(drop)
}

/// Takes the request, once.
pub async fn take(
    db: &mut Conn,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Option<Map<String, Value>>, StoreError> {
    let row = fetch_optional!((String,), db, TAKE, digest, client_id, now.millis())?;
    row.map(|(text,)| from_text("pushed_requests", &text))
        .transpose()
}

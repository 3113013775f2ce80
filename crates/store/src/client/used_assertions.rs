//! Assertions of clients that were accepted once. The row is the judge: the request that stores it may go on.

use crate::engine::{Conn, StoreError, execute, on_engine, statements};
use footbridge_domain::digest::digest;
use footbridge_domain::time::Timestamp;

statements! {
    USE: "INSERT INTO used_assertions (digest, expires_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
}

/// Uses up the assertion that `client_id` calls `jti`; false when it was used before. It is remembered until `expires_at`.
pub async fn use_up(
    db: &mut Conn,
    client_id: &str,
    jti: &str,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let name = digest(&format!("{client_id}\n{jti}"));
    Ok(execute!(db, USE, name, expires_at.millis())? == 1)
}

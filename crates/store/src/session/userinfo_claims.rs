//! What Actions added to a login's ID token, for `/userinfo` to tell with the access token beside it.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO userinfo_claims (token, claims, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    OF_TOKEN: "SELECT claims FROM userinfo_claims WHERE token = $1";
}

/// Keeps the claims for the access token with that digest, as long as it lives.
pub async fn keep(
    db: &mut Conn,
    token: &str,
    claims: &Map<String, Value>,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(db, INSERT, token, to_text(claims), expires_at.millis()).map(drop)
}

/// The claims for the access token with that digest; usually none.
pub async fn of_token(db: &mut Conn, token: &str) -> Result<Map<String, Value>, StoreError> {
    let row = fetch_optional!((String,), db, OF_TOKEN, token)?;
    row.map_or(Ok(Map::new()), |(text,)| {
        from_text("userinfo_claims", &text)
    })
}

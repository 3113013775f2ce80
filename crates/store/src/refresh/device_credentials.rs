//! Public keys of devices.

use crate::engine::{Conn, StoreError, execute, fetch_all, on_engine, statements};
use footbridge_domain::device_credential::DeviceCredential;
use footbridge_domain::time::Timestamp;

statements! {
    /// Not more of them than a user may have.
    INSERT: "INSERT INTO device_credentials (id, user_id, client_id, device_id, device_name, value, created_at)
             SELECT $1, $2, $3, $4, $5, $6, $7
              WHERE (SELECT COUNT(*) FROM device_credentials WHERE user_id = $2) < $8 ON CONFLICT DO NOTHING";
    LIST: "SELECT id, user_id, client_id, device_id, device_name, value, created_at FROM device_credentials
            WHERE (CAST($1 AS TEXT) IS NULL OR user_id = $1) AND (CAST($2 AS TEXT) IS NULL OR client_id = $2)
            ORDER BY created_at, id LIMIT $3";
    DELETE: "DELETE FROM device_credentials WHERE id = $1 AND (CAST($2 AS TEXT) IS NULL OR user_id = $2)";
    FORGET_USER: "DELETE FROM device_credentials WHERE user_id = $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_id: String,
    client_id: String,
    device_id: String,
    device_name: String,
    value: String,
    created_at: i64,
}

/// Stores a key; false when the device has one already, or the user `most`.
pub async fn insert(
    db: &mut Conn,
    credential: &DeviceCredential,
    most: i64,
) -> Result<bool, StoreError> {
    let done = execute!(
        db,
        INSERT,
        credential.id.as_str(),
        credential.user_id.as_str(),
        credential.client_id.as_str(),
        credential.device_id.as_str(),
        credential.device_name.as_str(),
        credential.value.as_str(),
        credential.created_at.millis(),
        most
    )?;
    Ok(done == 1)
}

/// At most `limit` keys of that user and client; of any, where none is named.
pub async fn list(
    db: &mut Conn,
    user_id: Option<&str>,
    client_id: Option<&str>,
    limit: i64,
) -> Result<Vec<DeviceCredential>, StoreError> {
    let rows = fetch_all!(Row, db, LIST, user_id, client_id, limit)?;
    let read = |row: Row| DeviceCredential {
        id: row.id,
        user_id: row.user_id,
        client_id: row.client_id,
        device_id: row.device_id,
        device_name: row.device_name,
        value: row.value,
        created_at: Timestamp::from_millis(row.created_at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Deletes a key; where a user is named, only one of theirs.
pub async fn delete(db: &mut Conn, id: &str, user_id: Option<&str>) -> Result<(), StoreError> {
    execute!(db, DELETE, id, user_id).map(drop)
}

/// Forgets the keys of a user who goes.
pub async fn forget_user(db: &mut Conn, user_id: &str) -> Result<(), StoreError> {
    execute!(db, FORGET_USER, user_id).map(drop)
}

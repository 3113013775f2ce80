//! Public keys of devices.

use crate::engine::{Conn, StoreError, execute, held_statements, on_engine, row, statements};
use crate::listing::{self, Filter, List, NO_CHECKPOINT, RowRange};
use footbridge_domain::device_credential::DeviceCredential;
use footbridge_domain::time::Timestamp;

held_statements! {
    /// Not more of them than a user may have.
    INSERT: "INSERT INTO device_credentials (id, user_id, client_id, device_id, device_name, value, created_at)
             SELECT $1, u.user_id, $3, $4, $5, $6, $7 FROM users u
              WHERE u.user_id = $2 AND u.linked_to IS NULL
                AND (SELECT COUNT(*) FROM device_credentials WHERE user_id = $2) < $8", u,
            " ON CONFLICT DO NOTHING";
}

statements! {
    DELETE: "DELETE FROM device_credentials WHERE id = $1 AND (CAST($2 AS TEXT) IS NULL OR user_id = $2)";
    FORGET_USER: "DELETE FROM device_credentials WHERE user_id = $1";
}

/// The keys, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::refresh::device_credentials::LIST */ ",
    columns: "d.id, d.user_id, d.client_id, d.device_id, d.device_name, d.value, d.created_at",
    keys: "device_credentials",
    rows: " JOIN device_credentials d ON d.id = k.id",
    id: NO_CHECKPOINT,
    selected: "k.created_at, k.id",
    order: "k.created_at, k.id",
};

/// Of that user and client; of any, where none is named.
pub(crate) fn of<'a>(user_id: Option<&'a str>, client_id: Option<&'a str>) -> Vec<Filter<'a>> {
    let user = user_id.map(|id| Filter::Is("k.user_id", id));
    let client = client_id.map(|id| Filter::Is("k.client_id", id));
    user.into_iter().chain(client).collect()
}

row! {
    struct Row {
        id: String,
        user_id: String,
        client_id: String,
        device_id: String,
        device_name: String,
        value: String,
        created_at: i64,
    }
}

/// Stores a key; false when the device has one already, the user has `most`, or is gone.
pub async fn insert(
    db: &mut Conn,
    credential: &DeviceCredential,
    most: i64,
) -> Result<bool, StoreError> {
    let sql = INSERT.on(db);
    let done = execute!(
        db,
        sql,
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
    limit: u32,
) -> Result<Vec<DeviceCredential>, StoreError> {
    let filters = of(user_id, client_id);
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters, RowRange::first(limit)).await?;
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

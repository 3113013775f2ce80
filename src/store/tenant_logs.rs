//! Tenant log events.

use serde_json::{Map, Value};

use super::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO tenant_logs (log_id, type, occurred_at, client_id, user_id, ip, connection, document)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    BY_ID: "SELECT document FROM tenant_logs WHERE log_id = $1";
}

/// An event as it is stored: the document that the Management API shows, and what queries need of it.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Ascending with time.
    pub log_id: String,
    pub code: &'static str,
    pub occurred_at: Timestamp,
    pub document: Map<String, Value>,
}

/// Stores an event; storing it twice is storing it once.
pub async fn insert(db: &mut Conn, event: &StoredEvent) -> Result<(), StoreError> {
    let text = |key| event.document.get(key).and_then(Value::as_str);
    execute!(
        db,
        INSERT,
        event.log_id.as_str(),
        event.code,
        event.occurred_at.millis(),
        text("client_id"),
        text("user_id"),
        text("ip"),
        text("connection"),
        to_text(&event.document),
    )
    .map(drop)
}

/// The event with that id.
pub async fn by_id(db: &mut Conn, log_id: &str) -> Result<Option<Map<String, Value>>, StoreError> {
    let row = fetch_optional!((String,), db, BY_ID, log_id)?;
    row.map(|(text,)| from_text("tenant_logs", &text))
        .transpose()
}

//! The trace of transfers: what each attempt to redeem one found.

use serde_json::{Map, Value};

use super::engine::{Conn, StoreError, execute, fetch_all, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO transfer_attempts (id, transfer_id, attempted_at, document) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING";
    OF_TRANSFER: "SELECT document FROM transfer_attempts WHERE transfer_id = $1 ORDER BY attempted_at, id";
}

/// One attempt.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub id: String,
    pub transfer_id: String,
    pub at: Timestamp,
    /// Verdict and checks, as the trace shows them.
    pub document: Map<String, Value>,
}

/// Stores an attempt.
pub async fn insert(db: &mut Conn, attempt: &Attempt) -> Result<(), StoreError> {
    let Attempt {
        id,
        transfer_id,
        at,
        document,
    } = attempt;
    execute!(
        db,
        INSERT,
        id.as_str(),
        transfer_id.as_str(),
        at.millis(),
        to_text(document)
    )
    .map(drop)
}

/// The attempts on a transfer, oldest first.
pub async fn of_transfer(
    db: &mut Conn,
    transfer_id: &str,
) -> Result<Vec<Map<String, Value>>, StoreError> {
    let rows = fetch_all!((String,), db, OF_TRANSFER, transfer_id)?;
    rows.iter()
        .map(|(text,)| from_text("transfer_attempts", text))
        .collect()
}

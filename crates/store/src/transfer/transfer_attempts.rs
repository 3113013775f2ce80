//! The trace of transfers: what each attempt to redeem one found.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, execute, execute_postgres, fetch_all, on_engine, postgres_statements,
    statements,
};
use crate::from_text;

statements! {
    INSERT: "INSERT INTO transfer_attempts (id, transfer_id, document) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING";
    OF_TRANSFER: "SELECT document FROM transfer_attempts WHERE transfer_id = $1 ORDER BY id";
}

postgres_statements! {
    /// The same for many attempts, in Postgres' own words.
    INSERT_ALL: "INSERT INTO transfer_attempts (id, transfer_id, document)
     SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING";
}

/// One attempt.
#[derive(Debug, Clone)]
pub struct TransferAttempt {
    /// It begins with the time, as an event's.
    pub id: String,
    pub transfer_id: String,
    /// Verdict and checks, as the trace shows them, as JSON.
    pub document: String,
}

/// Stores attempts. On Postgres in one statement, whatever their number.
pub async fn insert_all(db: &mut Conn, attempts: &[&TransferAttempt]) -> Result<(), StoreError> {
    if db.is_postgres() {
        let ids: Vec<_> = attempts.iter().map(|a| a.id.as_str()).collect();
        let transfers: Vec<_> = attempts.iter().map(|a| a.transfer_id.as_str()).collect();
        let documents: Vec<_> = attempts.iter().map(|a| a.document.as_str()).collect();
        return execute_postgres!(db, INSERT_ALL, ids, transfers, documents).map(drop);
    }
    for attempt in attempts {
        let (id, transfer) = (attempt.id.as_str(), attempt.transfer_id.as_str());
        execute!(db, INSERT, id, transfer, attempt.document.as_str())?;
    }
    Ok(())
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

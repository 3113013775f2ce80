//! What Actions did, request by request.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::from_text;
use footbridge_domain::action::run::Execution;

statements! {
    INSERT: "INSERT INTO action_executions (id, executed_at, document) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    BY_ID: "SELECT document FROM action_executions WHERE id = $1";
}

/// Stores an execution.
pub async fn insert(db: &mut Conn, execution: &Execution) -> Result<(), StoreError> {
    let (id, at) = (execution.id.as_str(), execution.at.millis());
    execute!(db, INSERT, id, at, execution.document.as_str()).map(drop)
}

/// The execution with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Map<String, Value>>, StoreError> {
    let row = fetch_optional!((String,), db, BY_ID, id)?;
    row.map(|(text,)| from_text("action_executions", &text))
        .transpose()
}

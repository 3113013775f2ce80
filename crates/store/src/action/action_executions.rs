//! What Actions did, request by request.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, execute, execute_postgres, fetch_optional, on_engine, postgres_statements,
    statements,
};
use crate::from_text;
use footbridge_domain::action::run::Execution;

statements! {
    INSERT: "INSERT INTO action_executions (id, executed_at, document) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    BY_ID: "SELECT document FROM action_executions WHERE id = $1";
}

postgres_statements! {
    INSERT_ALL: "INSERT INTO action_executions (id, executed_at, document)
                 SELECT * FROM UNNEST($1::text[], $2::bigint[], $3::text[]) ON CONFLICT DO NOTHING";
}

/// Stores executions. On Postgres in one statement, whatever their number.
pub async fn insert_all(db: &mut Conn, executions: &[&Execution]) -> Result<(), StoreError> {
    if db.is_postgres() {
        let ids: Vec<_> = executions.iter().map(|e| e.id.as_str()).collect();
        let times: Vec<_> = executions.iter().map(|e| e.at.millis()).collect();
        let documents: Vec<_> = executions.iter().map(|e| e.document.as_str()).collect();
        return execute_postgres!(db, INSERT_ALL, ids, times, documents).map(drop);
    }
    for execution in executions {
        let (id, at) = (execution.id.as_str(), execution.at.millis());
        execute!(db, INSERT, id, at, execution.document.as_str())?;
    }
    Ok(())
}

/// The execution with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Map<String, Value>>, StoreError> {
    let row = fetch_optional!((String,), db, BY_ID, id)?;
    row.map(|(text,)| from_text("action_executions", &text))
        .transpose()
}

//! Which Actions are bound to which trigger, in order. The bindings of a trigger are only ever written together.

use crate::engine::{Conn, StoreError, Tx, execute, fetch_all, fetch_one, on_engine, statements};
use footbridge_domain::action::Binding;
use footbridge_domain::time::Timestamp;

statements! {
    OF_TRIGGER: "SELECT id, trigger_id, action_id, display_name, created_at, updated_at FROM action_bindings
                  WHERE trigger_id = $1 ORDER BY position";
    ALL: "SELECT id, trigger_id, action_id, display_name, created_at, updated_at FROM action_bindings
           ORDER BY trigger_id, position";
    COUNT_OF_ACTION: "SELECT COUNT(*) FROM action_bindings WHERE action_id = $1";
    CLEAR: "DELETE FROM action_bindings WHERE trigger_id = $1";
    /// Lost when another process writes the same trigger's bindings.
    INSERT: "INSERT INTO action_bindings (id, trigger_id, position, action_id, display_name, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    DELETE_OF_ACTION: "DELETE FROM action_bindings WHERE action_id = $1";
}

type Row = (String, String, String, String, i64, i64);

/// The bindings of that trigger, in order.
pub async fn of_trigger(db: &mut Conn, trigger_id: &str) -> Result<Vec<Binding>, StoreError> {
    let rows = fetch_all!(Row, db, OF_TRIGGER, trigger_id)?;
    Ok(rows.into_iter().map(read).collect())
}

/// The bindings of every trigger, in order.
pub async fn all(db: &mut Conn) -> Result<Vec<Binding>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    Ok(rows.into_iter().map(read).collect())
}

/// How many bindings an Action has.
pub async fn count_of_action(db: &mut Conn, action_id: &str) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT_OF_ACTION, action_id)?.0)
}

/// Replaces the bindings of a trigger; false when another request does so at the same time: the caller rolls back.
pub async fn replace(
    tx: &mut Tx,
    trigger_id: &str,
    bindings: &[Binding],
) -> Result<bool, StoreError> {
    execute!(tx, CLEAR, trigger_id)?;
    for (position, binding) in (0_i64..).zip(bindings) {
        let (id, name) = (binding.id.as_str(), binding.display_name.as_str());
        let action_id = binding.action_id.as_str();
        let (created, updated) = (binding.created_at.millis(), binding.updated_at.millis());
        let done = execute!(
            tx, INSERT, id, trigger_id, position, action_id, name, created, updated
        )?;
        if done != 1 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Unbinds an Action that goes.
pub async fn delete_of_action(db: &mut Conn, action_id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE_OF_ACTION, action_id).map(drop)
}

fn read((id, trigger_id, action_id, display_name, created, updated): Row) -> Binding {
    Binding {
        id,
        trigger_id,
        action_id,
        display_name,
        created_at: Timestamp::from_millis(created),
        updated_at: Timestamp::from_millis(updated),
    }
}

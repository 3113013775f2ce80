//! What is bound to triggers, as it runs: the deployed versions in their order.

use crate::action_versions;
use crate::engine::{Conn, StoreError, fetch_all, on_engine, statements};
use footbridge_domain::action::run::BoundAction;

statements! {
    ALL: "SELECT b.trigger_id, a.name, v.id, v.number, v.document, v.secrets, v.created_at
            FROM action_bindings b
            JOIN actions a ON a.id = b.action_id
            JOIN action_versions v ON v.id = a.deployed_id
           ORDER BY b.trigger_id, b.position";
}

type Row = (String, String, String, i64, String, Option<Vec<u8>>, i64);

/// Every bound Action, in the order of its trigger.
pub async fn all(db: &mut Conn) -> Result<Vec<BoundAction>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    let read = |(trigger_id, name, id, number, document, secrets, at): Row| {
        let version = action_versions::read(db, (id, number, document, secrets, at))?;
        let secrets = version.content.secrets.into_iter();
        Ok(BoundAction {
            trigger_id,
            name,
            version_id: version.id,
            code: version.content.code,
            secrets: secrets.map(|s| (s.name, s.value)).collect(),
        })
    };
    rows.into_iter().map(read).collect()
}

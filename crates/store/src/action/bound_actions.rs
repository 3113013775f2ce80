//! What is bound to triggers, as it runs: the deployed versions in their order.

use crate::action_versions;
use crate::engine::{Conn, StoreError, fetch_all, on_engine, statements};
use footbridge_domain::action::Version;
use footbridge_domain::action::run::BoundAction;

statements! {
    ALL: "SELECT b.trigger_id, a.name, v.id, v.number, v.document, v.secrets, v.created_at
            FROM action_bindings b
            JOIN actions a ON a.id = b.action_id
            JOIN action_versions v ON v.id = a.deployed_id
           ORDER BY b.trigger_id, b.position";
    LAST_DEPLOYED: "SELECT a.name, v.id, v.number, v.document, v.secrets, v.created_at
            FROM actions a JOIN action_versions v ON v.id = a.deployed_id
           ORDER BY v.created_at DESC, v.id";
}

type Row = (String, String, String, i64, String, Option<Vec<u8>>, i64);
type Deployed = (String, String, i64, String, Option<Vec<u8>>, i64);

/// Every bound Action, in the order of its trigger.
pub async fn all(db: &mut Conn) -> Result<Vec<BoundAction>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|row| read(db, row)).collect()
}

fn read(db: &Conn, row: Row) -> Result<BoundAction, StoreError> {
    let (trigger_id, name, id, number, document, secrets, at) = row;
    let version = action_versions::read(db, (id, number, document, secrets, at))?;
    Ok(bound(trigger_id, name, version))
}

/// The Action that runs at a trigger that has one only: the first that is bound, or, where none is, the one that was deployed
/// last.
pub async fn only(db: &mut Conn, trigger_id: &str) -> Result<Option<BoundAction>, StoreError> {
    let mut rows = fetch_all!(Row, db, ALL)?.into_iter();
    if let Some(row) = rows.find(|row| row.0 == trigger_id) {
        return read(db, row).map(Some);
    }
    // The secrets of other triggers' Actions stay sealed.
    for (name, id, number, document, secrets, at) in fetch_all!(Deployed, db, LAST_DEPLOYED)? {
        if action_versions::trigger_id(&document)? == trigger_id {
            let version = action_versions::read(db, (id, number, document, secrets, at))?;
            return Ok(Some(bound(trigger_id.to_owned(), name, version)));
        }
    }
    Ok(None)
}

fn bound(trigger_id: String, name: String, version: Version) -> BoundAction {
    let secrets = version.content.secrets.into_iter();
    BoundAction {
        trigger_id,
        name,
        version_id: version.id,
        code: version.content.code,
        secrets: secrets.map(|s| (s.name, s.value)).collect(),
    }
}

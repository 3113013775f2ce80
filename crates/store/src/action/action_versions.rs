//! What was deployed of Actions. A version is never changed; its secrets are sealed beside it.

use std::collections::BTreeMap;

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::seal::Cell;
use crate::sealed_columns::ACTION_VERSION_SECRETS;
use crate::{from_text, to_text};
use footbridge_domain::action::{Content, Version};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    /// Lost when another process was faster to take the number.
    INSERT: "INSERT INTO action_versions (id, action_id, number, document, secrets, created_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    OF_ACTION: "SELECT id, number, document, secrets, created_at FROM action_versions
                 WHERE action_id = $1 ORDER BY number DESC";
    BY_ID: "SELECT id, number, document, secrets, created_at FROM action_versions WHERE action_id = $1 AND id = $2";
    DELETE_UP_TO: "DELETE FROM action_versions WHERE action_id = $1 AND number <= $2";
}

pub(crate) type Row = (String, i64, String, Option<Vec<u8>>, i64);

/// Stores a new version; false when its number is taken.
pub async fn insert(db: &mut Conn, action_id: &str, version: &Version) -> Result<bool, StoreError> {
    let (id, number) = (version.id.as_str(), version.number);
    let document = to_text(&version.content);
    let sealed = seal(db, ACTION_VERSION_SECRETS.cell(id), &version.content);
    let at = version.created_at.millis();
    Ok(execute!(db, INSERT, id, action_id, number, document, sealed, at)? == 1)
}

/// The versions of an Action, the newest first.
pub async fn of_action(db: &mut Conn, action_id: &str) -> Result<Vec<Version>, StoreError> {
    let rows = fetch_all!(Row, db, OF_ACTION, action_id)?;
    rows.into_iter().map(|row| read(db, row)).collect()
}

/// That version of that Action.
pub async fn by_id(
    db: &mut Conn,
    action_id: &str,
    id: &str,
) -> Result<Option<Version>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, action_id, id)?;
    row.map(|row| read(db, row)).transpose()
}

/// Deletes the versions up to that number.
pub async fn delete_up_to(db: &mut Conn, action_id: &str, number: i64) -> Result<(), StoreError> {
    execute!(db, DELETE_UP_TO, action_id, number).map(drop)
}

pub(crate) fn read(db: &Conn, row: Row) -> Result<Version, StoreError> {
    let (id, number, document, sealed, created_at) = row;
    let content = open(
        db,
        ACTION_VERSION_SECRETS.cell(&id),
        (&document, sealed.as_deref()),
    )?;
    Ok(Version {
        number,
        content,
        created_at: Timestamp::from_millis(created_at),
        id,
    })
}

/// The trigger of a stored version, which is no secret.
pub(crate) fn trigger_id(document: &str) -> Result<String, StoreError> {
    let content: Content = from_text(ACTION_VERSION_SECRETS.cell("").table, document)?;
    Ok(content.trigger.id)
}

/// The column value of the secrets of `content`; none where there are no secrets.
pub(crate) fn seal(db: &Conn, cell: Cell<'_>, content: &Content) -> Option<Vec<u8>> {
    let values = content.secret_values();
    let seal = || {
        let text = to_text(&values);
        db.sealer().seal(&Entropy::system(), cell, text.as_bytes())
    };
    (!values.is_empty()).then(seal)
}

/// The content of a document column and a column of sealed secrets.
pub(crate) fn open(
    db: &Conn,
    cell: Cell<'_>,
    (document, sealed): (&str, Option<&[u8]>),
) -> Result<Content, StoreError> {
    let mut content: Content = from_text(cell.table, document)?;
    if let Some(sealed) = sealed {
        let opened = db.sealer().open(cell, sealed)?;
        let values = serde_json::from_slice::<BTreeMap<String, String>>(&opened);
        content.set_secret_values(values.map_err(|e| StoreError::Corrupt {
            table: cell.table,
            what: e.to_string(),
        })?);
    }
    Ok(content)
}

//! Actions: the draft as a document, the values of its secrets sealed beside it, and which version is deployed.

use crate::action_versions::{self, open, seal};
use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, row, statements,
};
use crate::sealed_columns::ACTION_SECRETS;
use crate::to_text;
use footbridge_domain::action::Action;
use footbridge_domain::time::Timestamp;

/// An Action with the version that is deployed of it.
macro_rules! select {
    () => {
        "SELECT a.id, a.name, a.document, a.secrets, a.created_at, a.updated_at, a.version,
                v.id AS deployed_id, v.number, v.document AS deployed, v.secrets AS deployed_secrets,
                v.created_at AS deployed_at
           FROM actions a LEFT JOIN action_versions v ON v.id = a.deployed_id"
    };
}

statements! {
    INSERT: "INSERT INTO actions (id, name, document, secrets, deployed_id, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    /// Lost when another request changed the Action in between, or gave its new name to another one.
    REPLACE: "UPDATE actions SET name = $3, document = $4, secrets = $5, deployed_id = $6, updated_at = $7,
                     version = version + 1
               WHERE id = $1 AND version = $2
                 AND NOT EXISTS (SELECT 1 FROM actions other WHERE other.name = $3 AND other.id <> $1)";
    BY_ID: [select!(), " WHERE a.id = $1"];
    ALL: [select!(), " ORDER BY a.created_at, a.id"];
    ID_OF: "SELECT id FROM actions WHERE name = $1";
    COUNT: "SELECT COUNT(*) FROM actions";
    DELETE: "DELETE FROM actions WHERE id = $1";
}

row! {
    struct Row {
        id: String,
        name: String,
        document: String,
        secrets: Option<Vec<u8>>,
        created_at: i64,
        updated_at: i64,
        version: i64,
        deployed_id: Option<String>,
        number: Option<i64>,
        deployed: Option<String>,
        deployed_secrets: Option<Vec<u8>>,
        deployed_at: Option<i64>,
    }
}

/// Stores a new Action; false when its name is taken.
pub async fn insert(db: &mut Conn, action: &Action) -> Result<bool, StoreError> {
    let (id, name, deployed) = names(action);
    let sealed = seal(db, ACTION_SECRETS.cell(id), &action.content);
    let document = to_text(&action.content);
    let (created, updated) = (action.created_at.millis(), action.updated_at.millis());
    let done = execute!(
        db, INSERT, id, name, document, sealed, deployed, created, updated
    )?;
    Ok(done == 1)
}

/// Replaces the Action if no other request has replaced it since its revision; false otherwise, and when its name is taken.
pub async fn replace(db: &mut Conn, action: &Action) -> Result<bool, StoreError> {
    let (id, name, deployed) = names(action);
    let sealed = seal(db, ACTION_SECRETS.cell(id), &action.content);
    let document = to_text(&action.content);
    let (revision, updated) = (action.revision, action.updated_at.millis());
    let done = execute!(
        db, REPLACE, id, revision, name, document, sealed, deployed, updated
    )?;
    Ok(done == 1)
}

/// The Action with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Action>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, id)?;
    row.map(|row| row.read(db)).transpose()
}

/// Every Action, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<Action>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// The id of the Action of that name.
pub async fn id_of(db: &mut Conn, name: &str) -> Result<Option<String>, StoreError> {
    Ok(fetch_optional!((String,), db, ID_OF, name)?.map(|(id,)| id))
}

/// How many there are.
pub async fn count(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT)?.0)
}

/// Deletes the Action.
pub async fn delete(db: &mut Conn, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, id).map(drop)
}

fn names(action: &Action) -> (&str, &str, Option<&str>) {
    let deployed = action.deployed.as_ref().map(|version| version.id.as_str());
    (&action.id, &action.name, deployed)
}

impl Row {
    fn read(self, db: &Conn) -> Result<Action, StoreError> {
        let draft = (self.document.as_str(), self.secrets.as_deref());
        let version = match (
            self.deployed_id,
            self.number,
            self.deployed,
            self.deployed_at,
        ) {
            (Some(id), Some(number), Some(document), Some(at)) => Some(action_versions::read(
                db,
                (id, number, document, self.deployed_secrets, at),
            )?),
            _ => None,
        };
        Ok(Action {
            content: open(db, ACTION_SECRETS.cell(&self.id), draft)?,
            id: self.id,
            name: self.name,
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
            deployed: version,
            revision: self.version,
        })
    }
}

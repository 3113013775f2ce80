//! Test mode: the messages that would have been sent, the last [`MOST`] of them.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, Tx, execute, fetch_all, on_engine, statements};
use crate::sealed_columns::MAILBOX;
use crate::to_text;
use footbridge_outside::Entropy;

/// How many are kept.
pub const MOST: i64 = 100;

statements! {
    INSERT: "INSERT INTO mailbox (id, letter) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    TRIM: "DELETE FROM mailbox WHERE id < (SELECT MIN(id) FROM (SELECT id FROM mailbox ORDER BY id DESC LIMIT $1) AS kept)";
    /// Two that were kept at once did not count one another: there may be one too many until the next.
    LATEST: "SELECT id, letter FROM mailbox ORDER BY id DESC LIMIT $1";
    EMPTY: "DELETE FROM mailbox";
}

/// Keeps a message under the id that it had in the outbox, and forgets what is too old.
pub async fn insert(tx: &mut Tx, id: &str, letter: &Map<String, Value>) -> Result<(), StoreError> {
    let text = to_text(letter);
    let sealed = tx
        .sealer()
        .seal(&Entropy::system(), MAILBOX.cell(id), text.as_bytes());
    execute!(tx, INSERT, id, sealed)?;
    execute!(tx, TRIM, MOST).map(drop)
}

/// The last messages, the newest first.
pub async fn latest(db: &mut Conn) -> Result<Vec<Map<String, Value>>, StoreError> {
    let rows = fetch_all!((String, Vec<u8>), db, LATEST, MOST)?;
    let read = |(id, letter): (String, Vec<u8>)| {
        let opened = db.sealer().open(MAILBOX.cell(&id), &letter)?;
        serde_json::from_slice(&opened).map_err(|e| StoreError::Corrupt {
            table: "mailbox",
            what: e.to_string(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Forgets all.
pub async fn empty(db: &mut Conn) -> Result<(), StoreError> {
    execute!(db, EMPTY).map(drop)
}

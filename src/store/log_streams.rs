//! Log streams: a document, and the sink sealed beside it.

use serde_json::{Map, Value};

use super::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, statements,
};
use super::seal::Cell;
use super::{from_text, to_text};
use crate::domain::log_stream::LogStream;
use crate::domain::time::Timestamp;
use crate::outside::Entropy;

statements! {
    INSERT: "INSERT INTO log_streams (id, document, sink, created_at) VALUES ($1, $2, $3, $4)";
    /// Lost when somebody else changed the stream in between: the caller reads again.
    REPLACE: "UPDATE log_streams SET document = $3, sink = $4, version = version + 1
               WHERE id = $1 AND version = $2";
    BY_ID: "SELECT id, document, sink, version FROM log_streams WHERE id = $1";
    ALL: "SELECT id, document, sink, version FROM log_streams ORDER BY created_at, id";
    COUNT: "SELECT COUNT(*) FROM log_streams";
    DELETE: "DELETE FROM log_streams WHERE id = $1";
}

type Row = (String, String, Vec<u8>, i64);

/// Stores a new stream.
pub async fn insert(db: &mut Conn, stream: &LogStream, now: Timestamp) -> Result<(), StoreError> {
    let (id, document) = (stream.id.as_str(), to_text(&stream.document));
    let sealed = seal(db, stream);
    execute!(db, INSERT, id, document, sealed, now.millis()).map(drop)
}

/// Replaces the stream if nobody has since its revision.
pub async fn replace(db: &mut Conn, stream: &LogStream) -> Result<bool, StoreError> {
    let (id, document) = (stream.id.as_str(), to_text(&stream.document));
    let sealed = seal(db, stream);
    Ok(execute!(db, REPLACE, id, stream.revision, document, sealed)? == 1)
}

/// The stream with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<LogStream>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, id)?;
    row.map(|row| read(db, row)).transpose()
}

/// Every stream, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<LogStream>, StoreError> {
    let rows = fetch_all!(Row, db, ALL)?;
    rows.into_iter().map(|row| read(db, row)).collect()
}

/// How many there are.
pub async fn count(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT)?.0)
}

/// Deletes the stream; false when there is none.
pub async fn delete(db: &mut Conn, id: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, DELETE, id)? == 1)
}

fn cell(id: &str) -> Cell<'_> {
    Cell {
        table: "log_streams",
        row: id,
        column: "sink",
    }
}

fn seal(db: &Conn, stream: &LogStream) -> Vec<u8> {
    let text = to_text(&stream.sink);
    db.sealer()
        .seal(&Entropy::system(), cell(&stream.id), text.as_bytes())
}

fn read(db: &Conn, (id, document, sealed, revision): Row) -> Result<LogStream, StoreError> {
    let opened = db.sealer().open(cell(&id), &sealed)?;
    let sink: Map<String, Value> =
        serde_json::from_slice(&opened).map_err(|e| StoreError::Corrupt {
            table: "log_streams",
            what: e.to_string(),
        })?;
    Ok(LogStream {
        document: from_text("log_streams", &document)?,
        sink,
        revision,
        id,
    })
}

//! Log streams: a document, and the sink sealed beside it.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_one, fetch_optional, on_engine, statements,
};
use crate::sealed_columns::LOG_STREAM_SINK;
use crate::{from_text, log_dead_letters, log_readers, to_text};
use footbridge_domain::log_stream::{LogStream, StreamStatus};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO log_streams (id, document, sink, status, created_at) VALUES ($1, $2, $3, $4, $5)";
    /// Lost when another request changed the stream in between: the caller reads again.
    REPLACE: "UPDATE log_streams SET document = $3, sink = $4, status = $5, version = version + 1
               WHERE id = $1 AND version = $2";
    /// A change that another request is making loses.
    SUSPEND: "UPDATE log_streams SET status = 'suspended', version = version + 1 WHERE id = $1 AND status = 'active'";
    BY_ID: "SELECT id, document, sink, status, version FROM log_streams WHERE id = $1";
    ALL: "SELECT id, document, sink, status, version FROM log_streams ORDER BY created_at, id";
    COUNT: "SELECT COUNT(*) FROM log_streams";
    DELETE: "DELETE FROM log_streams WHERE id = $1";
}

type Row = (String, String, Vec<u8>, String, i64);

/// Stores a new stream, which reads the log from where it wants to start.
pub async fn insert(db: &mut Tx, stream: &LogStream, now: Timestamp) -> Result<(), StoreError> {
    let (id, document) = (stream.id.as_str(), to_text(&stream.document));
    let (sealed, status) = (seal(db, stream), stream.status.as_str());
    execute!(db, INSERT, id, document, sealed, status, now.millis())?;
    log_readers::insert(db, id, stream.starts_from()).await
}

/// Replaces the stream if no other request has replaced it since its revision. Whatever failed before is tried again at once.
pub async fn replace(db: &mut Tx, stream: &LogStream) -> Result<bool, StoreError> {
    let (id, document) = (stream.id.as_str(), to_text(&stream.document));
    let (sealed, status) = (seal(db, stream), stream.status.as_str());
    let replaced = execute!(db, REPLACE, id, stream.revision, document, sealed, status)? == 1;
    if replaced {
        log_readers::forgive(db, id).await?;
    }
    Ok(replaced)
}

/// Gives an active stream up, until it is resumed; false when it was not active.
pub async fn suspend(db: &mut Conn, id: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, SUSPEND, id)? == 1)
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

/// Deletes the stream and forgets how far it was; false when there is none.
pub async fn delete(db: &mut Tx, id: &str) -> Result<bool, StoreError> {
    log_readers::delete(db, id).await?;
    log_dead_letters::forget(db, id).await?;
    Ok(execute!(db, DELETE, id)? == 1)
}

fn seal(db: &Conn, stream: &LogStream) -> Vec<u8> {
    let text = to_text(&stream.sink);
    db.sealer().seal(
        &Entropy::system(),
        LOG_STREAM_SINK.cell(&stream.id),
        text.as_bytes(),
    )
}

fn read(db: &Conn, (id, document, sealed, status, revision): Row) -> Result<LogStream, StoreError> {
    let opened = db.sealer().open(LOG_STREAM_SINK.cell(&id), &sealed)?;
    let sink: Map<String, Value> =
        serde_json::from_slice(&opened).map_err(|e| StoreError::Corrupt {
            table: "log_streams",
            what: e.to_string(),
        })?;
    let status = StreamStatus::of(&status).ok_or_else(|| StoreError::Corrupt {
        table: "log_streams",
        what: format!("the status {status}"),
    })?;
    Ok(LogStream {
        status,
        document: from_text("log_streams", &document)?,
        sink,
        revision,
        id,
    })
}

//! Events that a log stream goes on without: its receiver refused them and took others. They stay in the log; here is which
//! they were.

use crate::engine::{Conn, StoreError, execute, fetch_all, on_engine, statements};
use footbridge_domain::time::Timestamp;

/// A stream keeps that many, the newest.
const MOST: i64 = 1_000;

statements! {
    INSERT: "INSERT INTO log_dead_letters (stream, position, log_id, type, status, refused_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    TRIM: "DELETE FROM log_dead_letters WHERE stream = $1 AND position <= (
               SELECT position FROM log_dead_letters WHERE stream = $1 ORDER BY position DESC LIMIT 1 OFFSET $2)";
    OF_STREAM: "SELECT position, log_id, type, status, refused_at FROM log_dead_letters
                 WHERE stream = $1 ORDER BY position DESC";
    FORGET: "DELETE FROM log_dead_letters WHERE stream = $1";
}

/// An event that was set aside.
#[derive(Debug, Clone)]
pub struct DeadLetter {
    /// Where it stands in the log.
    pub position: i64,
    pub log_id: String,
    /// The event's type.
    pub code: String,
    /// What the receiver answered.
    pub status: u16,
    pub refused_at: Timestamp,
}

/// Sets events of a stream aside; doing that twice is doing it once.
pub async fn set_aside(
    db: &mut Conn,
    stream: &str,
    letters: &[DeadLetter],
) -> Result<(), StoreError> {
    for letter in letters {
        let (log_id, code) = (letter.log_id.as_str(), letter.code.as_str());
        let (status, at) = (i64::from(letter.status), letter.refused_at.millis());
        execute!(
            db,
            INSERT,
            stream,
            letter.position,
            log_id,
            code,
            status,
            at
        )?;
    }
    execute!(db, TRIM, stream, MOST).map(drop)
}

/// What a stream goes on without, the newest first.
pub async fn of_stream(db: &mut Conn, stream: &str) -> Result<Vec<DeadLetter>, StoreError> {
    let rows = fetch_all!((i64, String, String, i64, i64), db, OF_STREAM, stream)?;
    let read = |(position, log_id, code, status, at)| DeadLetter {
        position,
        log_id,
        code,
        status: u16::try_from(status).unwrap_or_default(),
        refused_at: Timestamp::from_millis(at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Forgets them, with their stream.
pub async fn forget(db: &mut Conn, stream: &str) -> Result<(), StoreError> {
    execute!(db, FORGET, stream).map(drop)
}

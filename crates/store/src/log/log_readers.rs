//! Readers of the tenant log: how far each is, and which process reads for it.
//!
//! A reader sees every event once it is past its position, in the order of the positions: those are handed out under a lock
//! that is held until they are committed (`tenant_logs.rs`), so that none appears behind a reader's back.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, statements,
};
use crate::tenant_logs::{Row, columns};
use footbridge_domain::log_id;
use footbridge_domain::time::Timestamp;
use serde_json::{Map, Value};

statements! {
    /// From an instant on, or else from now on.
    INSERT: "INSERT INTO log_readers (name, position)
             SELECT $1, COALESCE((SELECT MIN(position) - 1 FROM tenant_logs WHERE log_id >= $2),
                                 (SELECT last FROM tenant_log_positions WHERE id = 1))";
    DELETE: "DELETE FROM log_readers WHERE name = $1";
    /// One process wins: the row count is the judge.
    LEASE: "UPDATE log_readers SET leased_by = $2, leased_until = $4
             WHERE name = $1 AND (leased_until <= $3 OR leased_by = $2)
         RETURNING position, failures, failing_since";
    RENEW: "UPDATE log_readers SET leased_until = $3 WHERE name = $1 AND leased_by = $2";
    RELEASE: "UPDATE log_readers SET leased_until = 0 WHERE name = $1 AND leased_by = $2";
    ADVANCE: "UPDATE log_readers SET position = $3, failures = 0, failing_since = NULL, retry_at = 0, leased_until = $4
               WHERE name = $1 AND leased_by = $2 AND position < $3";
    FAILED: "UPDATE log_readers SET failures = failures + 1, failing_since = COALESCE(failing_since, $3), retry_at = $4
              WHERE name = $1 AND leased_by = $2";
    FORGIVE: "UPDATE log_readers SET failures = 0, failing_since = NULL, retry_at = 0 WHERE name = $1";
    STREAMS: "SELECT r.name, s.status, p.last - r.position, r.retry_at, r.leased_until
                FROM log_readers r JOIN log_streams s ON s.id = r.name CROSS JOIN tenant_log_positions p";
    LAST: "SELECT last FROM tenant_log_positions WHERE id = 1";
    /// As many as fit; the first one always.
    EVENTS: ["SELECT ", columns!(""), "
               FROM (SELECT ", columns!(""), ",
                            SUM(LENGTH(document)) OVER (ORDER BY position) - LENGTH(document) AS before
                       FROM (SELECT ", columns!(""), " FROM tenant_logs
                              WHERE position > $1 ORDER BY position LIMIT $2) AS next) AS page
              WHERE before < $3 ORDER BY position"];
    NEWEST: ["SELECT ", columns!(""), " FROM tenant_logs WHERE position > $1 ORDER BY position DESC LIMIT $2"];
}

/// How a stream stands.
#[derive(Debug, Clone)]
pub struct StreamProgress {
    pub stream: String,
    pub is_active: bool,
    /// How many events it has not read.
    pub behind: i64,
    pub retry_at: Timestamp,
    pub leased_until: Timestamp,
}

/// What a process that may read knows of its reader.
#[derive(Debug, Clone, Copy)]
pub struct Lease {
    pub position: i64,
    /// Attempts that failed since one succeeded.
    pub failures: u32,
    pub failing_since: Option<Timestamp>,
}

/// An event where it stands in the log.
#[derive(Debug, Clone)]
pub struct Placed {
    pub position: i64,
    pub code: String,
    pub occurred_at: Timestamp,
    /// `None` where it cannot be read.
    pub document: Option<Map<String, Value>>,
}

/// How much is read at once.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub events: i64,
    /// Of documents, as they are stored. A single event may be longer.
    pub characters: i64,
}

/// A reader and the process that reads for it.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    pub reader: &'a str,
    pub process: &'a str,
}

/// Makes a reader of what happened since an instant, or of what will be logged.
pub async fn insert(db: &mut Conn, name: &str, since: Option<Timestamp>) -> Result<(), StoreError> {
    execute!(db, INSERT, name, since.map(log_id::first_at)).map(drop)
}

/// Ends a reader.
pub async fn delete(db: &mut Conn, name: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, name).map(drop)
}

/// Every stream's standing.
pub async fn streams(db: &mut Conn) -> Result<Vec<StreamProgress>, StoreError> {
    let rows = fetch_all!((String, String, i64, i64, i64), db, STREAMS)?;
    let read =
        |(stream, status, behind, retry_at, leased_until): (String, String, i64, i64, i64)| {
            StreamProgress {
                stream,
                is_active: status == "active",
                behind,
                retry_at: Timestamp::from_millis(retry_at),
                leased_until: Timestamp::from_millis(leased_until),
            }
        };
    Ok(rows.into_iter().map(read).collect())
}

/// Takes the right to read for a while; `None` when another process has it.
pub async fn lease(
    db: &mut Conn,
    holder: Holder<'_>,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Lease>, StoreError> {
    let (name, process) = (holder.reader, holder.process);
    let (now, until) = (now.millis(), until.millis());
    let row = fetch_optional!(
        (i64, i64, Option<i64>),
        db,
        LEASE,
        name,
        process,
        now,
        until
    )?;
    Ok(row.map(|(position, failures, since)| Lease {
        position,
        failures: u32::try_from(failures).unwrap_or(u32::MAX),
        failing_since: since.map(Timestamp::from_millis),
    }))
}

/// Keeps the right for longer; false when it is another process's meanwhile.
pub async fn renew(
    db: &mut Conn,
    holder: Holder<'_>,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let (name, process) = (holder.reader, holder.process);
    Ok(execute!(db, RENEW, name, process, until.millis())? == 1)
}

/// Gives the right back.
pub async fn release(db: &mut Conn, holder: Holder<'_>) -> Result<(), StoreError> {
    execute!(db, RELEASE, holder.reader, holder.process).map(drop)
}

/// Remembers that everything up to a position was read, and keeps the right for longer; false when another process reads
/// meanwhile.
pub async fn advance(
    db: &mut Conn,
    holder: Holder<'_>,
    position: i64,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let (name, process) = (holder.reader, holder.process);
    Ok(execute!(db, ADVANCE, name, process, position, until.millis())? == 1)
}

/// Remembers a failure, and when to try again.
pub async fn failed(
    db: &mut Conn,
    holder: Holder<'_>,
    now: Timestamp,
    retry_at: Timestamp,
) -> Result<(), StoreError> {
    let (name, process) = (holder.reader, holder.process);
    execute!(db, FAILED, name, process, now.millis(), retry_at.millis()).map(drop)
}

/// Forgets failures, so that the next attempt is made at once.
pub async fn forgive(db: &mut Conn, name: &str) -> Result<(), StoreError> {
    execute!(db, FORGIVE, name).map(drop)
}

/// The last position that was handed out.
pub async fn last(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, LAST)?.0)
}

/// The next events after a position, in their order.
pub async fn events(db: &mut Conn, after: i64, bounds: Bounds) -> Result<Vec<Placed>, StoreError> {
    let (most, long) = (bounds.events, bounds.characters);
    let rows = fetch_all!(Row, db, EVENTS, after, most, long)?;
    Ok(rows.into_iter().map(placed).collect())
}

/// The last events after a position, the newest first.
pub async fn newest(db: &mut Conn, after: i64, most: i64) -> Result<Vec<Placed>, StoreError> {
    let rows = fetch_all!(Row, db, NEWEST, after, most)?;
    Ok(rows.into_iter().map(placed).collect())
}

fn placed(row: Row) -> Placed {
    Placed {
        position: row.position,
        occurred_at: Timestamp::from_millis(row.occurred_at),
        document: row.document(),
        code: row.code,
    }
}

//! Jobs of the Management API, as long as they may be asked about.
//!
//! A job that imports users has its file until all of it is imported. The process that imports has leased the row; what it has
//! done and how far it has come are one transaction, so that another one goes on from there when it dies.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_one, fetch_optional, on_engine, statements,
};
use crate::sealed_columns::JOB_FILE;
use crate::{from_text, to_text};
use footbridge_domain::job::Job;
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO jobs (id, document, expires_at, file) VALUES ($1, $2, $3, $4)";
    BY_ID: "SELECT document FROM jobs WHERE id = $1 AND expires_at > $2";
    ERRORS: "SELECT errors FROM jobs WHERE id = $1 AND expires_at > $2";
    ACTIVE: "SELECT COUNT(*) FROM jobs WHERE file IS NOT NULL";
    /// The condition stands twice: what another process has leased meanwhile is not leased again.
    LEASE: "UPDATE jobs SET leased_by = $1, leased_until = $2
             WHERE leased_until <= $3 AND file IS NOT NULL
               AND id = (SELECT id FROM jobs WHERE file IS NOT NULL AND leased_until <= $3 ORDER BY leased_until, id LIMIT 1)
            RETURNING id, document, file, position";
    /// The row that it changes is the judge: another process may have the lease by now.
    ADVANCE: "UPDATE jobs SET document = $4, position = $5, errors = errors || $6, leased_until = $7
               WHERE id = $1 AND leased_by = $2 AND position = $3 AND file IS NOT NULL";
    FINISH: "UPDATE jobs SET document = $3, file = NULL WHERE id = $1 AND leased_by = $2 AND file IS NOT NULL";
}

/// An import that this process has leased.
pub struct LeasedImport {
    pub job: Job,
    pub file: Vec<u8>,
    /// How many users of the file are done.
    pub position: usize,
}

/// How far an import has come: `done` users, with what was wrong with some of them as lines.
pub struct Advance<'a> {
    pub process: &'a str,
    pub before: usize,
    pub done: usize,
    pub errors: &'a str,
    pub until: Timestamp,
}

/// Stores a job, with the file that it imports, if it does.
pub async fn insert(
    db: &mut Conn,
    job: &Job,
    file: Option<&[u8]>,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (id, text) = (job.id.as_str(), to_text(job));
    let cell = JOB_FILE.cell(id);
    let file = file.map(|file| db.sealer().seal(&Entropy::system(), cell, file));
    execute!(db, INSERT, id, text, expires_at.millis(), file).map(drop)
}

/// The job of that id.
pub async fn by_id(db: &mut Conn, id: &str, now: Timestamp) -> Result<Option<Job>, StoreError> {
    let row = fetch_optional!((String,), db, BY_ID, id, now.millis())?;
    row.map(|(text,)| from_text("jobs", &text)).transpose()
}

/// What was wrong with users of its file, one line of JSON each; `None` where there is no such job.
pub async fn errors(db: &mut Conn, id: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
    let row = fetch_optional!((String,), db, ERRORS, id, now.millis())?;
    Ok(row.map(|(lines,)| lines))
}

/// How many imports are not done yet.
pub async fn active_imports(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, ACTIVE)?.0)
}

/// Leases an import that no living process has, until that time. `real` is the time that leases go by.
pub async fn lease(
    db: &mut Conn,
    process: &str,
    (real, until): (Timestamp, Timestamp),
) -> Result<Option<LeasedImport>, StoreError> {
    let row = fetch_optional!(
        (String, String, Vec<u8>, i64),
        db,
        LEASE,
        process,
        until.millis(),
        real.millis()
    )?;
    let Some((id, document, sealed, position)) = row else {
        return Ok(None);
    };
    Ok(Some(LeasedImport {
        job: from_text("jobs", &document)?,
        file: db.sealer().open(JOB_FILE.cell(&id), &sealed)?,
        position: usize::try_from(position).unwrap_or(usize::MAX),
    }))
}

/// Notes how far an import has come; false where another process has it by now.
pub async fn advance(tx: &mut Tx, job: &Job, by: Advance<'_>) -> Result<bool, StoreError> {
    let at = |position: usize| i64::try_from(position).unwrap_or(i64::MAX);
    let (id, text) = (job.id.as_str(), to_text(job));
    let until = by.until.millis();
    let done = execute!(
        tx,
        ADVANCE,
        id,
        by.process,
        at(by.before),
        text,
        at(by.done),
        by.errors,
        until
    )?;
    Ok(done == 1)
}

/// Ends an import: its file goes. False where another process has it by now.
pub async fn finish(db: &mut Conn, job: &Job, process: &str) -> Result<bool, StoreError> {
    let (id, text) = (job.id.as_str(), to_text(job));
    Ok(execute!(db, FINISH, id, process, text)? == 1)
}

//! The connection of a thread: of the writer or of a reader.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OpenFlags};
use sqlx::sqlite::SqliteConnectOptions;

use super::super::deadlines::ACQUIRE_TIMEOUT;
use super::super::error::SqliteFailure;
use super::super::record::{Columns, Ran, Record};

/// Statements are kept prepared: about as many as the store has for this engine.
const PREPARED: usize = 512;

/// As sqlx, which says the same of Postgres' statements.
const SLOW: Duration = Duration::from_secs(1);

thread_local! {
    static OPEN: RefCell<Open> = RefCell::default();
}

/// Where the database is.
#[derive(Debug, Clone)]
pub(super) struct Database {
    pub(super) options: SqliteConnectOptions,
    /// It lives as long as its one connection.
    pub(super) in_memory: bool,
}

#[derive(Default)]
struct Open {
    connection: Option<Connection>,
    /// The transaction is lost, or may be: nothing more runs until it has been given up.
    lost: Option<SqliteFailure>,
}

/// Opens the database, unless it is open.
pub(super) fn open(database: &Database) -> Result<(), SqliteFailure> {
    OPEN.with_borrow_mut(|open| {
        if open.connection.is_none() {
            open.connection = Some(connect(database)?);
        }
        Ok(())
    })
}

fn connect(database: &Database) -> Result<Connection, SqliteFailure> {
    // A database in memory is found by its name, as migrations have to.
    let memory = OpenFlags::SQLITE_OPEN_MEMORY | OpenFlags::SQLITE_OPEN_SHARED_CACHE;
    let flags = match database.in_memory {
        true => OpenFlags::default() | memory,
        false => OpenFlags::default(),
    };
    let connection = Connection::open_with_flags(database.options.get_filename(), flags)?;
    connection.busy_timeout(ACQUIRE_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON",
    )?;
    Ok(connection)
}

/// Closes the database; the log is folded into its file if no other connection is left.
pub(super) fn close() {
    OPEN.take();
}

/// Runs one statement to its end.
pub(super) fn run<R: Record>(sql: &str, values: &[Value]) -> Result<Ran<R>, SqliteFailure> {
    OPEN.with_borrow_mut(|open| {
        // A transaction that SQLite has rolled back by itself leaves the connection to commit each further statement.
        if let Some(lost) = &open.lost {
            return Err(lost.clone());
        }
        let connection = open.connection.as_ref();
        let connection = connection.ok_or(SqliteFailure::Closed)?;
        let ran = run_on(connection, sql, values);
        if let Err(failure) = &ran
            && failure.is_of_transaction()
        {
            open.lost = Some(failure.clone());
        }
        ran
    })
}

fn run_on<R: Record>(
    connection: &Connection,
    sql: &str,
    values: &[Value],
) -> Result<Ran<R>, SqliteFailure> {
    let start = Instant::now();
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, values)?;
    let mut rows = Vec::new();
    let mut found = statement.raw_query();
    while let Some(row) = found.next()? {
        rows.push(R::read(&mut Columns::of(row))?);
    }
    drop(found);
    let (changed, took) = (connection.changes(), start.elapsed());
    if took > SLOW {
        tracing::warn!(
            statement = sql,
            rows = rows.len(),
            changed,
            ?took,
            "slow statement"
        );
    } else {
        tracing::debug!(statement = sql, rows = rows.len(), changed, ?took);
    }
    Ok(Ran { rows, changed })
}

/// `$3` is the third value wherever it stands; `?` is the next.
fn bind(statement: &mut CachedStatement<'_>, values: &[Value]) -> rusqlite::Result<()> {
    for place in 1..=statement.parameter_count() {
        let name = statement.parameter_name(place);
        let number = name.and_then(|name| name[1..].parse().ok());
        let value = values.get(number.unwrap_or(place) - 1);
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(values.len(), place))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

/// Begins, commits or rolls back.
pub(super) fn control(sql: &str) -> Result<(), SqliteFailure> {
    run::<()>(sql, &[]).map(drop)
}

/// Whether a transaction is open.
pub(super) fn is_in_transaction() -> bool {
    let is_open = |c: &Connection| !c.is_autocommit();
    OPEN.with_borrow(|open| open.connection.as_ref().is_some_and(is_open))
}

/// Why the transaction is lost.
pub(super) fn lost() -> Option<SqliteFailure> {
    OPEN.with_borrow(|open| open.lost.clone())
}

/// Gives up the transaction and, unless the database would be lost with it, the connection: after a failure of the disk
/// SQLite may take it for broken as long as it lives.
pub(super) fn give_up(keeps_connection: bool) {
    OPEN.with_borrow_mut(|open| {
        open.lost = None;
        let Some(connection) = &open.connection else {
            return;
        };
        let is_clean = connection.is_autocommit() || connection.execute_batch("ROLLBACK").is_ok();
        if !(is_clean && keeps_connection) {
            open.connection = None;
        }
    });
}

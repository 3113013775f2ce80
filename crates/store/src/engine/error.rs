//! What a database's error means: for the request, for the connection that it came over, and for another try.

use std::borrow::Cow;
use std::error::Error;
use std::io;

use sqlx::error::{DatabaseError, ErrorKind};

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No connection, or it broke, or the database cannot now: the same request may succeed later.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// The database understood us and said no: a defect of ours.
    #[error("the database refused a statement")]
    Statement(#[source] sqlx::Error),
    /// A row holds what the server never writes.
    #[error("{table} holds a row that cannot be read: {what}")]
    Corrupt { table: &'static str, what: String },
}

impl StoreError {
    /// The same request may succeed later.
    pub fn not_now(why: impl Into<String>) -> Self {
        Self::Unavailable(io::Error::other(why.into()).into())
    }

    /// Whether the database itself refused the statement, which proves that it did nothing, and is there for others.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::Unavailable(error) | Self::Statement(error) => {
                Code::of(error).is_some_and(|code| !code.is_in(&ENDS_SESSION, &[]))
            }
            Self::Corrupt { .. } => false,
        }
    }

    /// What went wrong, for the log.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Unavailable(error) | Self::Statement(error) => error.to_string(),
            Self::Corrupt { .. } => self.to_string(),
        }
    }
}

impl From<super::super::seal::SealError> for StoreError {
    fn from(e: super::super::seal::SealError) -> Self {
        Self::Corrupt {
            table: "a sealed column",
            what: e.to_string(),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(e: sqlx::Error) -> Self {
        if is_not_now(&e) {
            Self::Unavailable(e)
        } else {
            Self::Statement(e)
        }
    }
}

/// Postgres: connection exceptions, resources, an operator's hand and a statement that took too long, a serialization
/// failure, a deadlock, a lock that was not to be had, a transaction that idled, and one that may not write.
const NOT_NOW: [&str; 8] = [
    "08", "53", "57", "40001", "40P01", "55P03", "25P03", "25006",
];
/// The same as far as the session is not used again: it has ended, ran out of time, or leads to where nothing is written.
const ENDS_SESSION: [&str; 4] = ["08", "57", "25P03", "25006"];
/// The server itself says that it has ended the session, or that it writes nothing in it. Whatever stands in front of the
/// server says other things (class 08), and does not know what became of a statement.
const TURNED_AWAY: [&str; 2] = ["57P", "25006"];
/// The database has undone the transaction because of another one, be it at the commit: the same may succeed at once.
const UNDONE: [&str; 2] = ["40001", "40P01"];
/// `SQLITE_BUSY`, `_LOCKED`, `_NOMEM`, `_READONLY`, `_INTERRUPT`, `_IOERR`, `_FULL`, `_CANTOPEN`
const SQLITE_NOT_NOW: [u32; 8] = [5, 6, 7, 8, 9, 10, 13, 14];
/// `SQLITE_ERROR`, `_SCHEMA`, `_CONSTRAINT`, `_MISMATCH`, `_RANGE`: whatever else goes wrong may have rolled the transaction
/// back behind our back.
const SQLITE_KEEPS: [u32; 5] = [1, 17, 19, 20, 25];

/// The database's code for an error.
enum Code {
    Postgres(String),
    /// The primary one.
    Sqlite(u32),
}

impl Code {
    fn of(error: &sqlx::Error) -> Option<Self> {
        let code = error.as_database_error()?.code()?;
        // SQLite's have at most four digits.
        Some(match code.parse::<u32>() {
            Ok(number) if code.len() < 5 => Self::Sqlite(number & 0xff),
            _ => Self::Postgres(code.into_owned()),
        })
    }

    fn is_in(&self, postgres: &[&str], sqlite: &[u32]) -> bool {
        match self {
            Self::Postgres(code) => postgres.iter().any(|class| code.starts_with(class)),
            Self::Sqlite(code) => sqlite.contains(code),
        }
    }
}

fn is_of_connection(error: &sqlx::Error) -> bool {
    use sqlx::Error as E;
    matches!(
        error,
        E::PoolTimedOut | E::PoolClosed | E::Io(_) | E::Tls(_) | E::Protocol(_) | E::WorkerCrashed
    )
}

fn is_not_now(error: &sqlx::Error) -> bool {
    is_of_connection(error)
        || Code::of(error).is_some_and(|code| code.is_in(&NOT_NOW, &SQLITE_NOT_NOW))
}

/// Why the writer of SQLite did not do something; all operations of a group may have the same reason.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SqliteFailure {
    #[error(transparent)]
    Refused(SqliteRefusal),
    #[error("{0}")]
    Unreadable(String),
    /// What else was in the transaction has failed, or the commit.
    #[error("the transaction was rolled back: {0}")]
    Lost(String),
    /// The thread has ended, or has given up the transaction.
    #[error("the writer of the database has given it up")]
    Closed,
}

/// SQLite's own error.
#[derive(Debug, Clone, thiserror::Error)]
#[error("(code: {code}) {message}")]
pub struct SqliteRefusal {
    /// The extended one.
    code: i32,
    message: String,
}

impl SqliteFailure {
    /// What it is to those who had no part in it.
    pub(super) fn of_group(self) -> Self {
        match self {
            Self::Lost(_) | Self::Closed => self,
            other => Self::Lost(other.to_string()),
        }
    }

    /// Whether it may have rolled back the transaction.
    pub(super) fn is_of_transaction(&self) -> bool {
        match self {
            Self::Refused(SqliteRefusal { code, .. }) => {
                !u32::try_from(code & 0xff).is_ok_and(|code| SQLITE_KEEPS.contains(&code))
            }
            Self::Unreadable(_) => false,
            Self::Lost(_) | Self::Closed => true,
        }
    }
}

impl From<rusqlite::Error> for SqliteFailure {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(e) => Self::Refused(SqliteRefusal {
                code: e.extended_code,
                message: error.to_string(),
            }),
            None => Self::Unreadable(error.to_string()),
        }
    }
}

impl From<SqliteFailure> for sqlx::Error {
    fn from(failure: SqliteFailure) -> Self {
        match failure {
            SqliteFailure::Refused(refusal) => Self::Database(Box::new(refusal)),
            SqliteFailure::Unreadable(_) => Self::Decode(Box::new(failure)),
            SqliteFailure::Lost(_) => Self::Protocol(failure.to_string()),
            SqliteFailure::Closed => Self::WorkerCrashed,
        }
    }
}

impl DatabaseError for SqliteRefusal {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

impl From<sqlx::Error> for Cut {
    fn from(error: sqlx::Error) -> Self {
        Self {
            error,
            is_done: false,
        }
    }
}

impl From<SqliteFailure> for Cut {
    fn from(failure: SqliteFailure) -> Self {
        sqlx::Error::from(failure).into()
    }
}

/// A statement that was cut short.
#[derive(Debug)]
pub struct Cut {
    pub error: sqlx::Error,
    /// The database had said that the statement was done, and may have committed it.
    pub is_done: bool,
}

impl Cut {
    /// The statement's time is over.
    pub fn out_of_time(is_done: bool) -> Self {
        let error = io::Error::new(io::ErrorKind::TimedOut, "the statement took too long");
        Self {
            error: error.into(),
            is_done,
        }
    }

    /// The commit happened on one server, and may be lost with it.
    pub(super) fn not_replicated() -> Self {
        let error = io::Error::other("a synchronous standby did not confirm the commit");
        Self {
            error: error.into(),
            is_done: true,
        }
    }

    /// Whether the connection must not be used again.
    pub(super) fn ends_connection(&self) -> bool {
        match Code::of(&self.error) {
            Some(code @ Code::Postgres(_)) => code.is_in(&ENDS_SESSION, &[]),
            Some(code @ Code::Sqlite(_)) => !code.is_in(&[], &SQLITE_KEEPS),
            None => is_of_connection(&self.error),
        }
    }

    /// Whether the database that the connection leads to takes no writes any more: every connection as old leads there.
    pub(super) fn is_read_only(&self) -> bool {
        Code::of(&self.error).is_some_and(|code| code.is_in(&["25006"], &[]))
    }

    /// Whether the statement, sent by itself, certainly did nothing. The database says that a statement is done before it
    /// commits it, so an error that came instead of that word came before the commit; and what could not be sent to its end
    /// was not committed.
    pub(super) fn did_nothing(&self) -> bool {
        let unsent =
            matches!(&self.error, sqlx::Error::Io(e) if e.kind() == io::ErrorKind::BrokenPipe);
        let is_any = |codes: &[&str]| Code::of(&self.error).is_some_and(|c| c.is_in(codes, &[]));
        is_any(&UNDONE) || !self.is_done && (unsent || is_any(&TURNED_AWAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(kind: io::ErrorKind, is_done: bool) -> Cut {
        Cut {
            error: io::Error::from(kind).into(),
            is_done,
        }
    }

    #[test]
    fn only_what_certainly_did_nothing_is_run_again() {
        assert!(broken(io::ErrorKind::BrokenPipe, false).did_nothing());
        for unknown in [
            broken(io::ErrorKind::BrokenPipe, true),
            // It was sent, and no answer came.
            broken(io::ErrorKind::ConnectionReset, false),
            broken(io::ErrorKind::UnexpectedEof, false),
            Cut::out_of_time(false),
        ] {
            assert!(!unknown.did_nothing(), "{unknown:?}");
            assert!(unknown.ends_connection(), "{unknown:?}");
        }
    }

    #[test]
    fn codes_are_told_apart_by_their_engine() {
        let postgres = |code: &str| Code::Postgres(code.to_owned());
        for not_now in [
            "08006", "57P01", "57014", "40001", "40P01", "55P03", "25006",
        ] {
            assert!(
                postgres(not_now).is_in(&NOT_NOW, &SQLITE_NOT_NOW),
                "{not_now}"
            );
        }
        for defect in ["23505", "42P01", "22021"] {
            assert!(
                !postgres(defect).is_in(&NOT_NOW, &SQLITE_NOT_NOW),
                "{defect}"
            );
        }
        assert!(!postgres("08P01").is_in(&TURNED_AWAY, &[]));
        assert!(Code::Sqlite(13).is_in(&NOT_NOW, &SQLITE_NOT_NOW));
        assert!(!Code::Sqlite(19).is_in(&NOT_NOW, &SQLITE_NOT_NOW));
    }
}

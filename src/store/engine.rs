//! The only file that knows that there are two engines. Above it, a statement is one portable text.
//!
//! The portable subset: `TEXT`, integers, booleans and bytes; `$1` parameters; `RETURNING`; `ON CONFLICT`. No `now()`, no
//! casts, no arrays, no JSON operators: instants are bound by the caller, and what a query needs is a column. Only searches
//! through documents are written for each engine by itself, in `documents.rs`.
//! A flow holds one [`Conn`] or [`Tx`] at a time: SQLite has one writer, and waiting for oneself ends in a timeout.

mod usage;

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::seal::Sealer;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

/// How long a request waits for a connection before it is answered with 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No connection, or it broke: the same request may succeed later.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// The database understood us and said no: a defect of ours.
    #[error("the database refused a statement")]
    Statement(#[source] sqlx::Error),
    /// A row holds what the server never writes.
    #[error("{table} holds a row that cannot be read: {what}")]
    Corrupt { table: &'static str, what: String },
}

impl From<super::seal::SealError> for StoreError {
    fn from(e: super::seal::SealError) -> Self {
        Self::Corrupt {
            table: "a sealed column",
            what: e.to_string(),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(e: sqlx::Error) -> Self {
        use sqlx::Error as E;
        let unavailable = match &e {
            E::PoolTimedOut
            | E::PoolClosed
            | E::Io(_)
            | E::Tls(_)
            | E::Protocol(_)
            | E::WorkerCrashed => true,
            // Postgres: connection exceptions, resources, an operator's shutdown. SQLite: busy, I/O error, disk full.
            E::Database(d) => d.code().is_some_and(|c| {
                let sqlite = matches!(c.as_ref(), "5" | "10" | "13" | "261" | "517");
                sqlite
                    || ["08", "53", "57P"]
                        .iter()
                        .any(|class| c.len() == 5 && c.starts_with(class))
            }),
            _ => false,
        };
        if unavailable {
            Self::Unavailable(e)
        } else {
            Self::Statement(e)
        }
    }
}

/// Why the schema is not up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error(
        "the database was migrated by a newer version (migration {0}): upgrade this server, or restore the database's \
         backup from before"
    )]
    Newer(i64),
    #[error("the database could not be migrated")]
    Failed(#[source] sqlx::migrate::MigrateError),
}

impl From<sqlx::migrate::MigrateError> for MigrateError {
    fn from(e: sqlx::migrate::MigrateError) -> Self {
        match e {
            sqlx::migrate::MigrateError::VersionMissing(version) => Self::Newer(version),
            other => Self::Failed(other),
        }
    }
}

/// The pools of one engine, and what all their connections share.
#[derive(Debug, Clone)]
pub struct Engine {
    pools: Pools,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    counts: Counts,
    sealer: Sealer,
}

#[derive(Debug, Clone)]
enum Pools {
    Postgres(PgPool),
    /// One writing connection makes lock contention a fair queue; readers have a pool of their own.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
}

/// Round trips to the database since the start: the one performance figure without noise.
#[derive(Debug, Default)]
pub struct Counts {
    statements: AtomicU64,
    commits: AtomicU64,
}

impl Counts {
    /// Statements sent.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Explicit transactions committed.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }
}

/// A connection of either engine. Its statements commit by themselves, unless it is a [`Tx`]'s.
pub struct Conn {
    link: Link,
    shared: Arc<Shared>,
}

/// An open transaction. What needs one asks for it by type; dropped, it rolls back.
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Tx(Conn);

enum Link {
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
}

/// What the statement macros match on.
pub enum Either<'c> {
    Postgres(&'c mut PgConnection),
    Sqlite(&'c mut SqliteConnection),
}

impl Engine {
    /// Opens `postgres://…`, `sqlite://PATH` or `sqlite::memory:`.
    pub async fn open(url: &str, max_connections: u32, sealer: Sealer) -> Result<Self, StoreError> {
        let pools = if url.starts_with("sqlite:") {
            open_sqlite(url, max_connections).await?
        } else {
            open_postgres(url, max_connections).await?
        };
        Ok(Self {
            pools,
            shared: Arc::new(Shared {
                counts: Counts::default(),
                sealer,
            }),
        })
    }

    /// Whether the engine is Postgres, where a second text for a hot statement, or a shared clock, is worth asking for.
    pub fn is_postgres(&self) -> bool {
        matches!(self.pools, Pools::Postgres(_))
    }

    /// The round trips so far.
    pub fn counts(&self) -> &Counts {
        &self.shared.counts
    }

    /// A connection for reads.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        let link = match &self.pools {
            Pools::Postgres(pool) => Link::Postgres(pool.acquire().await?),
            Pools::Sqlite { readers, .. } => Link::Sqlite(readers.acquire().await?),
        };
        Ok(self.conn(link))
    }

    /// A connection for single statements that write, each committed by itself.
    pub async fn write(&self) -> Result<Conn, StoreError> {
        let link = match &self.pools {
            Pools::Postgres(pool) => Link::Postgres(pool.acquire().await?),
            Pools::Sqlite { writer, .. } => Link::Sqlite(writer.acquire().await?),
        };
        Ok(self.conn(link))
    }

    /// A transaction. SQLite takes its write lock at once: upgrading a read lock later fails instead of waiting.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let link = match &self.pools {
            Pools::Postgres(pool) => Link::PostgresTx(pool.begin().await?),
            Pools::Sqlite { writer, .. } => {
                Link::SqliteTx(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
        };
        Ok(Tx(self.conn(link)))
    }

    /// Brings the schema up to date. Refuses a database that a newer server has migrated.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.pools {
            Pools::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await?,
            Pools::Sqlite { writer, .. } => sqlx::migrate!("migrations/sqlite").run(writer).await?,
        }
        Ok(())
    }

    /// How many migrations this server knows.
    pub fn known_migrations() -> i64 {
        i64::try_from(sqlx::migrate!("migrations/sqlite").iter().count()).unwrap_or(i64::MAX)
    }

    /// Closes every connection; SQLite's log is folded into its file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Postgres(pool) => pool.close().await,
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }

    fn conn(&self, link: Link) -> Conn {
        Conn {
            link,
            shared: self.shared.clone(),
        }
    }
}

impl Conn {
    /// The connection beneath, for the statement macros; counts one statement.
    pub fn either(&mut self) -> Either<'_> {
        self.shared
            .counts
            .statements
            .fetch_add(1, Ordering::Relaxed);
        match &mut self.link {
            Link::Postgres(c) => Either::Postgres(c),
            Link::PostgresTx(c) => Either::Postgres(c),
            Link::Sqlite(c) => Either::Sqlite(c),
            Link::SqliteTx(c) => Either::Sqlite(c),
        }
    }

    /// The Postgres connection beneath, for a statement that only Postgres has; counts one statement.
    pub fn postgres(&mut self) -> Option<&mut PgConnection> {
        if !self.is_postgres() {
            return None;
        }
        match self.either() {
            Either::Postgres(db) => Some(db),
            Either::Sqlite(_) => None,
        }
    }

    /// What seals and opens secret columns.
    pub fn sealer(&self) -> &Sealer {
        &self.shared.sealer
    }

    /// Whether statements go to Postgres.
    pub fn is_postgres(&self) -> bool {
        matches!(self.link, Link::Postgres(_) | Link::PostgresTx(_))
    }
}

impl Tx {
    /// Makes everything that was done in it durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.shared.counts.commits.fetch_add(1, Ordering::Relaxed);
        match self.0.link {
            Link::PostgresTx(tx) => tx.commit().await?,
            Link::SqliteTx(tx) => tx.commit().await?,
            Link::Postgres(_) | Link::Sqlite(_) => unreachable!("only Engine::begin makes a Tx"),
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

async fn open_postgres(url: &str, max_connections: u32) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("footbridge");
    let pool = PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(Pools::Postgres(pool))
}

async fn open_sqlite(url: &str, max_connections: u32) -> Result<Pools, StoreError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(ACQUIRE_TIMEOUT);
    let pool = |size| {
        SqlitePoolOptions::new()
            .max_connections(size)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
    };
    let in_memory = url.contains(":memory:");
    // A memory database is one per connection: everything has to share a single one that never ends.
    let only = pool(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None);
    let writer = only.connect_with(options.clone()).await?;
    let readers = if in_memory {
        writer.clone()
    } else {
        pool(max_connections).connect_with(options).await?
    };
    Ok(Pools::Sqlite { writer, readers })
}

/// Runs `$call` with the engine's own connection as `$db`.
macro_rules! on_engine {
    ($conn:expr, $db:ident => $call:expr) => {
        match $conn.either() {
            $crate::store::engine::Either::Postgres($db) => $call,
            $crate::store::engine::Either::Sqlite($db) => $call,
        }
        .map_err($crate::store::engine::StoreError::from)
    };
}

/// Runs a statement that answers at most one row, where only Postgres has the text.
macro_rules! fetch_optional_postgres {
    ($row:ty, $db:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional($db).await.map_err($crate::store::engine::StoreError::from)
    };
}

/// Runs a statement; the number of rows that it changed.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!($conn, db => sqlx::query($sql)$(.bind($arg))*.execute(db).await.map(|done| done.rows_affected()))
    };
}

/// Runs a statement that answers at most one row.
macro_rules! fetch_optional {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!($conn, db => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(db).await)
    };
}

/// Runs a statement that answers exactly one row.
macro_rules! fetch_one {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!($conn, db => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_one(db).await)
    };
}

/// Runs a statement that answers rows.
macro_rules! fetch_all {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!($conn, db => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(db).await)
    };
}

/// A table's statements, at the head of its file. Each text begins with its own name, so that the database's log speaks
/// our language, and `STATEMENTS` lets one test prepare all of them on both engines. A text is a literal, or a list of
/// parts where several share a part.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident: $sql:tt;)+) => {
        $($(#[$doc])* const $name: &str =
            $crate::store::engine::text!(concat!("/* ", module_path!(), "::", stringify!($name), " */ "), $sql);)+
        #[doc = "Every statement of this file, portable to both engines."]
        pub const STATEMENTS: &[&str] = &[$($name),+];
    };
}

/// A statement's text, of one part or several, behind its name.
macro_rules! text {
    ($name:expr, [$($part:expr),+ $(,)?]) => { concat!($name, $($part),+) };
    ($name:expr, $sql:literal) => { concat!($name, $sql) };
}

pub(crate) use {
    execute, fetch_all, fetch_one, fetch_optional, fetch_optional_postgres, on_engine, statements,
    text,
};

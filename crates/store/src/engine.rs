//! The only file that knows that there are two engines. Above it, a statement is one portable text.
//!
//! The portable subset: `TEXT`, integers, booleans and bytes; `$1` parameters; `RETURNING`; `ON CONFLICT`. No `now()`, no
//! casts, no arrays, no JSON operators: instants are bound by the caller, and what a query needs is a column. Only searches
//! through documents are written for each engine by itself, in `search/documents.rs`.
//! A flow holds one [`Conn`] or [`Tx`] at a time: SQLite has one writer, and waiting for oneself ends in a timeout.

mod conn;
mod deadlines;
mod dynamic;
mod error;
mod held;
mod hosts;
mod keeper;
pub mod notices;
mod on_postgres;
mod postgres;
mod record;
mod sqlite;
pub(crate) mod usage;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::seal::Sealer;
use conn::Link;
pub use conn::{Conn, Either, Tx};
pub(crate) use deadlines::ACQUIRE_TIMEOUT;
use deadlines::STATEMENT;
pub(crate) use dynamic::DynamicSql;
use error::Cut;
pub use error::StoreError;
pub use held::HeldStatement;
pub(crate) use held::held_statements;
use hosts::Hosts;
use keeper::Keeper;
pub use keeper::in_one_request;
pub use on_postgres::{OnPostgres, run};
pub use record::Record;
pub(crate) use record::{Columns, field, row, value};
use sqlite::OnSqlite;
pub use sqlite::SqliteConn;

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

/// The connections of one engine, and what all their connections share.
#[derive(Debug, Clone)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pools: Pools,
    counts: Counts,
    sealer: Sealer,
    /// How long a statement may take on Postgres.
    limit: Duration,
}

#[derive(Debug)]
enum Pools {
    Postgres(Arc<Keeper>),
    Sqlite(Box<OnSqlite>),
}

/// What a connection is for: on SQLite only one writes.
#[derive(Debug, Clone, Copy)]
enum Use {
    Reading,
    Writing,
    /// Writing what is no request's: the tenant log.
    Logging,
}

/// Round trips to the database since the start: the one performance figure without noise.
#[derive(Debug, Default)]
pub struct Counts {
    statements: AtomicU64,
    log_statements: AtomicU64,
    commits: AtomicU64,
}

impl Counts {
    /// Statements sent, but for those that write the tenant log.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Statements that write the tenant log: how many an event takes depends on how many are written at once.
    pub fn log_statements(&self) -> u64 {
        self.log_statements.load(Ordering::Relaxed)
    }

    fn of(&self, purpose: Use) -> &AtomicU64 {
        match purpose {
            Use::Reading | Use::Writing => &self.statements,
            Use::Logging => &self.log_statements,
        }
    }

    /// Explicit transactions committed.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }
}

impl Engine {
    /// Opens `postgres://…` (with one host or several), `sqlite://PATH` or `sqlite::memory:`.
    pub async fn open(url: &str, max_connections: u32, sealer: Sealer) -> Result<Self, StoreError> {
        Self::open_limited(url, max_connections, sealer, STATEMENT).await
    }

    /// The same where a statement on Postgres may take as long as `limit`.
    pub async fn open_limited(
        url: &str,
        max_connections: u32,
        sealer: Sealer,
        limit: Duration,
    ) -> Result<Self, StoreError> {
        let pools = if url.starts_with("sqlite:") {
            Pools::Sqlite(Box::new(OnSqlite::open(url, max_connections).await?))
        } else {
            let hosts = Hosts::parse(url)?;
            Pools::Postgres(Keeper::open(hosts, max_connections, limit).await?)
        };
        Ok(Self(Arc::new(Inner {
            pools,
            counts: Counts::default(),
            sealer,
            limit,
        })))
    }

    /// Whether the engine is Postgres, where a second text for a hot statement, or a shared clock, is worth asking for.
    pub fn is_postgres(&self) -> bool {
        matches!(self.0.pools, Pools::Postgres(_))
    }

    /// The round trips so far.
    pub fn counts(&self) -> &Counts {
        &self.0.counts
    }

    fn limit(&self) -> Duration {
        self.0.limit
    }

    fn sealer(&self) -> &Sealer {
        &self.0.sealer
    }

    /// A connection for reads.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        self.conn(Use::Reading).await
    }

    /// A connection for single statements that write, each committed by itself.
    pub async fn write(&self) -> Result<Conn, StoreError> {
        self.conn(Use::Writing).await
    }

    /// The same for the tenant log, whose statements are counted apart.
    pub async fn log(&self) -> Result<Conn, StoreError> {
        self.conn(Use::Logging).await
    }

    /// A transaction.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(self.write().await?).await
    }

    async fn conn(&self, purpose: Use) -> Result<Conn, StoreError> {
        let link = self.link(purpose).await?;
        Ok(Conn::new(self.clone(), purpose, link))
    }

    async fn link(&self, purpose: Use) -> Result<Link, StoreError> {
        Ok(match &self.0.pools {
            Pools::Postgres(keeper) => Link::Postgres(keeper.lend().await?),
            Pools::Sqlite(sqlite) => Link::Sqlite(match purpose {
                Use::Reading => sqlite.reading(),
                Use::Writing | Use::Logging => sqlite.writing(),
            }),
        })
    }

    /// Keeps what the end of a connection says about the others.
    fn learn(&self, cut: &Cut) {
        if let Pools::Postgres(keeper) = &self.0.pools {
            keeper.health().learn(cut);
        }
    }

    /// Looks after idle connections: finds those whose database went away, and keeps the others known on the way
    /// there. To be called every few seconds.
    pub async fn keep_alive(&self) {
        if let Pools::Postgres(keeper) = &self.0.pools {
            keeper.look_after().await;
        }
    }

    /// Brings the schema up to date. Refuses a database that a newer server has migrated.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.0.pools {
            Pools::Postgres(keeper) => postgres::migrate(keeper.hosts()).await?,
            Pools::Sqlite(sqlite) => sqlite.migrate().await?,
        }
        Ok(())
    }

    /// How many migrations this server knows.
    pub fn known_migrations() -> i64 {
        i64::try_from(sqlx::migrate!("../../migrations/sqlite").iter().count()).unwrap_or(i64::MAX)
    }

    /// Closes every connection; SQLite's log is folded into its file.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Postgres(keeper) => keeper.close().await,
            Pools::Sqlite(sqlite) => sqlite.close().await,
        }
    }
}

/// Runs one of two calls with the engine's own connection as `$db`; a second time over another connection where the first
/// certainly did nothing.
macro_rules! on_engine {
    ($conn:expr, $db:ident => $postgres:expr, $sqlite:expr $(,)?) => {
        loop {
            let ended = match $conn.ready().await {
                Ok($crate::engine::Either::Postgres($db)) => $postgres,
                Ok($crate::engine::Either::Sqlite($db)) => $sqlite,
                Err(error) => break Err(error),
            };
            if let std::ops::ControlFlow::Break(ended) = $conn.settle(ended) {
                break ended;
            }
        }
    };
}

/// Runs a statement.
macro_rules! ran {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!(
            $conn,
            db => $crate::engine::run::<$row>(db, sqlx::query($sql)$(.bind(&$arg))*).await,
            db.run::<$row>($sql, vec![$($crate::engine::value(&$arg)),*]).await,
        )
    };
}

/// Runs a statement; the number of rows that it changed.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::ran!((), $conn, $sql $(, $arg)*).map(|ran| ran.changed)
    };
}

/// Runs a statement with arguments that only Postgres has.
macro_rules! ran_postgres {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        on_engine!(
            $conn,
            db => $crate::engine::run::<$row>(db, sqlx::query($sql)$(.bind(&$arg))*).await,
            unreachable!("{db:?} has no such arguments"),
        )
    };
}

/// The number of rows that such a statement changed.
macro_rules! execute_postgres {
    ($conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::ran_postgres!((), $conn, $sql $(, $arg)*).map(|ran| ran.changed)
    };
}

/// The rows that such a statement answers.
macro_rules! fetch_all_postgres {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::ran_postgres!($row, $conn, $sql $(, $arg)*).map(|ran| ran.rows)
    };
}

/// Runs a statement that answers at most one row.
macro_rules! fetch_optional {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::ran!($row, $conn, $sql $(, $arg)*).map(|ran| ran.rows.into_iter().next())
    };
}

/// Runs a statement that answers exactly one row.
macro_rules! fetch_one {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::fetch_optional!($row, $conn, $sql $(, $arg)*)
            .and_then(|row| row.ok_or_else(|| sqlx::Error::RowNotFound.into()))
    };
}

/// Runs a statement that answers rows.
macro_rules! fetch_all {
    ($row:ty, $conn:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::engine::ran!($row, $conn, $sql $(, $arg)*).map(|ran| ran.rows)
    };
}

/// A table's statements, at the head of its file. Each text begins with its own name, so that the database's log speaks
/// our language, and `STATEMENTS` lets one test prepare all of them on both engines. A text is a literal, or a list of
/// parts where several share a part.
macro_rules! statements {
    ($($all:tt)+) => {
        $crate::engine::listed!(STATEMENTS, "Every statement of this file, portable to both engines.", $($all)+);
    };
}

/// The same for statements in Postgres' own words, which `POSTGRES_STATEMENTS` lists.
macro_rules! postgres_statements {
    ($($all:tt)+) => {
        $crate::engine::listed!(
            POSTGRES_STATEMENTS, "Every statement of this file that only Postgres understands.", $($all)+);
    };
}

/// Statements and the list of them.
macro_rules! listed {
    ($list:ident, $about:literal, $($(#[$doc:meta])* $name:ident: $sql:tt;)+) => {
        $($(#[$doc])* const $name: &str =
            $crate::engine::text!(concat!("/* ", module_path!(), "::", stringify!($name), " */ "), $sql);)+
        #[doc = $about]
        pub const $list: &[&str] = &[$($name),+];
    };
}

/// A statement's text, of one part or several, behind its name.
macro_rules! text {
    ($name:expr, [$($part:expr),+ $(,)?]) => { concat!($name, $($part),+) };
    ($name:expr, $sql:literal) => { concat!($name, $sql) };
}

pub(crate) use {
    execute, execute_postgres, fetch_all, fetch_all_postgres, fetch_one, fetch_optional, listed,
    on_engine, postgres_statements, ran, ran_postgres, statements, text,
};

//! SQLite's side: one thread that writes, and threads beside it that read, which see what is committed.
//!
//! sqlx only migrates: it gives each statement a way of its own to a thread and back, and asks again whenever a connection
//! is given back, which costs several times what SQLite itself does.

mod connection;
mod open;
mod readers;
mod thread;
mod waiting;
mod writer;

use std::str::FromStr;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::deadlines::ACQUIRE_TIMEOUT;
use super::error::{Cut, StoreError};
use super::usage::PoolUsage;
pub use connection::SqliteConn;
use open::Database;
use readers::Readers;
pub(super) use writer::{Writer, all_or_nothing};

#[derive(Debug)]
pub(super) struct OnSqlite {
    pub(super) writer: Writer,
    /// A database in memory is that of one connection: there the writer reads, too.
    readers: Option<Readers>,
    options: SqliteConnectOptions,
}

impl OnSqlite {
    pub(super) async fn open(url: &str, readers: u32) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(ACQUIRE_TIMEOUT);
        let in_memory = url.contains(":memory:");
        let database = Database {
            options: options.clone(),
            in_memory,
        };
        let writer = Writer::open(database.clone()).await;
        let writer = writer.map_err(|cut: Cut| cut.error)?;
        let readers = (!in_memory).then(|| Readers::new(database, readers));
        Ok(Self {
            writer,
            readers,
            options,
        })
    }

    /// A connection whose statements each commit by themselves.
    pub(super) fn writing(&self) -> SqliteConn {
        SqliteConn::of_writer(self.writer.clone())
    }

    /// A connection that reads.
    pub(super) fn reading(&self) -> SqliteConn {
        match &self.readers {
            Some(readers) => SqliteConn::of_readers(readers.clone()),
            None => self.writing(),
        }
    }

    pub(super) fn usage(&self) -> Vec<PoolUsage> {
        let used = usize::from(self.writer.is_busy());
        let writer = PoolUsage {
            pool: "writer",
            used,
            idle: 1 - used,
            max: 1,
        };
        let readers = self.readers.iter().map(Readers::usage);
        [writer].into_iter().chain(readers).collect()
    }

    /// Runs the migrations on a connection of their own.
    pub(super) async fn migrate(&self) -> Result<(), MigrateError> {
        let mut own = self.options.connect().await?;
        sqlx::migrate!("../../migrations/sqlite")
            .run_direct(None, &mut own, false)
            .await?;
        own.close().await?;
        Ok(())
    }

    /// The writer is the last to go: it folds the log into the file.
    pub(super) async fn close(&self) {
        if let Some(readers) = &self.readers {
            readers.close().await;
        }
        self.writer.close().await;
    }
}

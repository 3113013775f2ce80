//! SQLite's side: one writer, and readers beside it, which see what is committed.

use std::str::FromStr;

use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Sqlite};

use super::ACQUIRE_TIMEOUT;
use super::error::StoreError;
use super::writer::Writer;

#[derive(Debug)]
pub(super) struct OnSqlite {
    pub(super) writer: Writer,
    /// A database in memory is that of one connection: there the writer reads, too.
    pub(super) readers: Option<SqlitePool>,
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
        let writer = Writer::open(options.clone(), in_memory).await;
        let writer = writer.map_err(|cut| cut.error)?;
        let pool = SqlitePoolOptions::new()
            .max_connections(readers)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false);
        let readers = match in_memory {
            true => None,
            false => Some(pool.connect_with(options.clone()).await?),
        };
        Ok(Self {
            writer,
            readers,
            options,
        })
    }

    /// A connection that reads, unless the writer has to.
    pub(super) async fn reader(&self) -> Result<Option<PoolConnection<Sqlite>>, StoreError> {
        Ok(match &self.readers {
            Some(readers) => Some(readers.acquire().await?),
            None => None,
        })
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

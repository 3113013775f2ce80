//! Postgres' side: how sessions are set up, and which idle connections are looked at before they are used.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::migrate::MigrateError;
use sqlx::{AssertSqlSafe, Connection, Error, PgConnection};
use tokio::time::{sleep, timeout};

use super::error::Cut;
use super::hosts::Hosts;
use super::on_postgres::Session;

/// How long the database may take to say that it is there.
pub(super) const CHECK: Duration = Duration::from_secs(1);
/// A connection that was idle for so long is asked before it is used. `Keeper::look_after` asks each more often than that.
const CHECK_AFTER: Duration = Duration::from_secs(30);
/// The pause before a second try to connect; each further one is twice as long, up to a second.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// No further try begins later.
const LAST_TRY: Duration = Duration::from_secs(3);
/// `too_many_connections`, `cannot_connect_now`: so speaks a database that starts, or has not yet ended our last sessions.
const NOT_YET: [&str; 2] = ["53300", "57P03"];

/// Bounds on the database's side. What it does not know (older versions, other engines that speak its protocol) is left out.
/// Waiting for a lock ends before our own limit, so that the connection survives. A statement's end comes after it: the
/// database would cancel a commit that waits for a standby, and report it as done. What was given up ends once the database
/// notices that the client is gone: a closed connection within a second, a dead peer by TCP. An idle transaction ends, too.
const SESSION: &str = "SELECT set_config(name, value, FALSE)
      FROM (VALUES ('statement_timeout', '25s'), ('idle_in_transaction_session_timeout', '30s'),
                   ('client_connection_check_interval', '1s'), ('tcp_keepalives_idle', '30'),
                   ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '60s')
           ) AS wanted (name, value)
     WHERE current_setting(name, TRUE) IS NOT NULL";

/// What was learnt from connections that broke, in milliseconds since the start; 0 is never.
#[derive(Debug)]
pub(super) struct Health {
    start: Instant,
    /// A connection broke: others that were idle then may have, too.
    broke: AtomicU64,
    /// A connection had become read-only: all that are older lead to the same server.
    read_only: AtomicU64,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            broke: AtomicU64::new(0),
            read_only: AtomicU64::new(0),
        }
    }
}

impl Health {
    /// Keeps what the end of a connection says about the others.
    pub(super) fn learn(&self, cut: &Cut) {
        self.broke.store(self.now(), Ordering::Relaxed);
        if cut.is_read_only() {
            self.read_only.store(self.now(), Ordering::Relaxed);
        }
    }

    /// At least 1.
    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis())
            .unwrap_or(u64::MAX)
            .saturating_add(1)
    }

    /// Whether `moment` was before so long a time.
    fn was_before(&self, moment: &AtomicU64, ago: Duration) -> bool {
        let moment = moment.load(Ordering::Relaxed);
        let then = self
            .now()
            .saturating_sub(u64::try_from(ago.as_millis()).unwrap_or(u64::MAX));
        moment > 0 && then <= moment
    }

    /// Whether an idle connection may be used: without a question where nothing speaks against it.
    pub(super) async fn allows(
        &self,
        connection: &mut PgConnection,
        age: Duration,
        idle: Duration,
    ) -> bool {
        if self.was_before(&self.read_only, age) {
            return false;
        }
        if idle < CHECK_AFTER && !self.was_before(&self.broke, idle) {
            return true;
        }
        matches!(timeout(CHECK, connection.ping()).await, Ok(Ok(())))
    }
}

/// Opens a session, as soon as the database takes any. One that takes none says why just before the request that waits for it
/// would give up.
pub(super) async fn connect(
    hosts: &Hosts,
    session: &Session,
    limit: Duration,
) -> Result<PgConnection, Error> {
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut connection = loop {
        match hosts.connect().await {
            Ok(connection) => break connection,
            Err(error) if is_starting(&error) && begun.elapsed() < LAST_TRY.min(limit) => {
                sleep(pause).await;
            }
            Err(error) => return Err(error),
        }
        pause = LONGEST_PAUSE.min(pause * 2);
    };
    if session.is_lent() {
        return Ok(connection);
    }
    let lock = format!("SET lock_timeout = {}; {SESSION}", limit.as_millis() / 2);
    let session = sqlx::raw_sql(AssertSqlSafe(lock));
    session.execute(&mut connection).await?;
    Ok(connection)
}

fn is_starting(error: &Error) -> bool {
    match error {
        Error::Io(e) => e.kind() == io::ErrorKind::ConnectionRefused,
        Error::Database(e) => e.code().is_some_and(|code| NOT_YET.contains(&&*code)),
        _ => false,
    }
}

/// Refuses a pooler that lends sessions and does not know what was prepared in which: a name of ours would call another
/// connection's statement there.
pub(super) async fn refuse_pooler(hosts: &Hosts) -> Result<(), Error> {
    const REFUSED: &str = "the URL leads to a pooler in transaction mode that keeps no prepared statements: add \
                           statement-cache-capacity=0 to its query, or set max_prepared_statements (pgbouncer 1.21)";
    let probe = || sqlx::query("SELECT 1 AS prepared");
    let (mut one, mut other) = (hosts.connect().await?, hosts.connect().await?);
    probe().execute(&mut one).await?;
    // A pooler lends it the session that `one` had.
    sqlx::raw_sql("BEGIN").execute(&mut other).await?;
    let probed = probe().execute(&mut one).await;
    let _ended = tokio::join!(one.close(), other.close());
    match probed {
        Err(Error::Database(_)) => Err(Error::Configuration(REFUSED.into())),
        Err(error) => Err(error),
        Ok(_) => Ok(()),
    }
}

/// Runs the migrations on a connection of their own: one may take longer than any statement of a request. One process at a
/// time: a transaction holds the lock, so that it is held behind a pooler as well.
pub(super) async fn migrate(hosts: &Hosts) -> Result<(), MigrateError> {
    const IN_TURN: &str = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; \
                           SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7305809138)";
    let mut turn = hosts.connect().await?;
    sqlx::raw_sql(IN_TURN).execute(&mut turn).await?;
    let mut own = hosts.connect().await?;
    let mut migrator = sqlx::migrate!("../../migrations/postgres");
    migrator.set_locking(false);
    if hosts.lead_to_a_pooler() {
        let mut all = own.begin().await?;
        // The migrator prepares by name, and the session may know the names.
        forget_statements(&mut all).await?;
        migrator.run_direct(None, &mut *all, false).await?;
        forget_statements(&mut all).await?;
        all.commit().await?;
    } else {
        migrator.run_direct(None, &mut own, false).await?;
    }
    own.close().await?;
    turn.close().await?;
    Ok(())
}

async fn forget_statements(db: &mut PgConnection) -> Result<(), Error> {
    let forget = sqlx::raw_sql("DEALLOCATE ALL");
    forget.execute(db).await.map(drop)
}

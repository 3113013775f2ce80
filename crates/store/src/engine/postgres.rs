//! Postgres' side: how sessions are set up, and which idle connections are looked at before they are used.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use tokio::time::timeout;

use super::ACQUIRE_TIMEOUT;
use super::error::{Cut, StoreError};

/// How long the database may take to say that it is there.
const CHECK: Duration = Duration::from_secs(1);
/// A connection that was idle for so long is asked before it is used. [`keep_alive`] asks each more often than that.
const CHECK_AFTER: Duration = Duration::from_secs(30);

/// Bounds on the database's side. What it does not know (older versions, other engines that speak its protocol) is left out.
/// A statement's own limit is below ours, so that the connection survives; a client that is gone holds no lock for long: a dead
/// peer is noticed by TCP, a closed one in the middle of a statement, and an idle transaction ends.
const SESSION: &str = "SELECT set_config(name, value, FALSE)
      FROM (VALUES ('statement_timeout', '8s'), ('lock_timeout', '4s'), ('idle_in_transaction_session_timeout', '30s'),
                   ('client_connection_check_interval', '5s'), ('tcp_keepalives_idle', '30'),
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
    async fn allows(&self, connection: &mut PgConnection, age: Duration, idle: Duration) -> bool {
        if self.was_before(&self.read_only, age) {
            return false;
        }
        if idle < CHECK_AFTER && !self.was_before(&self.broke, idle) {
            return true;
        }
        matches!(timeout(CHECK, connection.ping()).await, Ok(Ok(())))
    }
}

pub(super) async fn open(
    url: &str,
    max_connections: u32,
    health: Arc<Health>,
) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("footbridge");
    let pool = PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(move |connection, known| {
            let health = health.clone();
            Box::pin(async move { Ok(health.allows(connection, known.age, known.idle_for).await) })
        })
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::raw_sql(SESSION).execute(connection).await.map(drop) })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Runs the migrations on a connection of their own: one may take longer than any statement of a request.
pub(super) async fn migrate(pool: &PgPool) -> Result<(), MigrateError> {
    let options = PgConnectOptions::clone(&pool.connect_options());
    let own = PgPoolOptions::new().max_connections(1);
    let own = own.connect_with(options).await?;
    sqlx::migrate!("../../migrations/postgres")
        .run(&own)
        .await?;
    own.close().await;
    Ok(())
}

/// Asks each idle connection whether the database is still there: one whose peer went silent ends here and not under a
/// request, and what forgets quiet connections on the way (address translation, firewalls) does not.
pub(super) async fn keep_alive(pool: &PgPool, health: &Health) {
    for _ in 0..pool.num_idle() {
        let Some(mut connection) = pool.try_acquire() else {
            return;
        };
        // Giving it back asks it; what does not answer in time is cut.
        if timeout(CHECK, connection.return_to_pool()).await.is_err() {
            health.learn(&Cut::out_of_time(false));
        }
    }
}

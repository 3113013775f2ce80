//! Postgres' connections: how many there are, who waits for one, and which are used again.
//!
//! A connection whose last statement was answered to its end is used again as it is, without a question to the database.
//! One that is owed an answer, or is in the middle of a transaction, is brought to an end first, by a task of its own.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{Connection, Error, PgConnection};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::deadlines::ACQUIRE_TIMEOUT;
use super::error::Cut;
use super::hosts::Hosts;
use super::on_postgres::{OnPostgres, Session};
use super::postgres::{self, CHECK, Health};
use super::usage::PoolUsage;

/// What the database holds for a connection does not grow for longer than this.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// Connections that were opened together do not end together: each in turn lives a step shorter than the one before it.
const LIFETIME_STEP: Duration = Duration::from_secs(30);
const LIFETIME_STEPS: u32 = 10;
/// A connection that no request needed for so long is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// An idle connection over which the database answered so lately is not asked by [`Keeper::look_after`].
const HEARD_LATELY: Duration = Duration::from_secs(5);

tokio::task_local! {
    /// How long the request has waited for connections.
    static WAITED: Cell<Duration>;
}

/// Does one request's work: it waits for all of its connections together as long as other work does for one, so that what is
/// hopeless is given up early.
pub async fn in_one_request<F: Future>(work: F) -> F::Output {
    WAITED.scope(Cell::default(), work).await
}

/// Keeps connections, and lends each to one borrower at a time.
pub(super) struct Keeper {
    hosts: Hosts,
    max: u32,
    /// How long a statement may take, and a connection to finish what it does when no request waits for it any more.
    limit: Duration,
    /// One for each connection that is in use, or is being opened or closed. Tasks that wait for one are served in turn.
    permits: Arc<Semaphore>,
    /// In the order of their last use. The last is lent first: the fewer are in use, the more get old and are closed.
    idle: Mutex<Vec<Idle>>,
    is_closed: AtomicBool,
    opened: AtomicU32,
    health: Health,
    session: Session,
}

struct Idle {
    kept: Kept,
    used_at: Instant,
    /// When the database answered over it the last time.
    heard_at: Instant,
}

struct Kept {
    connection: PgConnection,
    opened_at: Instant,
    ends_at: Instant,
}

/// A connection in use. Dropped, it is cut.
pub(super) struct Lent {
    kept: Kept,
    keeper: Arc<Keeper>,
    /// Dropped after the connection, which counts until then.
    permit: OwnedSemaphorePermit,
}

/// How a borrower leaves a connection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Left {
    /// Every statement was answered to its end.
    Clean,
    /// A statement was refused, or given up in the middle: an answer, or the rest of one, is still on its way.
    Unanswered,
    InTransaction,
    /// Not to be used again.
    Broken,
}

impl Keeper {
    /// Opens the first connection, so that a database that cannot be reached is known at once.
    pub(super) async fn open(hosts: Hosts, max: u32, limit: Duration) -> Result<Arc<Self>, Error> {
        let session = match hosts.lead_to_a_pooler() {
            true => Session::lent(limit),
            false => Session::Own,
        };
        if let Session::Own = session {
            postgres::refuse_pooler(&hosts).await?;
        }
        let keeper = Arc::new(Self {
            hosts,
            session,
            max,
            limit,
            permits: Arc::new(Semaphore::new(usize::try_from(max).unwrap_or(usize::MAX))),
            idle: Mutex::default(),
            is_closed: AtomicBool::new(false),
            opened: AtomicU32::new(0),
            health: Health::default(),
        });
        keeper.lend().await?.give_back(Left::Clean);
        Ok(keeper)
    }

    pub(super) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    pub(super) fn health(&self) -> &Health {
        &self.health
    }

    /// Whether a pooler lends the sessions.
    pub(super) fn lends(&self) -> bool {
        self.session.is_lent()
    }

    pub(super) fn usage(&self) -> PoolUsage {
        let max = usize::try_from(self.max).unwrap_or(usize::MAX);
        PoolUsage {
            pool: "shared",
            used: max.saturating_sub(self.permits.available_permits()),
            idle: self.idle().len(),
            max: self.max,
        }
    }

    /// Lends a connection, once there is one to lend.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Lent, Error> {
        let lent = async {
            let permit = self.permit().await?;
            let kept = match self.take_good().await {
                Some(kept) => kept,
                None => self.connect().await?,
            };
            Ok(Lent {
                kept,
                keeper: self.clone(),
                permit,
            })
        };
        // A little longer than for a statement, so that one that is given up makes room.
        let patience = ACQUIRE_TIMEOUT.min(self.limit * 5 / 2);
        let waited = WAITED.try_with(Cell::get).unwrap_or_default();
        let begun = Instant::now();
        let lent = timeout(patience.saturating_sub(waited), lent).await;
        let _in_no_request = WAITED.try_with(|waits| waits.set(waited + begun.elapsed()));
        lent.unwrap_or(Err(Error::PoolTimedOut))
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, Error> {
        if self.is_closed.load(Ordering::Acquire) {
            return Err(Error::PoolClosed);
        }
        let permit = self.permits.clone().acquire_owned().await;
        match permit {
            Ok(permit) if !self.is_closed.load(Ordering::Acquire) => Ok(permit),
            _ => Err(Error::PoolClosed),
        }
    }

    /// The connection that was used last, if nothing speaks against it.
    async fn take_good(&self) -> Option<Kept> {
        let Idle {
            mut kept, heard_at, ..
        } = self.idle().pop()?;
        let (age, silence) = (kept.opened_at.elapsed(), heard_at.elapsed());
        let is_good = self.health.allows(&mut kept.connection, age, silence).await;
        if is_good {
            return Some(kept);
        }
        kept.close().await;
        None
    }

    async fn connect(&self) -> Result<Kept, Error> {
        let connection = postgres::connect(&self.hosts, &self.session, self.limit).await?;
        let steps = self.opened.fetch_add(1, Ordering::Relaxed) % LIFETIME_STEPS;
        let opened_at = Instant::now();
        Ok(Kept {
            connection,
            opened_at,
            ends_at: opened_at + LIFETIME - LIFETIME_STEP * steps,
        })
    }

    /// Closes idle connections whose time is over, and asks the others whether the database is still there: one whose peer
    /// went silent ends here and not under a request, and what forgets quiet connections on the way (address translation,
    /// firewalls) does not.
    pub(super) async fn look_after(&self) {
        let now = Instant::now();
        while let Some((mut idle, _permit)) = self.take_unheard(now) {
            if idle.is_over(now) {
                idle.kept.close().await;
                continue;
            }
            match timeout(CHECK, idle.kept.connection.ping()).await {
                Ok(Ok(())) => {
                    idle.heard_at = Instant::now();
                    self.put(idle);
                }
                Ok(Err(_)) | Err(_) => self.health.learn(&Cut::out_of_time(false)),
            }
        }
    }

    fn take_unheard(&self, now: Instant) -> Option<(Idle, OwnedSemaphorePermit)> {
        let permit = self.permits.clone().try_acquire_owned().ok()?;
        let mut idle = self.idle();
        let is_due = |i: &Idle| i.is_over(now) || i.heard_at + HEARD_LATELY <= now;
        let due = idle.iter().position(is_due)?;
        Some((idle.remove(due), permit))
    }

    /// Closes every connection, those in use once they are given back.
    pub(super) async fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        let _all = self.permits.acquire_many(self.max).await;
        let idle = std::mem::take(&mut *self.idle());
        for idle in idle {
            idle.kept.close().await;
        }
    }

    fn put(&self, connection: Idle) {
        let mut idle = self.idle();
        let place = idle.partition_point(|i| i.used_at <= connection.used_at);
        idle.insert(place, connection);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without the hosts, which hold a password.
impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keeper").field(&self.usage()).finish()
    }
}

impl Idle {
    fn is_over(&self, now: Instant) -> bool {
        self.kept.ends_at <= now || self.used_at + IDLE_TIMEOUT <= now
    }
}

impl Kept {
    /// Takes leave of the database, so that it ends the session at once and in peace.
    async fn close(self) {
        // One that does not get that far is cut.
        let _ended = timeout(CHECK, self.connection.close()).await;
    }
}

impl Lent {
    pub(super) fn session(&self) -> &Session {
        &self.keeper.session
    }

    /// The connection for one statement.
    pub(super) fn on_postgres(&mut self, limit: Duration, stands_alone: bool) -> OnPostgres<'_> {
        OnPostgres {
            db: &mut self.kept.connection,
            session: &self.keeper.session,
            limit,
            stands_alone,
        }
    }

    /// Gives the connection back, at once where it is clean. Another is brought to a clean state in time, or cut.
    pub(super) fn give_back(self, left: Left) {
        let is_over = self.kept.ends_at <= Instant::now();
        if matches!(left, Left::Clean) && !is_over {
            return self.keep();
        }
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            let mut lent = self;
            let limit = lent.keeper.limit;
            let cleaned = timeout(limit, lent.clean(left)).await.unwrap_or(false);
            match cleaned && !is_over {
                true => lent.keep(),
                false => lent.close().await,
            }
        });
    }

    async fn clean(&mut self, left: Left) -> bool {
        let is_lent = self.keeper.session.is_lent();
        let db = &mut self.kept.connection;
        match left {
            Left::Clean => true,
            Left::Unanswered if !is_lent => db.ping().await.is_ok(),
            // The statement may have had a transaction of its own.
            Left::Unanswered | Left::InTransaction => {
                sqlx::raw_sql("ROLLBACK").execute(db).await.is_ok()
            }
            Left::Broken => false,
        }
    }

    fn keep(self) {
        let now = Instant::now();
        self.keeper.put(Idle {
            kept: self.kept,
            used_at: now,
            heard_at: now,
        });
        // The next in the queue finds it.
        drop(self.permit);
    }

    async fn close(self) {
        self.kept.close().await;
        drop(self.permit);
    }
}

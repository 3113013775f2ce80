//! Delivery of the tenant log to its streams: at least once, in the order of the log, by one process at a time.
//!
//! How far a stream is, is a row of the database, which moves after the receiver has answered with 2xx and never before.
//! An event that the receiver refuses while it takes others is set aside, so that it delays no other event (`batch.rs`).
//! Each stream is delivered by a task of its own with one batch in its hands, so that a dead receiver delays no other stream,
//! and no request ever waits for one. A process that delivers has leased the row; when it dies, the lease runs out.

mod batch;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use metrics::{counter, gauge};
use tokio::time::{Instant, interval_at};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Parts;
use crate::domain::log_stream::patience;
use crate::outside::Entropy;
use crate::store::engine::StoreError;
use crate::store::log_readers::{self, Holder, Lease, StreamProgress};
use crate::store::{log_dead_letters, log_streams};
use crate::telemetry::metrics as names;
use batch::{Batch, Handed};

/// How often the streams are looked at.
pub const PERIOD: Duration = Duration::from_millis(500);
/// How long others wait after this process has died.
const LEASE: Duration = Duration::from_secs(6);
const RENEWAL: Duration = Duration::from_secs(2);
/// How long an attempt under way may go on when the server ends.
const LAST_ATTEMPT: Duration = Duration::from_secs(2);

/// What delivers, in this process.
#[derive(Debug)]
pub struct LogDelivery {
    parts: Arc<Parts>,
    /// Its name among the processes.
    process: String,
    tracker: TaskTracker,
    stop: CancellationToken,
    under_way: Mutex<HashSet<String>>,
    /// The streams that the metrics show.
    shown: Mutex<HashSet<String>>,
}

impl LogDelivery {
    /// Its tasks are `tracker`'s, and end after `stop`.
    pub fn new(parts: Arc<Parts>, tracker: TaskTracker, stop: CancellationToken) -> Self {
        Self {
            parts,
            process: Entropy::system().token::<12>(),
            tracker,
            stop,
            under_way: Mutex::default(),
            shown: Mutex::default(),
        }
    }

    /// Looks at every stream once and begins with those that are due.
    pub async fn look(self: Arc<Self>) -> Result<(), StoreError> {
        let mut db = self.parts.store.read().await?;
        let streams = log_readers::streams(&mut db).await?;
        self.show(&streams);
        if streams.is_empty() {
            return Ok(());
        }
        let (real, now) = (self.parts.clock.now(), self.parts.now(&mut db).await?);
        drop(db);
        let due = |s: &StreamProgress| {
            s.is_active && s.behind > 0 && s.retry_at <= now && s.leased_until <= real
        };
        for standing in streams.into_iter().filter(due) {
            if let Some(turn) = Turn::take(&self, standing.stream) {
                self.tracker.spawn(turn.run());
            }
        }
        Ok(())
    }

    fn show(&self, streams: &[StreamProgress]) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        for gone in shown.drain() {
            gauge!(names::LOG_STREAM_LAG, "stream" => gone).set(0.0);
        }
        for standing in streams {
            let stream = standing.stream.clone();
            gauge!(names::LOG_STREAM_LAG, "stream" => stream.clone()).set(standing.behind as f64);
            // What is rare is shown before it happens.
            for rare in [names::LOG_STREAM_UNREADABLE, names::LOG_STREAM_SET_ASIDE] {
                counter!(rare, "stream" => stream.clone()).increment(0);
            }
            shown.insert(stream);
        }
    }

    async fn deliver(&self, stream: &str) -> Result<(), StoreError> {
        let holder = Holder {
            reader: stream,
            process: &self.process,
        };
        let store = &self.parts.store;
        let now = self.parts.clock.now();
        let mut db = store.write().await?;
        let leased = log_readers::lease(&mut db, holder, now, now.plus(LEASE)).await?;
        drop(db);
        let Some(lease) = leased else {
            return Ok(());
        };
        let done = self.deliver_all(holder, lease).await;
        log_readers::release(&mut store.write().await?, holder).await?;
        done
    }

    async fn deliver_all(&self, holder: Holder<'_>, mut lease: Lease) -> Result<(), StoreError> {
        while !self.stop.is_cancelled() {
            let Some(batch) = Batch::next(&self.parts, holder.reader, lease.position).await? else {
                break;
            };
            let handing_over = batch.hand_over(&self.parts, lease.position);
            let Some(handed) = self.while_holding(holder, handing_over).await else {
                break;
            };
            let handed = handed?;
            if handed.end > lease.position {
                if !self.remember(holder, &handed).await? {
                    break;
                }
                self.tell(holder.reader, lease, &handed);
                lease = Lease {
                    position: handed.end,
                    failures: 0,
                    failing_since: None,
                };
            }
            if let Some(why) = handed.failure {
                return self.failed(holder, lease, &why).await;
            }
        }
        Ok(())
    }

    /// Moves the cursor, and sets aside what the receiver refused; false when another process has the lease.
    async fn remember(&self, holder: Holder<'_>, handed: &Handed) -> Result<bool, StoreError> {
        let until = self.parts.clock.now().plus(LEASE);
        if handed.refused.is_empty() {
            let mut db = self.parts.store.write().await?;
            return log_readers::advance(&mut db, holder, handed.end, until).await;
        }
        let mut tx = self.parts.store.begin().await?;
        log_dead_letters::set_aside(&mut tx, holder.reader, &handed.refused).await?;
        let is_ours = log_readers::advance(&mut tx, holder, handed.end, until).await?;
        if is_ours {
            tx.commit().await?;
        }
        Ok(is_ours)
    }

    /// Counts what became of a batch, and says what the receiver will never have.
    fn tell(&self, stream: &str, lease: Lease, handed: &Handed) {
        let counted = |name: &'static str, events: usize| {
            let events = u64::try_from(events).unwrap_or(u64::MAX);
            counter!(name, "stream" => stream.to_owned()).increment(events);
        };
        counted(names::LOG_STREAM_DELIVERED, handed.taken);
        counted(names::LOG_STREAM_UNREADABLE, handed.unreadable);
        counted(names::LOG_STREAM_SET_ASIDE, handed.refused.len());
        if handed.unreadable > 0 {
            let events = handed.unreadable;
            tracing::error!(
                stream,
                events,
                "a log stream leaves out events that cannot be read"
            );
        }
        for letter in &handed.refused {
            let (log_id, status) = (letter.log_id.as_str(), letter.status);
            tracing::warn!(
                stream,
                log_id,
                status,
                "a log stream's receiver refuses an event; it is set aside"
            );
        }
        if handed.taken > 0 && lease.failures > 0 {
            tracing::info!(stream, "a log stream's receiver works again");
        }
    }

    /// Renews the lease while something takes long; `None` when it was given up: another process has the lease, or the
    /// server ends.
    async fn while_holding<T>(
        &self,
        holder: Holder<'_>,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let end = async {
            self.stop.cancelled().await;
            tokio::time::sleep(LAST_ATTEMPT).await;
        };
        let mut renewal = interval_at(Instant::now() + RENEWAL, RENEWAL);
        tokio::pin!(work, end);
        loop {
            tokio::select! {
                done = &mut work => return Some(done),
                () = &mut end => return None,
                _ = renewal.tick() => {
                    if !matches!(self.renew(holder).await, Ok(true)) {
                        return None;
                    }
                }
            }
        }
    }

    async fn renew(&self, holder: Holder<'_>) -> Result<bool, StoreError> {
        let until = self.parts.clock.now().plus(LEASE);
        let mut db = self.parts.store.write().await?;
        log_readers::renew(&mut db, holder, until).await
    }

    /// Remembers the failure and when to try again, and gives the stream up after a week of them.
    async fn failed(&self, holder: Holder<'_>, lease: Lease, why: &str) -> Result<(), StoreError> {
        let stream = holder.reader;
        if lease.failures == 0 {
            tracing::warn!(
                stream,
                why,
                "a log stream's receiver fails; it is tried again"
            );
        }
        let mut db = self.parts.store.write().await?;
        let now = self.parts.now(&mut db).await?;
        let chance = u64::from_be_bytes(self.parts.entropy.bytes());
        let wait = patience::wait(lease.failures.saturating_add(1), chance);
        log_readers::failed(&mut db, holder, now, now.plus(wait)).await?;
        counter!(names::LOG_STREAM_FAILED, "stream" => stream.to_owned()).increment(1);
        let since = lease.failing_since.unwrap_or(now);
        if patience::is_over(since, now) && log_streams::suspend(&mut db, stream).await? {
            tracing::error!(
                stream,
                why,
                "a log stream is suspended: its receiver failed for a week"
            );
        }
        Ok(())
    }
}

/// A stream's one task in this process.
struct Turn {
    delivery: Arc<LogDelivery>,
    stream: String,
}

impl Turn {
    /// `None` while there is one.
    fn take(delivery: &Arc<LogDelivery>, stream: String) -> Option<Self> {
        let under_way = delivery.under_way.lock();
        let mut under_way = under_way.unwrap_or_else(PoisonError::into_inner);
        under_way.insert(stream.clone()).then(|| Self {
            delivery: delivery.clone(),
            stream,
        })
    }

    async fn run(self) {
        if let Err(error) = self.delivery.deliver(&self.stream).await {
            tracing::warn!(stream = self.stream, %error, "a log stream could not be delivered; it is tried again");
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let under_way = self.delivery.under_way.lock();
        let mut under_way = under_way.unwrap_or_else(PoisonError::into_inner);
        under_way.remove(&self.stream);
    }
}

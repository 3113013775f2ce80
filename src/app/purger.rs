//! The purge, run by one process at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::flows::Parts;
use crate::flows::login::password::FAILURE_WINDOW;
use crate::outside::Entropy;
use crate::store::engine::StoreError;
use crate::store::purge::{self, Horizon};

/// How often a purge begins.
pub const PERIOD: Duration = Duration::from_secs(60);
/// The time limit of one purge; the next one continues.
const DEADLINE: Duration = Duration::from_secs(45);
/// How long a process holds the purge: its last statement has ended by then.
const LEASE: Duration = Duration::from_secs(60);
/// Between two batches, so that requests come first.
const PAUSE: Duration = Duration::from_millis(50);
/// When a row that another row still needs is checked again.
const LOOK_AGAIN: Duration = Duration::from_secs(7 * 24 * 3600);

/// The state of the purge.
#[derive(Debug)]
pub struct Purger {
    parts: Arc<Parts>,
    stop: CancellationToken,
    /// The name of this process among those that purge.
    process: String,
}

impl Purger {
    /// Ends its work early once `stop` is given.
    pub fn new(parts: Arc<Parts>, stop: CancellationToken) -> Self {
        let process = Entropy::system().token::<16>();
        Self {
            parts,
            stop,
            process,
        }
    }

    /// Removes expired rows, unless another process is purging.
    pub async fn run(&self) -> Result<(), StoreError> {
        let start = Instant::now();
        let now = self.parts.clock.now();
        let mut db = self.parts.store.write().await?;
        if !purge::lease(&mut db, &self.process, now, now.plus(LEASE)).await? {
            return Ok(());
        }
        drop(db);
        while start.elapsed() < DEADLINE && self.batch().await? > 0 {
            if (self
                .stop
                .run_until_cancelled(tokio::time::sleep(PAUSE))
                .await)
                .is_none()
            {
                break;
            }
        }
        Ok(())
    }

    async fn batch(&self) -> Result<u64, StoreError> {
        let settings = self.parts.settings.now();
        let mut db = self.parts.store.write().await?;
        let now = self.parts.now(&mut db).await?;
        let lifetimes = settings.lifetimes;
        let consumed = now.minus(lifetimes.consumed);
        let horizon = Horizon {
            now,
            consumed,
            look_again: consumed.plus(LOOK_AGAIN),
            tenant_log: now.minus(lifetimes.tenant_log),
            failed_logins: now.minus(FAILURE_WINDOW),
        };
        purge::batch(&mut db, horizon).await
    }
}

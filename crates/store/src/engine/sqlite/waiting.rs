//! What waits for a thread of SQLite, and for how long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::super::deadlines::{ACQUIRE_TIMEOUT, DISK};
use super::super::error::{Cut, SqliteFailure};

/// A place in a queue. It is taken once: by a thread, or by the request when it has waited for long enough.
#[derive(Debug, Clone, Default)]
pub(super) struct Ticket(Arc<AtomicBool>);

impl Ticket {
    pub(super) fn take(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

/// Gives a place up with the request that waits for it.
pub(super) struct Waiting(pub(super) Ticket);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.take();
    }
}

impl Waiting {
    /// Waits for the answer: as long for its turn as for a connection, and then as long as a statement may take.
    pub(super) async fn answer<T>(self, mut answer: oneshot::Receiver<T>) -> Result<T, Cut> {
        if let Ok(answer) = timeout(ACQUIRE_TIMEOUT, &mut answer).await {
            return answer.map_err(|_| Cut::from(SqliteFailure::Closed));
        }
        if self.0.take() {
            return Err(Cut::from(sqlx::Error::PoolTimedOut));
        }
        answered(answer).await
    }
}

/// The answer of a thread that is at it. One that has ended drops what it owes.
pub(super) async fn answered<T>(answer: oneshot::Receiver<T>) -> Result<T, Cut> {
    match timeout(DISK, answer).await {
        Ok(answer) => answer.map_err(|_| Cut::from(SqliteFailure::Closed)),
        Err(_) => Err(Cut::out_of_time(false)),
    }
}

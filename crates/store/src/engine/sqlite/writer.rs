//! SQLite's writer: one thread with the one connection that writes.
//!
//! Operations queue up. The thread runs what is in the queue, one operation after the other, in one transaction, and
//! commits them together; none is answered before that commit has succeeded, and if it fails, all of them have failed.
//! While the disk makes one group durable the next one gathers, so a busy server waits for the disk once a group.
//!
//! An operation sees what those before it in its group have done, which no reader does. That is fine: it is not answered
//! either before all of it is durable.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use tokio::sync::oneshot;

use super::super::error::{Cut, SqliteFailure, StoreError};
use super::open::{self, Database};
use super::thread::{Answer, Queued, Thread};
use super::waiting::{Ticket, Waiting, answered};

/// The thread's queue. It has at most one entry of each request, and those are bounded.
#[derive(Debug, Clone)]
pub(in super::super) struct Writer {
    queue: mpsc::Sender<Queued>,
    is_busy: Arc<AtomicBool>,
    commits: Arc<AtomicU64>,
}

impl Writer {
    /// Opens the database and starts the thread.
    pub(super) async fn open(database: Database) -> Result<Self, Cut> {
        let (queue, queued) = mpsc::channel();
        let writer = Self {
            queue,
            is_busy: Arc::default(),
            commits: Arc::default(),
        };
        let thread = Thread {
            database,
            queue: queued,
            is_busy: writer.is_busy.clone(),
            commits: writer.commits.clone(),
            answers: Vec::new(),
        };
        let (reply, opened) = oneshot::channel();
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || thread.work(reply))
            .map_err(sqlx::Error::from)?;
        answered(opened).await?.map_err(Cut::from)?;
        Ok(writer)
    }

    /// Runs an operation on the thread, in whole; returns once what it did is durable.
    pub(in super::super) async fn operate<T: Send + 'static>(
        &self,
        operation: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Cut> {
        let (reply, answer) = oneshot::channel();
        let operation = move |begun: Result<(), SqliteFailure>| -> Answer {
            let done = begun.map(|()| operation());
            // The requester may have gone.
            Box::new(move |committed| drop(reply.send(committed.and(done))))
        };
        let ticket = Ticket::default();
        self.queue(Queued::Operation(ticket.clone(), Box::new(operation)));
        Waiting(ticket).answer(answer).await?.map_err(Cut::from)
    }

    /// If the thread has ended, the entry is dropped, and with it the channel on which its request waits.
    pub(super) fn queue(&self, queued: Queued) {
        let _ended = self.queue.send(queued);
    }

    /// Whether the thread has something to do.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    /// How many groups were committed.
    pub(in super::super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Commits what is in the queue, closes the database and ends the thread.
    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        self.queue(Queued::Close(reply));
        // An error: it has ended before.
        let _ended = closed.await;
    }
}

/// Runs an operation within the group as a transaction: unless it comes to something, what it did is undone.
pub(in super::super) fn all_or_nothing<T>(
    operation: impl FnOnce() -> Result<Option<T>, StoreError>,
) -> Result<Option<T>, StoreError> {
    let control = |sql| open::control(sql).map_err(|e| StoreError::from(sqlx::Error::from(e)));
    control("SAVEPOINT operation")?;
    let done = operation();
    if !matches!(done, Ok(Some(_))) {
        control("ROLLBACK TO operation")?;
    }
    control("RELEASE operation")?;
    done
}

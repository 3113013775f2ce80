//! SQLite's writer: one thread with the one connection that writes.
//!
//! Operations queue up. The thread runs what is in the queue, one operation after the other, in one transaction, and
//! commits them together; none is answered before that commit has succeeded, and if it fails, all of them have failed.
//! While the disk makes one group durable the next one gathers, so a busy server waits for the disk once a group.
//!
//! An operation sees what those before it in its group have done, which no reader does. That is fine: it is not answered
//! either before all of it is durable.

mod open;
mod thread;

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use rusqlite::types::Value;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::ACQUIRE_TIMEOUT;
use super::conn::{Ran, STATEMENT};
use super::error::{Cut, SqliteFailure, StoreError};
use super::record::Record;
use thread::{Answer, Queued, Step, Thread};

/// Where the database is.
#[derive(Debug, Clone)]
struct Database {
    options: SqliteConnectOptions,
    /// It lives as long as this connection.
    in_memory: bool,
}

/// The thread's queue. It has at most one entry of each request, and those are bounded.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Queued>,
    is_busy: Arc<AtomicBool>,
    commits: Arc<AtomicU64>,
}

/// A place in the queue: whoever takes it first, the thread or a requester who has waited for long enough, has it.
#[derive(Debug, Clone, Default)]
struct Ticket(Arc<AtomicBool>);

impl Ticket {
    fn take(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

/// Gives a place up with the request that waits for it.
struct Waiting(Ticket);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.take();
    }
}

impl Waiting {
    /// Waits for the answer: as long for its turn as for a connection, and then as long as a statement may take.
    async fn answer<T>(self, mut answer: oneshot::Receiver<T>) -> Result<T, Cut> {
        if let Ok(answer) = timeout(ACQUIRE_TIMEOUT, &mut answer).await {
            return answer.map_err(|_| Cut::from(SqliteFailure::Closed));
        }
        if self.0.take() {
            return Err(Cut::from(sqlx::Error::PoolTimedOut));
        }
        answered(answer).await
    }
}

async fn answered<T>(answer: oneshot::Receiver<T>) -> Result<T, Cut> {
    match timeout(STATEMENT, answer).await {
        Ok(answer) => answer.map_err(|_| Cut::from(SqliteFailure::Closed)),
        Err(_) => Err(Cut::out_of_time(false)),
    }
}

impl Writer {
    /// Opens the database and starts the thread.
    pub(super) async fn open(options: SqliteConnectOptions, in_memory: bool) -> Result<Self, Cut> {
        let (queue, queued) = mpsc::channel();
        let writer = Self {
            queue,
            is_busy: Arc::default(),
            commits: Arc::default(),
        };
        let thread = Thread {
            database: Database { options, in_memory },
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
    pub(super) async fn operate<T: Send + 'static>(
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

    /// If the thread has ended, what waits for the answer is told by that it is dropped.
    fn queue(&self, queued: Queued) {
        let _ended = self.queue.send(queued);
    }

    /// Whether the thread has something to do.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    /// How many groups were committed.
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Commits what is in the queue, closes the database and ends the thread.
    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        self.queue(Queued::Close(reply));
        // An error: it has ended before.
        let _ended = closed.await;
    }

    /// A connection whose statements are operations.
    pub(super) fn connection(&self) -> Writing {
        Writing {
            writer: self.clone(),
            place: Place::Queue,
        }
    }

    /// A connection within an operation.
    pub(super) fn within_operation(&self) -> Writing {
        Writing {
            writer: self.clone(),
            place: Place::Thread,
        }
    }
}

/// A connection that writes. It is one by name only: it takes up the writer while a statement runs or a transaction is open.
#[derive(Debug)]
pub struct Writing {
    writer: Writer,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// Each statement is an operation of its own.
    Queue,
    /// A transaction is open; dropped, it is rolled back.
    Transaction(mpsc::Sender<Step>),
    /// On the thread, within an operation: statements run at once.
    Thread,
}

impl Writing {
    /// Runs one statement to its end.
    pub async fn run<R: Record + Send + 'static>(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        values: Vec<Value>,
    ) -> Result<Ran<R>, Cut> {
        let sql = sql.into();
        let run = move || open::run(&sql, &values);
        let ran = match &self.place {
            Place::Thread => run(),
            Place::Queue => self.writer.operate(run).await?,
            Place::Transaction(steps) => {
                let (reply, answer) = oneshot::channel();
                // The requester may have gone, or the transaction was given up.
                let run = move || drop(reply.send(run()));
                let _given_up = steps.send(Step::Run(Box::new(run)));
                answered(answer).await?
            }
        };
        ran.map_err(Cut::from)
    }

    /// Begins a transaction whose statements come one by one.
    pub(super) async fn begin(&mut self) -> Result<(), Cut> {
        let (step, steps) = mpsc::channel();
        let (reply, begun) = oneshot::channel();
        let ticket = Ticket::default();
        let queued = Queued::Transaction(ticket.clone(), reply, steps);
        self.writer.queue(queued);
        Waiting(ticket).answer(begun).await?.map_err(Cut::from)?;
        self.place = Place::Transaction(step);
        Ok(())
    }

    /// Commits it; returns once it is durable.
    pub(super) async fn commit(&mut self) -> Result<(), Cut> {
        let Place::Transaction(steps) = std::mem::replace(&mut self.place, Place::Queue) else {
            return Ok(());
        };
        let (reply, committed) = oneshot::channel();
        let answer = move |result| drop(reply.send(result));
        let _given_up = steps.send(Step::Commit(Box::new(answer)));
        answered(committed).await?.map_err(Cut::from)
    }
}

/// Runs an operation within the group as a transaction: unless it comes to something, what it did is undone.
pub(super) fn all_or_nothing<T>(
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

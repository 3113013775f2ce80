//! What the writer's thread does: it takes on what is in its queue, and commits it together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::super::error::SqliteFailure;
use super::open::{self, Database};
use super::waiting::Ticket;

/// How many operations a group has at most, and how long it takes on more than its first.
const MOST: usize = 256;
const LONGEST: Duration = Duration::from_millis(20);
/// How long a transaction of a request may do nothing, as on Postgres.
const IDLE: Duration = Duration::from_secs(30);

/// Answers the operation, given how its group ended.
pub(super) type Answer = Box<dyn FnOnce(Result<(), SqliteFailure>) + Send>;
/// Runs an operation in the group's transaction; or does not, if there is none.
pub(super) type Operation = Box<dyn FnOnce(Result<(), SqliteFailure>) -> Answer + Send>;

/// What waits for the thread.
pub(super) enum Queued {
    Operation(Ticket, Operation),
    /// A transaction whose statements come one by one.
    Transaction(
        Ticket,
        oneshot::Sender<Result<(), SqliteFailure>>,
        Receiver<Step>,
    ),
    Close(oneshot::Sender<()>),
}

/// A step of such a transaction.
pub(super) enum Step {
    Run(Box<dyn FnOnce() + Send>),
    Commit(Answer),
}

pub(super) struct Thread {
    pub(super) database: Database,
    pub(super) queue: Receiver<Queued>,
    pub(super) is_busy: Arc<AtomicBool>,
    pub(super) commits: Arc<AtomicU64>,
    /// Of what the open transaction has done.
    pub(super) answers: Vec<Answer>,
}

impl Thread {
    /// Opens the database and works until it is told to close, or every handle to it is gone.
    pub(super) fn work(mut self, opened: oneshot::Sender<Result<(), SqliteFailure>>) {
        let is_open = open::open(&self.database);
        let is_usable = is_open.is_ok();
        if opened.send(is_open).is_err() || !is_usable {
            return;
        }
        let mut closed = None;
        while closed.is_none()
            && let Ok(first) = self.queue.recv()
        {
            self.is_busy.store(true, Ordering::Relaxed);
            // A defect in one operation must not end the thread, which all the others need.
            closed = catch_unwind(AssertUnwindSafe(|| self.group(first))).unwrap_or_else(|_| {
                self.lose(SqliteFailure::Closed);
                None
            });
            self.is_busy.store(false, Ordering::Relaxed);
        }
        open::close();
        if let Some(closed) = closed {
            // The caller may have gone.
            let _gone = closed.send(());
        }
    }

    /// Takes on what is in the queue, and commits it.
    fn group(&mut self, first: Queued) -> Option<oneshot::Sender<()>> {
        let mut since = None;
        let mut next = Some(first);
        while let Some(queued) = next.take() {
            match queued {
                Queued::Operation(ticket, operation) if ticket.take() => self.operate(operation),
                Queued::Transaction(ticket, begun, steps) if ticket.take() => {
                    // It may take its time between statements, and what came before it does not wait for that.
                    self.commit();
                    since = None;
                    self.serve(begun, &steps);
                }
                // No request waits for it any more.
                Queued::Operation(..) | Queued::Transaction(..) => {}
                Queued::Close(closed) => {
                    self.commit();
                    return Some(closed);
                }
            }
            let start = *since.get_or_insert_with(Instant::now);
            if self.answers.len() < MOST && start.elapsed() < LONGEST {
                next = self.queue.try_recv().ok();
            }
        }
        self.commit();
        None
    }

    fn operate(&mut self, operation: Operation) {
        if let Err(failure) = self.begin() {
            operation(Err(failure.clone()))(Err(failure));
            return self.give_up();
        }
        self.answers.push(operation(Ok(())));
        self.check();
    }

    /// Runs the statements of a transaction. Nothing else is in the open one, so all of it is rolled back where it is
    /// given up.
    fn serve(&mut self, begun: oneshot::Sender<Result<(), SqliteFailure>>, steps: &Receiver<Step>) {
        let began = self.begin();
        let has_begun = began.is_ok();
        if begun.send(began).is_err() || !has_begun {
            return self.give_up();
        }
        loop {
            match steps.recv_timeout(IDLE) {
                Ok(Step::Run(statement)) => statement(),
                Ok(Step::Commit(answer)) => {
                    self.answers.push(answer);
                    return self.check();
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return self.give_up();
                }
            }
        }
    }

    fn begin(&self) -> Result<(), SqliteFailure> {
        open::open(&self.database)?;
        match open::is_in_transaction() {
            true => Ok(()),
            // The write lock at once: upgrading a read lock later fails instead of waiting.
            false => open::control("BEGIN IMMEDIATE"),
        }
    }

    /// An error may have rolled back the transaction, and with it the whole group.
    fn check(&mut self) {
        if let Some(lost) = open::lost() {
            self.lose(lost);
        } else if !open::is_in_transaction() {
            self.lose(SqliteFailure::Closed);
        }
    }

    fn commit(&mut self) {
        if self.answers.is_empty() {
            return;
        }
        match open::control("COMMIT") {
            Ok(()) => {
                self.commits.fetch_add(1, Ordering::Relaxed);
                self.answer(&Ok(()));
            }
            Err(failure) => self.lose(failure),
        }
    }

    /// The group has failed.
    fn lose(&mut self, failure: SqliteFailure) {
        open::give_up(self.database.in_memory);
        self.answer(&Err(failure.of_group()));
    }

    fn give_up(&self) {
        open::give_up(self.database.in_memory || open::lost().is_none());
    }

    fn answer(&mut self, committed: &Result<(), SqliteFailure>) {
        for answer in self.answers.drain(..) {
            answer(committed.clone());
        }
    }
}

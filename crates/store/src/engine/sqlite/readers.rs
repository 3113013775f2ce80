//! SQLite's readers: threads with a connection each, that take statements from one queue.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::super::error::{Cut, SqliteFailure};
use super::super::usage::PoolUsage;
use super::open::{self, Database};
use super::waiting::{Ticket, Waiting};

/// Runs a statement on a connection; or does not, if there is none.
type Read = Box<dyn FnOnce(Result<(), SqliteFailure>) + Send>;

/// The readers of a database. As many threads as were ever needed at once, up to a limit, and none before the first read.
#[derive(Debug, Clone)]
pub(super) struct Readers(Arc<Handle>);

/// With it the threads end.
#[derive(Debug)]
struct Handle(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    database: Database,
    most: usize,
    queue: Mutex<Queue>,
    /// Something has come into the queue, or it was closed.
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    /// At most one of each request.
    reads: VecDeque<(Ticket, Read)>,
    threads: usize,
    idle: usize,
    is_closed: bool,
    /// Waits for the last thread to end.
    closed: Option<oneshot::Sender<()>>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue")
            .field("reads", &self.reads.len())
            .finish_non_exhaustive()
    }
}

impl Readers {
    pub(super) fn new(database: Database, most: u32) -> Self {
        Self(Arc::new(Handle(Arc::new(Shared {
            database,
            most: usize::try_from(most).unwrap_or(usize::MAX).max(1),
            queue: Mutex::default(),
            changed: Condvar::new(),
        }))))
    }

    /// Runs a statement on one of the threads.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        statement: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Cut> {
        let (reply, answer) = oneshot::channel();
        let ticket = Ticket::default();
        // The requester may have gone.
        let read =
            move |open: Result<(), SqliteFailure>| drop(reply.send(open.map(|()| statement())));
        self.queue(ticket.clone(), Box::new(read));
        Waiting(ticket).answer(answer).await?.map_err(Cut::from)
    }

    fn queue(&self, ticket: Ticket, read: Read) {
        let shared = &self.0.0;
        let mut queue = shared.lock();
        if queue.is_closed {
            return;
        }
        queue.reads.push_back((ticket, read));
        if queue.reads.len() > queue.idle && queue.threads < shared.most {
            let thread = std::thread::Builder::new().name("sqlite-reader".to_owned());
            let its = shared.clone();
            // Without a further thread the read waits for one of those that there are.
            queue.threads += usize::from(thread.spawn(move || its.work()).is_ok());
        }
        drop(queue);
        shared.changed.notify_one();
    }

    pub(super) fn usage(&self) -> PoolUsage {
        let queue = self.0.0.lock();
        PoolUsage {
            pool: "readers",
            used: queue.threads - queue.idle,
            idle: queue.idle,
            max: u32::try_from(self.0.0.most).unwrap_or(u32::MAX),
        }
    }

    /// Ends the threads; what is in the queue is not read any more.
    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        {
            let mut queue = self.0.0.lock();
            queue.is_closed = true;
            queue.reads.clear();
            if queue.threads == 0 {
                return;
            }
            queue.closed = Some(reply);
        }
        self.0.0.changed.notify_all();
        // An error: another caller closes it as well.
        let _other = closed.await;
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.lock().is_closed = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Nothing that can panic runs under the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some((ticket, read)) = self.next() {
            if ticket.take() {
                // A defect in one statement must not end the thread.
                let read = || read(open::open(&self.database));
                let done = catch_unwind(AssertUnwindSafe(read));
                open::give_up(done.is_ok() && open::lost().is_none());
            }
        }
        open::close();
        let mut queue = self.lock();
        queue.threads -= 1;
        if queue.threads == 0
            && let Some(closed) = queue.closed.take()
        {
            // The caller may have gone.
            let _gone = closed.send(());
        }
    }

    /// The next statement; none when the readers are closed.
    fn next(&self) -> Option<(Ticket, Read)> {
        let mut queue = self.lock();
        loop {
            if queue.is_closed {
                return None;
            }
            if let Some(read) = queue.reads.pop_front() {
                return Some(read);
            }
            queue.idle += 1;
            queue = self
                .changed
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        }
    }
}

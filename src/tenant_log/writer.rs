//! The writer of the tenant log: a bounded queue and a task that stores its entries.
//!
//! An event is stored within a fraction of a second. While the database is unreachable, events wait in the queue; when the
//! queue is full, further events are lost, counted and reported, and logins go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::domain::action::run::Execution;
use crate::domain::log_id::{self, Maker};
use crate::domain::time::Timestamp;
use crate::outside::Entropy;
use crate::store::Store;
use crate::store::action_executions;
use crate::store::engine::{Conn, StoreError, Tx};
use crate::store::tenant_logs::{self, StoredEvent};
use crate::store::transfer_attempts::{self, TransferAttempt};

const CAPACITY: usize = 65_536;
/// The size of all waiting entries, however large each is.
const MOST_BYTES: usize = 32 << 20;
/// The size of an entry besides its content.
const FRAME_BYTES: usize = 512;
const BATCH: usize = 512;
/// How long the writer collects entries before it stores them: well below the second of events that a crash may lose.
const COLLECT: Duration = Duration::from_millis(50);
const RETRY: Duration = Duration::from_millis(250);

/// What is stored after the request has been answered.
#[derive(Debug)]
pub enum LateRow {
    Event(StoredEvent),
    /// A line of a transfer's trace.
    Attempt(TransferAttempt),
    /// What Actions did.
    Execution(Execution),
}

impl LateRow {
    /// Its size: that of its strings whose length varies.
    fn bytes(&self) -> usize {
        let strings = match self {
            Self::Event(event) => event.bytes(),
            Self::Attempt(attempt) => attempt.document.len(),
            Self::Execution(execution) => execution.document.len(),
        };
        FRAME_BYTES + strings
    }
}

enum Message {
    Entry(Box<LateRow>),
    Flush(oneshot::Sender<()>),
}

/// The handle with which flows write to the log.
#[derive(Debug, Clone)]
pub struct TenantLog {
    queue: mpsc::Sender<Message>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    sequence: AtomicU64,
    lost: AtomicU64,
    /// What the entries take that are not stored yet.
    bytes: AtomicUsize,
    process: u64,
}

impl TenantLog {
    /// A log and the task that writes it; the task ends when every handle is gone and the queue is empty.
    pub fn new(store: Store) -> (Self, impl Future<Output = ()> + Send) {
        let (queue, messages) = mpsc::channel(CAPACITY);
        let process = u64::from_be_bytes(Entropy::system().bytes()) % 100_000;
        let shared = Arc::new(Shared {
            sequence: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            bytes: AtomicUsize::new(0),
            process,
        });
        let writer = write(store, messages, shared.clone());
        (Self { queue, shared }, writer)
    }

    /// An id that is greater than every earlier one of this process, and orders by time across processes.
    pub fn next_id(&self, at: Timestamp) -> String {
        let maker = Maker {
            process: self.shared.process,
            sequence: self.shared.sequence.fetch_add(1, Ordering::Relaxed),
        };
        log_id::at(at, maker)
    }

    /// Hands an entry over; never waits.
    pub fn write(&self, entry: LateRow) {
        let bytes = entry.bytes();
        let before = self.shared.bytes.fetch_add(bytes, Ordering::Relaxed);
        let message = Message::Entry(Box::new(entry));
        if before + bytes > MOST_BYTES || self.queue.try_send(message).is_err() {
            self.shared.bytes.fetch_sub(bytes, Ordering::Relaxed);
            let lost = self.shared.lost.fetch_add(1, Ordering::Relaxed) + 1;
            if lost.is_power_of_two() {
                tracing::error!(
                    lost,
                    "the tenant log's queue is full: events are being lost"
                );
            }
        }
    }

    /// Returns when everything handed over so far is stored.
    pub async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.queue.send(Message::Flush(done)).await.is_ok() {
            // An error means that the writer has ended, after storing what it had.
            let _ended = wait.await;
        }
    }

    /// How many entries the writer has not taken up yet.
    pub fn queued(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// What the entries take that are not stored yet.
    pub fn queued_bytes(&self) -> usize {
        self.shared.bytes.load(Ordering::Relaxed)
    }

    /// How many events were lost since the start.
    pub fn lost(&self) -> u64 {
        self.shared.lost.load(Ordering::Relaxed)
    }
}

async fn write(store: Store, mut messages: mpsc::Receiver<Message>, shared: Arc<Shared>) {
    while let Some(first) = messages.recv().await {
        let (mut batch, mut waiting) = (Vec::new(), Vec::new());
        let mut collect = |message| match message {
            Message::Entry(entry) => batch.push(*entry),
            Message::Flush(done) => waiting.push(done),
        };
        let urgent = matches!(first, Message::Flush(_));
        collect(first);
        if !urgent {
            tokio::time::sleep(COLLECT).await;
        }
        for _ in 1..BATCH {
            match messages.try_recv() {
                Ok(message) => collect(message),
                Err(_) => break,
            }
        }
        let batch = Arc::new(batch);
        while let Err(error) = store_batch(&store, &batch).await {
            tracing::warn!(%error, events = batch.len(), "the tenant log could not be written; trying again");
            tokio::time::sleep(RETRY).await;
        }
        let stored = batch.iter().map(LateRow::bytes).sum();
        shared.bytes.fetch_sub(stored, Ordering::Relaxed);
        for done in waiting {
            // The caller may have gone.
            let _gone = done.send(());
        }
    }
}

/// Storing an entry is idempotent, so that a batch can be retried after any failure.
async fn store_batch(store: &Store, batch: &Arc<Vec<LateRow>>) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    let engine = store.engine();
    if engine.is_postgres() {
        // One statement per transaction: numbering events takes a lock that every process waits for, and a process that
        // stalls between statements must not hold it.
        return store_entries(&mut engine.log().await?, batch).await;
    }
    let batch = batch.clone();
    let operation = async move |tx: &mut Tx| store_entries(tx, &batch).await.map(Some);
    engine.log_on_writer(operation).await.map(drop)
}

async fn store_entries(db: &mut Conn, batch: &[LateRow]) -> Result<(), StoreError> {
    let (mut events, mut attempts, mut executions) = (Vec::new(), Vec::new(), Vec::new());
    for entry in batch {
        match entry {
            LateRow::Event(event) => events.push(event),
            LateRow::Attempt(attempt) => attempts.push(attempt),
            LateRow::Execution(execution) => executions.push(execution),
        }
    }
    if !executions.is_empty() {
        action_executions::insert_all(db, &executions).await?;
    }
    if !attempts.is_empty() {
        transfer_attempts::insert_all(db, &attempts).await?;
    }
    if !events.is_empty() {
        tenant_logs::insert_all(db, &events).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::engine::Engine;
    use crate::store::seal::Sealer;

    fn event(log: &TenantLog, bytes: usize) -> LateRow {
        LateRow::Event(StoredEvent {
            log_id: log.next_id(Timestamp::from_millis(1)),
            code: "s",
            occurred_at: Timestamp::from_millis(1),
            client_id: None,
            user_id: None,
            ip: None,
            connection: None,
            document: "x".repeat(bytes),
        })
    }

    #[tokio::test]
    async fn the_queue_is_bounded_by_what_its_entries_take_and_gives_that_back() {
        let engine = Engine::open("sqlite::memory:", 1, Sealer::new(None)).await;
        let store = Store::new(engine.expect("memory is there"));
        store.engine().migrate().await.expect("migrations apply");
        let (log, writer) = TenantLog::new(store);
        for _ in 0..3_000 {
            log.write(event(&log, 16 * 1024));
        }
        assert!(
            log.queued_bytes() <= 32 * 1024 * 1024,
            "{}",
            log.queued_bytes()
        );
        let (queued, lost) = (log.queued(), usize::try_from(log.lost()));
        assert_eq!(Ok(3_000 - queued), lost);
        assert!((1_900..2_100).contains(&queued), "{queued}");
        // Small entries still fit, and everything is stored once the writer runs.
        log.write(event(&log, 10));
        assert_eq!(log.queued(), queued + 1);
        let writing = tokio::spawn(writer);
        log.flush().await;
        assert_eq!((log.queued(), log.queued_bytes()), (0, 0));
        drop(log);
        writing.await.expect("the writer ends");
    }
}

//! A lane: operations of one kind that are asked for at the same moment go to Postgres in one statement.
//!
//! There is no timer. The first operation goes at once; what is asked for while a statement is under way goes in the next.
//! The lane's own task runs the statements, so a request that ends in the middle cuts off no other request's.

use std::collections::VecDeque;
use std::fmt;
use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use metrics::{Counter, Histogram, counter, histogram};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::engine::{ACQUIRE_TIMEOUT, Conn, Engine, StoreError};
use footbridge_domain::networks::caller_at;

const MOST_ROWS: usize = 64;
/// Beyond that, an operation is sent with few others, or alone.
const MOST_BYTES: usize = 256 * 1024;
/// Of one network, in one batch.
const MOST_OF_NETWORK: usize = MOST_ROWS / 4;
/// Further operations are answered with 503.
const MOST_WAITING: usize = 512;
/// How long a request waits for its answer: as long as for a connection and a statement of its own.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a request asks of the database, to be done together with others of its kind.
pub(crate) trait Operation: Send + Sync + Sized + 'static {
    type Answer: Send + 'static;
    /// The lane's name in metrics.
    const LANE: &'static str;

    /// What a batch has at most once: the row that decides.
    fn key(&self) -> &str;

    /// The address of the one who asks, if it is known.
    fn address(&self) -> Option<IpAddr>;

    /// All texts that are sent for it.
    fn texts(&self) -> impl Iterator<Item = &str>;

    /// Does it by a statement of its own, whose answer is final.
    fn alone(&self, db: &mut Conn)
    -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;

    /// Does several in one statement, in which none waits for a lock that another request may hold: a row that is locked
    /// has no answer. What has none (`None`) was not done, and is done alone.
    fn together(
        db: &mut Conn,
        batch: &[&Self],
    ) -> impl Future<Output = Result<Answers<Self::Answer>, StoreError>> + Send;
}

/// One for each operation of a batch. A row that cannot be read fails its own operation.
pub(crate) type Answers<A> = Vec<Option<Result<A, StoreError>>>;

/// The answers by their places in the batch, which `WITH ORDINALITY` counts from 1.
pub(crate) fn in_places<A>(
    count: usize,
    answers: impl Iterator<Item = (i64, Result<A, StoreError>)>,
) -> Answers<A> {
    let mut places: Answers<A> = (0..count).map(|_| None).collect();
    for (place, answer) in answers {
        let place = usize::try_from(place - 1).ok();
        if let Some(slot) = place.and_then(|place| places.get_mut(place)) {
            *slot = Some(answer);
        }
    }
    places
}

/// One column of what a batch sends.
pub(crate) fn column<'b, O, T>(batch: &[&'b O], of: impl Fn(&'b O) -> T) -> Vec<T> {
    batch.iter().map(|operation| of(operation)).collect()
}

/// The way to the task, which begins with the first operation and ends with the lane.
pub(crate) struct Lane<O: Operation>(OnceLock<mpsc::Sender<Asked<O>>>);

/// An operation, and the request that waits for its answer.
struct Asked<O: Operation> {
    operation: O,
    bytes: usize,
    network: Option<IpAddr>,
    at: Instant,
    answer: oneshot::Sender<Result<O::Answer, StoreError>>,
}

impl<O: Operation> Lane<O> {
    /// Has the operation done. A request that is gone before its operation is sent, has asked for nothing.
    pub async fn run(&self, engine: &Engine, operation: O) -> Result<O::Answer, StoreError> {
        // Postgres takes no such text, which would cost the others their statement.
        if operation.texts().any(|text| text.contains('\0')) {
            return operation.alone(&mut engine.write().await?).await;
        }
        let line = self.0.get_or_init(|| {
            let (line, asked) = mpsc::channel(MOST_WAITING);
            tokio::spawn(serve(engine.clone(), asked));
            line
        });
        let (answer, answered) = oneshot::channel();
        let asked = Asked {
            bytes: operation.texts().map(str::len).sum(),
            network: operation.address().map(|address| caller_at(address).addr()),
            operation,
            at: Instant::now(),
            answer,
        };
        if line.try_send(asked).is_err() {
            return Err(StoreError::not_now("too many requests wait"));
        }
        match timeout(PATIENCE, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(StoreError::not_now("the lane has ended")),
            Err(_) => Err(StoreError::not_now("no answer in time")),
        }
    }
}

impl<O: Operation> Default for Lane<O> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<O: Operation> fmt::Debug for Lane<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lane").field(&O::LANE).finish()
    }
}

impl<O: Operation> Asked<O> {
    /// Whether the request still waits. One that has waited as long as one waits for a connection is answered.
    fn still_waits(self) -> Option<Self> {
        if self.answer.is_closed() {
            return None;
        }
        if self.at.elapsed() < ACQUIRE_TIMEOUT {
            return Some(self);
        }
        self.answer(Err(StoreError::not_now("the line did not move")));
        None
    }

    fn answer(self, answer: Result<O::Answer, StoreError>) {
        // A request that is gone wants none.
        let _gone = self.answer.send(answer);
    }
}

struct Meters {
    rows: Histogram,
    wait: Histogram,
    alone: Counter,
}

impl Meters {
    fn of(lane: &'static str) -> Self {
        Self {
            rows: histogram!("footbridge_lane_batch_rows", "lane" => lane),
            wait: histogram!("footbridge_lane_wait_seconds", "lane" => lane),
            alone: counter!("footbridge_lane_alone_total", "lane" => lane),
        }
    }

    fn record<O: Operation>(&self, batch: &[Asked<O>]) {
        self.rows
            .record(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        for asked in batch {
            self.wait.record(asked.at.elapsed());
        }
    }
}

/// One batch after the other, each over a connection that is lent for it: a store that closes lends none any more.
async fn serve<O: Operation>(engine: Engine, mut line: mpsc::Receiver<Asked<O>>) {
    let meters = Meters::of(O::LANE);
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Some(first) = line.recv().await else {
                return;
            };
            waiting.push_back(first);
        }
        let lent = engine.write().await;
        while waiting.len() < MOST_WAITING
            && let Ok(next) = line.try_recv()
        {
            waiting.push_back(next);
        }
        let batch = take_batch(&mut waiting);
        if batch.is_empty() {
            continue;
        }
        match lent {
            Ok(db) => {
                meters.record(&batch);
                carry(&engine, db, batch, &meters).await;
            }
            Err(error) => fail(batch, &error),
        }
    }
}

/// The next batch, in the order in which they were asked for; what does not go in waits for the one after it.
fn take_batch<O: Operation>(waiting: &mut VecDeque<Asked<O>>) -> Vec<Asked<O>> {
    let (mut batch, mut later) = (Vec::new(), Vec::new());
    while batch.len() < MOST_ROWS
        && let Some(next) = waiting.pop_front()
    {
        let Some(next) = next.still_waits() else {
            continue;
        };
        match has_room(&batch, &next) {
            true => batch.push(next),
            false => later.push(next),
        }
    }
    for asked in later.into_iter().rev() {
        waiting.push_front(asked);
    }
    batch
}

/// An empty batch has room for whatever it is.
fn has_room<O: Operation>(batch: &[Asked<O>], next: &Asked<O>) -> bool {
    let (mut bytes, mut of_network) = (next.bytes, 0);
    for asked in batch {
        if asked.operation.key() == next.operation.key() {
            return false;
        }
        bytes += asked.bytes;
        of_network += usize::from(asked.network == next.network);
    }
    batch.is_empty() || (bytes <= MOST_BYTES && of_network < MOST_OF_NETWORK)
}

async fn carry<O: Operation>(
    engine: &Engine,
    mut db: Conn,
    mut batch: Vec<Asked<O>>,
    meters: &Meters,
) {
    if batch.len() == 1
        && let Some(only) = batch.pop()
    {
        let answer = only.operation.alone(&mut db).await;
        return only.answer(answer);
    }
    let operations: Vec<&O> = batch.iter().map(|asked| &asked.operation).collect();
    let answers = match O::together(&mut db, &operations).await {
        Ok(answers) => answers,
        // All of it is undone, for the sake of one of them.
        Err(error) if error.is_refusal() => batch.iter().map(|_| None).collect(),
        // What became of it is not known.
        Err(error) => return fail(batch, &error),
    };
    drop(db);
    for (asked, answer) in batch.into_iter().zip(answers) {
        match answer {
            Some(answer) => asked.answer(answer),
            None => {
                meters.alone.increment(1);
                tokio::spawn(carry_alone(engine.clone(), asked));
            }
        }
    }
}

/// Beside the lane, which goes on meanwhile.
async fn carry_alone<O: Operation>(engine: Engine, asked: Asked<O>) {
    if asked.answer.is_closed() {
        return;
    }
    let answer = match engine.write().await {
        Ok(mut db) => asked.operation.alone(&mut db).await,
        Err(error) => Err(error),
    };
    asked.answer(answer);
}

fn fail<O: Operation>(batch: Vec<Asked<O>>, error: &StoreError) {
    for asked in batch {
        asked.answer(Err(StoreError::not_now(error.cause())));
    }
}

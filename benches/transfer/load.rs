//! Asking for one operation over many connections for a few seconds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use crate::connection::Connection;
use crate::operations::{Operation, Person, Stock, Worker};

/// What came of it.
#[derive(Default)]
pub struct Tally {
    /// Of every answered request, in microseconds, in order.
    pub latencies: Vec<u32>,
    pub seconds: f64,
    /// A connection stops at its first error.
    pub errors: Vec<String>,
}

impl Tally {
    /// Answered requests.
    pub fn requests(&self) -> f64 {
        self.latencies.len() as f64
    }

    /// The latency in milliseconds that this share of the requests stays under.
    pub fn quantile(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let index = (last as f64 * share).round() as usize;
        let latency = self.latencies.get(index).copied();
        f64::from(latency.unwrap_or(0)) / 1e3
    }
}

/// Asks for `operation` until the time is over or there is nothing left to ask with.
pub async fn run(
    (operation, time): (Operation, Duration),
    port: u16,
    people: &mut Vec<Person>,
    stock: &Arc<Stock>,
) -> Result<Tally> {
    let connections = operation.connections(people.len());
    let workers = workers(connections, port, people, stock).await?;
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for worker in workers {
        tasks.spawn(work(worker, operation, begin + time));
    }
    let done = tasks.join_all().await;
    Ok(tally(done, begin.elapsed(), people))
}

/// That many people, each with a connection.
pub async fn workers(
    count: usize,
    port: u16,
    people: &mut Vec<Person>,
    stock: &Arc<Stock>,
) -> Result<Vec<Worker>> {
    let mut workers = Vec::with_capacity(count);
    for person in people.drain(..count) {
        workers.push(Worker {
            connection: Connection::open(port).await?,
            person,
            stock: Arc::clone(stock),
        });
    }
    Ok(workers)
}

/// What a worker comes back with: the person, latencies in microseconds, and the error at which it stopped.
pub type Worked = (Person, Vec<u32>, Option<anyhow::Error>);

/// What all of them saw; they are back among `people`.
pub fn tally(done: Vec<Worked>, time: Duration, people: &mut Vec<Person>) -> Tally {
    let mut tally = Tally {
        seconds: time.as_secs_f64(),
        ..Tally::default()
    };
    for (person, latencies, error) in done {
        people.push(person);
        tally.latencies.extend(latencies);
        tally.errors.extend(error.map(|error| format!("{error:#}")));
    }
    tally.latencies.sort_unstable();
    tally
}

/// How long ago that was.
pub fn micros_since(begin: Instant) -> u32 {
    u32::try_from(begin.elapsed().as_micros()).unwrap_or(u32::MAX)
}

async fn work(mut worker: Worker, operation: Operation, until: Instant) -> Worked {
    let mut latencies = Vec::new();
    let mut error = None;
    while Instant::now() < until && error.is_none() {
        let begin = Instant::now();
        match worker.perform(operation).await {
            Ok(true) => latencies.push(micros_since(begin)),
            Ok(false) => break,
            Err(failed) => error = Some(failed),
        }
    }
    (worker.person, latencies, error)
}

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
    let mut workers = Vec::with_capacity(connections);
    for person in people.drain(..connections) {
        workers.push(Worker {
            connection: Connection::open(port).await?,
            person,
            stock: Arc::clone(stock),
        });
    }
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for worker in workers {
        tasks.spawn(work(worker, operation, begin + time));
    }
    let done = tasks.join_all().await;
    let mut tally = Tally {
        seconds: begin.elapsed().as_secs_f64(),
        ..Tally::default()
    };
    for (person, latencies, error) in done {
        people.push(person);
        tally.latencies.extend(latencies);
        tally.errors.extend(error.map(|error| format!("{error:#}")));
    }
    tally.latencies.sort_unstable();
    Ok(tally)
}

async fn work(
    mut worker: Worker,
    operation: Operation,
    until: Instant,
) -> (Person, Vec<u32>, Option<anyhow::Error>) {
    let mut latencies = Vec::new();
    let mut error = None;
    while Instant::now() < until && error.is_none() {
        let begin = Instant::now();
        match worker.perform(operation).await {
            Ok(true) => {
                let micros = begin.elapsed().as_micros();
                latencies.push(u32::try_from(micros).unwrap_or(u32::MAX));
            }
            Ok(false) => break,
            Err(failed) => error = Some(failed),
        }
    }
    (worker.person, latencies, error)
}

//! What requests wait that come when they come (an open loop): at a steady rate, whether the ones before them are answered or
//! not, each timed from the moment at which it was due. Alone, and beside work that could be in their way.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

use crate::load::{self, Tally};
use crate::operations::{Operation, Person, Stock, Worker};

/// One rate, and what went on beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Tail {
    pub beside: &'static str,
    /// Of the peak.
    pub share: f64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub errors: Vec<String>,
}

/// The rates and what is beside them: the first two are what the others are compared with.
const PLAN: [(&str, f64, Option<Operation>); 6] = [
    ("nothing", 0.05, None),
    ("nothing", 0.4, None),
    ("nothing", 0.8, None),
    ("a login storm", 0.4, Some(Operation::Login)),
    (
        "a burst of SAML responses",
        0.4,
        Some(Operation::SamlResponse),
    ),
    (
        "client credentials as fast as they come",
        0.2,
        Some(Operation::ClientCredentials),
    ),
];

/// Issues at shares of `peak` (a second), and what the requests waited.
pub async fn measure(
    (peak, time): (f64, Duration),
    port: u16,
    people: &mut Vec<Person>,
    stock: &Arc<Stock>,
) -> Result<Vec<Tail>> {
    let mut others = people.split_off(people.len() / 2);
    let mut tails = vec![];
    for (beside, share, other) in PLAN {
        let per_second = peak * share;
        let steady = steady((per_second, time), port, people, stock);
        let other = async {
            match other {
                Some(other) => load::run((other, time), port, &mut others, stock)
                    .await
                    .map(Some),
                None => Ok(None),
            }
        };
        let (mut tally, other) = tokio::try_join!(steady, other)?;
        tally
            .errors
            .extend(other.into_iter().flat_map(|other| other.errors));
        tails.push(Tail {
            beside,
            share,
            per_second,
            p50_ms: tally.quantile(0.5),
            p99_ms: tally.quantile(0.99),
            errors: tally.errors,
        });
        stock.clear();
    }
    people.append(&mut others);
    Ok(tails)
}

/// Issues that many a second, over as many connections as there are people.
async fn steady(
    (per_second, time): (f64, Duration),
    port: u16,
    people: &mut Vec<Person>,
    stock: &Arc<Stock>,
) -> Result<Tally> {
    let workers = load::workers(people.len(), port, people, stock).await?;
    let due = Arc::new(Mutex::new(schedule(per_second, time)));
    let mut tasks = JoinSet::new();
    for worker in workers {
        tasks.spawn(answer_due(worker, due.clone()));
    }
    Ok(load::tally(tasks.join_all().await, time, people))
}

/// The moments at which requests are due, each given away at that moment: by a thread of its own, whose sleep is finer than a
/// timer of the runtime.
fn schedule(per_second: f64, time: Duration) -> UnboundedReceiver<Instant> {
    let (give, due) = unbounded_channel();
    thread::spawn(move || {
        let begin = Instant::now();
        for number in 0.. {
            let after = Duration::from_secs_f64(f64::from(number) / per_second);
            thread::sleep((begin + after).saturating_duration_since(Instant::now()));
            if after >= time || give.send(begin + after).is_err() {
                return;
            }
        }
    });
    due
}

async fn answer_due(
    mut worker: Worker,
    due: Arc<Mutex<UnboundedReceiver<Instant>>>,
) -> load::Worked {
    let (mut latencies, mut error) = (Vec::new(), None);
    while error.is_none() {
        let Some(at) = due.lock().await.recv().await else {
            break;
        };
        match worker.perform(Operation::Issue).await {
            Ok(_) => latencies.push(load::micros_since(at)),
            Err(failed) => error = Some(failed),
        }
    }
    (worker.person, latencies, error)
}

//! The workers that there are, and one run on one of them.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout_at};

use super::cache::{self, Cache};
use super::fetch::{self, fetch};
use super::process::Process;
use super::protocol::{ActionCall, ActionReply, Done, FromWorker, Run, RunError, ToWorker};
use super::{WALL, worker};
use footbridge_domain::time::Timestamp;
use footbridge_egress::Egress;

/// Runs at once; more wait for their turn, inside their own time.
const CONCURRENT: usize = 32;
/// Workers that are kept without a run.
const KEPT: usize = 4;
/// Questions of one run that are being answered.
const CALLS: usize = 20;
/// What a worker gets on top of a run's time, to say itself that it is over.
const GRACE: Duration = Duration::from_millis(250);
/// A run that uses more processor time lets the others come first.
const SHORT: Duration = Duration::from_millis(100);
/// When the processor time of a run is looked at first.
const FIRST_LOOK: Duration = Duration::from_millis(10);

/// Runs Actions.
pub struct Workers {
    program: OsString,
    egress: Egress,
    cache: Cache,
    turns: Semaphore,
    /// Runs that have not got their turn yet.
    waiting: AtomicUsize,
    idle: Mutex<Vec<Process>>,
}

/// How busy the workers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLoad {
    pub running: usize,
    pub waiting: usize,
    pub idle: usize,
}

/// One that waits, until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn among(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One run, as the server orders it.
#[derive(Debug, Clone, Copy)]
pub struct RunOrder<'a> {
    pub trigger: &'a str,
    pub handler: &'a str,
    /// Names the source for good.
    pub version: &'a str,
    pub source: &'a str,
    /// A JSON text.
    pub event: &'a str,
    /// When it is, for the server.
    pub now: Timestamp,
    /// By how much that differs from the machine's clock, in milliseconds.
    pub clock_offset: i64,
    /// When all of this has to be over.
    pub deadline: Instant,
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workers").finish_non_exhaustive()
    }
}

impl Workers {
    /// Workers of that program, none of which is started before it is needed.
    pub fn new(program: OsString, egress: Egress) -> Self {
        Self {
            program,
            egress,
            cache: Cache::default(),
            turns: Semaphore::new(CONCURRENT),
            waiting: AtomicUsize::new(0),
            idle: Mutex::default(),
        }
    }

    /// How many runs are under way or wait, and how many workers have none.
    pub fn load(&self) -> WorkerLoad {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        WorkerLoad {
            running: CONCURRENT - self.turns.available_permits(),
            waiting: self.waiting.load(Ordering::Relaxed),
            idle: idle.len(),
        }
    }

    /// When the Actions of a trigger that begins now have to be over.
    pub fn deadline() -> Instant {
        Instant::now() + WALL
    }

    /// Runs one Action. Whatever goes wrong is an error of the run.
    pub async fn run(&self, order: RunOrder<'_>) -> Done {
        let ended = timeout_at(order.deadline + GRACE, self.attempt(order)).await;
        ended.unwrap_or_else(|_| failed("The Action took too long"))
    }

    /// Whether a source can be deployed.
    pub async fn check(&self, source: &str) -> Result<(), RunError> {
        let source = source.to_owned();
        let checked = timeout_at(Self::deadline(), async {
            match self.exchange(&ToWorker::Check { source }).await? {
                FromWorker::Done(done) => Ok(done),
                _ => Err(out_of_order()),
            }
        });
        let done = match checked.await {
            Ok(checked) => checked.unwrap_or_else(|error| crashed(&error)),
            Err(_) => failed("The code could not be checked in time"),
        };
        done.error.map_or(Ok(()), Err)
    }

    /// Sends a worker something that it answers at once; its answer.
    pub(super) async fn exchange(&self, message: &ToWorker) -> io::Result<FromWorker> {
        let _turn = self.turn().await?;
        let mut process = self.process().await?;
        process.send(message)?;
        let answer = process.next().await?;
        if matches!(answer, FromWorker::Done(_) | FromWorker::Rendered(_)) {
            self.keep(process);
        }
        Ok(answer)
    }

    /// A run whose worker was killed begins again, once, unless it has had an effect outside.
    async fn attempt(&self, order: RunOrder<'_>) -> Done {
        let ended = async {
            let _turn = self.turn().await?;
            let mut is_second = false;
            loop {
                let mut process = self.process().await?;
                let error = match self.converse(&mut process, order).await {
                    Ok(done) => {
                        self.keep(process);
                        return Ok(done);
                    }
                    Err(error) => error,
                };
                if is_second || process.has_asked || !process.was_killed().await {
                    return Err(error);
                }
                tracing::warn!(%error, "a worker for Actions was killed; its run begins again");
                is_second = true;
            }
        };
        ended.await.unwrap_or_else(|error| crashed(&error))
    }

    async fn turn(&self) -> io::Result<SemaphorePermit<'_>> {
        let _waiting = Waiting::among(&self.waiting);
        self.turns.acquire().await.map_err(io::Error::other)
    }

    async fn process(&self) -> io::Result<Process> {
        let idle = || {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.pop()
        };
        while let Some(mut process) = idle() {
            if process.is_alive() {
                return Ok(process);
            }
        }
        Process::start(&self.program).await
    }

    /// Keeps a worker that has ended its run; one that has compiled as much as it may goes, and one that came last.
    fn keep(&self, process: Process) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT && process.sources < worker::MAX_VERSIONS && !process.is_behind {
            idle.push(process);
        }
    }

    /// Talks with the worker until its run has ended.
    async fn converse(&self, process: &mut Process, order: RunOrder<'_>) -> io::Result<Done> {
        let left = order.deadline.saturating_duration_since(Instant::now());
        let is_new = process.versions.insert(order.version.to_owned());
        process.sources += usize::from(is_new);
        process.has_asked = false;
        process.send(&ToWorker::Run(Run {
            version: order.version.to_owned(),
            source: is_new.then(|| order.source.to_owned()),
            handler: order.handler.to_owned(),
            event: order.event.to_owned(),
            clock_offset: order.clock_offset,
            wall: u64::try_from(left.as_millis()).unwrap_or(u64::MAX),
        }))?;
        let mut calls = JoinSet::new();
        // Most runs are over before the first look.
        let mut before = None;
        let mut looks = interval_at(Instant::now() + FIRST_LOOK, SHORT);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = looks.tick(), if !process.is_behind => {
                    let used = process.used();
                    if used.saturating_sub(*before.get_or_insert(used)) > SHORT {
                        process.step_behind();
                    }
                }
                message = process.next() => match message? {
                    FromWorker::Done(done) => {
                        if done.error.is_some() {
                            // It may not have got as far as reading the source.
                            process.versions.remove(order.version);
                        }
                        return Ok(done);
                    }
                    FromWorker::Call(call) if call.kind == "fetch" => {
                        process.has_asked = true;
                        if calls.len() >= CALLS {
                            let outcome = Err("too many requests at once".into());
                            process.send(&ToWorker::Reply(ActionReply { id: call.id, outcome }))?;
                        } else {
                            calls.spawn(self.fetch(call));
                        }
                    }
                    FromWorker::Call(call) => {
                        process.has_asked = true;
                        let reply = self.cached(call, order);
                        process.send(&ToWorker::Reply(reply))?;
                    }
                    FromWorker::Ready(_) | FromWorker::Rendered(_) => return Err(out_of_order()),
                },
                Some(answered) = calls.join_next() => {
                    process.send(&ToWorker::Reply(answered.map_err(io::Error::other)?))?;
                }
            }
        }
    }

    fn fetch(&self, call: ActionCall) -> impl Future<Output = ActionReply> + Send + 'static {
        let egress = self.egress.clone();
        async move {
            let request = serde_json::from_value::<fetch::FetchRequest>(call.argument);
            let response = match request {
                Ok(request) => fetch(&egress, request).await,
                Err(error) => Err(error.to_string()),
            };
            let text = |response| serde_json::to_string(&response).map_err(|e| e.to_string());
            ActionReply {
                id: call.id,
                outcome: response.and_then(text),
            }
        }
    }

    fn cached(&self, call: ActionCall, order: RunOrder<'_>) -> ActionReply {
        let request = serde_json::from_value::<cache::CacheRequest>(call.argument);
        let answer = |request| self.cache.answer(order.trigger, request, order.now);
        ActionReply {
            id: call.id,
            outcome: match request {
                Ok(request) if call.kind == "cache" => Ok(answer(request).to_string()),
                Ok(_) => Err(format!("there is no {}", call.kind)),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

fn failed(message: &str) -> Done {
    Done {
        error: Some(RunError::new(message)),
        ..Done::default()
    }
}

fn crashed(error: &io::Error) -> Done {
    tracing::warn!(%error, "a worker for Actions ended");
    failed("The Action ended its process")
}

fn out_of_order() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a message out of order")
}

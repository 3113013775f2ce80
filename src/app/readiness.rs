//! Whether the store can be read and written, for `/readyz`: any caller may ask, so that one probe at a time answers for all,
//! and an answer takes less than a second, whatever the database does.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::timeout;

use crate::flows::Parts;

/// How long the result of a probe is reused.
const HOLDS: Duration = Duration::from_secs(1);
/// How long a request waits for the probe that is under way.
const PATIENCE: Duration = Duration::from_millis(900);
/// When a probe is given up. Each second in which it has not ended counts as a failure before.
const PROBE: Duration = Duration::from_secs(4);
/// A server is taken out after so many failures in a row; before the first success, after one.
const FAILURES: u64 = 2;

/// What is known.
#[derive(Debug)]
pub struct Readiness {
    state: Mutex<State>,
    /// How many probes have ended.
    ended: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    /// When the probe began that is under way.
    began: Option<Instant>,
    /// When the last one ended, and why it failed.
    last: Option<(Instant, Result<(), String>)>,
    /// Those since the last success.
    failures: u64,
    has_succeeded: bool,
}

impl Default for Readiness {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            ended: watch::Sender::new(0),
        }
    }
}

impl Readiness {
    /// Whether the store is there; otherwise why not.
    pub async fn of(self: &Arc<Self>, parts: &Arc<Parts>) -> Result<(), String> {
        let mut ended = self.ended.subscribe();
        let may_wait = {
            let mut state = self.state();
            if state.is_fresh() {
                return state.verdict();
            }
            if state.began.is_none() {
                state.began = Some(Instant::now());
                tokio::spawn(self.clone().probe(parts.clone()));
            }
            state.overdue() == 0
        };
        if may_wait {
            // Whatever comes of it, the state tells.
            let _known = timeout(PATIENCE, ended.changed()).await;
        }
        self.state().verdict()
    }

    async fn probe(self: Arc<Self>, parts: Arc<Parts>) {
        let probe = parts.store.readiness(parts.clock.now());
        let result = timeout(PROBE, probe).await;
        let result = result.unwrap_or_else(|_| Err("the database does not answer".to_owned()));
        self.state().end(result);
        self.ended.send_modify(|count| *count += 1);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_fresh(&self) -> bool {
        let last = self.last.as_ref();
        self.began.is_none() && last.is_some_and(|(at, _)| at.elapsed() < HOLDS)
    }

    /// How many seconds the probe that is under way takes already.
    fn overdue(&self) -> u64 {
        self.began.map_or(0, |began| began.elapsed().as_secs())
    }

    fn end(&mut self, result: Result<(), String>) {
        self.failures = match &result {
            Ok(()) => 0,
            Err(_) => self.failures + self.overdue().max(1),
        };
        self.has_succeeded |= result.is_ok();
        self.last = Some((Instant::now(), result));
        self.began = None;
    }

    fn verdict(&self) -> Result<(), String> {
        let failures = self.failures + self.overdue();
        let reason = self
            .last
            .as_ref()
            .and_then(|(_, result)| result.clone().err());
        let is_silent = reason.is_none() && !self.has_succeeded;
        if failures >= FAILURES || !self.has_succeeded && (failures > 0 || is_silent) {
            return Err(reason.unwrap_or_else(|| "the database does not answer".to_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Result<(), String> {
        Err("nothing can be written".to_owned())
    }

    #[test]
    fn one_failure_takes_no_server_out_that_was_ready_before() {
        let mut state = State::default();
        assert!(state.verdict().is_err(), "nothing is known yet");
        state.end(failed());
        assert!(state.verdict().is_err(), "it has never written");
        state.end(Ok(()));
        assert!(state.verdict().is_ok());
        state.end(failed());
        assert!(state.verdict().is_ok());
        state.end(failed());
        assert_eq!(state.verdict(), failed());
        state.end(Ok(()));
        assert!(state.verdict().is_ok());
    }

    #[test]
    fn a_probe_that_does_not_end_counts_by_the_second() {
        let mut state = State::default();
        state.end(Ok(()));
        state.began = Instant::now().checked_sub(Duration::from_millis(1500));
        assert!(state.verdict().is_ok() && !state.is_fresh());
        state.began = Instant::now().checked_sub(Duration::from_millis(2500));
        assert!(state.verdict().is_err());
        state.end(failed());
        assert!(state.verdict().is_err());
    }
}

//! Processor time of one run.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::CPU;

/// What the thread had used when the run began.
#[derive(Debug, Clone, Copy)]
pub struct RunBudget {
    begun: Duration,
}

impl RunBudget {
    /// A run begins now.
    pub fn begin() -> Self {
        Self { begun: used() }
    }

    /// Whether the run has had what it may have.
    pub fn is_spent(self) -> bool {
        used().saturating_sub(self.begun) > CPU
    }

    /// What the run has used so far.
    pub fn used_micros(self) -> u64 {
        u64::try_from(used().saturating_sub(self.begun).as_micros()).unwrap_or(u64::MAX)
    }

    /// The process's own count of seconds at which it is killed: one to two seconds after the engine should have stopped.
    pub fn hard_limit(self) -> u64 {
        (self.begun + CPU).as_secs() + 2
    }
}

fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or_default());
    seconds + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or_default())
}

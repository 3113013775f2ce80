//! Actions: the tenant's own JavaScript.
//!
//! It runs in worker processes, which are this same program started again. A worker has no file, no network, no
//! environment and no way to start anything; what an Action wants from outside, [`pool`] does for it, under rules of ours.
//! Whatever an Action does with its worker, it costs one run: the process is killed and the run has failed.

pub mod pool;
pub mod worker;

mod cache;
mod fetch;
mod process;
mod protocol;

pub use pool::{Order, Workers};
pub use process::ARGUMENT as WORKER_ARGUMENT;
pub use protocol::{Done, LogLine, RunError};

use std::time::Duration;

/// All Actions of one trigger together may take this long.
pub const WALL: Duration = Duration::from_secs(20);
/// Processor time of one run.
pub const CPU: Duration = Duration::from_secs(2);
/// What the JavaScript heap of one run may hold.
pub const HEAP: usize = 64 << 20;
/// C stack that JavaScript may take.
pub const STACK: usize = 512 << 10;
/// What a run may have told us to do, as text.
pub const MAX_COMMANDS: usize = 100 << 10;
/// What is kept of a run's console.
pub const MAX_LOG: usize = 10 << 10;
/// The longest source.
pub const MAX_SOURCE: usize = 512 << 10;

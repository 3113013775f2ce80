//! Actions: the tenant's own JavaScript.
//!
//! It runs in worker processes, which are this same program started again. A worker has no file, no network, no
//! environment and cannot start a process; [`pool`] makes the requests of an Action outside the worker, under the rules of
//! the server. An Action that abuses its worker loses one run: the process is killed and the run fails.

pub mod pool;
pub mod worker;

mod cache;
mod fetch;
mod limits;
mod liquid;
mod process;
mod protocol;

pub use limits::{CPU, HEAP, MAX_COMMANDS, MAX_LOG, MAX_SOURCE, STACK, WALL};
pub use pool::{RunOrder, Workers};
pub use process::ARGUMENT as WORKER_ARGUMENT;
pub use protocol::{Done, LiquidTemplate, LogLine, RunError};

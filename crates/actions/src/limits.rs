//! What a run of Actions may use.

use std::time::Duration;

/// Time limit of all Actions of one trigger together.
pub const WALL: Duration = Duration::from_secs(20);
/// Limit of CPU time of one run.
pub const CPU: Duration = Duration::from_secs(2);
/// Limit of the JavaScript heap of one run, in bytes.
pub const HEAP: usize = 64 << 20;
/// Limit of the C stack that JavaScript uses, in bytes.
pub const STACK: usize = 512 << 10;
/// Limit of the commands of a run, in bytes of JSON.
pub const MAX_COMMANDS: usize = 100 << 10;
/// Limit of the stored console output of a run, in bytes.
pub const MAX_LOG: usize = 10 << 10;
/// The longest source, in bytes.
pub const MAX_SOURCE: usize = 512 << 10;

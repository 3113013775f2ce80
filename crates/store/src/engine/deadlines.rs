//! How long a request waits for the database.

use std::time::Duration;

/// For a connection; then it is answered with 503.
pub(crate) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a statement or a commit on Postgres may take, its way there and back included, unless the operator says otherwise.
pub const STATEMENT: Duration = Duration::from_secs(2);
/// The same of work that goes over many rows: deleting what belongs to a connection, or what has expired.
pub(super) const HEAVY: Duration = Duration::from_secs(20);
/// The same on SQLite, where a thread waits for this machine's disk, and nothing is gained by giving up.
pub(super) const DISK: Duration = Duration::from_secs(10);

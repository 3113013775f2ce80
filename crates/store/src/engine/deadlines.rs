//! How long a request waits for the database.

use std::time::Duration;

/// For a connection; then it is answered with 503.
pub(crate) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection may take to finish what it does when no request waits for it any more.
pub(super) const RELEASE: Duration = Duration::from_secs(10);
/// How long a statement may take, its way there and back included. The database's own limit comes first, see `postgres.rs`.
pub(super) const STATEMENT: Duration = Duration::from_secs(10);

//! Gauges, read when `/metrics` is requested.

use metrics::{counter, gauge};

use crate::flows::Parts;
use crate::telemetry::metrics as names;

/// Sets the gauges of queues and of ages.
pub fn measure(parts: &Parts) {
    let counts = parts.store.engine().counts();
    counter!(names::SQL_STATEMENTS).absolute(counts.statements());
    counter!(names::SQL_LOG_STATEMENTS).absolute(counts.log_statements());
    counter!(names::SQL_COMMITS).absolute(counts.commits());
    let clients = parts.store.client_lookups();
    counter!(names::CLIENT_LOOKUPS, "from" => "copy").absolute(clients.copies);
    counter!(names::CLIENT_LOOKUPS, "from" => "database").absolute(clients.database);
    for pool in parts.store.engine().usage() {
        let name = pool.pool;
        gauge!(names::DATABASE_CONNECTIONS, "pool" => name, "state" => "used")
            .set(number(pool.used));
        gauge!(names::DATABASE_CONNECTIONS, "pool" => name, "state" => "idle")
            .set(number(pool.idle));
        gauge!(names::DATABASE_CONNECTIONS_MAX, "pool" => name).set(f64::from(pool.max));
    }
    counter!(names::TENANT_LOG_LOST).absolute(parts.log.lost());
    gauge!(names::TENANT_LOG_QUEUE).set(number(parts.log.queued()));
    gauge!(names::TENANT_LOG_QUEUE_BYTES).set(number(parts.log.queued_bytes()));
    let passwords = parts.passwords.load();
    gauge!(names::PASSWORDS_WAITING).set(number(passwords.waiting));
    gauge!(names::PASSWORDS_RUNNING).set(number(passwords.running));
    let workers = parts.workers.load();
    gauge!(names::ACTION_RUNS).set(number(workers.running));
    gauge!(names::ACTION_RUNS_WAITING).set(number(workers.waiting));
    gauge!(names::ACTION_WORKERS_IDLE).set(number(workers.idle));
    let now = parts.clock.process_now().millis() / 1000;
    for (label, built_at) in parts.network.built_at() {
        let age = u32::try_from(now - built_at.unix_timestamp()).unwrap_or(0);
        gauge!(names::NETWORK_DATABASE_AGE, "database" => label).set(f64::from(age));
    }
}

/// A count of things in memory is far below what a float holds exactly.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

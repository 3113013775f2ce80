//! Every metric by its name and what it says. `docs/monitoring.md` has the same list for operators; a test holds the two
//! together.

use metrics::{describe_counter, describe_gauge, describe_histogram};

pub const REQUESTS: &str = "footbridge_requests_total";
pub const REQUEST_SECONDS: &str = "footbridge_request_seconds";
pub const CONNECTIONS_REFUSED: &str = "footbridge_connections_refused_total";
pub const TOKEN_REQUESTS: &str = "footbridge_token_requests_total";
pub const LOGINS: &str = "footbridge_logins_total";
pub const PASSWORD_CHECKS: &str = "footbridge_password_checks_total";
pub const TRANSFERS_ISSUED: &str = "footbridge_transfers_issued_total";
pub const TRANSFERS_REDEEMED: &str = "footbridge_transfers_redeemed_total";
pub const TRANSFERS_REFUSED: &str = "footbridge_transfers_refused_total";
pub const SQL_STATEMENTS: &str = "footbridge_sql_statements_total";
pub const SQL_LOG_STATEMENTS: &str = "footbridge_sql_log_statements_total";
pub const SQL_COMMITS: &str = "footbridge_sql_commits_total";
pub const DATABASE_CONNECTIONS: &str = "footbridge_database_connections";
pub const DATABASE_CONNECTIONS_MAX: &str = "footbridge_database_connections_max";
pub const TENANT_LOG_LOST: &str = "footbridge_tenant_log_lost_total";
pub const TENANT_LOG_WITHHELD: &str = "footbridge_tenant_log_withheld_total";
pub const TENANT_LOG_QUEUE: &str = "footbridge_tenant_log_queue";
pub const TENANT_LOG_QUEUE_BYTES: &str = "footbridge_tenant_log_queue_bytes";
pub const PASSWORDS_WAITING: &str = "footbridge_password_hashing_waiting";
pub const PASSWORDS_RUNNING: &str = "footbridge_password_hashing_running";
pub const ACTION_RUNS: &str = "footbridge_action_runs";
pub const ACTION_RUNS_WAITING: &str = "footbridge_action_runs_waiting";
pub const ACTION_WORKERS_IDLE: &str = "footbridge_action_workers_idle";
pub const NETWORK_DATABASE_AGE: &str = "footbridge_network_database_age_seconds";
pub const LOG_STREAM_LAG: &str = "footbridge_log_stream_lag_events";
pub const LOG_STREAM_DELIVERED: &str = "footbridge_log_stream_delivered_total";
pub const LOG_STREAM_FAILED: &str = "footbridge_log_stream_failed_total";
pub const LOG_STREAM_SET_ASIDE: &str = "footbridge_log_stream_set_aside_total";
pub const LOG_STREAM_UNREADABLE: &str = "footbridge_log_stream_unreadable_total";
pub const LOG_LINES_LOST: &str = "footbridge_log_lines_lost_total";
pub const OTLP_EXPORTS: &str = "footbridge_otlp_exports_total";

const COUNTERS: &[(&str, &str)] = &[
    (REQUESTS, "Requests answered"),
    (
        CONNECTIONS_REFUSED,
        "Connections refused: too many were open, of all or of one network",
    ),
    (TOKEN_REQUESTS, "Requests to /oauth/token"),
    (LOGINS, "Authorization requests that ended in an answer"),
    (PASSWORD_CHECKS, "Passwords that were checked"),
    (TRANSFERS_ISSUED, "Session transfer tokens issued"),
    (TRANSFERS_REDEEMED, "Session transfer tokens redeemed"),
    (TRANSFERS_REFUSED, "Session transfer tokens refused"),
    (
        SQL_STATEMENTS,
        "Statements sent to the database, but for the tenant log",
    ),
    (SQL_LOG_STATEMENTS, "Statements that write the tenant log"),
    (SQL_COMMITS, "Explicit transactions committed"),
    (
        TENANT_LOG_LOST,
        "Tenant log entries lost: the queue was full",
    ),
    (
        TENANT_LOG_WITHHELD,
        "Failures not kept in the tenant log: their network had told too many",
    ),
    (LOG_STREAM_DELIVERED, "Events that log streams delivered"),
    (LOG_STREAM_FAILED, "Attempts of log streams that failed"),
    (
        LOG_STREAM_SET_ASIDE,
        "Events that receivers refused while they took others",
    ),
    (
        LOG_STREAM_UNREADABLE,
        "Events that log streams left out: they cannot be read",
    ),
    (
        LOG_LINES_LOST,
        "Printed lines lost: nobody read them in time",
    ),
    (OTLP_EXPORTS, "Batches sent to the collector"),
];

const GAUGES: [(&str, &str); 11] = [
    (DATABASE_CONNECTIONS, "Connections to the database"),
    (DATABASE_CONNECTIONS_MAX, "Connections that a pool may have"),
    (TENANT_LOG_QUEUE, "Tenant log entries not taken up yet"),
    (
        TENANT_LOG_QUEUE_BYTES,
        "What tenant log entries take that are not stored yet",
    ),
    (PASSWORDS_WAITING, "Logins that wait for their password"),
    (PASSWORDS_RUNNING, "Passwords being hashed"),
    (ACTION_RUNS, "Runs of Actions under way"),
    (ACTION_RUNS_WAITING, "Runs of Actions that wait"),
    (ACTION_WORKERS_IDLE, "Workers for Actions without a run"),
    (LOG_STREAM_LAG, "Events that a log stream is behind"),
    (NETWORK_DATABASE_AGE, "Time since the .mmdb was built"),
];

/// Tells what each metric says, and shows those that count something rare before it first happens.
pub fn describe() {
    for &(name, help) in COUNTERS {
        describe_counter!(name, help);
    }
    for (name, help) in GAUGES {
        describe_gauge!(name, help);
    }
    describe_histogram!(REQUEST_SECONDS, "Time until a request was answered");
    for output in ["stdout", "stderr"] {
        metrics::counter!(LOG_LINES_LOST, "output" => output).absolute(0);
    }
    for name in [
        TRANSFERS_ISSUED,
        TRANSFERS_REDEEMED,
        TENANT_LOG_LOST,
        TENANT_LOG_WITHHELD,
    ] {
        metrics::counter!(name).absolute(0);
    }
    for reason in ["all", "network"] {
        metrics::counter!(CONNECTIONS_REFUSED, "reason" => reason).absolute(0);
    }
}

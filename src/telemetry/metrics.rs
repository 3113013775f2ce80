//! Every metric: its name and its help. `docs/monitoring.md` has the same list for operators; a test compares the two.

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
pub const CLIENT_LOOKUPS: &str = "footbridge_client_lookups_total";
pub const DATABASE_CONNECTIONS: &str = "footbridge_database_connections";
pub const DATABASE_CONNECTIONS_MAX: &str = "footbridge_database_connections_max";
pub const LANE_BATCH_ROWS: &str = "footbridge_lane_batch_rows";
pub const LANE_WAIT_SECONDS: &str = "footbridge_lane_wait_seconds";
pub const LANE_ALONE: &str = "footbridge_lane_alone_total";
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
pub const MAIL_SENT: &str = "footbridge_mail_sent_total";
pub const MAIL_FAILED: &str = "footbridge_mail_failed_total";
pub const MAIL_GIVEN_UP: &str = "footbridge_mail_given_up_total";
pub const MAIL_WAITING: &str = "footbridge_mail_waiting";
pub const MAIL_AGE: &str = "footbridge_mail_oldest_seconds";
pub const LOG_LINES_LOST: &str = "footbridge_log_lines_lost_total";
pub const OTLP_EXPORTS: &str = "footbridge_otlp_exports_total";

const COUNTERS: &[(&str, &str)] = &[
    (REQUESTS, "Requests answered"),
    (
        CONNECTIONS_REFUSED,
        "Connections refused because too many were open, in total or from one network",
    ),
    (TOKEN_REQUESTS, "Requests to /oauth/token"),
    (LOGINS, "Authorization requests answered to the application"),
    (PASSWORD_CHECKS, "Passwords checked"),
    (TRANSFERS_ISSUED, "Session transfer tokens issued"),
    (TRANSFERS_REDEEMED, "Session transfer tokens redeemed"),
    (TRANSFERS_REFUSED, "Session transfer tokens refused"),
    (
        SQL_STATEMENTS,
        "Statements sent to the database, except those of the tenant log",
    ),
    (SQL_LOG_STATEMENTS, "Statements that write the tenant log"),
    (SQL_COMMITS, "Explicit transactions committed"),
    (
        CLIENT_LOOKUPS,
        "Clients looked up by their ids, in memory or in the database",
    ),
    (
        LANE_ALONE,
        "Operations that were sent again by themselves after a common statement",
    ),
    (
        TENANT_LOG_LOST,
        "Tenant log entries lost because the queue was full",
    ),
    (
        TENANT_LOG_WITHHELD,
        "Failures not kept in the tenant log because their network exceeded its limit",
    ),
    (LOG_STREAM_DELIVERED, "Events delivered by log streams"),
    (LOG_STREAM_FAILED, "Failed deliveries of log streams"),
    (
        LOG_STREAM_SET_ASIDE,
        "Events that receivers refused while they accepted others",
    ),
    (
        LOG_STREAM_UNREADABLE,
        "Events that log streams left out because they cannot be read",
    ),
    (MAIL_SENT, "E-mails that were accepted"),
    (MAIL_FAILED, "Failed attempts to send an e-mail"),
    (MAIL_GIVEN_UP, "E-mails that were given up"),
    (LOG_LINES_LOST, "Log lines lost because the reader stalled"),
    (OTLP_EXPORTS, "Batches sent to the collector"),
];

const GAUGES: [(&str, &str); 13] = [
    (DATABASE_CONNECTIONS, "Connections to the database"),
    (
        DATABASE_CONNECTIONS_MAX,
        "Largest number of connections of a pool",
    ),
    (
        TENANT_LOG_QUEUE,
        "Tenant log entries that wait to be stored",
    ),
    (
        TENANT_LOG_QUEUE_BYTES,
        "Size in bytes of the tenant log entries that are not stored yet",
    ),
    (PASSWORDS_WAITING, "Logins that wait for password hashing"),
    (PASSWORDS_RUNNING, "Passwords being hashed"),
    (ACTION_RUNS, "Action runs in progress"),
    (ACTION_RUNS_WAITING, "Action runs that wait for a worker"),
    (ACTION_WORKERS_IDLE, "Idle worker processes for Actions"),
    (
        LOG_STREAM_LAG,
        "Events that a log stream has yet to deliver",
    ),
    (MAIL_WAITING, "E-mails that wait to be sent"),
    (MAIL_AGE, "Seconds that the oldest of them has waited"),
    (
        NETWORK_DATABASE_AGE,
        "Seconds since the .mmdb file was built",
    ),
];

/// Registers the help of each metric, and exposes counters of rare events at zero before the first event.
pub fn describe() {
    for &(name, help) in COUNTERS {
        describe_counter!(name, help);
    }
    for (name, help) in GAUGES {
        describe_gauge!(name, help);
    }
    describe_histogram!(REQUEST_SECONDS, "Time until a request was answered");
    describe_histogram!(
        LANE_BATCH_ROWS,
        "Operations sent to the database in one statement"
    );
    describe_histogram!(LANE_WAIT_SECONDS, "Time until an operation was sent");
    // The store names them as well, and SQLite has no lanes.
    for lane in ["issue", "burn", "login", "rotate"] {
        for name in [LANE_BATCH_ROWS, LANE_WAIT_SECONDS] {
            let _shown = metrics::histogram!(name, "lane" => lane);
        }
        metrics::counter!(LANE_ALONE, "lane" => lane).absolute(0);
    }
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

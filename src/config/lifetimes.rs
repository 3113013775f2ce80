//! The lifetimes that Auth0 does not publish, all in one table.

use std::time::Duration;

use crate::domain::settings::Lifetimes;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Settings::lifetimes of every server.
pub const LIFETIMES: Lifetimes = Lifetimes {
    authorization_code: Duration::from_secs(60),
    login_transaction: Duration::from_secs(30 * MINUTE),
    waiting_answer: Duration::from_secs(2 * MINUTE),
    pushed_request: Duration::from_secs(30),
    consumed: Duration::from_secs(24 * HOUR),
    tenant_log: Duration::from_secs(30 * DAY),
    opaque_token: Duration::from_secs(24 * HOUR),
    opaque_token_for_web: Duration::from_secs(2 * HOUR),
};

//! What is counted of logins and users.

use super::engine::{Conn, StoreError, fetch_all, fetch_one, on_engine, statements};
use footbridge_domain::log_id::first_at;
use footbridge_domain::time::Timestamp;

statements! {
    DAILY: "SELECT occurred_at / 86400000 AS day, type, COUNT(*), MIN(occurred_at), MAX(occurred_at) FROM tenant_logs
             WHERE log_id >= $1 AND log_id < $2 AND type IN ('s', 'sepft', 'ss')
             GROUP BY occurred_at / 86400000, type ORDER BY day";
    ACTIVE: "SELECT COUNT(*) FROM users WHERE last_login >= $1 AND linked_to IS NULL";
}

/// What happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub begins_at: Timestamp,
    pub logins: i64,
    pub signups: i64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

type Row = (i64, String, i64, i64, i64);

/// The days between the instants on which anything happened, the oldest first.
pub async fn daily(
    db: &mut Conn,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Day>, StoreError> {
    const DAY_MS: i64 = 86_400_000;
    let mut days: Vec<Day> = Vec::new();
    for (day, kind, count, first, last) in
        fetch_all!(Row, db, DAILY, first_at(from), first_at(until))?
    {
        let begins_at = Timestamp::from_millis(day.saturating_mul(DAY_MS));
        let (first, last) = (Timestamp::from_millis(first), Timestamp::from_millis(last));
        let (logins, signups) = match kind.as_str() {
            "ss" => (0, count),
            _ => (count, 0),
        };
        match days.last_mut().filter(|known| known.begins_at == begins_at) {
            Some(known) => {
                known.logins += logins;
                known.signups += signups;
                known.first_at = known.first_at.min(first);
                known.last_at = known.last_at.max(last);
            }
            None => days.push(Day {
                begins_at,
                logins,
                signups,
                first_at: first,
                last_at: last,
            }),
        }
    }
    Ok(days)
}

/// How many users have signed in since then.
pub async fn active_users(db: &mut Conn, since: Timestamp) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, ACTIVE, since.millis())?.0)
}

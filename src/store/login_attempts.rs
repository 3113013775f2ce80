//! Failed passwords in a row. An attempt is counted before the password is looked at, so that parallel guesses cannot
//! all be the last one allowed.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_one, on_engine, statements};
use crate::domain::time::Timestamp;

statements! {
    /// The count starts again after `$4`, the beginning of the window.
    RESERVE: "INSERT INTO login_attempts (identifier, address, failures, last_at) VALUES ($1, $2, 1, $3)
              ON CONFLICT (identifier, address) DO UPDATE
                 SET failures = CASE WHEN login_attempts.last_at < $4 THEN 1 ELSE login_attempts.failures + 1 END,
                     last_at = $3
              RETURNING failures";
    FORGET: "DELETE FROM login_attempts WHERE identifier = $1 AND address = $2";
    BLOCKED: "SELECT address FROM login_attempts WHERE identifier = $1 AND failures >= $2 AND last_at >= $3 ORDER BY address";
    FORGET_ALL: "DELETE FROM login_attempts WHERE identifier = $1";
}

/// Counts an attempt; how many there have been since `window_start`, this one included.
pub async fn reserve(
    db: &mut Conn,
    identifier: &str,
    address: &str,
    now: Timestamp,
    window_start: Timestamp,
) -> Result<i64, StoreError> {
    Ok(fetch_one!(
        (i64,),
        db,
        RESERVE,
        identifier,
        address,
        now.millis(),
        window_start.millis()
    )?
    .0)
}

/// A right password ends the row of failures.
pub async fn forget(db: &mut Conn, identifier: &str, address: &str) -> Result<(), StoreError> {
    execute!(db, FORGET, identifier, address).map(drop)
}

/// The addresses from which there have been at least `failures` since `window_start`.
pub async fn blocked(
    db: &mut Conn,
    identifier: &str,
    failures: i64,
    window_start: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!(
        (String,),
        db,
        BLOCKED,
        identifier,
        failures,
        window_start.millis()
    )?;
    Ok(rows.into_iter().map(|(address,)| address).collect())
}

/// Forgets the failures from every address.
pub async fn forget_all(db: &mut Conn, identifier: &str) -> Result<(), StoreError> {
    execute!(db, FORGET_ALL, identifier).map(drop)
}

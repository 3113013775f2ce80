//! Failed passwords in a row, of one identifier from one network. An attempt is counted before the password is looked at, so
//! that parallel guesses cannot all be the last one allowed.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine, statements,
};
use footbridge_domain::time::Timestamp;

statements! {
    /// The count starts again after `$4`, the beginning of the window. Where it has reached `$5`, nothing is counted.
    RESERVE: "INSERT INTO login_attempts (identifier, address, failures, last_at) VALUES ($1, $2, 1, $3)
              ON CONFLICT (identifier, address) DO UPDATE
                 SET failures = CASE WHEN login_attempts.last_at < $4 THEN 1 ELSE login_attempts.failures + 1 END,
                     last_at = $3
               WHERE login_attempts.last_at < $4 OR login_attempts.failures < $5
              RETURNING failures";
    FORGET: "DELETE FROM login_attempts WHERE identifier = $1 AND address = $2";
    BLOCKED: "SELECT address, failures FROM login_attempts
               WHERE identifier = $1 AND failures >= $2 AND last_at >= $3 ORDER BY address";
    FORGET_ALL: "DELETE FROM login_attempts WHERE identifier = $1";
}

/// How many failures there may be, and since when.
#[derive(Debug, Clone, Copy)]
pub struct AttemptLimit {
    pub most: i64,
    pub window_start: Timestamp,
}

/// Counts an attempt; false when there have been as many as there may be.
pub async fn reserve(
    tx: &mut Tx,
    identifier: &str,
    address: &str,
    now: Timestamp,
    bound: AttemptLimit,
) -> Result<bool, StoreError> {
    let counted = fetch_optional!(
        (i64,),
        tx,
        RESERVE,
        identifier,
        address,
        now.millis(),
        bound.window_start.millis(),
        bound.most
    )?;
    Ok(counted.is_some())
}

/// A right password ends the row of failures.
pub async fn forget(tx: &mut Tx, identifier: &str, address: &str) -> Result<(), StoreError> {
    execute!(tx, FORGET, identifier, address).map(drop)
}

/// The addresses and networks from which there have been at least that many failures, and how many.
pub async fn blocked(
    db: &mut Conn,
    identifier: &str,
    least: AttemptLimit,
) -> Result<Vec<(String, i64)>, StoreError> {
    fetch_all!(
        (String, i64),
        db,
        BLOCKED,
        identifier,
        least.most,
        least.window_start.millis()
    )
}

/// Forgets the failures from every address.
pub async fn forget_all(db: &mut Conn, identifier: &str) -> Result<(), StoreError> {
    execute!(db, FORGET_ALL, identifier).map(drop)
}

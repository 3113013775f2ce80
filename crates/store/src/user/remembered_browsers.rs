//! Browsers in which users have passed a second factor, and are not asked for one for a while.

use crate::engine::{Conn, StoreError, execute, held_statements, on_engine, statements};
use footbridge_domain::time::Timestamp;

held_statements! {
    INSERT: "INSERT INTO remembered_browsers (digest, user_id, password_epoch, last_used_at, expires_at)
             SELECT $1, u.user_id, u.password_epoch, $3, $4 FROM users u
              WHERE u.user_id = $2 AND u.linked_to IS NULL AND u.password_epoch = $5", u,
            " ON CONFLICT DO NOTHING";
}

statements! {
    /// Of that user, under the password that they have now, not too old, and not left alone for too long.
    USE: "UPDATE remembered_browsers SET last_used_at = $3
           WHERE digest = $1 AND user_id = $2 AND expires_at > $3 AND last_used_at > $4
             AND password_epoch = (SELECT u.password_epoch FROM users u WHERE u.user_id = $2)";
    FORGET: "DELETE FROM remembered_browsers WHERE user_id = $1";
}

/// Remembers a browser, by its cookie's digest, until then at the most; not where the user has got another password than that
/// of the epoch.
pub async fn remember(
    db: &mut Conn,
    (digest, user_id, password_epoch): (&str, &str, i64),
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = INSERT.on(db);
    execute!(
        db,
        sql,
        digest,
        user_id,
        now.millis(),
        expires_at.millis(),
        password_epoch
    )
    .map(drop)
}

/// Whether a browser is remembered for that user, and was used since then; it is used now.
pub async fn note_use(
    db: &mut Conn,
    (digest, user_id): (&str, &str),
    now: Timestamp,
    since: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, USE, digest, user_id, now.millis(), since.millis())? == 1)
}

/// Forgets every browser of a user.
pub async fn forget(db: &mut Conn, user_id: &str) -> Result<(), StoreError> {
    execute!(db, FORGET, user_id).map(drop)
}

//! Identities that are linked to a user. Each is a row of `users` that is no user any more: it keeps its identifiers and its
//! password, and signs in the user that it is linked to.

use crate::engine::{
    Conn, DynamicSql, StoreError, Tx, execute, fetch_all, on_engine, postgres_statements, row,
    statements,
};
use crate::to_text;
use crate::users::Row;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;

statements! {
    HOLD: "UPDATE users SET version = version + 1 WHERE user_id = $1 AND linked_to IS NULL";
    TOUCH: "UPDATE users SET updated_at = $2 WHERE user_id = $1";
    LINK: "UPDATE users SET linked_to = $2, linked_at = $3, profile = $4 WHERE user_id = $1";
    MOVE: "UPDATE users SET linked_to = $2 WHERE linked_to = $1";
    UNLINK: "UPDATE users SET linked_to = NULL, linked_at = NULL, updated_at = $3, version = version + 1
              WHERE user_id = $1 AND linked_to = $2";
    CONNECTIONS: "SELECT DISTINCT connection FROM users WHERE linked_to = $1";
    OWNER: "SELECT linked_to FROM users WHERE user_id = $1 AND linked_to IS NOT NULL";
}

postgres_statements! {
    /// Waits for statements that hold the user (`HeldStatement`), and has later ones wait.
    LOCK: "SELECT user_id FROM users WHERE user_id = $1 OR linked_to = $1 ORDER BY user_id FOR UPDATE";
}

row! {
    struct LinkedRow {
        #[sqlx(flatten)]
        identity: Row,
        linked_to: String,
    }
}

/// Keeps two users from being changed by others until the transaction ends, in an order in which two such transactions cannot
/// wait for one another. False when one of them is no user.
pub async fn hold(tx: &mut Tx, one: &str, other: &str) -> Result<bool, StoreError> {
    Ok(hold_one(tx, one.min(other)).await? && hold_one(tx, one.max(other)).await?)
}

/// Keeps one user from being changed by others until the transaction ends, and from getting anything that belongs to them;
/// false when it is no user.
pub async fn hold_one(tx: &mut Tx, user_id: &str) -> Result<bool, StoreError> {
    if tx.is_postgres() {
        execute!(tx, LOCK, user_id)?;
    }
    Ok(execute!(tx, HOLD, user_id)? == 1)
}

/// Makes `identity` one of `user_id`'s, and what is linked to it too. Both are held.
pub async fn link(
    tx: &mut Tx,
    identity: &User,
    user_id: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = identity.user_id.as_str();
    let profile = to_text(&identity.profile);
    execute!(tx, LINK, id, user_id, now.millis(), profile)?;
    execute!(tx, MOVE, id, user_id)?;
    execute!(tx, TOUCH, user_id, now.millis()).map(drop)
}

/// Makes an identity a user of its own again; false when it is not one of `user_id`'s.
pub async fn unlink(
    tx: &mut Tx,
    identity: &str,
    user_id: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = execute!(tx, UNLINK, identity, user_id, now.millis())?;
    if done == 1 {
        execute!(tx, TOUCH, user_id, now.millis())?;
    }
    Ok(done == 1)
}

/// The connections of the identities that are linked to a user.
pub async fn connections(db: &mut Conn, user_id: &str) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!((String,), db, CONNECTIONS, user_id)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Whose the identity is, if it is linked to anybody.
pub async fn owner(db: &mut Conn, identity: &str) -> Result<Option<String>, StoreError> {
    let mut rows = fetch_all!((String,), db, OWNER, identity)?;
    Ok(rows.pop().map(|(owner,)| owner))
}

/// What is linked to each of these users, the oldest link first, with whom it is linked to.
pub async fn of(db: &mut Conn, user_ids: &[&str]) -> Result<Vec<(String, User)>, StoreError> {
    let Some((first, others)) = user_ids.split_first() else {
        return Ok(Vec::new());
    };
    const START: &str = "/* footbridge_store::user::identities::of */ SELECT user_id, connection, email, email_verified, \
        username, blocked, profile, created_at, updated_at, logins_count, password_epoch, password_hash, linked_to FROM users \
        WHERE linked_to IN (";
    let mut sql = DynamicSql::new(db, START);
    sql.bind_text(first);
    for id in others {
        sql.push(", ").bind_text(id);
    }
    sql.push(") ORDER BY linked_at, user_id");
    let rows: Vec<LinkedRow> = sql.fetch_all(db).await?;
    let read = |row: LinkedRow| Ok((row.linked_to, row.identity.read()?.0));
    rows.into_iter().map(read).collect()
}

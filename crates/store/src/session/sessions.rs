//! Web sessions.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, held_statements, on_engine, row,
    statements,
};
use crate::{from_text, to_text};
use footbridge_domain::action::run::Life;
use footbridge_domain::device::Device;
use footbridge_domain::session::Session;
use footbridge_domain::time::Timestamp;

/// A session beside another row, by `JOIN sessions s`: the columns to ask for, and what they need.
macro_rules! session_columns {
    () => {
        "s.id, s.user_id, s.connection, s.created_at, s.authenticated_at, s.last_interacted_at, s.idle_expires_at, \
         s.expires_at, s.ended_at, s.parent_family, s.initial_device, s.last_device, \
         CASE WHEN p.revoked_at IS NOT NULL AND p.revokes_descendants THEN TRUE ELSE FALSE END AS parent_ended"
    };
}
macro_rules! session_joins {
    () => {
        "LEFT JOIN refresh_families p ON p.id = s.parent_family"
    };
}
pub(crate) use {session_columns, session_joins};

held_statements! {
    /// A transfer makes at most one session, whatever races: its id is unique here. A login with another password than the
    /// user's newest makes none.
    INSERT: "INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at,
                                   last_interacted_at, idle_expires_at, expires_at, parent_family, transfer_id,
                                   initial_device, last_device, purge_at)
             SELECT $1, $2, u.user_id, $4, $5, $6, $5, $7, $8, $9, $10, $11, $11, $8 FROM users u
              WHERE u.user_id = $3 AND u.linked_to IS NULL AND u.password_epoch = $12", u,
            " ON CONFLICT DO NOTHING";
}

statements! {
    BY_COOKIE: ["SELECT ", session_columns!(), " FROM sessions s ", session_joins!(), " WHERE s.cookie_digest = $1"];
    BY_ID: ["SELECT ", session_columns!(), " FROM sessions s ", session_joins!(), " WHERE s.id = $1"];
    TOUCH: "UPDATE sessions SET last_interacted_at = $2, idle_expires_at = $3, last_device = $4
             WHERE id = $1 AND ended_at IS NULL";
    SHORTEN: "UPDATE sessions SET expires_at = CASE WHEN $2 < expires_at THEN $2 ELSE expires_at END,
                     idle_expires_at = CASE WHEN $3 < idle_expires_at THEN $3 ELSE idle_expires_at END
               WHERE id = $1 AND ended_at IS NULL";
    REPLACE_COOKIE: "UPDATE sessions SET cookie_digest = $3, cookie_mode = NULL WHERE id = $1 AND cookie_digest = $2 AND ended_at IS NULL";
    REAUTHENTICATE: "UPDATE sessions SET cookie_digest = $2, cookie_mode = NULL, authenticated_at = $3, connection = $4
                      WHERE id = $1 AND ended_at IS NULL";
    DELETE: "DELETE FROM sessions WHERE id = $1";
    END: "UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    END_OF_USER: "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
    REVOKE: "UPDATE sessions SET ended_at = COALESCE(ended_at, $2), ends_families = TRUE WHERE id = $1";
    ADD_CLIENT: "INSERT INTO session_clients (session_id, client_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    CLIENTS: "SELECT client_id FROM session_clients WHERE session_id = $1 ORDER BY client_id";
}

row! {
    pub(crate) struct Row {
        id: String,
        user_id: String,
        connection: String,
        created_at: i64,
        authenticated_at: i64,
        last_interacted_at: i64,
        idle_expires_at: i64,
        expires_at: i64,
        ended_at: Option<i64>,
        parent_family: Option<String>,
        initial_device: String,
        last_device: String,
        parent_ended: bool,
    }
}

impl Row {
    pub(crate) fn read(self) -> Result<Session, StoreError> {
        Ok(Session {
            initial_device: from_text("sessions", &self.initial_device)?,
            last_device: from_text("sessions", &self.last_device)?,
            id: self.id,
            user_id: self.user_id,
            connection: self.connection,
            created_at: Timestamp::from_millis(self.created_at),
            authenticated_at: Timestamp::from_millis(self.authenticated_at),
            last_interacted_at: Timestamp::from_millis(self.last_interacted_at),
            idle_expires_at: Timestamp::from_millis(self.idle_expires_at),
            expires_at: Timestamp::from_millis(self.expires_at),
            ended_at: self.ended_at.map(Timestamp::from_millis),
            parent_family: self.parent_family,
            parent_ended: self.parent_ended,
        })
    }
}

/// A session that is not stored yet.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub session: Session,
    pub cookie_digest: String,
    /// The transfer that makes it.
    pub transfer_id: Option<String>,
    /// Of the password that the user has signed in with.
    pub password_epoch: i64,
}

/// Stores a new session. False when its transfer has made a session already, its user is gone, or they have got another
/// password.
pub async fn insert(db: &mut Conn, new: &NewSession) -> Result<bool, StoreError> {
    let session = &new.session;
    let sql = INSERT.on(db);
    let done = execute!(
        db,
        sql,
        session.id.as_str(),
        new.cookie_digest.as_str(),
        session.user_id.as_str(),
        session.connection.as_str(),
        session.created_at.millis(),
        session.authenticated_at.millis(),
        session.idle_expires_at.millis(),
        session.expires_at.millis(),
        session.parent_family.as_deref(),
        new.transfer_id.as_deref(),
        to_text(&session.initial_device),
        new.password_epoch,
    )?;
    Ok(done == 1)
}

/// The session whose cookie has that digest, alive or not.
pub async fn by_cookie(db: &mut Conn, cookie_digest: &str) -> Result<Option<Session>, StoreError> {
    fetch_optional!(Row, db, BY_COOKIE, cookie_digest)?
        .map(Row::read)
        .transpose()
}

/// The session with that `sid`, alive or not.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Session>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?
        .map(Row::read)
        .transpose()
}

/// Records that the session was used, and by which device.
pub async fn touch(
    db: &mut Conn,
    id: &str,
    now: Timestamp,
    idle_expires_at: Timestamp,
    device: &Device,
) -> Result<(), StoreError> {
    execute!(
        db,
        TOUCH,
        id,
        now.millis(),
        idle_expires_at.millis(),
        to_text(device)
    )
    .map(drop)
}

/// Lets the session end earlier.
pub async fn shorten(db: &mut Conn, id: &str, life: &Life) -> Result<(), StoreError> {
    let (at, idle) = (millis(life.expires_at), millis(life.idle_expires_at));
    execute!(db, SHORTEN, id, at, idle).map(drop)
}

/// A time that is never reached where there is none.
pub(crate) fn millis(at: Option<Timestamp>) -> i64 {
    at.map_or(i64::MAX, Timestamp::millis)
}

/// Gives the session a new cookie; the old one is dead. False when another request did, or the session ended.
pub async fn replace_cookie(
    db: &mut Conn,
    id: &str,
    old: &str,
    new: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(db, REPLACE_COOKIE, id, old, new)? == 1)
}

/// The same user signed in again: a new cookie and a new time of authentication. False when the session has ended.
pub async fn reauthenticate(
    db: &mut Conn,
    id: &str,
    cookie_digest: &str,
    authenticated_at: Timestamp,
    connection: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(
        db,
        REAUTHENTICATE,
        id,
        cookie_digest,
        authenticated_at.millis(),
        connection
    )? == 1)
}

/// Takes back a session that has not been used yet.
pub async fn delete(db: &mut Conn, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, id).map(drop)
}

/// Ends the session; false when it has ended before.
pub async fn end(db: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(db, END, id, now.millis())? == 1)
}

/// Ends every session of a user; how many.
pub async fn end_of_user(db: &mut Conn, user_id: &str, now: Timestamp) -> Result<u64, StoreError> {
    execute!(db, END_OF_USER, user_id, now.millis())
}

/// Ends the session, and with it every refresh token that was ever issued in it; false when there is no such session.
pub async fn revoke(db: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(db, REVOKE, id, now.millis())? == 1)
}

/// Records that `client_id` takes part in the session.
pub async fn add_client(db: &mut Conn, id: &str, client_id: &str) -> Result<(), StoreError> {
    execute!(db, ADD_CLIENT, id, client_id).map(drop)
}

/// The clients that take part in the session.
pub async fn clients(db: &mut Conn, id: &str) -> Result<Vec<String>, StoreError> {
    Ok(fetch_all!((String,), db, CLIENTS, id)?
        .into_iter()
        .map(|(c,)| c)
        .collect())
}

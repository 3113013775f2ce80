//! Sessions as the Management API shows them: with their clients and metadata, and only while they live.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_one, on_engine, row, statements};
use crate::listing::RowRange;
use crate::sessions::{Row, session_columns, session_joins};
use crate::{from_text, to_text};
use footbridge_domain::session::{AuthenticationMethod, CookieMode, Session};
use footbridge_domain::time::Timestamp;

/// Whether a session lives; `$2` is now.
macro_rules! session_lives {
    () => {
        "s.ended_at IS NULL AND s.expires_at > $2 AND s.idle_expires_at > $2 \
         AND (p.revoked_at IS NULL OR NOT p.revokes_descendants)"
    };
}

statements! {
    BY_ID: ["SELECT s.metadata, s.cookie_mode, s.methods, ", session_columns!(), " FROM sessions s ", session_joins!(), " WHERE s.id = $1 AND ",
            session_lives!()];
    OF_USER: ["SELECT s.metadata, s.cookie_mode, s.methods, ", session_columns!(), " FROM sessions s ", session_joins!(),
              " WHERE s.user_id = $1 AND ", session_lives!(), " AND s.id > $3 ORDER BY s.id LIMIT $4 OFFSET $5"];
    COUNT_OF_USER: ["SELECT COUNT(*) FROM sessions s ", session_joins!(), " WHERE s.user_id = $1 AND ",
                    session_lives!()];
    CLIENTS: "SELECT c.session_id, c.client_id FROM session_clients c JOIN sessions s ON s.id = c.session_id
               WHERE s.user_id = $1 AND s.id >= $2 AND s.id <= $3";
    SET_COOKIE_MODE: "UPDATE sessions SET cookie_mode = $2 WHERE id = $1 AND ended_at IS NULL";
    SET_METHODS: "UPDATE sessions SET methods = $2 WHERE id = $1 AND ended_at IS NULL";
    SET_METADATA: "UPDATE sessions SET metadata = $2 WHERE id = $1 AND ended_at IS NULL";
}

/// What lists one user's sessions, the clients of a page of them, and what counts them.
pub(crate) const LISTING: [&str; 3] = [OF_USER, CLIENTS, COUNT_OF_USER];

/// A living session.
#[derive(Debug, Clone)]
pub struct ListedSession {
    pub session: Session,
    pub clients: Vec<String>,
    pub metadata: Option<Map<String, Value>>,
    /// As an Action wants it.
    pub cookie_mode: Option<CookieMode>,
    /// How else the user has proved who they are.
    pub methods: Vec<AuthenticationMethod>,
}

impl ListedSession {
    /// One in which nothing has happened yet.
    pub fn new(session: Session) -> Self {
        Self {
            session,
            clients: vec![],
            metadata: None,
            cookie_mode: None,
            methods: vec![],
        }
    }
}

row! {
    struct ListedRow {
        #[sqlx(flatten)]
        session: Row,
        metadata: Option<String>,
        cookie_mode: Option<String>,
        methods: Option<String>,
    }
}

/// The living session with that id.
pub async fn by_id(
    db: &mut Conn,
    id: &str,
    now: Timestamp,
) -> Result<Option<ListedSession>, StoreError> {
    let rows = fetch_all!(ListedRow, db, BY_ID, id, now.millis())?;
    Ok(complete(db, rows).await?.pop())
}

/// Living sessions of a user.
pub async fn of_user(
    db: &mut Conn,
    user_id: &str,
    now: Timestamp,
    part: RowRange<'_>,
) -> Result<Vec<ListedSession>, StoreError> {
    let (limit, offset) = (i64::from(part.limit), i64::from(part.offset));
    let rows = fetch_all!(
        ListedRow,
        db,
        OF_USER,
        user_id,
        now.millis(),
        part.after.unwrap_or_default(),
        limit,
        offset
    )?;
    complete(db, rows).await
}

/// How many sessions of a user live.
pub async fn count_of_user(
    db: &mut Conn,
    user_id: &str,
    now: Timestamp,
) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT_OF_USER, user_id, now.millis())?.0)
}

/// Replaces the metadata; false when the session has ended.
pub async fn set_metadata(
    db: &mut Conn,
    id: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<bool, StoreError> {
    Ok(execute!(db, SET_METADATA, id, metadata.map(to_text))? == 1)
}

/// Keeps what an Action decided of the cookie; it holds until the session gets another one.
pub async fn set_cookie_mode(db: &mut Conn, id: &str, mode: CookieMode) -> Result<(), StoreError> {
    execute!(db, SET_COOKIE_MODE, id, mode.name()).map(drop)
}

/// Replaces how else the user has proved who they are.
pub async fn set_methods(
    db: &mut Conn,
    id: &str,
    methods: &[AuthenticationMethod],
) -> Result<(), StoreError> {
    execute!(db, SET_METHODS, id, to_text(&methods)).map(drop)
}

async fn complete(db: &mut Conn, rows: Vec<ListedRow>) -> Result<Vec<ListedSession>, StoreError> {
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        let metadata = row.metadata.as_deref();
        let methods = row.methods.as_deref();
        let methods = methods.map(|m| from_text("sessions", m)).transpose()?;
        listed.push(ListedSession {
            metadata: metadata.map(|m| from_text("sessions", m)).transpose()?,
            cookie_mode: row.cookie_mode.as_deref().and_then(CookieMode::parse),
            methods: methods.unwrap_or_default(),
            ..ListedSession::new(row.session.read()?)
        });
    }
    let (Some(first), Some(last)) = (listed.first(), listed.last()) else {
        return Ok(listed);
    };
    let (user_id, from, to) = (&first.session.user_id, &first.session.id, &last.session.id);
    let pairs = fetch_all!((String, String), db, CLIENTS, user_id, from, to)?;
    let mut clients: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (session_id, client_id) in pairs {
        clients.entry(session_id).or_default().insert(client_id);
    }
    for entry in &mut listed {
        let clients = clients.remove(&entry.session.id).unwrap_or_default();
        entry.clients = clients.into_iter().collect();
    }
    Ok(listed)
}

//! What is remembered for SAML: messages that were acted upon, and who takes part in which session.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, row, statements,
};
use footbridge_domain::time::Timestamp;

statements! {
    /// The request that inserts the row may act upon the message.
    TAKE: "INSERT INTO saml_messages (client_id, message_id, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// A service provider that signs the user in again keeps its session index.
    JOIN: "INSERT INTO saml_participants (session_id, client_id, session_index, name, name_format)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (session_id, client_id) DO UPDATE SET name = excluded.name, name_format = excluded.name_format
           RETURNING session_index";
    BY_INDEX: "SELECT session_id, client_id, session_index, name, name_format FROM saml_participants
                WHERE session_index = $1 AND client_id = $2";
    OF_SESSION: "SELECT session_id, client_id, session_index, name, name_format FROM saml_participants
                  WHERE session_id = $1 ORDER BY client_id";
    LEAVE: "DELETE FROM saml_participants WHERE session_id = $1";
}

row! {
    /// A service provider in a session.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Participant {
        pub session_id: String,
        pub client_id: String,
        pub session_index: String,
        pub name: String,
        pub name_format: String,
    }
}

/// Takes a message, once; false when it has been taken before.
pub async fn take(
    db: &mut Conn,
    client_id: &str,
    message_id: &str,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, TAKE, client_id, message_id, expires_at.millis())? == 1)
}

/// Records the participant; the session index that it has, the given one or an older one.
pub async fn join(db: &mut Conn, new: &Participant) -> Result<String, StoreError> {
    let row = fetch_one!(
        (String,),
        db,
        JOIN,
        new.session_id.as_str(),
        new.client_id.as_str(),
        new.session_index.as_str(),
        new.name.as_str(),
        new.name_format.as_str()
    )?;
    Ok(row.0)
}

/// The client's own participation with that session index.
pub async fn by_index(
    db: &mut Conn,
    session_index: &str,
    client_id: &str,
) -> Result<Option<Participant>, StoreError> {
    fetch_optional!(Participant, db, BY_INDEX, session_index, client_id)
}

/// Everybody in a session.
pub async fn of_session(db: &mut Conn, session_id: &str) -> Result<Vec<Participant>, StoreError> {
    fetch_all!(Participant, db, OF_SESSION, session_id)
}

/// Forgets everybody in a session.
pub async fn leave(db: &mut Conn, session_id: &str) -> Result<(), StoreError> {
    execute!(db, LEAVE, session_id).map(drop)
}

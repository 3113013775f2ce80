//! Tickets: used once, whatever races.

use crate::engine::{
    Conn, StoreError, execute, fetch_optional, held_statements, on_engine, statements,
};
use crate::{from_text, to_text};
use footbridge_domain::ticket::{Death, Ticket, TicketKind};
use footbridge_domain::time::Timestamp;

held_statements! {
    INSERT: "INSERT INTO tickets (digest, kind, user_id, document, expires_at)
             SELECT $1, $2, u.user_id, $4, $5 FROM users u WHERE u.user_id = $3", u, "";
}

statements! {
    FIND: "SELECT user_id, document FROM tickets WHERE digest = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3";
    /// The whole of single use.
    BURN: "UPDATE tickets SET used_at = $3 WHERE digest = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING user_id, document";
    DEAD: "SELECT document, used_at FROM tickets WHERE digest = $1 AND kind = $2";
    /// No time at which it was used: it was not.
    END_OF_USER: "UPDATE tickets SET used_at = 0
                   WHERE kind = $2 AND used_at IS NULL
                     AND (user_id = $1 OR user_id IN (SELECT user_id FROM users WHERE linked_to = $1))";
}

/// A ticket and the identity that it is for.
#[derive(Debug, Clone)]
pub struct StoredTicket {
    pub user_id: String,
    pub ticket: Ticket,
}

/// A ticket that is not stored yet.
#[derive(Debug, Clone, Copy)]
pub struct NewTicket<'a> {
    pub digest: &'a str,
    pub kind: TicketKind,
    pub user_id: &'a str,
    pub ticket: &'a Ticket,
    pub expires_at: Timestamp,
}

type Row = (String, String);

fn read((user_id, document): Row) -> Result<StoredTicket, StoreError> {
    let ticket = from_text("tickets", &document)?;
    Ok(StoredTicket { user_id, ticket })
}

/// Stores a ticket; false when the identity that it is for is gone.
pub async fn insert(db: &mut Conn, new: NewTicket<'_>) -> Result<bool, StoreError> {
    let sql = INSERT.on(db);
    let done = execute!(
        db,
        sql,
        new.digest,
        new.kind.as_str(),
        new.user_id,
        to_text(new.ticket),
        new.expires_at.millis()
    )?;
    Ok(done == 1)
}

/// A ticket that can still be used.
pub async fn find(
    db: &mut Conn,
    kind: TicketKind,
    digest: &str,
    now: Timestamp,
) -> Result<Option<StoredTicket>, StoreError> {
    let row = fetch_optional!(Row, db, FIND, digest, kind.as_str(), now.millis())?;
    row.map(read).transpose()
}

/// A ticket that can be used no more, as long as it is remembered.
pub async fn dead(
    db: &mut Conn,
    kind: TicketKind,
    digest: &str,
) -> Result<Option<(Ticket, Death)>, StoreError> {
    let row = fetch_optional!((String, Option<i64>), db, DEAD, digest, kind.as_str())?;
    let read = |(document, used_at): (String, Option<i64>)| {
        let death = match used_at {
            None => Death::Expired,
            Some(0) => Death::Ended,
            Some(_) => Death::Used,
        };
        Ok((from_text("tickets", &document)?, death))
    };
    row.map(read).transpose()
}

/// Uses a ticket up; `None`: it is unknown, was used, or has expired.
pub async fn burn(
    db: &mut Conn,
    kind: TicketKind,
    digest: &str,
    now: Timestamp,
) -> Result<Option<StoredTicket>, StoreError> {
    let row = fetch_optional!(Row, db, BURN, digest, kind.as_str(), now.millis())?;
    row.map(read).transpose()
}

/// Makes the tickets of that kind worthless that a user still has, for whichever identity of theirs.
pub async fn end_of_user(db: &mut Conn, kind: TicketKind, user_id: &str) -> Result<(), StoreError> {
    execute!(db, END_OF_USER, user_id, kind.as_str()).map(drop)
}

//! Authorization codes: taken once.

use super::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::code::Grant;
use crate::domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO codes (digest, client_id, grant_document, expires_at) VALUES ($1, $2, $3, $4)";
    /// The whole of single use. Another client must not be able to spend the code, so the client is a condition too.
    TAKE: "UPDATE codes SET used_at = $3
            WHERE digest = $1 AND client_id = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING grant_document";
    /// Asked only after a refusal. A second use is remembered, so that a first one still under way gets nothing either.
    REPLAY: "UPDATE codes SET replayed_at = $3
              WHERE digest = $1 AND client_id = $2 AND used_at IS NOT NULL
          RETURNING family_id, grant_document";
    LINK: "UPDATE codes SET family_id = $2 WHERE digest = $1 AND replayed_at IS NULL";
    REPLAYED: "SELECT replayed_at FROM codes WHERE digest = $1";
}

/// What became of an attempt to take a code.
#[derive(Debug, PartialEq)]
pub enum Taken {
    Grant(Box<Grant>),
    /// Used before: whatever the first use got has to end.
    Replayed {
        family_id: Option<String>,
        grant: Box<Grant>,
    },
    /// Unknown, expired, or another client's.
    Unknown,
}

/// Stores a code.
pub async fn insert(
    db: &mut Conn,
    digest: &str,
    client_id: &str,
    grant: &Grant,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        db,
        INSERT,
        digest,
        client_id,
        to_text(grant),
        expires_at.millis()
    )
    .map(drop)
}

/// Takes the code, once and for all.
pub async fn take(
    db: &mut Conn,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Taken, StoreError> {
    if let Some((text,)) = fetch_optional!((String,), db, TAKE, digest, client_id, now.millis())? {
        return Ok(Taken::Grant(Box::new(from_text("codes", &text)?)));
    }
    Ok(
        match fetch_optional!(
            (Option<String>, String),
            db,
            REPLAY,
            digest,
            client_id,
            now.millis()
        )? {
            Some((family_id, text)) => Taken::Replayed {
                family_id,
                grant: Box::new(from_text("codes", &text)?),
            },
            None => Taken::Unknown,
        },
    )
}

/// Notes which family came of the code; false when the code has been replayed meanwhile.
pub async fn link_family(db: &mut Conn, digest: &str, family_id: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, LINK, digest, family_id)? == 1)
}

/// Whether the code was shown again after its use.
pub async fn was_replayed(db: &mut Conn, digest: &str) -> Result<bool, StoreError> {
    Ok(fetch_optional!((Option<i64>,), db, REPLAYED, digest)?.is_some_and(|(at,)| at.is_some()))
}

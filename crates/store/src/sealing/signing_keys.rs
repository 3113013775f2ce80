//! Signing keys: the private half sealed, the public half in a certificate.

use crate::engine::{Conn, StoreError, Tx, execute, fetch_all, on_engine, statements};
use crate::sealed_columns::SIGNING_KEY;
use footbridge_domain::signing_key::{KeyState, SigningKey};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    INSERT: "INSERT INTO signing_keys (kid, state, private_key, certificate, created_at, state_since)
             VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING";
    PUBLISHED: "SELECT kid, state, private_key, certificate, created_at, state_since FROM signing_keys
                 WHERE state <> 'revoked' ORDER BY created_at DESC, kid";
    ALL: "SELECT kid, state, certificate, state_since FROM signing_keys WHERE state <> 'sha1'
           ORDER BY created_at DESC, kid";
    MOVE: "UPDATE signing_keys SET state = $2, state_since = $3 WHERE state = $1";
    REVOKE: "UPDATE signing_keys SET state = 'revoked', state_since = $2 WHERE kid = $1 AND state = 'previous'";
}

fn unknown(state: &str) -> StoreError {
    StoreError::Corrupt {
        table: "signing_keys",
        what: format!("state {state:?}"),
    }
}

/// What a key is or was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStanding {
    Current,
    Next,
    Previous,
    /// Withdrawn: published no more.
    Revoked,
}

/// A key as it may be shown.
#[derive(Debug, Clone)]
pub struct ListedKey {
    pub kid: String,
    pub standing: KeyStanding,
    /// PEM.
    pub certificate: String,
    /// Since when it has been what it is.
    pub state_since: Timestamp,
}

type Row = (String, String, Vec<u8>, String, i64, i64);

/// Stores a key; false when another process was faster to fill the same place.
pub async fn insert(db: &mut Conn, key: &SigningKey) -> Result<bool, StoreError> {
    let cell = SIGNING_KEY.cell(&key.kid);
    let sealed = db.sealer().seal(&Entropy::system(), cell, &key.private_key);
    let (kid, state) = (key.kid.as_str(), key.state.as_str());
    Ok(execute!(
        db,
        INSERT,
        kid,
        state,
        sealed,
        key.certificate.as_str(),
        key.created_at.millis()
    )? == 1)
}

/// Every key that is not revoked, newest first.
pub async fn published(db: &mut Conn) -> Result<Vec<SigningKey>, StoreError> {
    let rows = fetch_all!(Row, db, PUBLISHED)?;
    rows.into_iter().map(|row| read(db, row)).collect()
}

/// Every key that signs tokens, newest first, the revoked ones too, without their private halves.
pub async fn all(db: &mut Conn) -> Result<Vec<ListedKey>, StoreError> {
    let rows = fetch_all!((String, String, String, i64), db, ALL)?;
    let listed = rows
        .into_iter()
        .map(|(kid, state, certificate, state_since)| {
            let standing = match state.as_str() {
                "revoked" => KeyStanding::Revoked,
                "current" => KeyStanding::Current,
                "next" => KeyStanding::Next,
                "previous" => KeyStanding::Previous,
                other => return Err(unknown(other)),
            };
            Ok(ListedKey {
                kid,
                standing,
                certificate,
                state_since: Timestamp::from_millis(state_since),
            })
        });
    listed.collect()
}

/// Moves the current key to the previous ones and the next one to the front.
pub async fn rotate(tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, MOVE, "current", "previous", now.millis())?;
    execute!(tx, MOVE, "next", "current", now.millis()).map(drop)
}

/// Withdraws a previous key; false when it is not one.
pub async fn revoke(db: &mut Conn, kid: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(db, REVOKE, kid, now.millis())? == 1)
}

fn read(
    db: &Conn,
    (kid, state, sealed, certificate, created_at, state_since): Row,
) -> Result<SigningKey, StoreError> {
    let state = KeyState::named(&state).ok_or_else(|| unknown(&state))?;
    let cell = SIGNING_KEY.cell(&kid);
    let private_key = db.sealer().open(cell, &sealed)?;
    let (created_at, state_since) = (
        Timestamp::from_millis(created_at),
        Timestamp::from_millis(state_since),
    );
    Ok(SigningKey {
        private_key,
        kid,
        state,
        certificate,
        created_at,
        state_since,
    })
}

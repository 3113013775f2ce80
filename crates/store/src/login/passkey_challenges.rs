//! Challenges of passkeys that applications show by themselves: each is answered once. Sealed, because one that makes an account
//! holds its profile.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::sealed_columns::PASSKEY_CHALLENGE;
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

const TABLE: &str = "passkey_challenges";

statements! {
    INSERT: "INSERT INTO passkey_challenges (digest, client_id, document, expires_at) VALUES ($1, $2, $3, $4)";
    /// The whole of single use.
    TAKE: "DELETE FROM passkey_challenges WHERE digest = $1 AND client_id = $2 AND expires_at > $3 RETURNING document";
}

/// Stores one under the digest of its `auth_session`, for a client.
pub async fn insert<T: Serialize>(
    db: &mut Conn,
    (digest, client_id): (&str, &str),
    document: &T,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let (cell, text) = (PASSKEY_CHALLENGE.cell(digest), to_text(document));
    let sealed = db.sealer().seal(&Entropy::system(), cell, text.as_bytes());
    let sealed = STANDARD.encode(sealed);
    execute!(db, INSERT, digest, client_id, sealed, expires_at.millis()).map(drop)
}

/// Takes it, once; `None` where it has expired, was answered, or is another client's.
pub async fn take<T: DeserializeOwned>(
    db: &mut Conn,
    (digest, client_id): (&str, &str),
    now: Timestamp,
) -> Result<Option<T>, StoreError> {
    let row = fetch_optional!((String,), db, TAKE, digest, client_id, now.millis())?;
    row.map(|(text,)| open(db, digest, &text)).transpose()
}

fn open<T: DeserializeOwned>(db: &Conn, digest: &str, text: &str) -> Result<T, StoreError> {
    let corrupt = |what: String| StoreError::Corrupt { table: TABLE, what };
    let sealed = STANDARD.decode(text).map_err(|e| corrupt(e.to_string()))?;
    let opened = db.sealer().open(PASSKEY_CHALLENGE.cell(digest), &sealed)?;
    let text = String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?;
    from_text(TABLE, &text)
}

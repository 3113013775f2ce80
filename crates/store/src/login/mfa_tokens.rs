//! Token requests that wait for a second factor: each goes on once, whatever races.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_optional, held_statements, on_engine, row, statements,
};
use crate::sealed_columns::MFA_TOKEN;
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

const TABLE: &str = "mfa_tokens";
/// How many of a user are kept: the newest.
pub const MOST: i64 = 20;

held_statements! {
    INSERT: "INSERT INTO mfa_tokens (digest, user_id, client_id, password_epoch, document, expires_at)
             SELECT $1, u.user_id, $3, u.password_epoch, $5, $6 FROM users u
              WHERE u.user_id = $2 AND u.linked_to IS NULL AND u.password_epoch = $4", u, "";
}

statements! {
    /// Makes room for one more.
    CROWD_OUT: "DELETE FROM mfa_tokens WHERE digest IN (
                    SELECT digest FROM mfa_tokens WHERE user_id = $1 ORDER BY expires_at DESC LIMIT 1000 OFFSET $2)";
    FIND: "SELECT user_id, client_id, password_epoch, document, enrolling, recovery_code, oob_code, oob_to, expires_at, used_at
             FROM mfa_tokens WHERE digest = $1";
    CHALLENGE: "UPDATE mfa_tokens SET oob_code = $2, oob_to = $3 WHERE digest = $1 AND used_at IS NULL";
    ENROLL: "UPDATE mfa_tokens SET enrolling = $2, recovery_code = $3, oob_code = $4, oob_to = $5
              WHERE digest = $1 AND used_at IS NULL";
    /// The whole of single use; worth nothing once the user has another password.
    BURN: "UPDATE mfa_tokens SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
              AND password_epoch = (SELECT u.password_epoch FROM users u WHERE u.user_id = mfa_tokens.user_id)";
    /// The same of what was begun by a token that stays.
    SETTLE: "UPDATE mfa_tokens SET enrolling = NULL, recovery_code = NULL, oob_code = NULL, oob_to = NULL
              WHERE digest = $1 AND enrolling = $3 AND used_at IS NULL AND expires_at > $2
                AND password_epoch = (SELECT u.password_epoch FROM users u WHERE u.user_id = mfa_tokens.user_id)";
}

/// One that is not stored yet.
#[derive(Debug, Clone, Copy)]
pub struct NewMfaToken<'a, T> {
    pub digest: &'a str,
    pub user_id: &'a str,
    pub client_id: &'a str,
    /// The login was one under the password of that epoch.
    pub password_epoch: i64,
    /// What waits.
    pub document: &'a T,
    pub expires_at: Timestamp,
}

/// A stored one. Not `Debug`: it holds digests of codes and an address.
pub struct StoredMfaToken<T> {
    pub user_id: String,
    pub client_id: String,
    pub password_epoch: i64,
    pub document: T,
    /// The id of the authenticator that was begun to be enrolled by it.
    pub enrolling: Option<String>,
    /// The digest of the recovery code that was shown with it.
    pub recovery_code: Option<String>,
    /// The newest challenge that was sent: the digest of its `oob_code`, and the address.
    pub oob: Option<(String, String)>,
    pub expires_at: Timestamp,
    pub is_used: bool,
}

/// What is begun to be enrolled.
#[derive(Clone, Copy)]
pub struct Enrolling<'a> {
    pub authenticator_id: &'a str,
    /// The digest of the first recovery code.
    pub recovery_code: Option<&'a str>,
    /// See [`StoredMfaToken::oob`].
    pub oob: Option<(&'a str, &'a str)>,
}

row! {
    struct Row {
        user_id: String,
        client_id: String,
        password_epoch: i64,
        document: String,
        enrolling: Option<String>,
        recovery_code: Option<String>,
        oob_code: Option<String>,
        oob_to: Option<String>,
        expires_at: i64,
        used_at: Option<i64>,
    }
}

/// Stores one, in the place of the user's oldest where there are [`MOST`]; false where the user is gone or has another password
/// by now.
pub async fn insert<T: Serialize>(
    tx: &mut Tx,
    new: &NewMfaToken<'_, T>,
) -> Result<bool, StoreError> {
    execute!(tx, CROWD_OUT, new.user_id, MOST - 1)?;
    let (cell, text) = (MFA_TOKEN.cell(new.digest), to_text(new.document));
    let sealed = tx.sealer().seal(&Entropy::system(), cell, text.as_bytes());
    let document = STANDARD.encode(sealed);
    let (epoch, expires_at) = (new.password_epoch, new.expires_at.millis());
    let sql = INSERT.on(tx);
    let done = execute!(
        tx,
        sql,
        new.digest,
        new.user_id,
        new.client_id,
        epoch,
        document,
        expires_at
    )?;
    Ok(done == 1)
}

/// The one of that digest, used and expired or not.
pub async fn find<T: DeserializeOwned>(
    db: &mut Conn,
    digest: &str,
) -> Result<Option<StoredMfaToken<T>>, StoreError> {
    let Some(row) = fetch_optional!(Row, db, FIND, digest)? else {
        return Ok(None);
    };
    Ok(Some(StoredMfaToken {
        document: open(db, digest, &row.document)?,
        user_id: row.user_id,
        client_id: row.client_id,
        password_epoch: row.password_epoch,
        enrolling: row.enrolling,
        recovery_code: row.recovery_code,
        oob: row.oob_code.zip(row.oob_to),
        expires_at: Timestamp::from_millis(row.expires_at),
        is_used: row.used_at.is_some(),
    }))
}

/// Notes the newest challenge: the digest of its `oob_code`, and the address. False where the token was used meanwhile.
pub async fn challenge(
    db: &mut Conn,
    digest: &str,
    (oob_code, to): (&str, &str),
) -> Result<bool, StoreError> {
    Ok(execute!(db, CHALLENGE, digest, oob_code, to)? == 1)
}

/// Notes what is begun to be enrolled. False where the token was used meanwhile.
pub async fn enroll(db: &mut Conn, digest: &str, begun: Enrolling<'_>) -> Result<bool, StoreError> {
    let (oob_code, oob_to) = begun.oob.unzip();
    let (id, recovery_code) = (begun.authenticator_id, begun.recovery_code);
    Ok(execute!(db, ENROLL, digest, id, recovery_code, oob_code, oob_to)? == 1)
}

/// Uses it up; false where it was used, has expired, or the user has another password by now.
pub async fn burn(db: &mut Conn, digest: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(db, BURN, digest, now.millis())? == 1)
}

/// Uses up what was begun to be enrolled, by its authenticator's id; false where that was done, or as with [`burn`].
pub async fn settle(
    db: &mut Conn,
    (digest, begun): (&str, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, SETTLE, digest, now.millis(), begun)? == 1)
}

fn open<T: DeserializeOwned>(db: &Conn, digest: &str, text: &str) -> Result<T, StoreError> {
    let corrupt = |what: String| StoreError::Corrupt { table: TABLE, what };
    let sealed = STANDARD.decode(text).map_err(|e| corrupt(e.to_string()))?;
    let opened = db.sealer().open(MFA_TOKEN.cell(digest), &sealed)?;
    let text = String::from_utf8(opened).map_err(|e| corrupt(e.to_string()))?;
    from_text(TABLE, &text)
}

//! What users have enrolled as second factors. Each proof is taken once: the row that a statement changes is the judge.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_one, fetch_optional, held_statements,
    on_engine, row, statements,
};
use crate::sealed_columns::AUTHENTICATOR_SECRET;
use crate::{from_text, to_text};
use footbridge_domain::guardian::{Authenticator, AuthenticatorDetails, AuthenticatorKind};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

/// How many second factors a user may have, and how many passkeys.
pub const MOST: i64 = 20;

held_statements! {
    INSERT: "INSERT INTO authenticators (id, user_id, kind, document, secret, code, last_step, created_at, confirmed_at, key_id, sign_count, backed_up)
             SELECT $1, u.user_id, $3, $4, $5, $6, $7, $8, $9, $11, $12, $13 FROM users u
              WHERE u.user_id = $2 AND u.linked_to IS NULL
                AND (SELECT COUNT(*) FROM authenticators WHERE user_id = $2 AND (kind = 'passkey') = ($3 = 'passkey')) < $10", u,
            " ON CONFLICT DO NOTHING";
}

statements! {
    OF_USER: "SELECT id, user_id, kind, document, secret, code, key_id, sign_count, backed_up, created_at, confirmed_at, last_auth_at, guards_since
                FROM authenticators WHERE user_id = $1 ORDER BY created_at, id";
    BY_ID: "SELECT id, user_id, kind, document, secret, code, key_id, sign_count, backed_up, created_at, confirmed_at, last_auth_at, guards_since
              FROM authenticators WHERE id = $1";
    BY_KEY: "SELECT id, user_id, kind, document, secret, code, key_id, sign_count, backed_up, created_at, confirmed_at, last_auth_at, guards_since
               FROM authenticators WHERE key_id = $1";
    /// A time step is accepted once (RFC 6238 §5.2). The first one confirms.
    TAKE_STEP: "UPDATE authenticators SET last_step = $3, last_auth_at = $4, confirmed_at = COALESCE(confirmed_at, $4)
                 WHERE id = $1 AND user_id = $2 AND last_step < $3";
    /// The whole of single use: another code takes the place of the one that is used.
    TAKE_CODE: "UPDATE authenticators SET code = $4, last_auth_at = $5
                 WHERE id = $1 AND user_id = $2 AND code = $3";
    /// A counter that does not grow is that of a copy (WebAuthn §6.1.1); zero is that of an authenticator without one.
    SIGN: "UPDATE authenticators SET sign_count = $3, backed_up = $4, last_auth_at = $5, confirmed_at = COALESCE(confirmed_at, $5)
            WHERE id = $1 AND user_id = $2 AND (sign_count < $3 OR (sign_count = 0 AND $3 = 0))";
    REPLACE_CODE: "UPDATE authenticators SET code = $2 WHERE user_id = $1 AND kind = 'recovery-code'";
    USE: "UPDATE authenticators SET last_auth_at = $3, confirmed_at = COALESCE(confirmed_at, $3) WHERE id = $1 AND user_id = $2";
    DESCRIBE: "UPDATE authenticators SET document = $3 WHERE id = $1 AND user_id = $2";
    DELETE: "DELETE FROM authenticators WHERE id = $1 AND user_id = $2";
    DELETE_LONE_CODE: "DELETE FROM authenticators WHERE user_id = $1 AND kind = 'recovery-code'
                          AND NOT EXISTS (SELECT 1 FROM authenticators WHERE user_id = $1 AND confirmed_at IS NOT NULL
                                             AND kind NOT IN ('recovery-code', 'passkey'))";
    GUARD_ANEW: "UPDATE authenticators SET guards_since = $2
                  WHERE user_id = $1 AND confirmed_at IS NOT NULL AND COALESCE(guards_since, confirmed_at) < $2";
    DELETE_ONE_UNCONFIRMED: "DELETE FROM authenticators WHERE id = $1 AND user_id = $2 AND confirmed_at IS NULL";
    DELETE_UNCONFIRMED: "DELETE FROM authenticators WHERE user_id = $1 AND kind = $2 AND confirmed_at IS NULL";
    /// What another enrolment has confirmed; recovery codes and passkeys stand for no enrolment of a factor.
    CONFIRMED: "SELECT COUNT(*) FROM authenticators
                 WHERE user_id = $1 AND id <> $2 AND confirmed_at IS NOT NULL AND kind NOT IN ('recovery-code', 'passkey')";
    DELETE_PASSKEYS: "DELETE FROM authenticators WHERE user_id = $1 AND kind = 'passkey'";
    DELETE_ALL: "DELETE FROM authenticators WHERE user_id = $1";
}

/// What a proof is compared with.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// Nothing: a code is sent.
    None,
    /// The key of a TOTP.
    Totp(Vec<u8>),
    /// The digest of a recovery code.
    RecoveryCode(String),
}

/// A stored authenticator. Not `Debug`: it holds the secret.
#[derive(Clone)]
pub struct StoredAuthenticator {
    pub authenticator: Authenticator,
    pub secret: Secret,
}

row! {
    struct Row {
        id: String,
        user_id: String,
        kind: String,
        document: String,
        secret: Option<Vec<u8>>,
        code: Option<String>,
        key_id: Option<String>,
        sign_count: i64,
        backed_up: Option<i64>,
        created_at: i64,
        confirmed_at: Option<i64>,
        last_auth_at: Option<i64>,
        guards_since: Option<i64>,
    }
}

impl Row {
    fn read(self, db: &Conn) -> Result<StoredAuthenticator, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt {
            table: "authenticators",
            what: what.to_owned(),
        };
        let kind = AuthenticatorKind::parse(&self.kind).ok_or_else(|| corrupt("kind"))?;
        let secret = match kind {
            AuthenticatorKind::Totp => {
                let sealed = self.secret.ok_or_else(|| corrupt("secret"))?;
                let key = db
                    .sealer()
                    .open(AUTHENTICATOR_SECRET.cell(&self.id), &sealed)?;
                Secret::Totp(key)
            }
            AuthenticatorKind::RecoveryCode => {
                Secret::RecoveryCode(self.code.ok_or_else(|| corrupt("code"))?)
            }
            AuthenticatorKind::Phone
            | AuthenticatorKind::Email
            | AuthenticatorKind::WebauthnRoaming
            | AuthenticatorKind::WebauthnPlatform
            | AuthenticatorKind::Passkey => Secret::None,
        };
        let mut details: AuthenticatorDetails = from_text("authenticators", &self.document)?;
        if let Some(credential) = &mut details.credential {
            credential.key_id = self.key_id.ok_or_else(|| corrupt("key_id"))?;
            let counter = u32::try_from(self.sign_count);
            credential.counter = counter.map_err(|_| corrupt("sign_count"))?;
            credential.is_backed_up = self.backed_up.map(|flag| flag != 0);
        }
        Ok(StoredAuthenticator {
            authenticator: Authenticator {
                details,
                id: self.id,
                user_id: self.user_id,
                kind,
                created_at: Timestamp::from_millis(self.created_at),
                confirmed_at: self.confirmed_at.map(Timestamp::from_millis),
                last_auth_at: self.last_auth_at.map(Timestamp::from_millis),
                guards_since: self.guards_since.map(Timestamp::from_millis),
            },
            secret,
        })
    }
}

/// Stores what a user enrolls, with the newest time step that was accepted of a TOTP; false where the user is gone, has
/// [`MOST`], or has a recovery code already, or where the credential is known.
pub async fn insert(
    db: &mut Conn,
    new: &StoredAuthenticator,
    last_step: i64,
) -> Result<bool, StoreError> {
    let of = &new.authenticator;
    let (secret, code) = match &new.secret {
        Secret::None => (None, None),
        Secret::Totp(key) => {
            let cell = AUTHENTICATOR_SECRET.cell(&of.id);
            let sealed = db.sealer().seal(&Entropy::system(), cell, key);
            (Some(sealed), None)
        }
        Secret::RecoveryCode(digest) => (None, Some(digest.as_str())),
    };
    let credential = of.details.credential.as_ref();
    let sql = INSERT.on(db);
    let done = execute!(
        db,
        sql,
        of.id.as_str(),
        of.user_id.as_str(),
        of.kind.name(),
        to_text(&of.details),
        secret,
        code,
        last_step,
        of.created_at.millis(),
        of.confirmed_at.map(Timestamp::millis),
        MOST,
        credential.map(|of| of.key_id.as_str()),
        credential.map_or(0, |of| i64::from(of.counter)),
        credential.and_then(|of| of.is_backed_up).map(i64::from)
    )?;
    Ok(done == 1)
}

/// Everything that a user has enrolled, the oldest first, confirmed or not.
pub async fn of_user(db: &mut Conn, user_id: &str) -> Result<Vec<StoredAuthenticator>, StoreError> {
    let rows = fetch_all!(Row, db, OF_USER, user_id)?;
    rows.into_iter().map(|row| row.read(db)).collect()
}

/// The second factor with that id, which leaves out its kind.
pub async fn by_device(
    db: &mut Conn,
    device_id: &str,
) -> Result<Option<StoredAuthenticator>, StoreError> {
    let kinds = AuthenticatorKind::ALL.into_iter();
    for kind in kinds.filter(|kind| kind.factor().is_some()) {
        let id = format!("{}|{device_id}", kind.name());
        if let Some(row) = fetch_optional!(Row, db, BY_ID, id)? {
            return row.read(db).map(Some);
        }
    }
    Ok(None)
}

/// The WebAuthn credential with that id, of any user.
pub async fn by_key(db: &mut Conn, key_id: &str) -> Result<Option<Authenticator>, StoreError> {
    let row = fetch_optional!(Row, db, BY_KEY, key_id)?;
    let found = row.map(|row| row.read(db)).transpose()?;
    Ok(found.map(|stored| stored.authenticator))
}

/// Takes a signature of a credential, with its counter and whether there is a copy of it; false where the counter did not grow
/// meanwhile, or it is gone.
pub async fn sign(
    db: &mut Conn,
    of: &Authenticator,
    (counter, is_backed_up): (u32, bool),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, user_id) = (of.id.as_str(), of.user_id.as_str());
    let facts = (i64::from(counter), i64::from(is_backed_up));
    Ok(execute!(db, SIGN, id, user_id, facts.0, facts.1, now.millis())? == 1)
}

/// Accepts a time step of a TOTP, which confirms it; false where that step or a later one was accepted before.
pub async fn take_step(
    db: &mut Conn,
    of: &Authenticator,
    step: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, user_id) = (of.id.as_str(), of.user_id.as_str());
    Ok(execute!(db, TAKE_STEP, id, user_id, step, now.millis())? == 1)
}

/// Uses a recovery code up, by its digest, and puts another one in its place; false where it was used before.
pub async fn take_code(
    db: &mut Conn,
    of: &Authenticator,
    (used, next): (&str, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, user_id) = (of.id.as_str(), of.user_id.as_str());
    Ok(execute!(db, TAKE_CODE, id, user_id, used, next, now.millis())? == 1)
}

/// Gives a user another recovery code, by its digest; false where they have none.
pub async fn replace_code(db: &mut Conn, user_id: &str, next: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, REPLACE_CODE, user_id, next)? == 1)
}

/// Notes that it was used, which confirms it; false where it is gone.
pub async fn note_use(
    db: &mut Conn,
    of: &Authenticator,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, USE, of.id.as_str(), of.user_id.as_str(), now.millis())? == 1)
}

/// Changes what is known of it; false where it is gone.
pub async fn describe(db: &mut Conn, of: &Authenticator) -> Result<bool, StoreError> {
    let document = to_text(&of.details);
    Ok(execute!(db, DESCRIBE, of.id.as_str(), of.user_id.as_str(), document)? == 1)
}

/// Takes one away; false where it is gone. The caller forgets the browsers that it was passed in.
pub async fn delete(tx: &mut Tx, user_id: &str, id: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, DELETE, id, user_id)? == 1)
}

/// Has what the user still has guard the account anew: what was passed before that time opens nothing any more. The caller has
/// taken something else away.
pub async fn guard_anew(tx: &mut Tx, user_id: &str, since: Timestamp) -> Result<(), StoreError> {
    execute!(tx, GUARD_ANEW, user_id, since.millis()).map(drop)
}

/// Takes away a recovery code that has no factor left to stand behind: it would open what is enrolled next, perhaps by another
/// person.
pub async fn delete_lone_code(tx: &mut Tx, user_id: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE_LONE_CODE, user_id).map(drop)
}

/// Takes one away that the user has not shown to work; false where there is none.
pub async fn delete_one_unconfirmed(
    db: &mut Conn,
    user_id: &str,
    id: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(db, DELETE_ONE_UNCONFIRMED, id, user_id)? == 1)
}

/// Takes away those of a kind that the user has not shown to work.
pub async fn delete_unconfirmed(
    db: &mut Conn,
    user_id: &str,
    kind: AuthenticatorKind,
) -> Result<(), StoreError> {
    execute!(db, DELETE_UNCONFIRMED, user_id, kind.name()).map(drop)
}

/// Whether the user has shown anything else to work but that one, recovery codes left out.
pub async fn has_others(db: &mut Conn, of: &Authenticator) -> Result<bool, StoreError> {
    let (user_id, id) = (of.user_id.as_str(), of.id.as_str());
    Ok(fetch_one!((i64,), db, CONFIRMED, user_id, id)?.0 > 0)
}

/// Takes the user's passkeys away; second factors stay.
pub async fn delete_passkeys(tx: &mut Tx, user_id: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE_PASSKEYS, user_id).map(drop)
}

/// Takes all away. The caller forgets the browsers that they were passed in.
pub async fn delete_all(tx: &mut Tx, user_id: &str) -> Result<(), StoreError> {
    execute!(tx, DELETE_ALL, user_id).map(drop)
}

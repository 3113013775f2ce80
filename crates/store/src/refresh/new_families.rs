//! A refresh-token family begins: at most so many live for a user and a client, and the oldest make room.

use crate::engine::{StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::{Store, codes, to_text};
use footbridge_domain::device::Device;
use footbridge_domain::refresh_token::{Family, MAX_PER_USER_AND_CLIENT};
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO refresh_families (id, user_id, client_id, session_id, online, parent_family, audience, scope,
                                           organization, authenticated_at, created_at, expires_at, idle_expires_at,
                                           head_digest, counter, rotating, initial_device, last_device, purge_at, login)
             SELECT $1, u.user_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16, $16, $11, $18 FROM users u
              WHERE u.user_id = $2 AND u.linked_to IS NULL AND u.password_epoch = $17";
    REVOKE_OLDEST: "UPDATE refresh_families SET revoked_at = $3, revokes_descendants = $4
                     WHERE revoked_at IS NULL AND id IN (
                           SELECT id FROM refresh_families
                            WHERE user_id = $1 AND client_id = $2 AND revoked_at IS NULL
                              AND (expires_at IS NULL OR expires_at > $3) AND (idle_expires_at IS NULL OR idle_expires_at > $3)
                            ORDER BY created_at DESC, id DESC LIMIT 1000 OFFSET $5)";
}

/// All of it, with the link from the code that the family comes of, for Postgres in one round trip: it holds the user until
/// it is committed, so that they are not deleted meanwhile. The statement does not see its own new family, so one fewer of
/// the others may stay.
const BEGIN: &str = concat!(
    "/* ", module_path!(), "::BEGIN */ ",
    "WITH linked AS (
         UPDATE codes SET family_id = $1 WHERE digest = $17 AND replayed_at IS NULL RETURNING digest),
     begun AS (
         INSERT INTO refresh_families (id, user_id, client_id, session_id, online, parent_family, audience, scope,
                                       organization, authenticated_at, created_at, expires_at, idle_expires_at,
                                       head_digest, counter, rotating, initial_device, last_device, purge_at, login)
         SELECT $1, u.user_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16, $16, $11, $21 FROM users u
          WHERE u.user_id = $2 AND u.linked_to IS NULL AND u.password_epoch = $20
            AND ($17 IS NULL OR EXISTS (SELECT 1 FROM linked))
            FOR KEY SHARE OF u
      RETURNING id),
     ended AS (
         UPDATE refresh_families SET revoked_at = $11, revokes_descendants = $18
          WHERE revoked_at IS NULL AND EXISTS (SELECT 1 FROM begun) AND id IN (
                SELECT id FROM refresh_families
                 WHERE user_id = $2 AND client_id = $3 AND revoked_at IS NULL
                   AND (expires_at IS NULL OR expires_at > $11) AND (idle_expires_at IS NULL OR idle_expires_at > $11)
                 ORDER BY created_at DESC, id DESC LIMIT 1000 OFFSET $19)
      RETURNING id)
     SELECT (SELECT COUNT(*) FROM begun), (SELECT COUNT(*) FROM ended)"
);

/// A family that is not stored yet, and its first token.
#[derive(Debug, Clone, Copy)]
pub struct NewFamily<'a> {
    pub family: &'a Family,
    pub digest: &'a str,
    pub rotating: bool,
    pub device: &'a Device,
    /// The digest of the code that it comes of.
    pub code: Option<&'a str>,
    /// Of the password that the user has signed in with.
    pub password_epoch: i64,
    /// Whether descendants of the families that make room end with them.
    pub cascades: bool,
}

/// Stores the family; how many older ones made room. `None`: meanwhile its code has been replayed, its user deleted, or
/// their password changed.
pub async fn begin(store: &Store, new: NewFamily<'_>) -> Result<Option<u64>, StoreError> {
    if store.engine().is_postgres() {
        return begin_at_once(store, new).await;
    }
    let (family, digest) = (new.family.clone(), new.digest.to_owned());
    let (device, code) = (new.device.clone(), new.code.map(str::to_owned));
    let (rotating, password_epoch, cascades) = (new.rotating, new.password_epoch, new.cascades);
    let operation = async move |tx: &mut Tx| {
        let new = NewFamily {
            family: &family,
            digest: &digest,
            rotating,
            device: &device,
            code: code.as_deref(),
            password_epoch,
            cascades,
        };
        begin_in_steps(tx, new).await
    };
    store.engine().on_writer(operation).await
}

async fn begin_in_steps(tx: &mut Tx, new: NewFamily<'_>) -> Result<Option<u64>, StoreError> {
    if let Some(code) = new.code
        && !codes::link_family(tx, code, &new.family.id).await?
    {
        return Ok(None);
    }
    if !insert(tx, new).await? {
        return Ok(None);
    }
    let Family {
        user_id,
        client_id,
        created_at,
        ..
    } = new.family;
    let (now, kept) = (created_at.millis(), MAX_PER_USER_AND_CLIENT);
    let ended = execute!(
        tx,
        REVOKE_OLDEST,
        user_id,
        client_id,
        now,
        new.cascades,
        kept
    )?;
    Ok(Some(ended))
}

async fn insert(tx: &mut Tx, new: NewFamily<'_>) -> Result<bool, StoreError> {
    let family = new.family;
    let done = execute!(
        tx,
        INSERT,
        family.id.as_str(),
        family.user_id.as_str(),
        family.client_id.as_str(),
        family.session_id.as_deref(),
        family.online,
        family.parent_family.as_deref(),
        family.audience.as_deref(),
        family.scope.to_string(),
        family.organization.as_deref(),
        family.authenticated_at.millis(),
        family.created_at.millis(),
        family.expires_at.map(Timestamp::millis),
        family.idle_expires_at.map(Timestamp::millis),
        new.digest,
        new.rotating,
        to_text(new.device),
        new.password_epoch,
        to_text(&family.login),
    )?;
    Ok(done == 1)
}

async fn begin_at_once(store: &Store, new: NewFamily<'_>) -> Result<Option<u64>, StoreError> {
    let family = new.family;
    let mut conn = store.write().await?;
    if !conn.is_postgres() {
        return Ok(None);
    }
    let row = fetch_optional!(
        (i64, i64),
        conn,
        BEGIN,
        family.id.as_str(),
        family.user_id.as_str(),
        family.client_id.as_str(),
        family.session_id.as_deref(),
        family.online,
        family.parent_family.as_deref(),
        family.audience.as_deref(),
        family.scope.to_string(),
        family.organization.as_deref(),
        family.authenticated_at.millis(),
        family.created_at.millis(),
        family.expires_at.map(Timestamp::millis),
        family.idle_expires_at.map(Timestamp::millis),
        new.digest,
        new.rotating,
        to_text(new.device),
        new.code,
        new.cascades,
        MAX_PER_USER_AND_CLIENT - 1,
        new.password_epoch,
        to_text(&family.login),
    )?;
    Ok(row
        .filter(|(begun, _)| *begun == 1)
        .map(|(_, ended)| ended.unsigned_abs()))
}

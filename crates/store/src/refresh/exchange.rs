//! The exchange of a rotating refresh token: the family's head is replaced, and a session transfer token may be issued in
//! the same step, so that only the request that wins the rotation has it.

use crate::engine::{StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::{Store, refresh_tokens, session_transfers, to_text};
use footbridge_domain::device::Device;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

statements! {
    /// Locks the row: from here on no other request rotates or revokes it.
    CLAIM: "UPDATE refresh_families SET counter = counter + 1 WHERE id = $1 AND revoked_at IS NULL
         RETURNING head_digest, counter";
    SUPERSEDED_AT: "SELECT superseded_at FROM superseded_refresh_tokens WHERE digest = $1 AND family_id = $2";
    SUPERSEDE: "INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at) VALUES ($1, $2, $3, $4)";
    ADVANCE: "UPDATE refresh_families SET head_digest = $2, rotating = TRUE, last_exchanged_at = $3,
                     expires_at = COALESCE(expires_at, $4), idle_expires_at = $5, last_device = $6 WHERE id = $1";
}

/// The usual case, of the family's newest token, for Postgres in one round trip and one commit. No row: not the newest
/// any more, or revoked; the statements above find out.
const ROTATE_HEAD: &str = concat!(
    "/* ", module_path!(), "::ROTATE_HEAD */ ",
    "WITH rotated AS (
         UPDATE refresh_families
            SET head_digest = $3, counter = counter + 1, rotating = TRUE, last_exchanged_at = $4,
                expires_at = COALESCE(expires_at, $5), idle_expires_at = $6, last_device = $7
          WHERE id = $1 AND head_digest = $2 AND revoked_at IS NULL
      RETURNING id, counter),
     superseded AS (
         INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
         SELECT $2, id, counter - 1, $4 FROM rotated),
     issued AS (
         INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope, organization,
                                        device, issued_at, expires_at)
         SELECT $8, $9, 'refresh_token', $10, $11, id, $12, $13, $14, $7, $4, $15 FROM rotated WHERE $8 IS NOT NULL)
     SELECT counter FROM rotated"
);

/// What became of a rotation.
#[derive(Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The new token is the family's head; it is its `counter`th.
    Rotated { counter: i64 },
    /// The token had been superseded longer ago than the leeway: theft. The family is revoked.
    Reused { latest_counter: i64 },
    /// The family was revoked in the meantime.
    Revoked,
}

/// The use of a token, about to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    pub family_id: &'a str,
    /// The digest of the token that was shown.
    pub shown: &'a str,
    pub now: Timestamp,
    /// A superseded token still counts if this is not after the moment it was superseded; `None`: never.
    pub leeway_from: Option<Timestamp>,
    /// From now on, unless the family has an end already.
    pub expires_at: Option<Timestamp>,
    pub idle_expires_at: Option<Timestamp>,
    pub device: &'a Device,
    /// If the token turns out to be stolen: whether descendants end with the family.
    pub cascades: bool,
}

/// A session transfer token to be stored with the rotation: its digest, and what it stands for.
pub type Issue<'a> = (&'a str, &'a Transfer);

/// Replaces the family's head by `new`. The one step that decides between parallel exchanges of a token, between an
/// exchange and a revocation, and between a late but honest client and a thief; of a thief it keeps what it learnt.
pub async fn rotate(
    store: &Store,
    new: &str,
    exchange: Exchange<'_>,
    issue: Option<Issue<'_>>,
) -> Result<Rotation, StoreError> {
    if store.engine().is_postgres()
        && let Some(counter) = rotate_head(store, new, exchange, issue).await?
    {
        return Ok(Rotation::Rotated { counter });
    }
    if !store.engine().is_postgres() {
        return rotate_on_writer(store, new, exchange, issue).await;
    }
    let mut tx = store.begin().await?;
    let rotation = rotate_and_issue(&mut tx, new, exchange, issue).await?;
    tx.commit().await?;
    Ok(rotation)
}

/// All of it as one operation of SQLite's writer, which takes copies along.
async fn rotate_on_writer(
    store: &Store,
    new: &str,
    exchange: Exchange<'_>,
    issue: Option<Issue<'_>>,
) -> Result<Rotation, StoreError> {
    let Exchange {
        now,
        leeway_from,
        expires_at,
        idle_expires_at,
        cascades,
        ..
    } = exchange;
    let (new, device) = (new.to_owned(), exchange.device.clone());
    let (family_id, shown) = (exchange.family_id.to_owned(), exchange.shown.to_owned());
    let issue = issue.map(|(digest, transfer)| (digest.to_owned(), transfer.clone()));
    let operation = async move |tx: &mut Tx| {
        let exchange = Exchange {
            family_id: &family_id,
            shown: &shown,
            now,
            leeway_from,
            expires_at,
            idle_expires_at,
            device: &device,
            cascades,
        };
        let issue = issue.as_ref();
        let issue = issue.map(|(digest, transfer)| (digest.as_str(), transfer));
        rotate_and_issue(tx, &new, exchange, issue).await.map(Some)
    };
    let rotation = store.engine().on_writer(operation).await?;
    Ok(rotation.unwrap_or(Rotation::Revoked))
}

async fn rotate_and_issue(
    tx: &mut Tx,
    new: &str,
    exchange: Exchange<'_>,
    issue: Option<Issue<'_>>,
) -> Result<Rotation, StoreError> {
    let rotation = rotate_any(tx, new, exchange).await?;
    if let (Rotation::Rotated { .. }, Some((digest, transfer))) = (&rotation, issue) {
        session_transfers::issue(tx, digest, transfer).await?;
    }
    Ok(rotation)
}

async fn rotate_head(
    store: &Store,
    new: &str,
    exchange: Exchange<'_>,
    issue: Option<Issue<'_>>,
) -> Result<Option<i64>, StoreError> {
    let mut conn = store.write().await?;
    if !conn.is_postgres() {
        return Ok(None);
    }
    let transfer = issue.map(|(_, transfer)| transfer);
    let row = fetch_optional!(
        (i64,),
        conn,
        ROTATE_HEAD,
        exchange.family_id,
        exchange.shown,
        new,
        exchange.now.millis(),
        exchange.expires_at.map(Timestamp::millis),
        exchange.idle_expires_at.map(Timestamp::millis),
        to_text(exchange.device),
        transfer.map(|t| t.id.as_str()),
        issue.map(|(digest, _)| digest),
        transfer.map(|t| t.client_id.as_str()),
        transfer.map(|t| t.user_id.as_str()),
        transfer.and_then(|t| t.session_id.as_deref()),
        transfer.map(|t| t.scope.to_string()),
        transfer.and_then(|t| t.organization.as_deref()),
        transfer.map(|t| t.expires_at.millis()),
    )?;
    Ok(row.map(|(counter,)| counter))
}

async fn rotate_any(
    tx: &mut Tx,
    new: &str,
    exchange: Exchange<'_>,
) -> Result<Rotation, StoreError> {
    let Exchange {
        family_id,
        shown,
        now,
        ..
    } = exchange;
    let Some((head, counter)) = fetch_optional!((String, i64), tx, CLAIM, family_id)? else {
        return Ok(Rotation::Revoked);
    };
    if head != shown && !is_within_leeway(tx, &exchange).await? {
        refresh_tokens::revoke(tx, family_id, now, exchange.cascades).await?;
        return Ok(Rotation::Reused {
            latest_counter: counter - 1,
        });
    }
    execute!(tx, SUPERSEDE, head, family_id, counter - 1, now.millis())?;
    let (expires, idle) = (
        exchange.expires_at.map(Timestamp::millis),
        exchange.idle_expires_at.map(Timestamp::millis),
    );
    let device = to_text(exchange.device);
    execute!(
        tx,
        ADVANCE,
        family_id,
        new,
        now.millis(),
        expires,
        idle,
        device
    )?;
    Ok(Rotation::Rotated { counter })
}

async fn is_within_leeway(tx: &mut Tx, exchange: &Exchange<'_>) -> Result<bool, StoreError> {
    let Some(leeway_from) = exchange.leeway_from else {
        return Ok(false);
    };
    let (shown, family_id) = (exchange.shown, exchange.family_id);
    let superseded = fetch_optional!((i64,), tx, SUPERSEDED_AT, shown, family_id)?;
    Ok(superseded.is_some_and(|(at,)| at >= leeway_from.millis()))
}

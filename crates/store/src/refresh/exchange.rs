//! The exchange of a rotating refresh token: the family's head is replaced, and a session transfer token may be issued in
//! the same step, so that only the request that wins the rotation has it.

use super::rotations::HeadRotation;
pub use super::rotations::{Exchange, Issue};
use crate::engine::{StoreError, Tx, execute, fetch_optional, on_engine, statements};
use crate::{Store, refresh_tokens, session_transfers, to_text};
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

/// Replaces the family's head by `new`. The one step that decides between parallel exchanges of a token, between an
/// exchange and a revocation, and between a late but honest client and a thief; of a thief it keeps what it learnt.
pub async fn rotate(
    store: &Store,
    new: &str,
    exchange: Exchange<'_>,
    issue: Option<Issue<'_>>,
) -> Result<Rotation, StoreError> {
    if !store.engine().is_postgres() {
        return rotate_on_writer(store, new, exchange, issue).await;
    }
    let step = HeadRotation::new(new, exchange, issue);
    if let Some(counter) = store.lanes.rotations.run(&store.engine, step).await? {
        return Ok(Rotation::Rotated { counter });
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

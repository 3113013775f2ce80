//! Session transfer tokens: issued from a living refresh-token family, burnt once.

use super::transfer_burns::{Burn, Burning};
use super::transfer_issues::{Issue, Looked, WantedTransfer};
use super::transfer_rows::{Row, transfer_columns};
use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine, statements,
};
use crate::refresh_tokens;
use crate::{Store, to_text};
use footbridge_domain::device::Address;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

statements! {
    /// Only from a family that is not revoked: the check and the insert are one statement.
    ISSUE: "INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                           organization, device, issued_at, expires_at)
            SELECT $1, $2, 'refresh_token', $3, $4, id, $6, $7, $8, $9, $10, $11
              FROM refresh_families WHERE id = $5 AND revoked_at IS NULL";
    /// The whole of single use: of parallel redemptions the database picks the one that wins.
    BURN: ["UPDATE session_transfers SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING ", transfer_columns!()];
    BY_DIGEST: ["SELECT ", transfer_columns!(), " FROM session_transfers WHERE digest = $1"];
    TAKE_BACK: "DELETE FROM session_transfers WHERE id = $1 AND used_at IS NULL";
    BY_ID: ["SELECT ", transfer_columns!(), " FROM session_transfers WHERE id = $1"];
    RECENT: ["SELECT ", transfer_columns!(), " FROM session_transfers ORDER BY issued_at DESC, id DESC LIMIT $1"];
}

/// Stores a token; false when its family has been revoked.
pub async fn issue(db: &mut Conn, digest: &str, transfer: &Transfer) -> Result<bool, StoreError> {
    let done = execute!(
        db,
        ISSUE,
        transfer.id.as_str(),
        digest,
        transfer.client_id.as_str(),
        transfer.user_id.as_str(),
        transfer.family_id.as_str(),
        transfer.session_id.as_deref(),
        transfer.scope.to_string(),
        transfer.organization.as_deref(),
        to_text(&transfer.device),
        transfer.issued_at.millis(),
        transfer.expires_at.millis(),
    )?;
    Ok(done == 1)
}

/// Looks at the refresh token, and stores the transfer token if nothing in the database stands in the way. Only on Postgres.
pub async fn find_and_issue(store: &Store, wanted: WantedTransfer) -> Result<Looked, StoreError> {
    let issue = Issue::new(wanted);
    store.lanes.issues.run(&store.engine, issue).await
}

/// Spends the token that is shown from that address. Whatever is decided afterwards, it stays spent.
pub async fn burn(
    store: &Store,
    digest: &str,
    now: Timestamp,
    address: &Address,
) -> Result<Burn, StoreError> {
    let digest = digest.to_owned();
    if store.engine().is_postgres() {
        let burning = Burning {
            digest: digest.clone(),
            now,
            address: address.known(),
        };
        let burnt = store.lanes.burns.run(&store.engine, burning).await?;
        return match burnt {
            Some(burnt) => Ok(burnt),
            None => find_dead(&mut store.read().await?, &digest).await,
        };
    }
    let operation = async move |tx: &mut Tx| burn_in_steps(tx, &digest, now).await.map(Some);
    let burnt = store.engine().on_writer(operation).await?;
    Ok(burnt.unwrap_or(Burn::Unknown))
}

async fn burn_in_steps(conn: &mut Conn, digest: &str, now: Timestamp) -> Result<Burn, StoreError> {
    let row = fetch_optional!(Row, conn, BURN, digest, now.millis())?;
    let Some(row) = row else {
        return find_dead(conn, digest).await;
    };
    let transfer = Box::new(row.read()?.0);
    let parent = refresh_tokens::by_id(conn, &transfer.family_id, now).await?;
    Ok(Burn::Burnt {
        transfer,
        parent: parent.map(Box::new),
    })
}

async fn find_dead(conn: &mut Conn, digest: &str) -> Result<Burn, StoreError> {
    let dead = fetch_optional!(Row, conn, BY_DIGEST, digest)?;
    Ok(match dead.map(Row::read).transpose()? {
        Some((transfer, used_at)) => Burn::Dead {
            transfer: Box::new(transfer),
            used_at,
        },
        None => Burn::Unknown,
    })
}

/// Takes a token back that no caller has been given.
pub async fn take_back(db: &mut Conn, id: &str) -> Result<(), StoreError> {
    execute!(db, TAKE_BACK, id).map(drop)
}

/// The transfer with that id, and when it was spent.
pub async fn by_id(
    db: &mut Conn,
    id: &str,
) -> Result<Option<(Transfer, Option<Timestamp>)>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?
        .map(Row::read)
        .transpose()
}

/// The newest transfers.
pub async fn recent(
    db: &mut Conn,
    limit: i64,
) -> Result<Vec<(Transfer, Option<Timestamp>)>, StoreError> {
    fetch_all!(Row, db, RECENT, limit)?
        .into_iter()
        .map(Row::read)
        .collect()
}

//! Session transfer tokens: issued from a living refresh-token family, burnt once.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use crate::domain::scope::Scope;
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;

statements! {
    /// Only from a family that nobody has revoked: the check and the insert are one statement.
    ISSUE: "INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                           organization, device, issued_at, expires_at)
            SELECT $1, $2, 'refresh_token', $3, $4, id, $6, $7, $8, $9, $10, $11
              FROM refresh_families WHERE id = $5 AND revoked_at IS NULL";
    /// The whole of single use: of parallel redemptions the database picks the one that wins.
    BURN: "UPDATE session_transfers SET used_at = $2
            WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
        RETURNING id, client_id, user_id, family_id, session_id, scope, organization, device, issued_at, expires_at, used_at";
    BY_DIGEST: "SELECT id, client_id, user_id, family_id, session_id, scope, organization, device, issued_at, expires_at,
                       used_at FROM session_transfers WHERE digest = $1";
    BY_ID: "SELECT id, client_id, user_id, family_id, session_id, scope, organization, device, issued_at, expires_at,
                   used_at FROM session_transfers WHERE id = $1";
    RECENT: "SELECT id, client_id, user_id, family_id, session_id, scope, organization, device, issued_at, expires_at,
                    used_at FROM session_transfers ORDER BY issued_at DESC, id DESC LIMIT $1";
}

/// What the attempt to burn a token found.
#[derive(Debug, PartialEq)]
pub enum Burn {
    /// It was good, and this request spent it.
    Burnt(Box<Transfer>),
    /// It is one of ours, but was spent or has expired.
    Dead {
        transfer: Box<Transfer>,
        used_at: Option<Timestamp>,
    },
    Unknown,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    client_id: String,
    user_id: String,
    family_id: String,
    session_id: Option<String>,
    scope: String,
    organization: Option<String>,
    device: String,
    issued_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<(Transfer, Option<Timestamp>), StoreError> {
        let transfer = Transfer {
            device: from_text("session_transfers", &self.device)?,
            id: self.id,
            client_id: self.client_id,
            user_id: self.user_id,
            family_id: self.family_id,
            session_id: self.session_id,
            scope: Scope::parse(&self.scope),
            organization: self.organization,
            issued_at: Timestamp::from_millis(self.issued_at),
            expires_at: Timestamp::from_millis(self.expires_at),
        };
        Ok((transfer, self.used_at.map(Timestamp::from_millis)))
    }
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

/// Spends the token. Whatever is decided afterwards, it stays spent.
pub async fn burn(db: &mut Conn, digest: &str, now: Timestamp) -> Result<Burn, StoreError> {
    if let Some(row) = fetch_optional!(Row, db, BURN, digest, now.millis())? {
        return Ok(Burn::Burnt(Box::new(row.read()?.0)));
    }
    Ok(
        match fetch_optional!(Row, db, BY_DIGEST, digest)?
            .map(Row::read)
            .transpose()?
        {
            Some((transfer, used_at)) => Burn::Dead {
                transfer: Box::new(transfer),
                used_at,
            },
            None => Burn::Unknown,
        },
    )
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

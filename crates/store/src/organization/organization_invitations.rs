//! Invitations to organizations: used once, whatever races. A row goes when its invitation is accepted. The ticket of the link
//! is found by its digest, and sealed beside it, because the link is shown again.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_one, fetch_optional, on_engine, statements,
};
use crate::listing::{self, Filter, List, NO_CHECKPOINT, RowRange};
use crate::sealed_columns::INVITATION_TICKET;
use crate::{from_text, to_text};
use footbridge_domain::invitation::{Invitation, MOST};
use footbridge_domain::time::Timestamp;
use footbridge_outside::Entropy;

statements! {
    /// Only while the organization and the client are there, and the organization has not too many.
    INSERT: "INSERT INTO organization_invitations (id, organization_id, client_id, connection_id, digest, ticket, document,
                                                   created_at, expires_at)
             SELECT $1, o.id, c.client_id, $4, $5, $6, $7, $8, $9
               FROM organizations o JOIN clients c ON c.client_id = $3
              WHERE o.id = $2 AND (SELECT COUNT(*) FROM organization_invitations WHERE organization_id = $2) < $10";
    COUNT: "SELECT COUNT(*) FROM organization_invitations WHERE organization_id = $1";
    BY_ID: "SELECT id, organization_id, client_id, connection_id, ticket, document, created_at, expires_at
              FROM organization_invitations WHERE organization_id = $1 AND id = $2";
    BY_TICKET: "SELECT id, organization_id, client_id, connection_id, ticket, document, created_at, expires_at
                  FROM organization_invitations WHERE digest = $1 AND expires_at > $2";
    IS_OPEN: "SELECT 1 FROM organization_invitations WHERE id = $1 AND expires_at > $2";
    /// The whole of single use.
    TAKE: "DELETE FROM organization_invitations WHERE id = $1 AND expires_at > $2";
    DELETE: "DELETE FROM organization_invitations WHERE organization_id = $1 AND id = $2";
}

/// An invitation, and the ticket of its link.
#[derive(Clone)]
pub struct StoredInvitation {
    pub invitation: Invitation,
    /// A secret.
    pub ticket: String,
}

/// Why an invitation was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotStored {
    /// The organization has as many as it may have.
    TooMany,
    /// The organization or the client is gone.
    Gone,
}

type Row = (
    String,
    String,
    String,
    Option<String>,
    Vec<u8>,
    String,
    i64,
    i64,
);

/// The invitations of an organization.
pub(crate) fn in_order(newest_first: bool) -> List {
    List {
        name: "/* footbridge_store::organization::organization_invitations::LIST */ ",
        columns: "i.id, i.organization_id, i.client_id, i.connection_id, i.ticket, i.document, i.created_at, i.expires_at",
        keys: "organization_invitations",
        rows: " JOIN organization_invitations i ON i.id = k.id",
        id: NO_CHECKPOINT,
        selected: "k.created_at, k.id",
        order: match newest_first {
            true => "k.created_at DESC, k.id DESC",
            false => "k.created_at, k.id",
        },
    }
}

/// Of which organization.
pub(crate) fn of(organization: &str) -> [Filter<'_>; 1] {
    [Filter::Is("k.organization_id", organization)]
}

/// Stores a new invitation, under the digest of its ticket.
pub async fn insert(
    tx: &mut Tx,
    new: &StoredInvitation,
    digest: &str,
) -> Result<Result<(), NotStored>, StoreError> {
    let Invitation {
        id,
        organization_id,
        client_id,
        connection_id,
        terms,
        created_at,
        expires_at,
    } = &new.invitation;
    let cell = INVITATION_TICKET.cell(id);
    let sealed = tx
        .sealer()
        .seal(&Entropy::system(), cell, new.ticket.as_bytes());
    let done = execute!(
        tx,
        INSERT,
        id.as_str(),
        organization_id.as_str(),
        client_id.as_str(),
        connection_id.as_deref(),
        digest,
        sealed,
        to_text(terms),
        created_at.millis(),
        expires_at.millis(),
        MOST
    )?;
    if done == 1 {
        return Ok(Ok(()));
    }
    let (count,) = fetch_one!((i64,), tx, COUNT, organization_id.as_str())?;
    Ok(Err(match count >= MOST {
        true => NotStored::TooMany,
        false => NotStored::Gone,
    }))
}

/// An organization's invitation with that id.
pub async fn by_id(
    db: &mut Conn,
    organization: &str,
    id: &str,
) -> Result<Option<StoredInvitation>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, organization, id)?;
    row.map(|row| read(db, row)).transpose()
}

/// The invitation whose ticket has that digest, unless it has expired.
pub async fn by_ticket(
    db: &mut Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    let row = fetch_optional!(Row, db, BY_TICKET, digest, now.millis())?;
    let found = row.map(|row| read(db, row)).transpose()?;
    Ok(found.map(|stored| stored.invitation))
}

/// Whether the invitation can still be accepted.
pub async fn is_open(db: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(fetch_optional!((i32,), db, IS_OPEN, id, now.millis())?.is_some())
}

/// Uses the invitation up; false: it was accepted or deleted, or has expired.
pub async fn take(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, TAKE, id, now.millis())? == 1)
}

/// A part of an organization's invitations.
pub async fn list(
    db: &mut Conn,
    organization: &str,
    newest_first: bool,
    part: RowRange<'_>,
) -> Result<Vec<StoredInvitation>, StoreError> {
    let list = in_order(newest_first);
    let rows: Vec<Row> = listing::rows(db, &list, &of(organization), part).await?;
    rows.into_iter().map(|row| read(db, row)).collect()
}

/// Deletes the invitation, if it is there.
pub async fn delete(db: &mut Conn, organization: &str, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, organization, id).map(drop)
}

fn read(db: &Conn, row: Row) -> Result<StoredInvitation, StoreError> {
    let (id, organization_id, client_id, connection_id, sealed, document, created_at, expires_at) =
        row;
    let opened = db.sealer().open(INVITATION_TICKET.cell(&id), &sealed)?;
    let ticket = String::from_utf8(opened).map_err(|e| StoreError::Corrupt {
        table: "organization_invitations",
        what: e.to_string(),
    })?;
    Ok(StoredInvitation {
        ticket,
        invitation: Invitation {
            id,
            organization_id,
            client_id,
            connection_id,
            terms: from_text("organization_invitations", &document)?,
            created_at: Timestamp::from_millis(created_at),
            expires_at: Timestamp::from_millis(expires_at),
        },
    })
}

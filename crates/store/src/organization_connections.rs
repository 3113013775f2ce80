//! The connections that organizations have.

use super::engine::{Conn, StoreError, execute, fetch_all, on_engine, statements};
use super::{from_text, to_text};
use footbridge_domain::organization::Connection;

statements! {
    /// Only for an organization and a connection that are there.
    INSERT: "INSERT INTO organization_connections (organization_id, connection_id, settings)
             SELECT o.id, c.id, $3 FROM organizations o JOIN connections c ON c.id = $2 WHERE o.id = $1
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE organization_connections SET settings = $3 WHERE organization_id = $1 AND connection_id = $2";
    OF_ORGANIZATION: "SELECT connection_id, settings FROM organization_connections WHERE organization_id = $1
                       ORDER BY connection_id";
    DELETE: "DELETE FROM organization_connections WHERE organization_id = $1 AND connection_id = $2";
}

/// Gives the organization the connection; false when it has it, or one of them does not exist.
pub async fn insert(
    db: &mut Conn,
    (organization, connection_id): (&str, &str),
    settings: &Connection,
) -> Result<bool, StoreError> {
    Ok(execute!(db, INSERT, organization, connection_id, to_text(settings))? == 1)
}

/// Changes what the connection is to the organization; false when it has it no more.
pub async fn replace(
    db: &mut Conn,
    (organization, connection_id): (&str, &str),
    settings: &Connection,
) -> Result<bool, StoreError> {
    Ok(execute!(db, REPLACE, organization, connection_id, to_text(settings))? == 1)
}

/// The connections of an organization by their ids.
pub async fn of_organization(
    db: &mut Conn,
    organization: &str,
) -> Result<Vec<(String, Connection)>, StoreError> {
    let rows = fetch_all!((String, String), db, OF_ORGANIZATION, organization)?;
    let read = |(id, settings): (String, String)| {
        Ok((id, from_text("organization_connections", &settings)?))
    };
    rows.into_iter().map(read).collect()
}

/// Takes the connection from the organization.
pub async fn delete(
    db: &mut Conn,
    organization: &str,
    connection_id: &str,
) -> Result<(), StoreError> {
    execute!(db, DELETE, organization, connection_id).map(drop)
}

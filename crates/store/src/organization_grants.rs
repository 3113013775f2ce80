//! The client grants that were given to organizations.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};

statements! {
    /// Only for an organization and a grant that are there.
    INSERT: "INSERT INTO organization_grants (organization_id, grant_id)
             SELECT o.id, g.id FROM organizations o JOIN client_grants g ON g.id = $2 WHERE o.id = $1
             ON CONFLICT DO NOTHING";
    HAS: "SELECT 1 FROM organization_grants WHERE organization_id = $1 AND grant_id = $2";
    OF_ORGANIZATION: "SELECT grant_id FROM organization_grants WHERE organization_id = $1 ORDER BY grant_id";
    DELETE: "DELETE FROM organization_grants WHERE organization_id = $1 AND grant_id = $2";
}

/// Gives the grant to the organization; false when it has it, or one of them does not exist.
pub async fn insert(db: &mut Conn, organization: &str, grant_id: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, INSERT, organization, grant_id)? == 1)
}

/// Whether the organization has the grant.
pub async fn has(db: &mut Conn, organization: &str, grant_id: &str) -> Result<bool, StoreError> {
    Ok(fetch_optional!((i32,), db, HAS, organization, grant_id)?.is_some())
}

/// The ids of an organization's grants.
pub async fn of_organization(db: &mut Conn, organization: &str) -> Result<Vec<String>, StoreError> {
    let rows = fetch_all!((String,), db, OF_ORGANIZATION, organization)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes the grant from the organization.
pub async fn delete(db: &mut Conn, organization: &str, grant_id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, organization, grant_id).map(drop)
}

//! The client grants that were given to organizations.

use crate::client_grants;
use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::listing::{self, Filter, List, RowRange};
use footbridge_domain::client_grant::ClientGrant;

statements! {
    /// Only for an organization and a grant that are there.
    INSERT: "INSERT INTO organization_grants (organization_id, grant_id, organization_created_at, grant_created_at)
             SELECT o.id, g.id, o.created_at, g.created_at FROM organizations o JOIN client_grants g ON g.id = $2 WHERE o.id = $1
             ON CONFLICT DO NOTHING";
    HAS: "SELECT 1 FROM organization_grants WHERE organization_id = $1 AND grant_id = $2";
    OF_ORGANIZATION: "SELECT grant_id FROM organization_grants WHERE organization_id = $1 ORDER BY grant_id";
    DELETE: "DELETE FROM organization_grants WHERE organization_id = $1 AND grant_id = $2";
}

/// The grants of an organization, oldest first.
pub(crate) const GRANTS: List = List {
    name: "/* footbridge_store::organization::organization_grants::GRANTS */ ",
    columns: client_grants::columns!(),
    keys: "organization_grants",
    rows: " JOIN client_grants g ON g.id = k.grant_id",
    id: "k.grant_id",
    selected: "k.grant_created_at, k.grant_id",
    order: "k.grant_created_at, k.grant_id",
};

/// Which grants of an organization; `None` lets every one through.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationGrantFilters<'a> {
    pub organization: &'a str,
    pub client_id: Option<&'a str>,
    pub audience: Option<&'a str>,
    pub ids: Option<&'a [String]>,
}

impl<'a> OrganizationGrantFilters<'a> {
    pub(crate) fn list(self) -> Vec<Filter<'a>> {
        let is = |column| move |text| Filter::Is(column, text);
        let client = "(SELECT g.client_id FROM client_grants g WHERE g.id = k.grant_id)";
        let audience = "(SELECT g.audience FROM client_grants g WHERE g.id = k.grant_id)";
        let mut list = vec![Filter::Is("k.organization_id", self.organization)];
        list.extend(self.client_id.map(is(client)));
        list.extend(self.audience.map(is(audience)));
        list.extend(self.ids.map(|ids| Filter::OneOf("k.grant_id", ids)));
        list
    }
}

/// A part of an organization's grants.
pub async fn list(
    db: &mut Conn,
    filters: OrganizationGrantFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<ClientGrant>, StoreError> {
    let rows: Vec<client_grants::Row> = listing::rows(db, &GRANTS, &filters.list(), part).await?;
    rows.into_iter().map(client_grants::read).collect()
}

/// How many they are.
pub async fn count(
    db: &mut Conn,
    filters: OrganizationGrantFilters<'_>,
) -> Result<i64, StoreError> {
    listing::count(db, &GRANTS, &filters.list()).await
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

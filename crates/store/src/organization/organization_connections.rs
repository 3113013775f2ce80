//! The connections that organizations have.

use crate::engine::{Conn, StoreError, execute, fetch_all, on_engine, row, statements};
use crate::listing::{self, Filter, List, RowRange};
use crate::{from_text, to_text};
use footbridge_domain::organization::EnabledConnection;

statements! {
    /// Only for an organization and a connection that are there.
    INSERT: "INSERT INTO organization_connections (organization_id, connection_id, settings, is_enabled)
             SELECT o.id, c.id, $3, $4 FROM organizations o JOIN connections c ON c.id = $2 WHERE o.id = $1
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE organization_connections SET settings = $3, is_enabled = $4 WHERE organization_id = $1 AND connection_id = $2";
    OF_ORGANIZATION: "SELECT connection_id, settings FROM organization_connections WHERE organization_id = $1
                       ORDER BY connection_id";
    DELETE: "DELETE FROM organization_connections WHERE organization_id = $1 AND connection_id = $2";
}

/// The connections of an organization, by their ids, with what they are in the tenant.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::organization::organization_connections::LIST */ ",
    columns: "o.connection_id AS id, o.settings, c.name, c.strategy",
    keys: "organization_connections",
    rows: " JOIN organization_connections o
              ON o.organization_id = k.organization_id AND o.connection_id = k.connection_id
            JOIN connections c ON c.id = k.connection_id",
    id: "k.connection_id",
    selected: "k.organization_id, k.connection_id",
    order: "k.connection_id",
};

/// Which connections of an organization; `None` lets every one through.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationConnectionFilters<'a> {
    pub organization: &'a str,
    pub connection_id: Option<&'a str>,
    pub is_enabled: Option<bool>,
}

impl<'a> OrganizationConnectionFilters<'a> {
    /// All of them.
    pub fn all(organization: &'a str) -> Self {
        Self {
            organization,
            connection_id: None,
            is_enabled: None,
        }
    }

    pub(crate) fn list(self) -> Vec<Filter<'a>> {
        let mut list = vec![Filter::Is("k.organization_id", self.organization)];
        list.extend(
            self.connection_id
                .map(|id| Filter::Is("k.connection_id", id)),
        );
        list.extend(self.is_enabled.map(|is| Filter::Flag("k.is_enabled", is)));
        list
    }
}

/// A connection of an organization, with what it is in the tenant.
#[derive(Debug, Clone)]
pub struct NamedConnection {
    pub id: String,
    pub settings: EnabledConnection,
    pub name: String,
    pub strategy: String,
}

row! {
    struct Row {
        id: String,
        settings: String,
        name: String,
        strategy: String,
    }
}

/// A part of an organization's connections.
pub async fn list(
    db: &mut Conn,
    filters: OrganizationConnectionFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<NamedConnection>, StoreError> {
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters.list(), part).await?;
    let read = |row: Row| {
        Ok(NamedConnection {
            settings: from_text("organization_connections", &row.settings)?,
            id: row.id,
            name: row.name,
            strategy: row.strategy,
        })
    };
    rows.into_iter().map(read).collect()
}

/// How many they are.
pub async fn count(
    db: &mut Conn,
    filters: OrganizationConnectionFilters<'_>,
) -> Result<i64, StoreError> {
    listing::count(db, &LIST, &filters.list()).await
}

/// Gives the organization the connection; false when it has it, or one of them does not exist.
pub async fn insert(
    db: &mut Conn,
    (organization, connection_id): (&str, &str),
    settings: &EnabledConnection,
) -> Result<bool, StoreError> {
    Ok(execute!(
        db,
        INSERT,
        organization,
        connection_id,
        to_text(settings),
        settings.is_enabled
    )? == 1)
}

/// Changes what the connection is to the organization; false when it has it no more.
pub async fn replace(
    db: &mut Conn,
    (organization, connection_id): (&str, &str),
    settings: &EnabledConnection,
) -> Result<bool, StoreError> {
    Ok(execute!(
        db,
        REPLACE,
        organization,
        connection_id,
        to_text(settings),
        settings.is_enabled
    )? == 1)
}

/// The connections of an organization by their ids.
pub async fn of_organization(
    db: &mut Conn,
    organization: &str,
) -> Result<Vec<(String, EnabledConnection)>, StoreError> {
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

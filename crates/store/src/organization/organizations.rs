//! Organizations: Auth0's object as a document, and what everything about one user in one of them is read by.

use serde_json::{Map, Value};

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::listing::{self, Filter, List, RowRange};
use crate::{from_text, to_text};
use footbridge_domain::organization::{EnabledConnection, Organization};
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO organizations (id, name, document, created_at, display_name) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING";
    /// Lost when another request changed the organization in between, and where the name is another's.
    REPLACE: "UPDATE organizations SET name = $3, document = $4, display_name = $5, version = version + 1
               WHERE id = $1 AND version = $2 AND NOT EXISTS (SELECT 1 FROM organizations WHERE name = $3 AND id <> $1)";
    BY_ID: "SELECT document, version FROM organizations WHERE id = $1";
    BY_NAME: "SELECT document, version FROM organizations WHERE name = $1";
    ALL: "SELECT document, version FROM organizations ORDER BY created_at, id";
    STANDING: "SELECT o.document, m.user_id AS member, c.settings
                 FROM organizations o
                 LEFT JOIN organization_members m ON m.organization_id = o.id AND m.user_id = $2
                 LEFT JOIN organization_connections c ON c.organization_id = o.id AND c.connection_id = $3
                WHERE o.id = $1";
}

/// By what organizations are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// When they were made.
    Made,
    Name,
    DisplayName,
}

/// A list of organizations.
#[derive(Debug, Clone, Copy)]
pub enum Listed<'a> {
    All {
        sort: Sort,
        descending: bool,
    },
    /// Those that a user is a member of, oldest first.
    OfUser(&'a str),
    /// Those that a client grant was given to, oldest first.
    OfGrant(&'a str),
}

impl<'a> Listed<'a> {
    pub(crate) fn list(self) -> (List, Option<Filter<'a>>) {
        let list = List {
            name: "/* footbridge_store::organization::organizations::LIST */ ",
            columns: "o.document, o.version",
            keys: "organizations",
            rows: " JOIN organizations o ON o.id = k.id",
            id: "k.id",
            selected: "k.created_at, k.id",
            order: "k.created_at, k.id",
        };
        let of = List {
            rows: " JOIN organizations o ON o.id = k.organization_id",
            id: "k.organization_id",
            selected: "k.organization_created_at, k.organization_id",
            order: "k.organization_created_at, k.organization_id",
            ..list
        };
        match self {
            Self::All { sort, descending } => {
                let (selected, order) = match (sort, descending) {
                    (Sort::Made, false) => (list.selected, list.order),
                    (Sort::Made, true) => (list.selected, "k.created_at DESC, k.id DESC"),
                    (Sort::Name, false) => ("k.name, k.id", "k.name, k.id"),
                    (Sort::Name, true) => ("k.name, k.id", "k.name DESC, k.id DESC"),
                    (Sort::DisplayName, false) => (DISPLAYED, DISPLAYED),
                    (Sort::DisplayName, true) => (
                        DISPLAYED,
                        "k.display_name DESC, k.created_at DESC, k.id DESC",
                    ),
                };
                (
                    List {
                        selected,
                        order,
                        ..list
                    },
                    None,
                )
            }
            Self::OfUser(user_id) => {
                let keys = "organization_members";
                (List { keys, ..of }, Some(Filter::Is("k.user_id", user_id)))
            }
            Self::OfGrant(grant_id) => {
                let keys = "organization_grants";
                (
                    List { keys, ..of },
                    Some(Filter::Is("k.grant_id", grant_id)),
                )
            }
        }
    }
}

const DISPLAYED: &str = "k.display_name, k.created_at, k.id";

/// An organization as it is stored.
#[derive(Debug, Clone)]
pub struct StoredOrganization {
    pub organization: Organization,
    /// Auth0's whole object.
    pub document: Map<String, Value>,
    /// For [`replace`].
    pub version: i64,
}

/// How a user stands to an organization.
#[derive(Debug, Clone)]
pub struct UserInOrganization {
    pub organization: Organization,
    pub is_member: bool,
    /// What the organization makes of the user's connection; `None`: nothing.
    pub connection: Option<EnabledConnection>,
}

type Row = (String, i64);

fn read((document, version): Row) -> Result<StoredOrganization, StoreError> {
    let document: Map<String, Value> = from_text("organizations", &document)?;
    Ok(StoredOrganization {
        organization: typed(&document)?,
        document,
        version,
    })
}

fn typed(document: &Map<String, Value>) -> Result<Organization, StoreError> {
    Organization::from_document(document).map_err(|e| StoreError::Corrupt {
        table: "organizations",
        what: e.to_string(),
    })
}

/// Stores a new organization; false when its name is taken. `document` has `id` and `name`.
pub async fn insert(
    db: &mut Conn,
    document: &Map<String, Value>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let o = typed(document)?;
    let (id, name) = (o.id.as_str(), o.name.as_str());
    Ok(execute!(
        db,
        INSERT,
        id,
        name,
        to_text(document),
        now.millis(),
        display_name(document)
    )? == 1)
}

/// Replaces the organization if no other request has replaced it since `version` and no other one has its name.
pub async fn replace(
    db: &mut Conn,
    document: &Map<String, Value>,
    version: i64,
) -> Result<bool, StoreError> {
    let o = typed(document)?;
    let (id, name) = (o.id.as_str(), o.name.as_str());
    Ok(execute!(
        db,
        REPLACE,
        id,
        version,
        name,
        to_text(document),
        display_name(document)
    )? == 1)
}

/// The organization with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<StoredOrganization>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?.map(read).transpose()
}

/// The organization of that name.
pub async fn by_name(db: &mut Conn, name: &str) -> Result<Option<StoredOrganization>, StoreError> {
    fetch_optional!(Row, db, BY_NAME, name)?
        .map(read)
        .transpose()
}

/// Every organization, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredOrganization>, StoreError> {
    fetch_all!(Row, db, ALL)?.into_iter().map(read).collect()
}

/// A part of the organizations of a list.
pub async fn list(
    db: &mut Conn,
    listed: Listed<'_>,
    part: RowRange<'_>,
) -> Result<Vec<StoredOrganization>, StoreError> {
    let (list, filter) = listed.list();
    let filters: Vec<_> = filter.into_iter().collect();
    let rows: Vec<Row> = listing::rows(db, &list, &filters, part).await?;
    rows.into_iter().map(read).collect()
}

/// How many there are.
pub async fn count(db: &mut Conn, listed: Listed<'_>) -> Result<i64, StoreError> {
    let (list, filter) = listed.list();
    let filters: Vec<_> = filter.into_iter().collect();
    listing::count(db, &list, &filters).await
}

/// What is sorted by; empty where there is none.
fn display_name(document: &Map<String, Value>) -> &str {
    let name = document.get("display_name").and_then(Value::as_str);
    name.unwrap_or_default()
}

/// How a user of a connection stands to the organization; `None`: there is no such organization.
pub async fn standing(
    db: &mut Conn,
    id: &str,
    user_id: &str,
    connection_id: &str,
) -> Result<Option<UserInOrganization>, StoreError> {
    type Found = (String, Option<String>, Option<String>);
    let Some((document, member, settings)) =
        fetch_optional!(Found, db, STANDING, id, user_id, connection_id)?
    else {
        return Ok(None);
    };
    let settings = settings.as_deref();
    Ok(Some(UserInOrganization {
        organization: typed(&from_text("organizations", &document)?)?,
        is_member: member.is_some(),
        connection: settings
            .map(|text| from_text("organization_connections", text))
            .transpose()?,
    }))
}

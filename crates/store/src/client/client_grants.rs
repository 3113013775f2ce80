//! Client grants: which scopes of an API a client may have for itself.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, row, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::{from_text, to_text};
use footbridge_domain::client_grant::{ClientGrant, SubjectType};
use footbridge_domain::scope::Scope;
use footbridge_domain::time::Timestamp;

/// What is read of a grant `g`.
macro_rules! columns {
    () => {
        "g.id, g.client_id, g.audience, g.subject_type, g.scope, g.settings"
    };
}
pub(crate) use columns;

statements! {
    UPSERT: "INSERT INTO client_grants (id, client_id, audience, subject_type, scope, settings, created_at, any_organization)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (client_id, audience, subject_type)
             DO UPDATE SET scope = excluded.scope, settings = excluded.settings,
                           any_organization = excluded.any_organization";
    INSERT: "INSERT INTO client_grants (id, client_id, audience, subject_type, scope, settings, created_at, any_organization)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// Lost when another request changed the grant in between: the caller reads again.
    REPLACE: "UPDATE client_grants SET scope = $2, settings = $3, any_organization = $6 WHERE id = $1 AND scope = $4 AND settings = $5";
    FIND: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants
            WHERE client_id = $1 AND audience = $2 AND subject_type = $3";
    BY_ID: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants WHERE id = $1";
    ALL: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants ORDER BY created_at, id";
}

/// The grants, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::client::client_grants::LIST */ ",
    columns: columns!(),
    keys: "client_grants",
    rows: " JOIN client_grants g ON g.id = k.id",
    id: "k.id",
    selected: "k.created_at, k.id",
    order: "k.created_at, k.id",
};

/// Which grants; `None` lets every one through.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClientGrantFilters<'a> {
    pub client_id: Option<&'a str>,
    pub audience: Option<&'a str>,
    pub subject_type: Option<&'a str>,
    pub any_organization: Option<bool>,
}

impl<'a> ClientGrantFilters<'a> {
    pub(crate) fn list(self) -> Vec<Filter<'a>> {
        let is = |column| move |text| Filter::Is(column, text);
        let any = self.any_organization;
        [
            self.client_id.map(is("k.client_id")),
            self.audience.map(is("k.audience")),
            self.subject_type.map(is("k.subject_type")),
            any.map(|any| Filter::Flag("k.any_organization", any)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

row! {
    pub(crate) struct Row {
        id: String,
        client_id: String,
        audience: String,
        subject_type: String,
        scope: String,
        settings: String,
    }
}

pub(crate) fn read(row: Row) -> Result<ClientGrant, StoreError> {
    Ok(ClientGrant {
        subject_type: SubjectType::parse(Some(&row.subject_type)),
        id: row.id,
        client_id: row.client_id,
        audience: row.audience,
        scope: Scope::parse(&row.scope),
        settings: from_text("client_grants", &row.settings)?,
    })
}

/// Stores the grant, or replaces scope and settings of the one that is there.
pub async fn upsert(db: &mut Conn, grant: &ClientGrant, now: Timestamp) -> Result<(), StoreError> {
    let (scope, settings) = texts(grant);
    let (id, client_id) = (grant.id.as_str(), grant.client_id.as_str());
    let (audience, subject) = (grant.audience.as_str(), grant.subject_type.name());
    let (at, any) = (now.millis(), grant.allows_any_organization());
    execute!(
        db, UPSERT, id, client_id, audience, subject, scope, settings, at, any
    )
    .map(drop)
}

/// Stores a new grant; false when the client has one for that API.
pub async fn insert(
    db: &mut Conn,
    grant: &ClientGrant,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (scope, settings) = texts(grant);
    let (id, client_id) = (grant.id.as_str(), grant.client_id.as_str());
    let (audience, subject) = (grant.audience.as_str(), grant.subject_type.name());
    let (at, any) = (now.millis(), grant.allows_any_organization());
    let done = execute!(
        db, INSERT, id, client_id, audience, subject, scope, settings, at, any
    )?;
    Ok(done == 1)
}

/// Replaces `before` by `after`, if it is still there and the same.
pub async fn replace(
    db: &mut Conn,
    before: &ClientGrant,
    after: &ClientGrant,
) -> Result<bool, StoreError> {
    let (scope, settings) = texts(after);
    let (old_scope, old_settings) = texts(before);
    let (id, any) = (after.id.as_str(), after.allows_any_organization());
    let done = execute!(
        db,
        REPLACE,
        id,
        scope,
        settings,
        old_scope,
        old_settings,
        any
    )?;
    Ok(done == 1)
}

fn texts(grant: &ClientGrant) -> (String, String) {
    (grant.scope.to_string(), to_text(&grant.settings))
}

/// The grant of `client_id` for `audience`.
pub async fn find(
    db: &mut Conn,
    (client_id, audience): (&str, &str),
    subject_type: SubjectType,
) -> Result<Option<ClientGrant>, StoreError> {
    let subject = subject_type.name();
    fetch_optional!(Row, db, FIND, client_id, audience, subject)?
        .map(read)
        .transpose()
}

/// The grant with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<ClientGrant>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?.map(read).transpose()
}

/// Every grant, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<ClientGrant>, StoreError> {
    fetch_all!(Row, db, ALL)?.into_iter().map(read).collect()
}

/// A part of the grants that the filters let through.
pub async fn list(
    db: &mut Conn,
    filters: ClientGrantFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<ClientGrant>, StoreError> {
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters.list(), part).await?;
    rows.into_iter().map(read).collect()
}

/// How many there are.
pub async fn count(db: &mut Conn, filters: ClientGrantFilters<'_>) -> Result<i64, StoreError> {
    listing::count(db, &LIST, &filters.list()).await
}

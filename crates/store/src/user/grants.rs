//! What users have consented to: which scopes of which audience a client may have.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, held_statements, on_engine, row,
    statements,
};
use crate::listing::{self, List, RowRange};
use footbridge_domain::scope::Scope;

held_statements! {
    UPSERT: "INSERT INTO grants (id, user_id, client_id, audience, scope)
             SELECT $1, u.user_id, $3, $4, $5 FROM users u WHERE u.user_id = $2 AND u.linked_to IS NULL", u,
            " ON CONFLICT (user_id, client_id, audience) DO UPDATE SET scope = excluded.scope";
}

statements! {
    FIND: "SELECT scope FROM grants WHERE user_id = $1 AND client_id = $2 AND audience = $3";
    DELETE: "DELETE FROM grants
              WHERE (CAST($1 AS TEXT) IS NULL OR id = $1) AND (CAST($2 AS TEXT) IS NULL OR user_id = $2)
                AND (CAST($1 AS TEXT) IS NOT NULL OR CAST($2 AS TEXT) IS NOT NULL)
          RETURNING id, user_id, client_id, audience, scope";
    FORGET_USER: "DELETE FROM grants WHERE user_id = $1";
}

/// Whose consent for what. `audience` is empty where there is no API.
#[derive(Debug, Clone, Copy)]
pub struct ConsentSubject<'a> {
    pub user_id: &'a str,
    pub client_id: &'a str,
    pub audience: &'a str,
}

/// A consent, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredGrant {
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    /// Empty where there is no API.
    pub audience: String,
    pub scope: Scope,
}

/// Which consents; `None` lets every one through.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConsentFilters<'a> {
    pub id: Option<&'a str>,
    pub user_id: Option<&'a str>,
    pub client_id: Option<&'a str>,
    pub audience: Option<&'a str>,
}

impl<'a> ConsentFilters<'a> {
    /// The one with that id.
    pub fn one(id: &'a str) -> Self {
        Self {
            id: Some(id),
            ..Self::default()
        }
    }

    /// All of a user.
    pub fn of_user(user_id: &'a str) -> Self {
        Self {
            user_id: Some(user_id),
            ..Self::default()
        }
    }
}

row! {
    struct Row {
        id: String,
        user_id: String,
        client_id: String,
        audience: String,
        scope: String,
    }
}

impl Row {
    fn read(self) -> StoredGrant {
        StoredGrant {
            scope: Scope::parse(&self.scope),
            id: self.id,
            user_id: self.user_id,
            client_id: self.client_id,
            audience: self.audience,
        }
    }
}

/// A list ends here.
const MOST: u32 = 1_000;

/// The consents, by their ids.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::user::grants::LIST */ ",
    columns: "g.id, g.user_id, g.client_id, g.audience, g.scope",
    keys: "grants",
    rows: " JOIN grants g ON g.id = k.id",
    id: "k.id",
    selected: "k.id",
    order: "k.id",
};

impl<'a> ConsentFilters<'a> {
    pub(crate) fn list(self) -> Vec<listing::Filter<'a>> {
        let is = |column| move |text| listing::Filter::Is(column, text);
        [
            self.id.map(is("k.id")),
            self.user_id.map(is("k.user_id")),
            self.client_id.map(is("k.client_id")),
            self.audience.map(is("k.audience")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A part of the first thousand consents that the filter lets through.
pub async fn list(
    db: &mut Conn,
    filter: ConsentFilters<'_>,
    part: RowRange<'_>,
) -> Result<Vec<StoredGrant>, StoreError> {
    let limit = part.limit.min(MOST.saturating_sub(part.offset));
    let part = RowRange { limit, ..part };
    let rows: Vec<Row> = listing::rows(db, &LIST, &filter.list(), part).await?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// How many of them there are.
pub async fn count(db: &mut Conn, filter: ConsentFilters<'_>) -> Result<i64, StoreError> {
    let all = listing::count(db, &LIST, &filter.list()).await?;
    Ok(all.min(MOST.into()))
}

/// Takes back one consent, or all of a user; what they were.
pub async fn delete(
    db: &mut Conn,
    filter: ConsentFilters<'_>,
) -> Result<Vec<StoredGrant>, StoreError> {
    let rows = fetch_all!(Row, db, DELETE, filter.id, filter.user_id)?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// Remembers a consent, unless its user is gone; `id` names it if it is new.
pub async fn upsert(
    db: &mut Conn,
    id: &str,
    subject: ConsentSubject<'_>,
    scope: &Scope,
) -> Result<(), StoreError> {
    let sql = UPSERT.on(db);
    execute!(
        db,
        sql,
        id,
        subject.user_id,
        subject.client_id,
        subject.audience,
        scope.to_string()
    )
    .map(drop)
}

/// The scopes consented to so far.
pub async fn find(db: &mut Conn, subject: ConsentSubject<'_>) -> Result<Scope, StoreError> {
    let row = fetch_optional!(
        (String,),
        db,
        FIND,
        subject.user_id,
        subject.client_id,
        subject.audience
    )?;
    Ok(row.map(|(scope,)| Scope::parse(&scope)).unwrap_or_default())
}

/// Forgets whatever the user has consented to.
pub async fn forget_user(db: &mut Conn, user_id: &str) -> Result<(), StoreError> {
    execute!(db, FORGET_USER, user_id).map(drop)
}

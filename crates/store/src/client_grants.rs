//! Client grants: which scopes of an API a client may have for itself.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use super::{from_text, to_text};
use footbridge_domain::client_grant::{ClientGrant, SubjectType};
use footbridge_domain::scope::Scope;
use footbridge_domain::time::Timestamp;

statements! {
    UPSERT: "INSERT INTO client_grants (id, client_id, audience, subject_type, scope, settings, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (client_id, audience, subject_type)
             DO UPDATE SET scope = excluded.scope, settings = excluded.settings";
    INSERT: "INSERT INTO client_grants (id, client_id, audience, subject_type, scope, settings, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    /// Lost when somebody else changed the grant in between: the caller reads again.
    REPLACE: "UPDATE client_grants SET scope = $2, settings = $3 WHERE id = $1 AND scope = $4 AND settings = $5";
    FIND: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants
            WHERE client_id = $1 AND audience = $2 AND subject_type = $3";
    BY_ID: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants WHERE id = $1";
    ALL: "SELECT id, client_id, audience, subject_type, scope, settings FROM client_grants ORDER BY created_at, id";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    client_id: String,
    audience: String,
    subject_type: String,
    scope: String,
    settings: String,
}

fn read(row: Row) -> Result<ClientGrant, StoreError> {
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
    let (scope, settings) = columns(grant);
    let (id, client_id) = (grant.id.as_str(), grant.client_id.as_str());
    let (audience, subject) = (grant.audience.as_str(), grant.subject_type.name());
    let at = now.millis();
    execute!(
        db, UPSERT, id, client_id, audience, subject, scope, settings, at
    )
    .map(drop)
}

/// Stores a new grant; false when the client has one for that API.
pub async fn insert(
    db: &mut Conn,
    grant: &ClientGrant,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (scope, settings) = columns(grant);
    let (id, client_id) = (grant.id.as_str(), grant.client_id.as_str());
    let (audience, subject) = (grant.audience.as_str(), grant.subject_type.name());
    let at = now.millis();
    let done = execute!(
        db, INSERT, id, client_id, audience, subject, scope, settings, at
    )?;
    Ok(done == 1)
}

/// Replaces `before` by `after`, if it is still there and the same.
pub async fn replace(
    db: &mut Conn,
    before: &ClientGrant,
    after: &ClientGrant,
) -> Result<bool, StoreError> {
    let (scope, settings) = columns(after);
    let (old_scope, old_settings) = columns(before);
    let id = after.id.as_str();
    Ok(execute!(db, REPLACE, id, scope, settings, old_scope, old_settings)? == 1)
}

fn columns(grant: &ClientGrant) -> (String, String) {
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

//! Client grants: which scopes of an API a client may have for itself.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;

statements! {
    UPSERT: "INSERT INTO client_grants (id, client_id, audience, scope, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (client_id, audience) DO UPDATE SET scope = excluded.scope";
    FIND: "SELECT id, client_id, audience, scope FROM client_grants WHERE client_id = $1 AND audience = $2";
    ALL: "SELECT id, client_id, audience, scope FROM client_grants ORDER BY created_at, id";
    DELETE_OF_AUDIENCE: "DELETE FROM client_grants WHERE audience = $1";
    DELETE_OF_CLIENT: "DELETE FROM client_grants WHERE client_id = $1";
}

/// One grant.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientGrant {
    /// `cgr_…`
    pub id: String,
    pub client_id: String,
    pub audience: String,
    pub scope: Scope,
}

type Row = (String, String, String, String);

fn read((id, client_id, audience, scope): Row) -> ClientGrant {
    ClientGrant {
        id,
        client_id,
        audience,
        scope: Scope::parse(&scope),
    }
}

/// Stores the grant, or replaces the scope of the one that is there.
pub async fn upsert(db: &mut Conn, grant: &ClientGrant, now: Timestamp) -> Result<(), StoreError> {
    let ClientGrant {
        id,
        client_id,
        audience,
        scope,
    } = grant;
    execute!(
        db,
        UPSERT,
        id.as_str(),
        client_id.as_str(),
        audience.as_str(),
        scope.to_string(),
        now.millis()
    )
    .map(drop)
}

/// The grant of `client_id` for `audience`.
pub async fn find(
    db: &mut Conn,
    client_id: &str,
    audience: &str,
) -> Result<Option<ClientGrant>, StoreError> {
    Ok(fetch_optional!(Row, db, FIND, client_id, audience)?.map(read))
}

/// Every grant, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<ClientGrant>, StoreError> {
    Ok(fetch_all!(Row, db, ALL)?.into_iter().map(read).collect())
}

/// Deletes the grants of a client that goes.
pub async fn delete_of_client(db: &mut Conn, client_id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE_OF_CLIENT, client_id).map(drop)
}

/// Deletes the grants for an API that goes.
pub async fn delete_of_audience(db: &mut Conn, audience: &str) -> Result<(), StoreError> {
    execute!(db, DELETE_OF_AUDIENCE, audience).map(drop)
}

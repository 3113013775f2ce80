//! What users have consented to: which scopes of which audience a client may have.

use super::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::domain::scope::Scope;

statements! {
    UPSERT: "INSERT INTO grants (id, user_id, client_id, audience, scope) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (user_id, client_id, audience) DO UPDATE SET scope = excluded.scope";
    FIND: "SELECT scope FROM grants WHERE user_id = $1 AND client_id = $2 AND audience = $3";
    FORGET_USER: "DELETE FROM grants WHERE user_id = $1";
}

/// Whose consent for what. `audience` is empty where there is no API.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub user_id: &'a str,
    pub client_id: &'a str,
    pub audience: &'a str,
}

/// Remembers a consent; `id` names it if it is new.
pub async fn upsert(
    db: &mut Conn,
    id: &str,
    subject: Subject<'_>,
    scope: &Scope,
) -> Result<(), StoreError> {
    execute!(
        db,
        UPSERT,
        id,
        subject.user_id,
        subject.client_id,
        subject.audience,
        scope.to_string()
    )
    .map(drop)
}

/// The scopes consented to so far.
pub async fn find(db: &mut Conn, subject: Subject<'_>) -> Result<Scope, StoreError> {
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

//! Who belongs to which organization.

use crate::engine::{
    Conn, StoreError, execute, fetch_optional, held_statements, on_engine, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::users::{JoinedUser, joined_user_columns};
use footbridge_domain::user::User;

held_statements! {
    /// Only for an organization and a user that are there.
    ADD: "INSERT INTO organization_members (organization_id, user_id, organization_created_at)
          SELECT o.id, u.user_id, o.created_at FROM organizations o JOIN users u ON u.user_id = $2 WHERE o.id = $1", u,
         " ON CONFLICT DO NOTHING";
}

statements! {
    HAS: "SELECT 1 FROM organization_members WHERE organization_id = $1 AND user_id = $2";
    REMOVE: "DELETE FROM organization_members WHERE organization_id = $1 AND user_id = $2";
    REMOVE_ROLES: "DELETE FROM role_members WHERE organization_id = $1 AND user_id = $2";
}

/// The members of an organization, by their ids.
pub(crate) const USERS: List = List {
    name: "/* footbridge_store::organization::organization_members::USERS */ ",
    columns: joined_user_columns!(),
    keys: "organization_members",
    rows: " JOIN users u ON u.user_id = k.user_id",
    id: "k.user_id",
    selected: "k.user_id",
    order: "k.user_id",
};

/// Of which organization.
pub(crate) fn of(organization: &str) -> [Filter<'_>; 1] {
    [Filter::Is("k.organization_id", organization)]
}

/// Makes the user a member; false when the user or the organization does not exist.
pub async fn add(db: &mut Conn, organization: &str, user_id: &str) -> Result<bool, StoreError> {
    let sql = ADD.on(db);
    if execute!(db, sql, organization, user_id)? == 1 {
        return Ok(true);
    }
    has(db, organization, user_id).await
}

/// Whether the user is a member.
pub async fn has(db: &mut Conn, organization: &str, user_id: &str) -> Result<bool, StoreError> {
    Ok(fetch_optional!((i32,), db, HAS, organization, user_id)?.is_some())
}

/// Ends the membership, and the roles that came with it. The caller commits.
pub async fn remove(db: &mut Conn, organization: &str, user_id: &str) -> Result<(), StoreError> {
    execute!(db, REMOVE, organization, user_id)?;
    execute!(db, REMOVE_ROLES, organization, user_id).map(drop)
}

/// A part of the members.
pub async fn users(
    db: &mut Conn,
    organization: &str,
    part: RowRange<'_>,
) -> Result<Vec<User>, StoreError> {
    let rows: Vec<JoinedUser> = listing::rows(db, &USERS, &of(organization), part).await?;
    JoinedUser::read_all(rows)
}

/// How many they are.
pub async fn count(db: &mut Conn, organization: &str) -> Result<i64, StoreError> {
    listing::count(db, &USERS, &of(organization)).await
}

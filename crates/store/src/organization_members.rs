//! Who belongs to which organization.

use super::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, statements,
};
use super::role_members::Part;
use super::users::{JoinedUser, joined_user_columns};
use footbridge_domain::user::User;

statements! {
    /// Only for an organization and a user that are there.
    ADD: "INSERT INTO organization_members (organization_id, user_id)
          SELECT o.id, u.user_id FROM organizations o JOIN users u ON u.user_id = $2 WHERE o.id = $1
          ON CONFLICT DO NOTHING";
    HAS: "SELECT 1 FROM organization_members WHERE organization_id = $1 AND user_id = $2";
    REMOVE: "DELETE FROM organization_members WHERE organization_id = $1 AND user_id = $2";
    REMOVE_ROLES: "DELETE FROM role_members WHERE organization_id = $1 AND user_id = $2";
    USERS: ["SELECT ", joined_user_columns!(), " FROM organization_members m JOIN users u ON u.user_id = m.user_id
             WHERE m.organization_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3 OFFSET $4"];
    COUNT: "SELECT COUNT(*) FROM organization_members m JOIN users u ON u.user_id = m.user_id
             WHERE m.organization_id = $1";
}

/// Makes the user a member; false when the user or the organization does not exist.
pub async fn add(db: &mut Conn, organization: &str, user_id: &str) -> Result<bool, StoreError> {
    if execute!(db, ADD, organization, user_id)? == 1 {
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

/// The members.
pub async fn users(
    db: &mut Conn,
    organization: &str,
    part: Part<'_>,
) -> Result<Vec<User>, StoreError> {
    let rows = fetch_all!(
        JoinedUser,
        db,
        USERS,
        organization,
        part.after,
        part.limit,
        part.offset
    )?;
    let read: Vec<_> = rows
        .into_iter()
        .map(JoinedUser::read)
        .collect::<Result<_, _>>()?;
    Ok(read.into_iter().flatten().collect())
}

/// How many they are.
pub async fn count(db: &mut Conn, organization: &str) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT, organization)?.0)
}

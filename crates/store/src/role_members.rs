//! Who has which role: in the whole tenant, or in one organization of it.

use super::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, on_engine, statements,
};
use super::users::{JoinedUser, joined_user_columns};
use footbridge_domain::role::Role;
use footbridge_domain::user::User;

statements! {
    /// Only for a role and a user that are there.
    ADD: "INSERT INTO role_members (user_id, organization_id, role_id)
          SELECT u.user_id, $2, r.id FROM users u JOIN roles r ON r.id = $3 WHERE u.user_id = $1
          ON CONFLICT DO NOTHING";
    HAS: "SELECT 1 FROM role_members WHERE user_id = $1 AND organization_id = $2 AND role_id = $3";
    REMOVE: "DELETE FROM role_members WHERE user_id = $1 AND organization_id = $2 AND role_id = $3";
    ROLES: "SELECT r.id, r.name, r.description FROM role_members m JOIN roles r ON r.id = m.role_id
             WHERE m.user_id = $1 AND m.organization_id = $2 ORDER BY r.created_at, r.id";
    USERS: ["SELECT ", joined_user_columns!(), " FROM role_members m JOIN users u ON u.user_id = m.user_id
             WHERE m.role_id = $1 AND m.organization_id = '' AND m.user_id > $2 ORDER BY m.user_id LIMIT $3 OFFSET $4"];
    COUNT: "SELECT COUNT(*) FROM role_members m JOIN users u ON u.user_id = m.user_id
             WHERE m.role_id = $1 AND m.organization_id = ''";
}

/// The organization of roles that hold everywhere.
pub const TENANT: &str = "";

/// Part of a list, in the order of the ids.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Every id of the part is greater.
    pub after: &'a str,
    pub offset: i64,
    pub limit: i64,
}

/// Gives the user the role; false when one of them does not exist.
pub async fn add(
    db: &mut Conn,
    user_id: &str,
    organization_id: &str,
    role_id: &str,
) -> Result<bool, StoreError> {
    if execute!(db, ADD, user_id, organization_id, role_id)? == 1 {
        return Ok(true);
    }
    let had = fetch_optional!((i32,), db, HAS, user_id, organization_id, role_id)?;
    Ok(had.is_some())
}

/// Takes the role from the user.
pub async fn remove(
    db: &mut Conn,
    user_id: &str,
    organization_id: &str,
    role_id: &str,
) -> Result<(), StoreError> {
    execute!(db, REMOVE, user_id, organization_id, role_id).map(drop)
}

/// The user's roles.
pub async fn roles(
    db: &mut Conn,
    user_id: &str,
    organization_id: &str,
) -> Result<Vec<Role>, StoreError> {
    type Row = (String, String, Option<String>);
    let rows = fetch_all!(Row, db, ROLES, user_id, organization_id)?;
    Ok(rows.into_iter().map(super::roles::read).collect())
}

/// The users who have the role in the whole tenant.
pub async fn users(db: &mut Conn, role_id: &str, part: Part<'_>) -> Result<Vec<User>, StoreError> {
    let rows = fetch_all!(
        JoinedUser,
        db,
        USERS,
        role_id,
        part.after,
        part.limit,
        part.offset
    )?;
    let read = rows.into_iter().map(JoinedUser::read);
    Ok(read
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// How many they are.
pub async fn count(db: &mut Conn, role_id: &str) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT, role_id)?.0)
}

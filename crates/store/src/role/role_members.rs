//! Who has which role: in the whole tenant, or in one organization of it.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, held_statements, on_engine, statements,
};
use crate::listing::{self, Filter, List, RowRange};
use crate::roles;
use crate::users::{JoinedUser, joined_user_columns};
use footbridge_domain::role::Role;
use footbridge_domain::user::User;

held_statements! {
    /// Only for a role and a user that are there.
    ADD: "INSERT INTO role_members (user_id, organization_id, role_id, role_created_at)
          SELECT u.user_id, $2, r.id, r.created_at FROM users u JOIN roles r ON r.id = $3 WHERE u.user_id = $1", u,
         " ON CONFLICT DO NOTHING";
}

statements! {
    HAS: "SELECT 1 FROM role_members WHERE user_id = $1 AND organization_id = $2 AND role_id = $3";
    ALL_ROLES: "SELECT r.id, r.name, r.description FROM role_members m JOIN roles r ON r.id = m.role_id
                 WHERE m.user_id = $1 AND m.organization_id = $2 ORDER BY m.role_created_at, m.role_id";
    REMOVE: "DELETE FROM role_members WHERE user_id = $1 AND organization_id = $2 AND role_id = $3";
}

/// The organization of roles that hold everywhere.
pub const TENANT: &str = "";

/// A user's roles, in the tenant or in one organization, oldest first.
pub(crate) const ROLES: List = List {
    name: "/* footbridge_store::role::role_members::ROLES */ ",
    columns: "r.id, r.name, r.description",
    keys: "role_members",
    rows: " JOIN roles r ON r.id = k.role_id",
    id: "k.role_id",
    selected: "k.role_created_at, k.role_id",
    order: "k.role_created_at, k.role_id",
};

/// The users who have a role, by their ids.
pub(crate) const USERS: List = List {
    name: "/* footbridge_store::role::role_members::USERS */ ",
    columns: joined_user_columns!(),
    keys: "role_members",
    rows: " JOIN users u ON u.user_id = k.user_id",
    id: "k.user_id",
    selected: "k.user_id",
    order: "k.user_id",
};

/// Whose roles, and where.
pub(crate) fn of<'a>(user_id: &'a str, organization_id: &'a str) -> [Filter<'a>; 2] {
    [
        Filter::Is("k.user_id", user_id),
        Filter::Is("k.organization_id", organization_id),
    ]
}

/// Which role, in the whole tenant.
pub(crate) fn with(role_id: &str) -> [Filter<'_>; 2] {
    [
        Filter::Is("k.role_id", role_id),
        Filter::Is("k.organization_id", TENANT),
    ]
}

/// Gives the user the role; false when one of them does not exist.
pub async fn add(
    db: &mut Conn,
    user_id: &str,
    organization_id: &str,
    role_id: &str,
) -> Result<bool, StoreError> {
    let sql = ADD.on(db);
    if execute!(db, sql, user_id, organization_id, role_id)? == 1 {
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
    let rows = fetch_all!(roles::Row, db, ALL_ROLES, user_id, organization_id)?;
    Ok(rows.into_iter().map(roles::read).collect())
}

/// A part of the user's roles.
pub async fn list_roles(
    db: &mut Conn,
    (user_id, organization_id): (&str, &str),
    part: RowRange<'_>,
) -> Result<Vec<Role>, StoreError> {
    let filters = of(user_id, organization_id);
    let rows: Vec<roles::Row> = listing::rows(db, &ROLES, &filters, part).await?;
    Ok(rows.into_iter().map(roles::read).collect())
}

/// How many they are.
pub async fn count_roles(
    db: &mut Conn,
    (user_id, organization_id): (&str, &str),
) -> Result<i64, StoreError> {
    listing::count(db, &ROLES, &of(user_id, organization_id)).await
}

/// A part of the users who have the role in the whole tenant.
pub async fn users(
    db: &mut Conn,
    role_id: &str,
    part: RowRange<'_>,
) -> Result<Vec<User>, StoreError> {
    let rows: Vec<JoinedUser> = listing::rows(db, &USERS, &with(role_id), part).await?;
    JoinedUser::read_all(rows)
}

/// How many they are.
pub async fn count(db: &mut Conn, role_id: &str) -> Result<i64, StoreError> {
    listing::count(db, &USERS, &with(role_id)).await
}

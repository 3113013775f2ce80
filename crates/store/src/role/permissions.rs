//! Permissions: scopes of APIs that roles, and users by themselves, have.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, held_statements, on_engine, statements,
};
use crate::listing::{self, Filter, List, NO_CHECKPOINT, RowRange};
use footbridge_domain::role::Permission;

/// What the user `$1` may in the whole tenant, whatever it comes by.
macro_rules! held {
    () => {
        "SELECT audience, permission FROM user_permissions WHERE user_id = $1
          UNION
         SELECT p.audience, p.permission FROM role_members m JOIN role_permissions p ON p.role_id = m.role_id
          WHERE m.user_id = $1 AND m.organization_id = ''"
    };
}

held_statements! {
    GRANT_TO_USER: "INSERT INTO user_permissions (user_id, audience, permission)
                    SELECT u.user_id, $2, $3 FROM users u WHERE u.user_id = $1", u,
                   " ON CONFLICT DO NOTHING";
}

statements! {
    GRANT_TO_ROLE: "INSERT INTO role_permissions (role_id, audience, permission)
                    SELECT id, $2, $3 FROM roles WHERE id = $1 ON CONFLICT DO NOTHING";
    TAKE_FROM_ROLE: "DELETE FROM role_permissions WHERE role_id = $1 AND audience = $2 AND permission = $3";
    OF_ROLE: "SELECT audience, permission FROM role_permissions WHERE role_id = $1 ORDER BY audience, permission";
    TAKE_FROM_USER: "DELETE FROM user_permissions WHERE user_id = $1 AND audience = $2 AND permission = $3";
    OF_USER: ["SELECT audience, permission FROM (", held!(), ") held ORDER BY audience, permission LIMIT $2 OFFSET $3"];
    COUNT_OF_USER: ["SELECT COUNT(*) FROM (", held!(), ") held"];
    SOURCES: "SELECT audience, permission, CAST(NULL AS TEXT), CAST(NULL AS TEXT) FROM user_permissions
               WHERE user_id = $1 AND (audience, permission) >= ($2, $3) AND (audience, permission) <= ($4, $5)
              UNION ALL
              SELECT p.audience, p.permission, r.id, r.name
                FROM role_members m JOIN role_permissions p ON p.role_id = m.role_id JOIN roles r ON r.id = m.role_id
               WHERE m.user_id = $1 AND m.organization_id = ''
                 AND (p.audience, p.permission) >= ($2, $3) AND (p.audience, p.permission) <= ($4, $5)";
    EFFECTIVE: "SELECT permission FROM user_permissions WHERE user_id = $1 AND audience = $2
                UNION
                SELECT p.permission FROM role_members m JOIN role_permissions p ON p.role_id = m.role_id
                 WHERE m.user_id = $1 AND p.audience = $2 AND (m.organization_id = '' OR m.organization_id = $3)";
    FORGET_OF_ROLES: "DELETE FROM role_permissions WHERE audience = $1 AND permission = $2";
    FORGET_OF_USERS: "DELETE FROM user_permissions WHERE audience = $1 AND permission = $2";
}

/// What a role gives.
pub(crate) const OF_ROLES: List = List {
    name: "/* footbridge_store::role::permissions::OF_ROLES */ ",
    columns: "k.audience, k.permission",
    keys: "role_permissions",
    rows: "",
    id: NO_CHECKPOINT,
    selected: "k.audience, k.permission",
    order: "k.audience, k.permission",
};

/// Which role.
pub(crate) fn of(role_id: &str) -> [Filter<'_>; 1] {
    [Filter::Is("k.role_id", role_id)]
}

/// A permission of a user, and the id and name of the role that it comes by; `None`: it is the user's own.
pub type Sourced = (Permission, Option<(String, String)>);

/// Gives a role the permission; false when it had it, or there is no such role.
pub async fn grant_to_role(
    db: &mut Conn,
    role_id: &str,
    permission: &Permission,
) -> Result<bool, StoreError> {
    let (audience, name) = (permission.audience.as_str(), permission.name.as_str());
    Ok(execute!(db, GRANT_TO_ROLE, role_id, audience, name)? == 1)
}

/// Takes the permission from a role.
pub async fn take_from_role(
    db: &mut Conn,
    role_id: &str,
    permission: &Permission,
) -> Result<(), StoreError> {
    let (audience, name) = (permission.audience.as_str(), permission.name.as_str());
    execute!(db, TAKE_FROM_ROLE, role_id, audience, name).map(drop)
}

/// What a role gives.
pub async fn of_role(db: &mut Conn, role_id: &str) -> Result<Vec<Permission>, StoreError> {
    let rows = fetch_all!((String, String), db, OF_ROLE, role_id)?;
    let read = |(audience, name)| Permission { audience, name };
    Ok(rows.into_iter().map(read).collect())
}

/// Gives a user the permission by themselves.
pub async fn grant_to_user(
    db: &mut Conn,
    user_id: &str,
    permission: &Permission,
) -> Result<(), StoreError> {
    let (audience, name) = (permission.audience.as_str(), permission.name.as_str());
    let sql = GRANT_TO_USER.on(db);
    execute!(db, sql, user_id, audience, name).map(drop)
}

/// Takes it back; what roles give stays.
pub async fn take_from_user(
    db: &mut Conn,
    user_id: &str,
    permission: &Permission,
) -> Result<(), StoreError> {
    let (audience, name) = (permission.audience.as_str(), permission.name.as_str());
    execute!(db, TAKE_FROM_USER, user_id, audience, name).map(drop)
}

/// A part of what a role gives.
pub async fn list_of_role(
    db: &mut Conn,
    role_id: &str,
    part: RowRange<'_>,
) -> Result<Vec<Permission>, StoreError> {
    let rows: Vec<(String, String)> = listing::rows(db, &OF_ROLES, &of(role_id), part).await?;
    let read = |(audience, name)| Permission { audience, name };
    Ok(rows.into_iter().map(read).collect())
}

/// How much that is.
pub async fn count_of_role(db: &mut Conn, role_id: &str) -> Result<i64, StoreError> {
    listing::count(db, &OF_ROLES, &of(role_id)).await
}

/// A part of what a user may in the whole tenant, and by what: rows of one permission follow one another.
pub async fn list_of_user(
    db: &mut Conn,
    user_id: &str,
    part: RowRange<'_>,
) -> Result<Vec<Sourced>, StoreError> {
    type Row = (String, String, Option<String>, Option<String>);
    let (limit, offset) = (i64::from(part.limit), i64::from(part.offset));
    let held = fetch_all!((String, String), db, OF_USER, user_id, limit, offset)?;
    let (Some((from, first)), Some((to, last))) = (held.first(), held.last()) else {
        return Ok(Vec::new());
    };
    let (from, first, to, last) = (from.as_str(), first.as_str(), to.as_str(), last.as_str());
    let rows = fetch_all!(Row, db, SOURCES, user_id, from, first, to, last)?;
    let read = |(audience, name, role_id, role_name): Row| {
        (Permission { audience, name }, role_id.zip(role_name))
    };
    let mut read: Vec<Sourced> = rows.into_iter().map(read).collect();
    read.sort();
    Ok(read)
}

/// How many permissions that are.
pub async fn count_of_user(db: &mut Conn, user_id: &str) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT_OF_USER, user_id)?.0)
}

/// The scopes of `audience` that the user may have when signed in to `organization`, or to none.
pub async fn effective(
    db: &mut Conn,
    user_id: &str,
    audience: &str,
    organization: Option<&str>,
) -> Result<Vec<String>, StoreError> {
    let organization = organization.unwrap_or(crate::role_members::TENANT);
    let rows = fetch_all!((String,), db, EFFECTIVE, user_id, audience, organization)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Forgets a scope that its API has no more.
pub async fn forget(db: &mut Conn, audience: &str, permission: &str) -> Result<(), StoreError> {
    execute!(db, FORGET_OF_ROLES, audience, permission)?;
    execute!(db, FORGET_OF_USERS, audience, permission).map(drop)
}

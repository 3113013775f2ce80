//! Roles.

use super::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use footbridge_domain::role::Role;
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO roles (id, name, description, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE roles SET name = $2, description = $3
               WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM roles WHERE name = $2 AND id <> $1)";
    BY_ID: "SELECT id, name, description FROM roles WHERE id = $1";
    ALL: "SELECT id, name, description FROM roles ORDER BY created_at, id";
}

type Row = (String, String, Option<String>);

pub(super) fn read((id, name, description): Row) -> Role {
    Role {
        id,
        name,
        description,
    }
}

/// Stores a new role; false when its name is taken.
pub async fn insert(db: &mut Conn, role: &Role, now: Timestamp) -> Result<bool, StoreError> {
    let (id, name) = (role.id.as_str(), role.name.as_str());
    let description = role.description.as_deref();
    Ok(execute!(db, INSERT, id, name, description, now.millis())? == 1)
}

/// Changes name and description; false when the name is another role's, or the role is gone.
pub async fn replace(db: &mut Conn, role: &Role) -> Result<bool, StoreError> {
    let (id, name) = (role.id.as_str(), role.name.as_str());
    Ok(execute!(db, REPLACE, id, name, role.description.as_deref())? == 1)
}

/// The role with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Role>, StoreError> {
    Ok(fetch_optional!(Row, db, BY_ID, id)?.map(read))
}

/// Every role, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<Role>, StoreError> {
    Ok(fetch_all!(Row, db, ALL)?.into_iter().map(read).collect())
}

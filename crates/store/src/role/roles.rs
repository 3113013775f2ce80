//! Roles.

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::listing::{self, Filter, List, RowRange};
use footbridge_domain::role::Role;
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO roles (id, name, description, created_at, folded_name) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING";
    REPLACE: "UPDATE roles SET name = $2, description = $3, folded_name = $4
               WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM roles WHERE name = $2 AND id <> $1)";
    BY_ID: "SELECT id, name, description FROM roles WHERE id = $1";
    ALL: "SELECT id, name, description FROM roles ORDER BY created_at, id";
}

/// The roles, oldest first.
pub(crate) const LIST: List = List {
    name: "/* footbridge_store::role::roles::LIST */ ",
    columns: "r.id, r.name, r.description",
    keys: "roles",
    rows: " JOIN roles r ON r.id = k.id",
    id: "k.id",
    selected: "k.created_at, k.id",
    order: "k.created_at, k.id",
};

/// Those with that in their names; case does not count. The string is folded.
pub(crate) fn named(part: &str) -> Filter<'_> {
    Filter::Contains("k.folded_name", part)
}

pub(crate) type Row = (String, String, Option<String>);

pub(crate) fn read((id, name, description): Row) -> Role {
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
    Ok(execute!(
        db,
        INSERT,
        id,
        name,
        description,
        now.millis(),
        folded(name)
    )? == 1)
}

/// Changes name and description; false when the name is another role's, or the role is gone.
pub async fn replace(db: &mut Conn, role: &Role) -> Result<bool, StoreError> {
    let (id, name) = (role.id.as_str(), role.name.as_str());
    Ok(execute!(
        db,
        REPLACE,
        id,
        name,
        role.description.as_deref(),
        folded(name)
    )? == 1)
}

/// The role with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<Role>, StoreError> {
    Ok(fetch_optional!(Row, db, BY_ID, id)?.map(read))
}

/// Every role, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<Role>, StoreError> {
    Ok(fetch_all!(Row, db, ALL)?.into_iter().map(read).collect())
}

/// A part of the roles, or of those that have `name` in theirs.
pub async fn list(
    db: &mut Conn,
    name: Option<&str>,
    part: RowRange<'_>,
) -> Result<Vec<Role>, StoreError> {
    let name = name.map(folded);
    let filters: Vec<_> = name.iter().map(|name| named(name)).collect();
    let rows: Vec<Row> = listing::rows(db, &LIST, &filters, part).await?;
    Ok(rows.into_iter().map(read).collect())
}

/// How many there are.
pub async fn count(db: &mut Conn, name: Option<&str>) -> Result<i64, StoreError> {
    let name = name.map(folded);
    let filters: Vec<_> = name.iter().map(|name| named(name)).collect();
    listing::count(db, &LIST, &filters).await
}

/// As names are compared with a part of them.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

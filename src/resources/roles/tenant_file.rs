//! `roles` of the tenant file: the roles, each with the permissions that it gives.

use serde_json::{Map, Value};

use super::document;
use crate::domain::request_body::Mode;
use crate::domain::role::{Permission, Role};
use crate::domain::settings::Settings;
use crate::ids;
use crate::store::engine::{StoreError, Tx};
use crate::store::{permissions, roles};
use crate::tenant_file::entry::Entry;
use crate::tenant_file::judge::{refused_item, without_nulls};
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::planner::Planner;
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, Layout, Planning, Section};
use crate::tenant_file::state::{State, StateRole, canonical_audience};
use crate::tenant_file::yaml;

pub const SECTION: Section = Section {
    key: "roles",
    layout: Layout::Folder("roles"),
    found_by: &[("name", 255)],
    read_only: "id type",
    planning: Planning::Each(role),
    export: Export::Lines(export),
    ..Section::PLAIN
};

/// What Auth0 shows of a permission besides its names.
const SHOWN: [&str; 2] = ["description", "resource_server_name"];

/// A role, and which of its permissions come and go.
struct RoleRow {
    role: Role,
    is_new: bool,
    granted: Vec<Permission>,
    taken: Vec<Permission>,
}

fn role(planner: &mut Planner<'_>, entry: &Entry) -> Result<(), FileError> {
    let name = entry.text("name").unwrap_or_default().to_owned();
    let what = format!("role {name}");
    planner.once(&entry.place, &what)?;
    let mut body = without_nulls(&entry.document);
    body.shift_remove("permissions");
    let schema = |body: &Map<_, _>| document::validate(body, Mode::Create);
    planner.conform(&entry.place, &mut body, schema)?;
    if entry.document.get("description") == Some(&Value::Null) {
        body.insert("description".to_owned(), Value::Null);
    }
    let wanted = role_permissions(planner, entry)?;
    let known = planner.state.roles.iter().position(|r| r.role.name == name);
    let at = known.unwrap_or_else(|| {
        let role = Role {
            id: ids::prefixed(planner.context.entropy, "rol_"),
            name,
            description: None,
        };
        let permissions = Vec::new();
        planner.state.roles.push(StateRole { role, permissions });
        planner.state.roles.len() - 1
    });
    let stored = &mut planner.state.roles[at];
    let before = stored.clone();
    stored.role.apply(&body);
    if let Some(wanted) = wanted {
        stored.permissions = wanted;
    }
    let difference = |from: &StateRole, other: &StateRole| -> Vec<Permission> {
        let only = from
            .permissions
            .iter()
            .filter(|p| !other.permissions.contains(p));
        only.cloned().collect()
    };
    let row = RoleRow {
        role: stored.role.clone(),
        is_new: known.is_none(),
        granted: difference(stored, &before),
        taken: difference(&before, stored),
    };
    let mut keys = Vec::new();
    if before.role.description != row.role.description {
        keys.push("description".to_owned());
    }
    if !row.granted.is_empty() || !row.taken.is_empty() {
        keys.push("permissions".to_owned());
    }
    if row.is_new || !keys.is_empty() {
        let keys = if row.is_new { Vec::new() } else { keys };
        planner.push(what, keys, row);
    }
    Ok(())
}

/// The permissions that the entry lists, as far as there are such APIs and they define such scopes.
fn role_permissions(
    planner: &mut Planner<'_>,
    entry: &Entry,
) -> Result<Option<Vec<Permission>>, FileError> {
    let place = entry.place.key("permissions");
    let items = match entry.document.get("permissions") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(place.error("must be a list")),
    };
    let mut wanted: Vec<Permission> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let permission = permission(planner, &place.item(index), item);
        if let Some(Some(permission)) = planner.or_leave_out(permission)
            && !wanted.contains(&permission)
        {
            wanted.push(permission);
        }
    }
    wanted.sort();
    Ok(Some(wanted))
}

/// None where the API does not define the scope.
fn permission(
    planner: &mut Planner<'_>,
    place: &Place,
    item: &Value,
) -> Result<Option<Permission>, FileError> {
    let Permission {
        audience: given,
        name,
    } = one_permission(place, item)?;
    let audience = canonical_audience(planner.context.settings, &given);
    let Some(api) = planner.state.resource_server(&audience) else {
        let problem = "is no API of the file or of the tenant; allowed is the identifier of one";
        return Err(place.key("resource_server_identifier").error(problem));
    };
    if !api.resource_server.scope().contains(&name) {
        planner
            .warnings
            .push(format!("{place}: {audience} defines no scope {name}"));
        return Ok(None);
    }
    Ok(Some(Permission { audience, name }))
}

/// The permission that an item names.
fn one_permission(place: &Place, item: &Value) -> Result<Permission, FileError> {
    let Value::Object(item) = item else {
        return Err(place.error("must be a mapping"));
    };
    let mut named = item.clone();
    named.retain(|key, _| !SHOWN.contains(&key.as_str()));
    let read = document::permission(named);
    read.map_err(|invalid| refused_item(place, "permissions[0]", &invalid))
}

impl PlannedRow for RoleRow {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        let stored = if self.is_new {
            roles::insert(tx, &self.role, with.now).await?
        } else {
            roles::replace(tx, &self.role).await?
        };
        if !stored {
            return Ok(false);
        }
        for permission in &self.taken {
            permissions::take_from_role(tx, &self.role.id, permission).await?;
        }
        for permission in &self.granted {
            permissions::grant_to_role(tx, &self.role.id, permission).await?;
        }
        Ok(true)
    }
}

fn export(state: &State, settings: &Settings) -> String {
    let mut out = String::new();
    let mut roles: Vec<&StateRole> = state.roles.iter().collect();
    roles.sort_by(|a, b| a.role.name.cmp(&b.role.name));
    for StateRole { role, permissions } in roles {
        out.push_str("  - name: ");
        yaml::quote(&mut out, &role.name);
        if let Some(description) = &role.description {
            out.push_str("\n    description: ");
            yaml::quote(&mut out, description);
        }
        out.push_str("\n    permissions:");
        if permissions.is_empty() {
            out.push_str(" []");
        }
        for permission in permissions {
            out.push_str("\n      - permission_name: ");
            yaml::quote(&mut out, &permission.name);
            out.push_str("\n        resource_server_identifier: ");
            yaml::audience(&mut out, &permission.audience, settings);
        }
        out.push('\n');
    }
    out
}

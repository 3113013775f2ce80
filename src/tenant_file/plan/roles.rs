//! The roles of a plan, each with the permissions that it gives.

use serde_json::{Map, Value, json};

use super::judge::{refused_item, without_nulls};
use super::{Planner, Write};
use crate::domain::request_body::Mode;
use crate::domain::role::{self, Permission, Role};
use crate::ids;
use crate::tenant_file::place::{FileError, Place};
use crate::tenant_file::sections::Entry;
use crate::tenant_file::state::{StateRole, canonical_audience};

/// What Auth0 shows of a permission besides its names.
const SHOWN: [&str; 2] = ["description", "resource_server_name"];

/// A role, and which of its permissions come and go.
pub(in crate::tenant_file) struct RoleWrite {
    pub role: Role,
    pub is_new: bool,
    pub granted: Vec<Permission>,
    pub taken: Vec<Permission>,
}

impl Planner<'_> {
    pub(super) fn role(&mut self, entry: &Entry) -> Result<(), FileError> {
        let name = entry.text("name").unwrap_or_default().to_owned();
        let what = format!("role {name}");
        self.once(&entry.place, &what)?;
        let mut body = without_nulls(&entry.document);
        body.shift_remove("permissions");
        let schema = |body: &Map<_, _>| role::validate(body, Mode::Create);
        self.conform(&entry.place, &mut body, schema)?;
        if entry.document.get("description") == Some(&Value::Null) {
            body.insert("description".to_owned(), Value::Null);
        }
        let wanted = self.role_permissions(entry)?;
        let known = self.state.roles.iter().position(|r| r.role.name == name);
        let at = known.unwrap_or_else(|| {
            let role = Role {
                id: ids::prefixed(self.context.entropy, "rol_"),
                name,
                description: None,
            };
            let permissions = Vec::new();
            self.state.roles.push(StateRole { role, permissions });
            self.state.roles.len() - 1
        });
        let stored = &mut self.state.roles[at];
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
        let write = RoleWrite {
            role: stored.role.clone(),
            is_new: known.is_none(),
            granted: difference(stored, &before),
            taken: difference(&before, stored),
        };
        let mut keys = Vec::new();
        if before.role.description != write.role.description {
            keys.push("description".to_owned());
        }
        if !write.granted.is_empty() || !write.taken.is_empty() {
            keys.push("permissions".to_owned());
        }
        if write.is_new || !keys.is_empty() {
            let keys = if write.is_new { Vec::new() } else { keys };
            self.push(what, keys, Write::Role(Box::new(write)));
        }
        Ok(())
    }

    /// The permissions that the entry lists, as far as there are such APIs and they define such scopes.
    fn role_permissions(&mut self, entry: &Entry) -> Result<Option<Vec<Permission>>, FileError> {
        let place = entry.place.key("permissions");
        let items = match entry.document.get("permissions") {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(place.error("must be a list")),
        };
        let mut wanted: Vec<Permission> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let permission = self.permission(&place.item(index), item);
            if let Some(Some(permission)) = self.or_leave_out(permission)
                && !wanted.contains(&permission)
            {
                wanted.push(permission);
            }
        }
        wanted.sort();
        Ok(Some(wanted))
    }

    /// None where the API does not define the scope.
    fn permission(&mut self, place: &Place, item: &Value) -> Result<Option<Permission>, FileError> {
        let Permission {
            audience: given,
            name,
        } = one_permission(place, item)?;
        let audience = canonical_audience(self.context.settings, &given);
        let Some(api) = self.state.resource_server(&audience) else {
            let problem =
                "is no API of the file or of the tenant; allowed is the identifier of one";
            return Err(place.key("resource_server_identifier").error(problem));
        };
        if !api.resource_server.scope().contains(&name) {
            self.warnings
                .push(format!("{place}: {audience} defines no scope {name}"));
            return Ok(None);
        }
        Ok(Some(Permission { audience, name }))
    }
}

/// The permission that an item names.
fn one_permission(place: &Place, item: &Value) -> Result<Permission, FileError> {
    let Value::Object(item) = item else {
        return Err(place.error("must be a mapping"));
    };
    let mut named = item.clone();
    named.retain(|key, _| !SHOWN.contains(&key.as_str()));
    let body = json!({ "permissions": [named] });
    let body = body.as_object().cloned().unwrap_or_default();
    let read = role::permissions(&body);
    let read = read.map_err(|invalid| refused_item(place, "permissions[0]", &invalid))?;
    read.into_iter()
        .next()
        .ok_or_else(|| place.error("must name a permission"))
}

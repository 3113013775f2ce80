//! What bodies may say of roles, of their permissions and of who has them.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::domain::role::Permission;

static ROLE: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});
static PERMISSIONS: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("permissions.json"))
        .expect("the schema is part of the program and tested")
});
static ROLES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("roles.json")).expect("the schema is part of the program and tested")
});
static USERS: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("users.json")).expect("the schema is part of the program and tested")
});

/// Checks the body that makes or changes a role.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    ROLE.validate(body, mode)
}

/// The permissions that a body names.
pub fn permissions(body: &Map<String, Value>) -> Result<Vec<Permission>, Invalid> {
    PERMISSIONS.validate(body, Mode::Create)?;
    let listed = body.get("permissions").and_then(Value::as_array);
    let read = |value: &Value| Permission::deserialize(value).ok();
    Ok(listed.into_iter().flatten().filter_map(read).collect())
}

/// The permission that an item of such a body names.
pub fn permission(item: Map<String, Value>) -> Result<Permission, Invalid> {
    let item = Value::Object(item);
    let body = Map::from_iter([("permissions".to_owned(), vec![item.clone()].into())]);
    PERMISSIONS.validate(&body, Mode::Create)?;
    Permission::deserialize(item).map_err(Invalid::unusable)
}

/// The ids of roles that a body names.
pub fn role_ids(body: &Map<String, Value>) -> Result<Vec<String>, Invalid> {
    ROLES.validate(body, Mode::Create)?;
    Ok(texts(body, "roles"))
}

/// The ids of users that a body names.
pub fn user_ids(body: &Map<String, Value>) -> Result<Vec<String>, Invalid> {
    USERS.validate(body, Mode::Create)?;
    Ok(texts(body, "users"))
}

fn texts(body: &Map<String, Value>, key: &str) -> Vec<String> {
    let listed = body.get(key).and_then(Value::as_array);
    let texts = listed.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn bodies_are_closed_and_complete() {
        let refusal = |body: Value| permissions(&map(body)).map_err(|e| e.to_string());
        let message = "Payload validation error: 'Missing required property: permissions'.";
        assert_eq!(refusal(json!({})), Err(message.to_owned()));
        assert!(refusal(json!({"permissions": []})).is_err());
        let one = json!({"resource_server_identifier": "https://api", "permission_name": "a"});
        let read = refusal(json!({"permissions": [one]})).expect("one permission");
        assert_eq!((&*read[0].audience, &*read[0].name), ("https://api", "a"));
        let more = json!({"permissions": [{"resource_server_identifier": "a", "permission_name": "b", "x": 1}]});
        assert!(refusal(more).is_err());
        assert!(validate(&map(json!({"description": "d"})), Mode::Create).is_err());
        assert!(validate(&map(json!({"description": "d"})), Mode::Update).is_ok());
        assert!(role_ids(&map(json!({"roles": [1]}))).is_err());
        assert!(user_ids(&map(json!({"users": ["nobody"]}))).is_err());
    }
}

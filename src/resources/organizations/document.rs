//! What bodies may say of organizations and of what they have, and how an organization's document is changed.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::identifier;
use crate::domain::invitation::MAX_METADATA;
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::domain::user::check_metadata;

static ORGANIZATION: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});
static CONNECTION: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("connection.json"))
        .expect("the schema is part of the program and tested")
});
static MEMBERS: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("members.json"))
        .expect("the schema is part of the program and tested")
});
static GRANT: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("grant.json")).expect("the schema is part of the program and tested")
});
static INVITATION: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("invitation.json"))
        .expect("the schema is part of the program and tested")
});

/// How many connections a new organization may name.
pub const MAX_CONNECTIONS: u32 = 10;

/// Checks the body that makes or changes an organization.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    ORGANIZATION.validate(body, mode)?;
    let connections = body.get("enabled_connections").and_then(Value::as_array);
    match connections.map(Vec::len) {
        Some(n) if u32::try_from(n).is_ok_and(|n| n <= MAX_CONNECTIONS) => Ok(()),
        Some(n) => Err(Invalid::Rule(format!(
            "Payload validation error: 'Array is too long ({n}), maximum {MAX_CONNECTIONS}' on property \
             enabled_connections."
        ))),
        None => Ok(()),
    }
}

/// Refuses token quotas, because no tokens are counted.
pub fn check(body: &Map<String, Value>) -> Result<(), Forbidden> {
    match body.get("token_quota") {
        None | Some(Value::Null) => Ok(()),
        Some(_) => Err(Forbidden),
    }
}

/// Lays a body over an organization's document: `null` removes, everything else is replaced whole.
pub fn merge(document: &mut Map<String, Value>, body: &Map<String, Value>) {
    for (key, value) in body.iter().filter(|(key, _)| *key != "enabled_connections") {
        let mut value = value.clone();
        if let (Value::Object(entries), "metadata") = (&mut value, key.as_str()) {
            entries.retain(|_, entry| !entry.is_null());
        }
        if value.is_null() {
            document.shift_remove(key);
        } else {
            document.insert(key.clone(), value);
        }
    }
}

/// Checks the body that adds a connection to an organization, or changes it there.
pub fn validate_connection(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    CONNECTION.validate(body, mode)
}

/// The ids of users that a body names.
pub fn member_ids(body: &Map<String, Value>) -> Result<Vec<String>, Invalid> {
    MEMBERS.validate(body, Mode::Create)?;
    let listed = body.get("members").and_then(Value::as_array);
    let texts = listed.into_iter().flatten().filter_map(Value::as_str);
    Ok(texts.map(str::to_owned).collect())
}

/// The id of the client grant that a body names.
pub fn grant_id(body: &Map<String, Value>) -> Result<&str, Invalid> {
    GRANT.validate(body, Mode::Create)?;
    let id = body.get("grant_id").and_then(Value::as_str);
    Ok(id.unwrap_or_default())
}

/// The address that a body invites, once the body is found to be good.
pub fn invited_address(body: &Map<String, Value>) -> Result<String, Invalid> {
    INVITATION.validate(body, Mode::Create)?;
    check_metadata(&Map::new(), body, MAX_METADATA)?;
    let invitee = body.get("invitee").and_then(|invitee| invitee.get("email"));
    let email = invitee.and_then(Value::as_str).and_then(identifier::email);
    email.ok_or_else(|| Invalid::unusable("invitee.email is no e-mail address"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn bodies_follow_their_schema() {
        let refusal = |body: Value, mode| validate(&map(body), mode).map_err(|e| e.to_string());
        let message = "Payload validation error: 'Missing required property: name'.";
        assert_eq!(refusal(json!({}), Mode::Create), Err(message.into()));
        assert_eq!(refusal(json!({"display_name": "A"}), Mode::Update), Ok(()));
        for bad in [
            json!({"name": "Acme Inc"}),
            json!({"name": "a", "branding": {"logo_url": "http://a"}}),
            json!({"name": "a", "branding": {"colors": {"primary": "red", "page_background": "#000000"}}}),
            json!({"name": "a", "metadata": {"k": 1}}),
            json!({"name": "a", "fantasy": 1}),
        ] {
            assert!(refusal(bad.clone(), Mode::Create).is_err(), "{bad}");
        }
        let good = json!({"name": "a", "display_name": "A", "metadata": {"k": "v"},
            "branding": {"logo_url": "https://a/l.png", "colors": {"primary": "#000", "page_background": "#FFFFFF"}}});
        assert_eq!(refusal(good, Mode::Create), Ok(()));
        let quota = json!({"token_quota": {"client_credentials": {"per_day": 1}}});
        assert_eq!(check(&map(quota)), Err(Forbidden));
    }

    #[test]
    fn a_patch_replaces_members_whole() {
        let mut document =
            map(json!({"id": "org_1", "name": "a", "metadata": {"k": "v", "l": "w"}}));
        merge(
            &mut document,
            &map(json!({"metadata": {"k": "x", "l": null}, "display_name": "A"})),
        );
        let expected =
            json!({"id": "org_1", "name": "a", "metadata": {"k": "x"}, "display_name": "A"});
        assert_eq!(Value::Object(document), expected);
    }
}

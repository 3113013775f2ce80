//! Roles, and the permissions that roles and users have: scopes of APIs.

use serde::Deserialize;
use serde_json::{Map, Value};

/// One role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// `rol_…`
    pub id: String,
    pub name: String,
    pub description: Option<String>,
}

/// A scope of an API that a role or a user may have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Permission {
    #[serde(rename = "resource_server_identifier")]
    pub audience: String,
    #[serde(rename = "permission_name")]
    pub name: String,
}

impl Role {
    /// Takes over what a body says: absent keys stay.
    pub fn apply(&mut self, body: &Map<String, Value>) {
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        if let Some(name) = text("name") {
            self.name = name;
        }
        if body.contains_key("description") {
            self.description = text("description");
        }
    }
}

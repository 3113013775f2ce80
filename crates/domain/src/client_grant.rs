//! Client grants: which scopes of an API a client may have for itself. They have no document of their own but for the
//! settings that are rarely there.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::organization::OrganizationUsage;
use super::scope::Scope;

/// What is kept beside the scope, as it was sent.
pub const SETTINGS: [&str; 4] = [
    "organization_usage",
    "allow_any_organization",
    "authorization_details_types",
    "allow_all_scopes",
];

/// For whom the client gets access tokens (`subject_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectType {
    /// For itself.
    Client,
    /// For the users who sign in to it.
    User,
}

impl SubjectType {
    /// From its name; absent, it is the client.
    pub fn parse(name: Option<&str>) -> Self {
        match name {
            Some("user") => Self::User,
            _ => Self::Client,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::User => "user",
        }
    }
}

/// What a flow asks of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsableGrant {
    pub id: String,
    /// Every scope of the API, where the grant is for all.
    pub scope: Scope,
    pub organization_usage: OrganizationUsage,
    pub allows_any_organization: bool,
}

/// One grant.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientGrant {
    /// `cgr_…`
    pub id: String,
    pub client_id: String,
    pub audience: String,
    pub subject_type: SubjectType,
    /// Empty where every scope is allowed.
    pub scope: Scope,
    /// Of [`SETTINGS`], those that were set.
    pub settings: Map<String, Value>,
}

impl ClientGrant {
    /// Whether it is for every scope that the API defines, now and later.
    pub fn allows_all_scopes(&self) -> bool {
        self.settings.get("allow_all_scopes") == Some(&Value::Bool(true))
    }

    /// Whether and how organizations may be named with it.
    pub fn organization_usage(&self) -> OrganizationUsage {
        let usage = self.settings.get("organization_usage");
        usage
            .and_then(|usage| OrganizationUsage::deserialize(usage).ok())
            .unwrap_or_default()
    }

    /// Whether it is for every organization, not only for those that it was given to.
    pub fn allows_any_organization(&self) -> bool {
        self.settings.get("allow_any_organization") == Some(&Value::Bool(true))
    }

    /// Takes over what a body says of scopes and settings: absent keys stay, `null` removes.
    pub fn apply(&mut self, body: &Map<String, Value>) {
        if let Some(scope) = body.get("scope") {
            let words = scope.as_array().into_iter().flatten();
            self.scope = words.filter_map(Value::as_str).collect();
        }
        for key in SETTINGS {
            match body.get(key) {
                None => {}
                Some(Value::Null) => drop(self.settings.shift_remove(key)),
                Some(value) => drop(self.settings.insert(key.into(), value.clone())),
            }
        }
        if self.allows_all_scopes() {
            self.scope = Scope::default();
        }
    }
}

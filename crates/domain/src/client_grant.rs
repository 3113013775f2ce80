//! Client grants: which scopes of an API a client may have for itself. They have no document of their own but for the
//! settings that are rarely there.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::client::Client;
use super::grant_type;
use super::organization::OrganizationUsage;
use super::request_body::{Bodies, Forbidden, Invalid, Mode};
use super::resource_server::{ClientPolicy, ResourceServer};
use super::scope::Scope;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("client_grant/schema.json"))
        .expect("the schema is part of the program and tested")
});

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

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)?;
    let words = body.get("scope").and_then(Value::as_array);
    let is_scope = |word: &&str| word.bytes().all(|b| (0x21..0x7f).contains(&b));
    let mut words = words.into_iter().flatten().filter_map(Value::as_str);
    // RFC 6749 §3.3 bounds what a scope may be made of.
    if words.all(|word| is_scope(&word)) {
        Ok(())
    } else {
        Err(not_of_the_api())
    }
}

/// The refusal of scopes that the API does not define.
pub fn not_of_the_api() -> Invalid {
    let text = "Payload validation error: scope must be a subset of resource server scopes";
    Invalid::Rule(text.into())
}

/// Why a grant of this client for this API changes nothing, if so.
pub fn idle(
    subject_type: SubjectType,
    client: &Client,
    api: &ResourceServer,
) -> Option<&'static str> {
    let policies = &api.subject_type_authorization;
    match subject_type {
        SubjectType::Client if policies.for_clients() == ClientPolicy::DenyAll => {
            Some("the API gives no client a token for itself")
        }
        SubjectType::Client if !client.authenticates() => {
            Some("its client keeps no secret, and gets no token for itself")
        }
        SubjectType::Client if !client.may_use(&grant_type::CLIENT_CREDENTIALS) => {
            Some("its client has no client_credentials among its grant_types")
        }
        SubjectType::User if policies.for_users() == ClientPolicy::AllowAll => {
            Some("the API lets every client act for its users")
        }
        SubjectType::User if policies.for_users() == ClientPolicy::DenyAll => {
            Some("the API lets no client act for its users")
        }
        _ => None,
    }
}

/// Refuses what no flow acts upon: grants for groups of clients, and authorization details.
pub fn check(body: &Map<String, Value>) -> Result<(), Forbidden> {
    match unsupported(body).next() {
        Some(_) => Err(Forbidden),
        None => Ok(()),
    }
}

/// The keys of a body that ask for what no flow acts upon.
pub fn unsupported(body: &Map<String, Value>) -> impl Iterator<Item = &'static str> {
    let asks = |key: &&str| {
        body.get(*key)
            .is_some_and(|v| !v.is_null() && v.as_array().is_none_or(|list| !list.is_empty()))
    };
    ["default_for", "authorization_details_types"]
        .into_iter()
        .filter(asks)
}

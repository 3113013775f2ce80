//! What bodies may say of client grants, and which grants change nothing.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::client::Client;
use crate::domain::client_grant::SubjectType;
use crate::domain::grant_type;
use crate::domain::request_body::{Bodies, Forbidden, Invalid, Mode};
use crate::domain::resource_server::{ClientPolicy, ResourceServer};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

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

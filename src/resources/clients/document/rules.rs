//! What the parts of a client must be to each other.

use serde_json::{Map, Value};

use super::validate::description_of;
use crate::domain::grant_type::{self, GrantType};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Forbidden, Invalid};
use crate::resources::unsupported::{Unsupported, is_off};

const MAX_METADATA: usize = 10;

/// Checks the client that a body would make, `before` being what it is now.
pub fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Result<(), Forbidden>, Invalid> {
    check_grant_types(after)?;
    check_metadata(after)?;
    check_security_mode(before, after)?;
    check_authentication(before, after)?;
    Ok(match unsupported(before, after).next() {
        Some(_) => Err(Forbidden),
        None => Ok(()),
    })
}

/// The keys that ask for what no flow acts upon, and did not ask for it `before`.
pub fn unsupported<'a>(
    before: Option<&'a Map<String, Value>>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = &'static str> + 'a {
    UNSUPPORTED.requested(before, after)
}

/// The keys of what is refused, because no flow acts upon it.
pub fn refused() -> impl Iterator<Item = &'static str> {
    UNSUPPORTED.paths()
}

/// Ways to authenticate and to bind tokens that the token endpoint does not know, each with the values that ask for nothing.
const UNSUPPORTED: Unsupported = Unsupported(&[
    // The other methods are mutual TLS.
    ("client_authentication_methods", |v| {
        v.is_none_or(|v| v.get("private_key_jwt").is_some())
    }),
    ("signed_request_object", |v| v.is_none()),
    ("token_vault_privileged_access", |v| v.is_none()),
    ("require_proof_of_possession", is_off),
    // There is no page that asks for an organization.
    ("organization_require_behavior", |v| {
        v.is_none_or(|v| v == "no_prompt")
    }),
    ("compliance_level", |v| v.is_none_or(|v| v == "none")),
]);

/// A client that keeps no secret may not have every grant.
fn check_grant_types(client: &Map<String, Value>) -> Result<(), Invalid> {
    let is_public = client
        .get("token_endpoint_auth_method")
        .is_some_and(|m| m == "none");
    let named = client.get("grant_types").and_then(Value::as_array);
    let has = |grant: &&GrantType| named.is_some_and(|names| names.iter().any(|n| n == grant.name));
    let refused = (grant_type::ALL.into_iter())
        .filter(|grant| is_public && !grant.allows_public_clients)
        .filter(has);
    let refused: Vec<_> = refused.map(|grant| grant.name).collect();
    if refused.is_empty() {
        Ok(())
    } else {
        let text = format!("Invalid grant types: {}", refused.join(", "));
        Err(Invalid::Rule(text))
    }
}

/// Each PATCH may be small enough and their sum too large.
fn check_metadata(client: &Map<String, Value>) -> Result<(), Invalid> {
    let n = client
        .get("client_metadata")
        .and_then(Value::as_object)
        .map_or(0, Map::len);
    if n <= MAX_METADATA {
        return Ok(());
    }
    let sentence = format!("Too many properties defined ({n}), maximum {MAX_METADATA}");
    let description = description_of("client_metadata");
    Err(Mismatch::at("client_metadata", sentence, description).into())
}

/// Chosen once, when the client is made.
fn check_security_mode(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<(), Invalid> {
    const KEY: &str = "third_party_security_mode";
    let changed = before.is_some_and(|b| b.get(KEY) != after.get(KEY));
    if changed {
        return Err(Invalid::Rule(format!("{KEY} cannot be changed")));
    }
    Ok(())
}

/// A client proves who it is in one way.
fn check_authentication(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<(), Invalid> {
    let names_two = |client: &Map<String, Value>| {
        [
            "client_authentication_methods",
            "token_endpoint_auth_method",
        ]
        .iter()
        .all(|key| client.contains_key(*key))
    };
    if names_two(after) && !before.is_some_and(names_two) {
        let text =
            "client_authentication_methods and token_endpoint_auth_method are mutually exclusive";
        return Err(Invalid::Rule(text.into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn a_public_client_cannot_act_for_itself() {
        let client = map(
            json!({"token_endpoint_auth_method": "none", "grant_types": ["client_credentials"]}),
        );
        let refused = check(None, &client).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Invalid grant types: client_credentials"
        );
    }

    #[test]
    fn what_is_not_acted_upon_is_not_stored_unless_it_was() {
        let plain = map(json!({"require_proof_of_possession": false, "compliance_level": "none"}));
        assert_eq!(check(None, &plain), Ok(Ok(())));
        let bound = map(json!({"require_proof_of_possession": true}));
        assert_eq!(check(None, &bound), Ok(Err(Forbidden)));
        assert_eq!(check(Some(&bound), &bound), Ok(Ok(())));
        let keyed = map(json!({"client_authentication_methods": {"private_key_jwt": {}}}));
        assert_eq!(check(None, &keyed), Ok(Ok(())));
        let mutual_tls = map(json!({"client_authentication_methods": {"tls_client_auth": {}}}));
        assert_eq!(check(None, &mutual_tls), Ok(Err(Forbidden)));
    }

    #[test]
    fn a_client_authenticates_in_one_way() {
        let two = map(
            json!({"client_authentication_methods": {"private_key_jwt": {}}, "token_endpoint_auth_method": "none"}),
        );
        let refused = check(None, &two).unwrap_err().to_string();
        assert!(refused.contains("mutually exclusive"), "{refused}");
        assert_eq!(check(Some(&two), &two), Ok(Ok(())));
    }

    #[test]
    fn metadata_has_ten_entries_at_most_however_they_came() {
        let entries: Map<String, Value> = (0..11).map(|i| (format!("k{i}"), json!("v"))).collect();
        let refused = check(None, &map(json!({"client_metadata": entries}))).unwrap_err();
        assert!(refused.to_string().contains(
            "'Too many properties defined (11), maximum 10' on property client_metadata ("
        ));
    }
}

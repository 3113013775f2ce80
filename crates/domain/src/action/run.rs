//! Actions as they run: what is bound, what became of it, and what it leaves behind in the login.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::time::Timestamp;

/// A deployed Action at its place in a trigger.
#[derive(Clone)]
pub struct BoundAction {
    pub trigger_id: String,
    /// As the tenant calls it.
    pub name: String,
    pub version_id: String,
    pub code: String,
    pub secrets: BTreeMap<String, String>,
}

impl fmt::Debug for BoundAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BoundAction({})", self.name)
    }
}

/// What ran at one trigger in one request.
#[derive(Debug, Clone)]
pub struct Execution {
    pub id: String,
    pub at: Timestamp,
    /// As the Management API shows it, as JSON.
    pub document: String,
}

/// Claims that Actions add to tokens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CustomClaims {
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub access_token: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub id_token: Map<String, Value>,
}

impl CustomClaims {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.access_token.is_empty() && self.id_token.is_empty()
    }
}

/// What Actions decide of a session's or a refresh token's life.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// Only ever earlier than it would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_expires_at: Option<Timestamp>,
    /// The whole metadata, if they changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl Life {
    /// Whether nothing was decided.
    pub fn is_unchanged(&self) -> bool {
        *self == Self::default()
    }

    /// The earlier of several decisions counts.
    pub fn shorten(slot: &mut Option<Timestamp>, at: Timestamp) {
        *slot = Some(slot.map_or(at, |earlier| earlier.min(at)));
    }
}

/// Claims that are ours to make: an Action cannot speak for the issuer, the audience or the login itself.
const RESERVED: [&str; 32] = [
    "acr",
    "act",
    "active",
    "amr",
    "at_hash",
    "ath",
    "attest",
    "aud",
    "auth_time",
    "authorization_details",
    "azp",
    "c_hash",
    "client_id",
    "cnf",
    "events",
    "exp",
    "gty",
    "htm",
    "htu",
    "iat",
    "iss",
    "jti",
    "may_act",
    "nbf",
    "nonce",
    "org_id",
    "org_name",
    "permissions",
    "s_hash",
    "scope",
    "sid",
    "sub",
];

/// Adds custom claims to those of a token; what is reserved, or there already, stays as it is.
pub fn add_claims(claims: &mut Map<String, Value>, custom: &Map<String, Value>) {
    for (name, value) in custom {
        if !RESERVED.contains(&name.as_str()) && !claims.contains_key(name) {
            claims.insert(name.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn custom_claims_never_replace_what_we_say() {
        let Value::Object(mut claims) = json!({"sub": "auth0|1", "email": "ada@example.com"})
        else {
            unreachable!("an object was written")
        };
        let before = claims.clone();
        for name in [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "auth_time",
            "nonce",
            "act",
            "azp",
            "sid",
            "at_hash",
            "c_hash",
            "scope",
            "client_id",
            "permissions",
            "org_id",
            "cnf",
            "email",
        ] {
            let custom = [(name.to_owned(), json!("forged"))].into_iter().collect();
            add_claims(&mut claims, &custom);
            assert_eq!(claims, before, "{name}");
        }
        let custom = [("https://example.com/roles".to_owned(), json!(["a"]))];
        add_claims(&mut claims, &custom.into_iter().collect());
        assert_eq!(claims["https://example.com/roles"], json!(["a"]));
    }
}

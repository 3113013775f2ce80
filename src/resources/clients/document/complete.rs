//! What a new client gets without asking for it. The figures are Auth0's own, as its answers show them.

use serde_json::{Map, Value, json};

use crate::domain::grant_type::{self, NewClient};

const DAY: u64 = 86_400;

/// Whether a new client is a third party's in strict mode, which has an id of another shape.
pub fn is_strict(client: &Map<String, Value>) -> bool {
    let mode = client.get("third_party_security_mode");
    mode.is_some_and(|mode| mode == "strict")
}

/// Fills in what Auth0 fills in when a client is created. What was sent stays; what was sent as `null` counts as not sent.
pub fn complete(client: &mut Map<String, Value>) {
    client.retain(|_, value| !value.is_null());
    fold_logout_twins(client);
    let kind = Kind::of(client);
    let defaults = [
        ("is_token_endpoint_ip_header_trusted", json!(false)),
        ("is_first_party", json!(true)),
        ("oidc_conformant", json!(kind.is_oidc_conformant())),
        ("sso_disabled", json!(false)),
        ("cross_origin_authentication", json!(false)),
        ("jwt_configuration", kind.jwt_configuration()),
        ("grant_types", kind.grant_types()),
        ("custom_login_page_on", json!(true)),
        ("refresh_token", json!({})),
    ];
    for (key, value) in defaults {
        client.entry(key).or_insert(value);
    }
    if let Some(Value::Object(jwt)) = client.get_mut("jwt_configuration") {
        jwt.entry("secret_encoded").or_insert(json!(false));
    }
    if let Some(Value::Object(policy)) = client.get_mut("refresh_token") {
        kind.complete_refresh_policy(policy);
    }
    if let Some(Value::Object(transfer)) = client.get_mut("session_transfer") {
        complete_session_transfer(transfer);
    }
    if kind.third_party {
        client
            .entry("third_party_security_mode")
            .or_insert(json!("permissive"));
    }
}

/// The six defaults of a `session_transfer` object; `delegation` is absent unless it was set.
pub(super) fn complete_session_transfer(transfer: &mut Map<String, Value>) {
    let defaults = [
        ("can_create_session_transfer_token", json!(false)),
        ("allowed_authentication_methods", json!([])),
        ("enforce_device_binding", json!("ip")),
        ("allow_refresh_token", json!(false)),
        ("enforce_online_refresh_tokens", json!(true)),
        ("enforce_cascade_revocation", json!(true)),
    ];
    let mut given = std::mem::take(transfer);
    for (key, default) in defaults {
        transfer.insert(key.into(), given.shift_remove(key).unwrap_or(default));
    }
    transfer.extend(given.into_iter().filter(|(_, value)| !value.is_null()));
}

/// `oidc_backchannel_logout` is another name of `oidc_logout`: one is kept, both are shown.
pub(super) fn fold_logout_twins(client: &mut Map<String, Value>) {
    if let Some(twin) = client.shift_remove("oidc_backchannel_logout") {
        client.insert("oidc_logout".into(), twin);
    }
}

/// What the defaults depend on.
struct Kind {
    app_type: Option<String>,
    public: bool,
    /// A way to authenticate was named, and it is not `none`.
    names_secret: bool,
    third_party: bool,
    strict: bool,
}

impl Kind {
    fn of(client: &Map<String, Value>) -> Self {
        let text = |key: &str| client.get(key).and_then(Value::as_str);
        let method = text("token_endpoint_auth_method");
        let third_party = client.get("is_first_party") == Some(&Value::Bool(false));
        Self {
            app_type: text("app_type").map(str::to_owned),
            public: method == Some("none"),
            names_secret: method.is_some_and(|m| m != "none"),
            third_party,
            strict: third_party && text("third_party_security_mode") == Some("strict"),
        }
    }

    fn is(&self, app_type: &str) -> bool {
        self.app_type.as_deref() == Some(app_type)
    }

    fn is_oidc_conformant(&self) -> bool {
        self.third_party || self.is("resource_server") || self.is("express_configuration")
    }

    fn grant_types(&self) -> Value {
        let client = if self.is("resource_server") {
            NewClient::ResourceServer
        } else if self.is("express_configuration") {
            NewClient::ExpressConfiguration
        } else if self.strict {
            NewClient::StrictThirdParty
        } else if self.public {
            NewClient::Public
        } else {
            NewClient::Confidential
        };
        grant_type::defaults(client).collect()
    }

    fn jwt_configuration(&self) -> Value {
        if self.strict {
            json!({"alg": "RS256", "lifetime_in_seconds": 3_600, "secret_encoded": false})
        } else if self.is("resource_server") || self.is("express_configuration") {
            json!({"alg": "RS256", "secret_encoded": false})
        } else {
            json!({"secret_encoded": false, "lifetime_in_seconds": 36_000})
        }
    }

    fn complete_refresh_policy(&self, policy: &mut Map<String, Value>) {
        let (rotation, expiration) = match (self.third_party, self.public) {
            (true, true) => ("rotating", "expiring"),
            (true, false) if self.strict => ("non-rotating", "expiring"),
            _ => ("non-rotating", "non-expiring"),
        };
        let was_sent = !policy.is_empty();
        policy.entry("rotation_type").or_insert(json!(rotation));
        let expires = *policy.entry("expiration_type").or_insert(json!(expiration)) == "expiring";
        let (lifetime, idle) = if self.names_secret || (self.strict && !self.public) {
            (31_557_600, 30 * DAY)
        } else {
            (30 * DAY, 15 * DAY)
        };
        // A strict third party's confidential client expires by want of use alone.
        let endless = !expires || (!was_sent && self.strict && !self.public);
        let defaults = [
            ("leeway", json!(0)),
            ("token_lifetime", json!(lifetime)),
            ("idle_token_lifetime", json!(idle)),
            ("infinite_token_lifetime", json!(endless)),
            ("infinite_idle_token_lifetime", json!(!expires)),
        ];
        for (key, value) in defaults {
            policy.entry(key).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(client: Value) -> Value {
        let Value::Object(mut client) = client else {
            panic!("a client is an object")
        };
        complete(&mut client);
        Value::Object(client)
    }

    #[test]
    fn a_name_is_enough() {
        let expected = json!({
            "name": "A", "is_first_party": true, "is_token_endpoint_ip_header_trusted": false, "oidc_conformant": false,
            "jwt_configuration": {"secret_encoded": false, "lifetime_in_seconds": 36000}, "sso_disabled": false,
            "cross_origin_authentication": false, "custom_login_page_on": true,
            "grant_types": ["authorization_code", "implicit", "refresh_token", "client_credentials"],
            "refresh_token": {"rotation_type": "non-rotating", "expiration_type": "non-expiring", "leeway": 0,
                "token_lifetime": 2592000, "infinite_token_lifetime": true, "infinite_idle_token_lifetime": true,
                "idle_token_lifetime": 1296000},
        });
        assert_eq!(
            completed(json!({"name": "A", "description": null})),
            expected
        );
    }

    #[test]
    fn public_and_confidential_clients_differ() {
        let public = completed(json!({"name": "A", "token_endpoint_auth_method": "none"}));
        assert_eq!(
            public["grant_types"],
            json!(["authorization_code", "implicit", "refresh_token"])
        );
        let secret =
            completed(json!({"name": "A", "token_endpoint_auth_method": "client_secret_basic"}));
        assert_eq!(secret["refresh_token"]["token_lifetime"], 31_557_600);
        assert_eq!(secret["refresh_token"]["idle_token_lifetime"], 2_592_000);
        let api = completed(json!({"name": "A", "app_type": "resource_server"}));
        assert_eq!(api["grant_types"], json!([]));
        assert_eq!(api["oidc_conformant"], true);
        assert!(
            api["jwt_configuration"]
                .get("lifetime_in_seconds")
                .is_none()
        );
    }

    #[test]
    fn third_parties_get_stricter_defaults() {
        let public = completed(
            json!({"name": "A", "is_first_party": false, "token_endpoint_auth_method": "none"}),
        );
        assert_eq!(public["third_party_security_mode"], "permissive");
        assert_eq!(public["refresh_token"]["rotation_type"], "rotating");
        assert_eq!(public["refresh_token"]["infinite_token_lifetime"], false);
        let strict = completed(
            json!({"name": "A", "is_first_party": false, "third_party_security_mode": "strict"}),
        );
        assert_eq!(strict["grant_types"], json!(["authorization_code"]));
        assert_eq!(strict["jwt_configuration"]["lifetime_in_seconds"], 3_600);
        let policy = &strict["refresh_token"];
        assert_eq!(policy["infinite_token_lifetime"], true);
        assert_eq!(policy["infinite_idle_token_lifetime"], false);
        assert_eq!(policy["token_lifetime"], 31_557_600);
    }

    #[test]
    fn what_was_sent_in_part_is_completed() {
        let sent = json!({"name": "A", "session_transfer": {"can_create_session_transfer_token": true},
            "jwt_configuration": {"alg": "RS256"},
            "refresh_token": {"rotation_type": "non-rotating", "expiration_type": "expiring"}});
        let client = completed(sent);
        let expected = json!({"can_create_session_transfer_token": true, "allowed_authentication_methods": [],
            "enforce_device_binding": "ip", "allow_refresh_token": false, "enforce_online_refresh_tokens": true,
            "enforce_cascade_revocation": true});
        assert_eq!(client["session_transfer"], expected);
        assert_eq!(
            client["jwt_configuration"],
            json!({"alg": "RS256", "secret_encoded": false})
        );
        assert_eq!(client["refresh_token"]["infinite_token_lifetime"], false);
        assert_eq!(client["refresh_token"]["token_lifetime"], 2_592_000);
    }
}

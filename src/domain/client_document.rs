//! Auth0's whole client object, of which [`super::client::Client`] is the part that decides something.

use serde_json::{Map, Value, json};

use super::session_transfer;

/// Fills in what Auth0 fills in when a client is made: settings that were not sent, and the rest of settings that were
/// sent in part. What has no default stays absent.
pub fn complete(document: &mut Map<String, Value>) {
    let third_party = document.get("is_first_party") == Some(&Value::Bool(false));
    let mut defaults = if third_party {
        third_party_defaults(document)
    } else {
        first_party_defaults(document)
    };
    complete_object(document, "refresh_token", defaults.remove("refresh_token"));
    if let Some(Value::Object(sent)) = document.get_mut("jwt_configuration") {
        fill(sent, &json!({"secret_encoded": false}));
    }
    if document
        .get("session_transfer")
        .is_some_and(Value::is_object)
    {
        let defaults = serde_json::to_value(session_transfer::Settings::default()).ok();
        complete_object(document, "session_transfer", defaults);
    }
    fill(document, &Value::Object(defaults));
    fill(
        document,
        &json!({
            "is_first_party": true, "oidc_conformant": false, "sso_disabled": false,
            "cross_origin_authentication": false, "cross_origin_auth": false, "custom_login_page_on": true,
            "is_token_endpoint_ip_header_trusted": false, "global": false, "callback_url_template": false,
        }),
    );
}

fn first_party_defaults(document: &Map<String, Value>) -> Map<String, Value> {
    let text = |key| document.get(key).and_then(Value::as_str);
    let special = matches!(
        text("app_type"),
        Some("resource_server" | "express_configuration")
    );
    let grant_types = match (text("app_type"), text("token_endpoint_auth_method")) {
        (Some("resource_server"), _) => json!([]),
        (Some("express_configuration"), _) => json!(["authorization_code", "client_credentials"]),
        (_, Some("none")) => json!(["authorization_code", "implicit", "refresh_token"]),
        _ => json!([
            "authorization_code",
            "implicit",
            "refresh_token",
            "client_credentials"
        ]),
    };
    let lifetimes = match text("token_endpoint_auth_method") {
        Some("client_secret_post" | "client_secret_basic") => (31_557_600, 2_592_000),
        _ => (2_592_000, 1_296_000),
    };
    let jwt = if special {
        json!({"alg": "RS256", "secret_encoded": false})
    } else {
        json!({"secret_encoded": false, "lifetime_in_seconds": 36_000})
    };
    object(json!({
        "grant_types": grant_types, "jwt_configuration": jwt, "oidc_conformant": special,
        "refresh_token": refresh_token(false, lifetimes, (true, true)),
    }))
}

fn third_party_defaults(document: &Map<String, Value>) -> Map<String, Value> {
    let text = |key| document.get(key).and_then(Value::as_str);
    let public = text("token_endpoint_auth_method") == Some("none");
    let refresh_token = if public {
        refresh_token(true, (2_592_000, 1_296_000), (false, false))
    } else {
        refresh_token(false, (31_557_600, 2_592_000), (true, false))
    };
    if text("third_party_security_mode") == Some("strict") {
        return object(json!({
            "grant_types": ["authorization_code"], "oidc_conformant": true, "refresh_token": refresh_token,
            "jwt_configuration": {"alg": "RS256", "lifetime_in_seconds": 3_600, "secret_encoded": false},
        }));
    }
    let mut defaults = first_party_defaults(document);
    defaults.insert("refresh_token".into(), refresh_token);
    defaults.insert("oidc_conformant".into(), true.into());
    defaults.insert("third_party_security_mode".into(), "permissive".into());
    defaults
}

fn refresh_token(rotating: bool, lifetimes: (u32, u32), infinite: (bool, bool)) -> Value {
    let (rotation, expiration) = if rotating {
        ("rotating", "expiring")
    } else if infinite == (true, true) {
        ("non-rotating", "non-expiring")
    } else {
        ("non-rotating", "expiring")
    };
    json!({
        "rotation_type": rotation, "expiration_type": expiration, "leeway": 0,
        "token_lifetime": lifetimes.0, "idle_token_lifetime": lifetimes.1,
        "infinite_token_lifetime": infinite.0, "infinite_idle_token_lifetime": infinite.1,
    })
}

/// Sets `key` to `defaults`, overlaid by what it holds. A policy that was sent as expiring is not endless by default.
fn complete_object(document: &mut Map<String, Value>, key: &str, defaults: Option<Value>) {
    let Some(Value::Object(mut whole)) = defaults else {
        return;
    };
    if let Some(Value::Object(sent)) = document.get(key) {
        if sent.get("expiration_type").and_then(Value::as_str) == Some("expiring") {
            whole.insert("infinite_token_lifetime".into(), false.into());
            whole.insert("infinite_idle_token_lifetime".into(), false.into());
        }
        whole.extend(sent.clone());
    }
    document.insert(key.to_owned(), Value::Object(whole));
}

/// Adds the entries of `defaults` whose keys are absent.
fn fill(document: &mut Map<String, Value>, defaults: &Value) {
    for (key, value) in defaults.as_object().into_iter().flatten() {
        document
            .entry(key.as_str())
            .or_insert_with(|| value.clone());
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(sent: Value) -> Value {
        let mut document = object(sent);
        complete(&mut document);
        Value::Object(document)
    }

    #[test]
    fn a_bare_client_gets_auth0s_defaults() {
        let c = completed(json!({"name": "A"}));
        assert_eq!(c["grant_types"].as_array().unwrap().len(), 4);
        assert_eq!(c["refresh_token"]["token_lifetime"], 2_592_000);
        assert_eq!(c["refresh_token"]["infinite_token_lifetime"], true);
        assert_eq!(c["jwt_configuration"]["lifetime_in_seconds"], 36_000);
        assert_eq!(c["is_first_party"], true);
        for absent in ["session_transfer", "callbacks", "app_type"] {
            assert!(c.get(absent).is_none(), "{absent}");
        }
    }

    #[test]
    fn what_is_sent_in_part_is_completed() {
        let c = completed(
            json!({"name": "A", "token_endpoint_auth_method": "client_secret_post",
            "session_transfer": {"allow_refresh_token": true}, "jwt_configuration": {"alg": "RS256"},
            "refresh_token": {"rotation_type": "non-rotating", "expiration_type": "expiring"}}),
        );
        assert_eq!(c["session_transfer"].as_object().unwrap().len(), 6);
        assert_eq!(c["session_transfer"]["allow_refresh_token"], true);
        assert_eq!(
            c["jwt_configuration"],
            json!({"alg": "RS256", "secret_encoded": false})
        );
        assert_eq!(c["refresh_token"]["infinite_token_lifetime"], false);
    }

    #[test]
    fn public_third_party_clients_rotate() {
        let c = completed(
            json!({"name": "A", "is_first_party": false, "token_endpoint_auth_method": "none"}),
        );
        assert_eq!(c["refresh_token"]["rotation_type"], "rotating");
        assert_eq!(c["third_party_security_mode"], "permissive");
        assert_eq!(c["oidc_conformant"], true);
    }

    #[test]
    fn completing_twice_changes_nothing() {
        let once = completed(json!({"name": "A", "session_transfer": {}}));
        assert_eq!(completed(once.clone()), once);
    }
}

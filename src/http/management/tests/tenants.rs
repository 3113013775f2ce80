use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{assert_problem, server};
use crate::domain::session::CookieMode;

#[tokio::test]
async fn settings_are_changed_key_by_key_and_take_hold_at_once() {
    let server = server().await;
    let path = "/tenants/settings";
    let fresh = server.call("GET", path, Value::Null).await.body;
    assert_eq!(
        (&fresh["session_lifetime"], &fresh["idle_session_lifetime"]),
        (&json!(168), &json!(72))
    );
    let patch = json!({"friendly_name": "Mine", "session_lifetime_in_minutes": 90, "session_cookie": {"mode": "non-persistent"}});
    let patched = server.call("PATCH", path, patch).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    assert_eq!(patched.body["session_lifetime"], 1.5);
    let tenant = server.app.parts.store.tenant().await.expect("settings");
    assert_eq!(tenant.cookie_mode(), CookieMode::NonPersistent);
    assert_eq!(tenant.session_lifetimes().absolute.as_secs(), 5_400);
    let query = format!("{path}?fields=friendly_name,flags&include_fields=true");
    let cut = server.call("GET", &query, Value::Null).await.body;
    assert_eq!(cut.as_object().map(serde_json::Map::len), Some(2));
}

#[tokio::test]
async fn what_would_have_no_effect_is_refused() {
    let server = server().await;
    let path = "/tenants/settings";
    let patch = json!({"mtls": {"enable_endpoint_aliases": true}});
    let refused = server.call("PATCH", path, patch).await;
    let message = "This feature is not enabled for this tenant.";
    assert_problem(&refused, StatusCode::FORBIDDEN, message);
    assert_eq!(refused.body["errorCode"], "feature_not_enabled");
    for (patch, sentence) in [
        (json!({"x": 1}), "'Additional properties not allowed: x'"),
        (json!({}), "'Too few properties defined (0), minimum 1'"),
        (
            json!({"session_lifetime": 0}),
            "'Value 0 is less than minimum 1' on property session_lifetime",
        ),
    ] {
        let answer = server.call("PATCH", path, patch).await;
        let message = answer.body["message"].as_str().unwrap_or_default();
        assert!(
            message.starts_with(&format!("Payload validation error: {sentence}")),
            "{message}"
        );
    }
}

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{assert_problem, server};

#[tokio::test]
async fn keys_are_rotated_and_revoked_at_once() {
    let server = server().await;
    let before = server.token("read:clients");
    let keys = server.call("GET", "/keys/signing", Value::Null).await.body;
    let kid_of = |keys: &Value, state: &str| {
        let keys = keys.as_array().expect("an array");
        let key = keys.iter().find(|key| key[state] == true);
        key.and_then(|k| k["kid"].as_str())
            .expect("a kid")
            .to_owned()
    };
    let (current, next) = (kid_of(&keys, "current"), kid_of(&keys, "next"));
    assert_eq!(keys[0]["fingerprint"].as_str().map(str::len), Some(59));
    let early = server
        .call(
            "PUT",
            &format!("/keys/signing/{current}/revoke"),
            Value::Null,
        )
        .await;
    assert_eq!(early.status, 400, "{}", early.body);
    let rotated = server
        .call("POST", "/keys/signing/rotate", Value::Null)
        .await;
    assert_eq!(rotated.status, 201, "{}", rotated.body);
    let keys = server.call("GET", "/keys/signing", Value::Null).await.body;
    assert_eq!(kid_of(&keys, "current"), next);
    assert_eq!(kid_of(&keys, "previous"), current);
    assert_eq!(rotated.body["kid"], json!(kid_of(&keys, "next")));
    let still = server
        .send("GET", "/api/v2/clients", Some(&before), Value::Null)
        .await;
    assert_eq!(still.status, 200);
    let revoked = server
        .call(
            "PUT",
            &format!("/keys/signing/{current}/revoke"),
            Value::Null,
        )
        .await;
    assert_eq!(revoked.status, 200, "{}", revoked.body);
    assert_eq!(revoked.body["kid"], json!(current));
    let refused = server
        .send("GET", "/api/v2/clients", Some(&before), Value::Null)
        .await;
    assert_problem(&refused, StatusCode::UNAUTHORIZED, "Invalid token");
    let shown = server
        .call("GET", &format!("/keys/signing/{current}"), Value::Null)
        .await
        .body;
    assert_eq!(shown["revoked"], true);
    let gone = server.call("GET", "/keys/signing/x", Value::Null).await;
    assert_problem(&gone, StatusCode::NOT_FOUND, "Signing key not found.");
    let half = server.token("update:signing_keys");
    let refused = server
        .send(
            "POST",
            "/api/v2/keys/signing/rotate",
            Some(&half),
            Value::Null,
        )
        .await;
    assert_eq!(refused.status, 403);
}

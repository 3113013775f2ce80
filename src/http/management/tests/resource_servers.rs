use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{assert_problem, server};

#[tokio::test]
async fn an_api_lives() {
    let server = server().await;
    let body = json!({"identifier": "https://api.example/orders/", "name": "Orders"});
    let made = server.call("POST", "/resource-servers", body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.body["token_lifetime"], 86_400);
    let again = server.call("POST", "/resource-servers", body).await;
    let message = "A resource server with the same identifier already exists.";
    assert_problem(&again, StatusCode::CONFLICT, message);
    // By its identifier, escaped as tools escape it, and by its id.
    let path = "/resource-servers/https:%2F%2Fapi.example%2Forders%2F";
    assert_eq!(server.call("GET", path, Value::Null).await.body, made.body);
    let by_id = format!(
        "/resource-servers/{}",
        made.body["id"].as_str().expect("an id")
    );
    let patch = json!({"scopes": [{"value": "read:orders", "description": "Read"}]});
    let patched = server.call("PATCH", &by_id, patch).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    assert_eq!(patched.body["scopes"][0]["value"], "read:orders");
    let found = server
        .app
        .parts
        .store
        .resource_server("https://api.example/orders/")
        .await;
    let found = found.expect("an answer").expect("an API");
    assert!(found.scope().contains("read:orders"));
    let cut = format!("{by_id}?fields=name&include_fields=true");
    let cut = server.call("GET", &cut, Value::Null).await;
    assert_eq!(cut.body, json!({"name": "Orders"}));
    for status in [204, 204] {
        assert_eq!(
            server.call("DELETE", path, Value::Null).await.status,
            status
        );
    }
    let gone = server.call("GET", &by_id, Value::Null).await;
    assert_problem(
        &gone,
        StatusCode::NOT_FOUND,
        "The resource server does not exist",
    );
    assert_eq!(gone.body["errorCode"], "inexistent_resource_server");
}

#[tokio::test]
async fn what_an_api_may_not_be() {
    let server = server().await;
    for (body, status, code) in [
        (json!({}), 400, json!("invalid_body")),
        (
            json!({"identifier": "a", "x": 1}),
            400,
            json!("invalid_body"),
        ),
        (
            json!({"identifier": "a", "token_lifetime": 2_592_001}),
            400,
            json!("invalid_body"),
        ),
        (
            json!({"identifier": "http://localhost:4000/api/v2/"}),
            409,
            Value::Null,
        ),
        (
            json!({"identifier": "http://localhost:4000/userinfo"}),
            409,
            Value::Null,
        ),
        (
            json!({"identifier": "a", "signing_alg": "PS256"}),
            403,
            json!("feature_not_enabled"),
        ),
    ] {
        let answer = server.call("POST", "/resource-servers", body).await;
        assert_eq!(
            (answer.status, &answer.body["errorCode"]),
            (status, &code),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn lists_are_paged_and_filtered() {
    let server = server().await;
    for n in 0..3 {
        let body = json!({"identifier": format!("https://api/{n}")});
        assert_eq!(
            server.call("POST", "/resource-servers", body).await.status,
            201
        );
    }
    let list = async |query: &str| {
        server
            .call("GET", &format!("/resource-servers?{query}"), Value::Null)
            .await
            .body
    };
    let page = list("include_totals=true&per_page=2&page=1").await;
    assert_eq!(
        (&page["total"], &page["start"], &page["limit"]),
        (&json!(3), &json!(2), &json!(2))
    );
    assert_eq!(page["resource_servers"][0]["identifier"], "https://api/2");
    assert_eq!(list("page=7").await, json!([]));
    let two = list("identifiers=https://api/0&identifiers=https://api/2").await;
    assert_eq!(two.as_array().map(Vec::len), Some(2));
}

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::domain::client_grant::SubjectType;

use super::{Server, assert_problem, server};

async fn with_api(scopes: Value) -> Server {
    let server = server().await;
    let body = json!({"identifier": "https://api", "scopes": scopes});
    let made = server.call("POST", "/resource-servers", body).await;
    assert_eq!(made.status, 201);
    server
}

#[tokio::test]
async fn a_grant_lives() {
    let server = with_api(json!([{"value": "a"}, {"value": "b"}])).await;
    let granted = async || {
        let store = &server.app.parts.store;
        let key = ("machine", "https://api");
        let found = store.client_grant(key, SubjectType::Client).await;
        found
            .expect("an answer")
            .map(|grant| grant.scope.to_string())
    };
    let body = json!({"client_id": "machine", "audience": "https://api", "scope": ["a"]});
    let made = server.call("POST", "/client-grants", body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.body["id"].as_str().expect("an id").to_owned();
    let expected = json!({"id": id, "client_id": "machine", "audience": "https://api", "scope": ["a"], "subject_type": "client"});
    assert_eq!(made.body, expected);
    assert_eq!(granted().await.as_deref(), Some("a"));
    let again = server.call("POST", "/client-grants", body).await;
    assert_eq!(again.status, 409);
    let path = format!("/client-grants/{id}");
    let all = json!({"allow_all_scopes": true});
    let patched = server.call("PATCH", &path, all).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    assert!(patched.body.get("scope").is_none());
    assert_eq!(patched.body["allow_all_scopes"], true);
    assert_eq!(granted().await.as_deref(), Some("a b"));
    let none = json!({"allow_all_scopes": false, "scope": []});
    let patched = server.call("PATCH", &path, none).await.body;
    assert_eq!(
        (&patched["scope"], &patched["allow_all_scopes"]),
        (&json!([]), &json!(false))
    );
    let query = "audience=https%3A%2F%2Fapi&client_id=machine&include_totals=true&per_page=50";
    let found = server
        .call("GET", &format!("/client-grants?{query}"), Value::Null)
        .await;
    assert_eq!(
        (&found.body["total"], &found.body["client_grants"][0]["id"]),
        (&json!(1), &json!(id))
    );
    let part = server
        .call("GET", "/client-grants?take=50&client_id=x", Value::Null)
        .await;
    assert_eq!(part.body, json!({"client_grants": []}));
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(granted().await, None);
    let gone = server.call("GET", &path, Value::Null).await;
    assert_problem(&gone, StatusCode::NOT_FOUND, "The grant does not exist.");
}

#[tokio::test]
async fn what_a_grant_may_not_be() {
    let server = with_api(json!([{"value": "a"}])).await;
    let subset = "Payload validation error: scope must be a subset of resource server scopes";
    for (body, status, message) in [
        (
            json!({"client_id": "machine", "audience": "https://api", "scope": ["b"]}),
            400,
            subset,
        ),
        (
            json!({"client_id": "machine", "audience": "https://other", "scope": []}),
            404,
            "The resource server does not exist",
        ),
        (
            json!({"client_id": "nobody", "audience": "https://api", "scope": []}),
            404,
            "The client does not exist",
        ),
        (
            json!({"audience": "https://api"}),
            400,
            "Payload validation error: 'Missing required property: client_id'.",
        ),
        (
            json!({"client_id": "machine", "audience": "https://api", "authorization_details_types": ["a"]}),
            403,
            "This feature is not enabled for this tenant.",
        ),
    ] {
        let answer = server.call("POST", "/client-grants", body).await;
        assert_eq!(
            (answer.status, answer.body["message"].as_str()),
            (status, Some(message))
        );
    }
    let body = json!({"client_id": "machine", "audience": "https://api"});
    let made = server.call("POST", "/client-grants", body).await.body;
    let path = format!("/client-grants/{}", made["id"].as_str().expect("an id"));
    for (patch, message) in [
        (
            json!({"audience": "x"}),
            "'Additional properties not allowed: audience'",
        ),
        (json!({}), "'Too few properties defined (0), minimum 1'"),
    ] {
        let answer = server.call("PATCH", &path, patch).await;
        let message = format!("Payload validation error: {message}.");
        assert_problem(&answer, StatusCode::BAD_REQUEST, &message);
    }
}

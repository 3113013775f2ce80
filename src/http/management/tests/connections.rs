use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Server, assert_problem, server};

#[tokio::test]
async fn a_database_lives() {
    let server = server().await;
    let body =
        json!({"name": "people", "strategy": "auth0", "options": {"passwordPolicy": "good"}});
    let made = server.call("POST", "/connections", body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(
        made.body["options"]["authentication_methods"]["passkey"]["enabled"],
        false
    );
    let again = server.call("POST", "/connections", body).await;
    assert_problem(
        &again,
        StatusCode::CONFLICT,
        "A connection with the same name already exists",
    );
    let id = made.body["id"].as_str().expect("an id");
    let path = format!("/connections/{id}");
    let clients = format!("{path}/clients");
    let enable = json!([{"client_id": "machine", "status": true}]);
    let enabled = server.call("PATCH", &clients, enable).await;
    assert_eq!(enabled.status, 204, "{}", enabled.body);
    let listed = server.call("GET", &clients, Value::Null).await.body;
    assert_eq!(listed, json!({"clients": [{"client_id": "machine"}]}));
    assert!(is_for_the_machine(&server, id).await);
    let off = json!({"authentication": {"active": false}, "options": {"disable_signup": true}});
    let patched = server.call("PATCH", &path, off).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    assert!(patched.body["options"].get("passwordPolicy").is_none());
    assert!(
        !is_for_the_machine(&server, id).await,
        "it is not for signing in"
    );
    let nobody = json!([{"client_id": "nobody", "status": true}]);
    let refused = server.call("PATCH", &clients, nobody).await;
    assert_problem(&refused, StatusCode::NOT_FOUND, "The client does not exist");
    let query = "strategy[0]=auth0&strategy[1]=email&name=people&take=1&fields=name";
    let part = server
        .call("GET", &format!("/connections?{query}"), Value::Null)
        .await
        .body;
    let part = &part["connections"][0];
    assert_eq!(part["name"], "people");
    // What Auth0 shows whatever was asked for.
    assert!(part["id"].is_string() && part.get("options").is_none());
    let none = server
        .call(
            "GET",
            "/connections?name=x&include_totals=true",
            Value::Null,
        )
        .await
        .body;
    assert_eq!(none["total"], 0);
    let deleted = server.call("DELETE", &path, Value::Null).await;
    assert_eq!(deleted.status, 202);
    assert!(deleted.body["deleted_at"].is_string());
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    let gone = server.call("GET", &path, Value::Null).await;
    assert_problem(
        &gone,
        StatusCode::NOT_FOUND,
        "The connection does not exist",
    );
}

#[tokio::test]
async fn what_a_connection_may_not_be() {
    let server = server().await;
    for (body, status) in [
        (json!({"name": "a"}), 400),
        (json!({"name": "-a", "strategy": "auth0"}), 400),
        (json!({"name": "a", "strategy": "fantasy"}), 400),
        (json!({"name": "a", "strategy": "auth0", "x": 1}), 400),
        (json!({"name": "a", "strategy": "samlp"}), 403),
    ] {
        let answer = server.call("POST", "/connections", body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    for body in [
        json!([]),
        json!({}),
        json!([{"client_id": "a"}]),
        json!([{"client_id": "a", "status": 1}]),
    ] {
        let answer = server.call("PATCH", "/connections/x/clients", body).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
}

/// Whether users of the connection may sign in at the client that the tests call with.
async fn is_for_the_machine(server: &Server, id: &str) -> bool {
    let known = server.app.parts.store.connections().await;
    let known = known.expect("connections");
    let mut known = known.iter();
    known
        .find(|connection| connection.id == id)
        .expect("the connection")
        .is_enabled_for("machine")
}

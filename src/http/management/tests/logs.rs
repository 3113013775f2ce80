use serde_json::{Value, json};

use super::server;

#[tokio::test]
async fn writes_are_logged_without_secrets() {
    let server = server().await;
    let secret = "a-secret-that-nobody-may-read";
    server
        .call(
            "PATCH",
            "/clients/machine",
            json!({"client_secret": secret}),
        )
        .await;
    server
        .call("PATCH", "/clients/machine", json!({"fantasy": 1}))
        .await;
    let logs = server
        .call(
            "GET",
            "/logs?sort=date:1&include_totals=true&q=type:(sapi OR fapi)"
                .replace(' ', "%20")
                .as_str(),
            Value::Null,
        )
        .await
        .body;
    assert_eq!(
        (&logs["total"], &logs["length"]),
        (&json!(2), &json!(2)),
        "{logs}"
    );
    assert!(!logs.to_string().contains(secret));
    let done = &logs["logs"][0];
    assert_eq!(
        (&done["type"], &done["description"]),
        (&json!("sapi"), &json!("Update a client"))
    );
    assert_eq!(done["details"]["request"]["method"], "patch");
    assert_eq!(
        done["details"]["request"]["path"],
        "/api/v2/clients/machine"
    );
    assert_eq!(done["details"]["response"]["statusCode"], 200);
    assert_eq!(done["client_id"], "machine");
    assert_eq!(logs["logs"][1]["details"]["response"]["statusCode"], 400);
    let id = done["log_id"].as_str().expect("an id");
    let one = server
        .call("GET", &format!("/logs/{id}"), Value::Null)
        .await
        .body;
    assert_eq!(&one, done);
    let rest = server
        .call("GET", &format!("/logs?from={id}&take=1"), Value::Null)
        .await;
    assert_eq!(rest.body[0]["type"], "fapi");
    assert!(
        rest.link.ends_with("&take=1>; rel=\"next\""),
        "{}",
        rest.link
    );
    for wrong in [
        "q=password:x",
        "q=%22",
        "sort=secret:1",
        "page=50&per_page=100",
        "fields=fantasy",
    ] {
        let answer = server
            .call("GET", &format!("/logs?{wrong}"), Value::Null)
            .await;
        assert_eq!(
            (answer.status, &answer.body["errorCode"]),
            (400, &json!("invalid_query_string")),
            "{wrong}"
        );
    }
}

//! `/api/v2/clients`: what the tools that manage Auth0's clients rely on.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_client_is_made_read_changed_and_removed,
    lists_are_paged_and_may_be_cut,
    the_transfer_object_is_merged_key_by_key,
    a_mistake_is_explained_in_auth0s_shape,
    a_token_and_a_scope_are_needed,
    a_rotated_secret_replaces_the_old_one,
    a_removed_client_is_no_client,
    one_client_stands_for_all,
    a_client_names_its_connections,
}

/// `POST /api/v2/clients`.
async fn create(world: &World, body: Value) -> Value {
    let answer = world.manage(Method::POST, "/api/v2/clients", Some(body));
    answer.await.expect(201).json()
}

/// `PATCH /api/v2/clients/{id}`.
async fn patch(world: &World, id: &str, body: Value) -> Answer {
    let path = format!("/api/v2/clients/{id}");
    world.manage(Method::PATCH, &path, Some(body)).await
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, error_code: &str, message: &str) {
    assert_eq!(answer.status, status, "{answer:#?}");
    let body = answer.json();
    assert_eq!(body["statusCode"], status, "{body}");
    assert_eq!(body["errorCode"], error_code, "{body}");
    assert!(text(&body, "message").starts_with(message), "{body}");
    assert!(body["error"].is_string(), "{body}");
}

async fn a_client_is_made_read_changed_and_removed(engine: Engine) {
    let world = World::shared(engine).await;
    let made = create(&world, json!({ "name": "Made", "app_type": "native" })).await;
    let id = text(&made, "client_id");
    let path = format!("/api/v2/clients/{id}");
    let read = world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&read["name"], &read["app_type"]),
        (&"Made".into(), &"native".into())
    );
    assert!(
        read.get("session_transfer").is_none(),
        "nothing is injected: {read}"
    );
    let body = json!({ "description": "changed", "client_metadata": { "a": "1" } });
    let changed = patch(&world, &id, body).await.expect(200).json();
    assert_eq!(
        (&changed["description"], &changed["name"]),
        (&"changed".into(), &"Made".into())
    );
    let body = json!({ "client_metadata": { "b": "2", "a": null } });
    let changed = patch(&world, &id, body).await.expect(200).json();
    assert_eq!(changed["client_metadata"], json!({ "b": "2" }));
    let cut = format!("{path}?fields=name,client_id&include_fields=true");
    let cut = world
        .manage(Method::GET, &cut, None)
        .await
        .expect(200)
        .json();
    assert_eq!(cut, json!({ "name": "Made", "client_id": id }));
    world.manage(Method::DELETE, &path, None).await.expect(204);
    let gone = world.manage(Method::GET, &path, None).await;
    assert_problem(&gone, 404, "inexistent_client", "The client does not exist");
}

async fn lists_are_paged_and_may_be_cut(engine: Engine) {
    let world = World::own(engine).await;
    let list = async |query: &str| {
        let path = format!("/api/v2/clients?{query}");
        world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json()
    };
    let page = list("per_page=5&page=1&include_totals=true&fields=client_id").await;
    assert_eq!((&page["start"], &page["limit"]), (&5.into(), &5.into()));
    assert_eq!(page["clients"].as_array().map(Vec::len), Some(5));
    let total = page["total"].as_u64().expect("a number");
    assert!(total >= 22, "{page}");
    let entry = page["clients"][0].as_object().expect("a client");
    assert_eq!(entry.keys().collect::<Vec<_>>(), ["client_id"]);
    let mut seen = vec![];
    for number in 0..=total / 5 {
        let page = list(&format!("per_page=5&page={number}&fields=client_id")).await;
        seen.extend(
            page.as_array()
                .expect("an array")
                .iter()
                .map(|client| text(client, "client_id")),
        );
    }
    assert!(seen.iter().any(|id| id == "native") && seen.iter().any(|id| id == "web"));
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "no client on two pages");
    let spas = list("app_type=spa&fields=client_id").await;
    assert_eq!(spas, json!([{ "client_id": "spa" }]));
    for wrong in [
        "per_page=101",
        "per_page=-1",
        "page=x",
        "include_totals=maybe",
    ] {
        let path = format!("/api/v2/clients?{wrong}");
        let answer = world.manage(Method::GET, &path, None).await;
        assert_problem(
            &answer,
            400,
            "invalid_query_string",
            "Query validation error: ",
        );
    }
}

async fn the_transfer_object_is_merged_key_by_key(engine: Engine) {
    let world = World::shared(engine).await;
    let defaults = json!({
        "can_create_session_transfer_token": false, "allowed_authentication_methods": [],
        "enforce_device_binding": "ip", "allow_refresh_token": false,
        "enforce_online_refresh_tokens": true, "enforce_cascade_revocation": true,
    });
    let made = create(&world, json!({ "name": "Merged", "session_transfer": {} })).await;
    assert_eq!(made["session_transfer"], defaults);
    let id = text(&made, "client_id");
    let steps = [
        (
            json!({ "allow_refresh_token": true }),
            "allow_refresh_token",
            json!(true),
        ),
        (
            json!({ "enforce_device_binding": "asn" }),
            "enforce_device_binding",
            json!("asn"),
        ),
        (
            json!({ "allowed_authentication_methods": ["query"] }),
            "allowed_authentication_methods",
            json!(["query"]),
        ),
        (
            json!({ "allowed_authentication_methods": ["cookie"] }),
            "allowed_authentication_methods",
            json!(["cookie"]),
        ),
    ];
    let mut expected = defaults;
    for (change, key, value) in steps {
        let body = json!({ "session_transfer": change });
        let client = patch(&world, &id, body).await.expect(200).json();
        expected[key] = value;
        assert_eq!(client["session_transfer"], expected);
    }
    let body = json!({ "session_transfer": null });
    let client = patch(&world, &id, body).await.expect(200).json();
    assert!(client["session_transfer"].is_null(), "{client}");
}

async fn a_mistake_is_explained_in_auth0s_shape(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = |object: Value| json!({ "session_transfer": object });
    let mistakes = [
        (
            transfer(json!({ "enforce_device_binding": "foo" })),
            "'No enum match for: foo' on property session_transfer.enforce_device_binding",
        ),
        (
            transfer(json!({ "allowed_authentication_methods": ["post"] })),
            "'No enum match for: post' on property \
             session_transfer.allowed_authentication_methods[0]",
        ),
        (
            transfer(json!({ "fantasy": 1 })),
            "'Additional properties not allowed: fantasy'",
        ),
        (
            transfer(json!({ "allow_refresh_token": "yes" })),
            "'Expected type boolean but found type string' on property \
             session_transfer.allow_refresh_token",
        ),
        (
            transfer(json!(5)),
            "'Expected type object but found type integer'",
        ),
        (
            json!({ "fantasy": 1 }),
            "'Additional properties not allowed: fantasy'",
        ),
        (
            json!({ "client_id": "mine" }),
            "'Additional properties not allowed: client_id'",
        ),
        (
            json!({ "name": "" }),
            "'String is too short (0 chars), minimum 1' on property name",
        ),
        (
            json!({ "grant_types": ["a", "b", "b"] }),
            "'Array items are not unique (indexes 1 and 2)' on property grant_types",
        ),
    ];
    for (body, sentence) in mistakes {
        let answer = patch(&world, "web-second", body).await;
        let message = format!("Payload validation error: {sentence}");
        assert_problem(&answer, 400, "invalid_body", &message);
    }
    let unnamed = world
        .manage(Method::POST, "/api/v2/clients", Some(json!({})))
        .await;
    let message = "Payload validation error: 'Missing required property: name'";
    assert_problem(&unnamed, 400, "invalid_body", message);
    let nobody = patch(&world, "nobody", json!({ "name": "x" })).await;
    assert_problem(
        &nobody,
        404,
        "inexistent_client",
        "The client does not exist",
    );
    let token = world.management_token().await;
    for body in ["{", "[]", "", "null"] {
        let request = world
            .http
            .request(Method::POST, "/api/v2/clients")
            .bearer_auth(&token);
        let request = request
            .header("Content-Type", "application/json")
            .body(body);
        world.http.send(request).await.expect(400);
    }
}

async fn a_token_and_a_scope_are_needed(engine: Engine) {
    let world = World::shared(engine).await;
    let path = "/api/v2/clients/web";
    world.http.get(path).await.expect(401);
    let user = world
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    for wrong in [text(&user, "access_token"), "nonsense".to_owned()] {
        let request = world.http.request(Method::GET, path).bearer_auth(wrong);
        let answer = world.http.send(request).await;
        assert!([400, 401].contains(&answer.status), "{answer:#?}");
    }
    let audience = format!("{}api/v2/", world.issuer());
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", &audience),
        ("scope", "read:clients"),
    ];
    let token = text(
        &world.token("machine", &form).await.expect(200).json(),
        "access_token",
    );
    let as_reader = |method: Method, path: &str| {
        let request = world.http.request(method, path).bearer_auth(&token);
        world.http.send(request.json(&json!({ "name": "x" })))
    };
    let read = as_reader(Method::GET, path).await.expect(200).json();
    assert!(
        read.get("client_secret").is_none(),
        "a secret needs a scope of its own: {read}"
    );
    for (method, path, scope) in [
        (Method::POST, "/api/v2/clients", "create:clients"),
        (Method::PATCH, path, "update:clients"),
        (Method::DELETE, path, "delete:clients"),
        (Method::GET, "/api/v2/logs", "read:logs"),
    ] {
        let answer = as_reader(method, path).await;
        let message = format!("Insufficient scope, expected any of: {scope}");
        assert_problem(&answer, 403, "insufficient_scope", &message);
    }
}

async fn a_rotated_secret_replaces_the_old_one(engine: Engine) {
    let world = World::own(engine).await;
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    world.token("machine", &form).await.expect(200);
    let path = "/api/v2/clients/machine/rotate-secret";
    let rotated = world
        .manage(Method::POST, path, None)
        .await
        .expect(200)
        .json();
    let new = text(&rotated, "client_secret");
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    world.token("machine", &form).await.expect(401);
    let form = [
        ("client_id", "machine"),
        ("client_secret", &new),
        form[0],
        form[1],
    ];
    world.post("/oauth/token", &form).await.expect(200);
}

async fn a_removed_client_is_no_client(engine: Engine) {
    let world = World::own(engine).await;
    let token = world.refresh_token("native").await;
    world
        .manage(Method::DELETE, "/api/v2/clients/native", None)
        .await
        .expect(204);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    world.refresh("native", &token, &[]).await.expect(401);
}

async fn one_client_stands_for_all(engine: Engine) {
    let world = World::own(engine).await;
    let list = async |query: &str| {
        let path = format!("/api/v2/clients?{query}");
        let answer = world.manage(Method::GET, &path, None).await.expect(200);
        answer.json().as_array().expect("an array").clone()
    };
    let global = list("is_global=true").await;
    assert_eq!(global.len(), 1, "{global:?}");
    let client = &global[0];
    let mut names: Vec<_> = client.as_object().expect("an object").keys().collect();
    names.sort();
    let expected = [
        "callbacks",
        "client_id",
        "cross_origin_authentication",
        "custom_login_page_on",
        "global",
        "is_first_party",
        "name",
        "refresh_token",
        "signing_keys",
        "tenant",
    ];
    assert_eq!(names, expected);
    assert_eq!(client["name"], "All Applications");
    let id = text(client, "client_id");
    let has_it = |list: &[Value]| list.iter().any(|c| c["client_id"] == json!(id));
    assert!(has_it(&list("per_page=100").await));
    assert!(!has_it(&list("per_page=100&is_global=false").await));
    // A second process, or a restart, makes no second one.
    let other = world.server.setup().start().await;
    let again = world.asking(&other);
    let path = "/api/v2/clients?is_global=true";
    let seen = again.manage(Method::GET, path, None).await.expect(200);
    assert_eq!(seen.json(), json!([client]));
    let same = json!({ "custom_login_page_on": false });
    let answer = patch(&world, &id, same).await.expect(200).json();
    assert_eq!(answer["custom_login_page_on"], false);
    for change in [
        json!({ "custom_login_page": "<html></html>" }),
        json!({ "custom_login_page_on": true }),
        json!({ "client_secret": "a-secret-that-opens-nothing" }),
        json!({ "grant_types": ["client_credentials"] }),
    ] {
        let refused = patch(&world, &id, change).await;
        let message = "This feature is not enabled for this tenant.";
        assert_problem(&refused, 403, "feature_not_enabled", message);
    }
    let grant = json!({ "client_id": id, "audience": API, "scope": [] });
    let granted = world.manage(Method::POST, "/api/v2/client-grants", Some(grant));
    granted.await.expect(403);
    let path = format!("/api/v2/clients/{id}");
    let kept = world.manage(Method::DELETE, &path, None).await.expect(400);
    assert_eq!(kept.json()["message"], "Global client cannot be deleted.");
    let rotate = format!("{path}/rotate-secret");
    world.manage(Method::POST, &rotate, None).await.expect(403);
    for secret in ["", "guess"] {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &id),
            ("client_secret", secret),
        ];
        let answer = world.post("/oauth/token", &form).await;
        answer.expect_error(401, "access_denied", "Unauthorized");
    }
    let start = world
        .authorize(&world.browser(), "web", &[("client_id", &id)])
        .await;
    assert_eq!(start.location(), None, "{start:#?}");
}

async fn a_client_names_its_connections(engine: Engine) {
    let world = World::shared(engine).await;
    let read = async |path: &str| {
        let answer = world.manage(Method::GET, path, None).await;
        answer.expect(200).json()
    };
    let found = read("/api/v2/clients/web/connections?take=50").await;
    let connections = found["connections"].as_array().expect("an array");
    let own: Vec<_> = connections
        .iter()
        .filter(|c| c["name"] == CONNECTION)
        .collect();
    assert_eq!(own.len(), 1, "{found}");
    assert!(
        own[0].get("enabled_clients").is_none() && found.get("next").is_none(),
        "{found}"
    );
    let cut = read("/api/v2/clients/web/connections?strategy[0]=auth0&fields=name").await;
    assert!(
        cut["connections"]
            .as_array()
            .expect("an array")
            .contains(&json!({ "name": CONNECTION }))
    );
    let other = read("/api/v2/clients/web/connections?strategy=okta").await;
    assert_eq!(other, json!({ "connections": [] }));
    let none = read("/api/v2/clients/web-unconnected/connections").await;
    assert_eq!(none, json!({ "connections": [] }));
    let nobody = world
        .manage(Method::GET, "/api/v2/clients/nobody/connections", None)
        .await;
    assert_problem(
        &nobody,
        404,
        "inexistent_client",
        "The client does not exist",
    );
}

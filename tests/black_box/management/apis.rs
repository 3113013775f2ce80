//! APIs, grants, connections, keys and settings by the Management API: what a change there does to logins and tokens.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    an_api_and_a_grant_open_the_token_endpoint,
    an_id_that_hides_control_characters_names_no_api,
    a_connection_is_opened_and_closed_to_a_client,
    some_of_a_connection_is_always_shown,
    a_rotated_key_signs_and_a_revoked_one_is_gone,
    settings_are_merged_and_what_nobody_does_is_refused,
}

async fn an_api_and_a_grant_open_the_token_endpoint(engine: Engine) {
    let world = World::own(engine).await;
    let identifier = "https://new.example/orders/";
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", identifier),
    ];
    world.token("machine", &form).await.expect(403);
    let api = json!({ "identifier": identifier, "scopes": [{ "value": "read:orders" }] });
    let api = call(&world, Method::POST, "/resource-servers", api)
        .await
        .expect(201)
        .json();
    let escaped = "/resource-servers/https:%2F%2Fnew.example%2Forders%2F";
    let read = call(&world, Method::GET, escaped, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(read, api);
    // Terraform's data source encodes the identifier twice.
    let twice = escaped.replace('%', "%25");
    let read = call(&world, Method::GET, &twice, Value::Null).await;
    assert_eq!(read.expect(200).json(), api);
    let grant = json!({ "client_id": "machine", "audience": identifier, "scope": ["read:orders"] });
    let grant = call(&world, Method::POST, "/client-grants", grant)
        .await
        .expect(201)
        .json();
    let token = world.token("machine", &form).await.expect(200).json();
    assert_eq!(token["scope"], "read:orders");
    let scopes = json!({ "scopes": [{ "value": "read:orders" }, { "value": "write:orders" }] });
    call(&world, Method::PATCH, escaped, scopes)
        .await
        .expect(200);
    let path = format!("/client-grants/{}", text(&grant, "id"));
    let all = json!({ "allow_all_scopes": true });
    call(&world, Method::PATCH, &path, all).await.expect(200);
    let token = world.token("machine", &form).await.expect(200).json();
    assert_eq!(token["scope"], "read:orders write:orders");
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    world.token("machine", &form).await.expect(403);
    call(&world, Method::DELETE, escaped, Value::Null)
        .await
        .expect(204);
    call(&world, Method::GET, escaped, Value::Null)
        .await
        .expect(404);
    let query = format!("/resource-servers?identifiers={}api/v2/", world.issuer());
    let system = call(&world, Method::GET, &query, Value::Null)
        .await
        .expect(200)
        .json();
    let path = format!("/resource-servers/{}", text(&system[0], "id"));
    let refused = call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(400)
        .json();
    assert_eq!(
        refused["message"],
        "System resource servers cannot be deleted."
    );
}

async fn an_id_that_hides_control_characters_names_no_api(engine: Engine) {
    let world = World::shared(engine).await;
    for hidden in ["%2500", "x%2500", "%250A", "%257F", "%2525%2500"] {
        let path = format!("/resource-servers/{hidden}");
        for (method, body, status) in [
            (Method::GET, Value::Null, 404),
            (Method::PATCH, json!({ "name": "x" }), 404),
            (Method::DELETE, Value::Null, 204),
        ] {
            let answer = call(&world, method.clone(), &path, body).await;
            assert_eq!(answer.status, status, "{method} {path}: {answer:#?}");
        }
    }
}

async fn a_connection_is_opened_and_closed_to_a_client(engine: Engine) {
    let world = World::own(engine).await;
    world.password("native", &[]).await.expect(200);
    let found = call(
        &world,
        Method::GET,
        "/connections?strategy=auth0",
        Value::Null,
    )
    .await;
    let found = found.expect(200).json();
    let path = format!("/connections/{}/clients", text(&found[0], "id"));
    let close = json!([{ "client_id": "native", "status": false }]);
    call(&world, Method::PATCH, &path, close).await.expect(204);
    world.password("native", &[]).await.expect(403);
    let open = json!([{ "client_id": "native", "status": true }]);
    call(&world, Method::PATCH, &path, open).await.expect(204);
    world.password("native", &[]).await.expect(200);
}

async fn some_of_a_connection_is_always_shown(engine: Engine) {
    let world = World::shared(engine).await;
    let list = "/connections?strategy=auth0&fields=name";
    let found = call(&world, Method::GET, list, Value::Null).await;
    let found = found.expect(200).json();
    let path = format!(
        "/connections/{}?fields=strategy,name",
        text(&found[0], "id")
    );
    let read = call(&world, Method::GET, &path, Value::Null).await;
    let read = read.expect(200).json();
    let mut keys: Vec<_> = read.as_object().expect("an object").keys().collect();
    keys.sort();
    let shown = [
        "authentication",
        "connected_accounts",
        "id",
        "is_domain_connection",
        "name",
        "strategy",
    ];
    assert_eq!(keys, shown);
    let without = path.clone() + "&include_fields=false";
    let read = call(&world, Method::GET, &without, Value::Null).await;
    let read = read.expect(200).json();
    assert!(
        read.get("name").is_none() && read["options"].is_object(),
        "{read}"
    );
}

async fn a_rotated_key_signs_and_a_revoked_one_is_gone(engine: Engine) {
    let world = World::own(engine).await;
    let published = async || {
        let jwks = world
            .http
            .get("/.well-known/jwks.json")
            .await
            .expect(200)
            .json();
        let keys = jwks["keys"].as_array().expect("keys").clone();
        keys.iter().map(|key| text(key, "kid")).collect::<Vec<_>>()
    };
    let before = published().await;
    call(&world, Method::POST, "/keys/signing/rotate", Value::Null)
        .await
        .expect(201);
    let after = published().await;
    assert_ne!(after[0], before[0]);
    assert!(after.contains(&before[0]));
    let path = format!("/keys/signing/{}/revoke", before[0]);
    call(&world, Method::PUT, &path, Value::Null)
        .await
        .expect(200);
    assert!(!published().await.contains(&before[0]));
}

async fn settings_are_merged_and_what_nobody_does_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    let path = "/tenants/settings";
    let body = json!({ "friendly_name": "Mine", "flags": { "enable_apis_section": true } });
    let changed = call(&world, Method::PATCH, path, body)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["friendly_name"], "Mine");
    let read = call(&world, Method::GET, path, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(read, changed);
    let body = json!({ "flags": { "enable_dynamic_client_registration": true } });
    let refused = call(&world, Method::PATCH, path, body)
        .await
        .expect(403)
        .json();
    assert_eq!(refused["errorCode"], "feature_not_enabled");
}

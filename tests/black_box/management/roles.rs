//! Roles and permissions by the Management API, in the shapes and with the statuses that Auth0's tools expect.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_role_is_made_listed_changed_and_removed,
    permissions_come_and_go,
    users_have_roles_and_permissions_of_their_own,
    users_of_a_role_are_paged_both_ways,
    what_does_not_exist_is_told,
    a_removed_user_leaves_no_rights_behind,
}

/// A role of this test's own.
async fn create(world: &World, name: &str) -> Value {
    let name = format!("{name} {}", world.ip);
    let body = json!({ "name": name, "description": "What it is for" });
    // 200, not 201.
    let made = call(world, Method::POST, "/roles", body).await.expect(200);
    made.json()
}

/// The path of the signed-in person's user.
async fn user_path(world: &World) -> String {
    let found = get(world, &format!("/users-by-email?email={}", world.email)).await;
    format!("/users/{}", text(&found[0], "user_id").replace('|', "%7C"))
}

fn permission(name: &str) -> Value {
    json!({ "resource_server_identifier": API, "permission_name": name })
}

async fn a_role_is_made_listed_changed_and_removed(engine: Engine) {
    let world = World::shared(engine).await;
    let made = create(&world, "Editor").await;
    let id = text(&made, "id");
    assert!(id.starts_with("rol_") && id.len() == 20, "{id}");
    let expected = json!({ "id": id, "name": format!("Editor {}", world.ip),
        "description": "What it is for" });
    assert_eq!(made, expected);
    let path = format!("/roles/{id}");
    assert_eq!(get(&world, &path).await, made);
    let filter = format!("name_filter=EDITOR%20{}", world.ip);
    let listed = get(&world, &format!("/roles?{filter}")).await;
    assert_eq!(listed, json!([made]));
    let query = format!("/roles?{filter}&per_page=100&page=0&include_totals=true&type=tenant");
    let totals = get(&world, &query).await;
    let expected = json!({ "roles": [made], "start": 0, "limit": 100, "total": 1 });
    assert_eq!(totals, expected);
    let again = json!({ "name": made["name"] });
    call(&world, Method::POST, "/roles", again)
        .await
        .expect(409);
    let body = json!({ "name": format!("Author {}", world.ip), "description": "Another" });
    let changed = call(&world, Method::PATCH, &path, body).await.expect(200);
    assert_eq!(changed.json()["description"], "Another");
    let gone = call(&world, Method::DELETE, &path, json!({})).await;
    assert_eq!(gone.expect(200).json(), json!({}));
    for method in [Method::GET, Method::DELETE] {
        let missing = call(&world, method, &path, Value::Null).await.expect(404);
        let expected = json!({ "statusCode": 404, "error": "Not Found",
            "message": "The role does not exist." });
        assert_eq!(missing.json(), expected);
    }
}

async fn permissions_come_and_go(engine: Engine) {
    let world = World::shared(engine).await;
    let role = create(&world, "Reader").await;
    let path = format!("/roles/{}/permissions", text(&role, "id"));
    let both = json!({ "permissions": [permission("read:orders"), permission("write:orders")] });
    for _ in 0..2 {
        let added = call(&world, Method::POST, &path, both.clone()).await;
        assert_eq!(added.expect(201).json(), json!({}));
    }
    let listed = get(&world, &format!("{path}?per_page=1&include_totals=true")).await;
    let first = json!({ "permission_name": "read:orders", "resource_server_name": "Orders",
        "resource_server_identifier": API });
    let expected = json!({ "permissions": [first], "start": 0, "limit": 1, "total": 2 });
    assert_eq!(listed, expected);
    let one = json!({ "permissions": [permission("read:orders")] });
    let removed = call(&world, Method::DELETE, &path, one).await.expect(204);
    assert_eq!(removed.body, "");
    let left = get(&world, &path).await;
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    assert_eq!(left[0]["permission_name"], "write:orders");
}

async fn users_have_roles_and_permissions_of_their_own(engine: Engine) {
    let world = World::shared(engine).await;
    let role = create(&world, "Owner").await;
    let id = text(&role, "id");
    let granted = json!({ "permissions": [permission("read:orders"), permission("write:orders")] });
    let path = format!("/roles/{id}/permissions");
    call(&world, Method::POST, &path, granted).await.expect(201);
    let user = user_path(&world).await;
    let roles = format!("{user}/roles");
    let body = json!({ "roles": [id] });
    let assigned = call(&world, Method::POST, &roles, body.clone()).await;
    assert_eq!(assigned.expect(204).body, "");
    let listed = get(&world, &format!("{roles}?include_totals=true&per_page=50")).await;
    let expected = json!({ "roles": [role], "start": 0, "limit": 50, "total": 1 });
    assert_eq!(listed, expected);
    let own = json!({ "permissions": [permission("read:orders")] });
    let permissions = format!("{user}/permissions");
    let added = call(&world, Method::POST, &permissions, own.clone()).await;
    assert_eq!(added.expect(201).json(), json!({}));
    let listed = get(&world, &permissions).await;
    let direct = json!({ "source_id": "", "source_name": "", "source_type": "DIRECT" });
    let by_role = json!({ "source_id": id, "source_name": role["name"], "source_type": "ROLE" });
    assert_eq!(listed[0]["sources"], json!([direct, by_role]));
    assert_eq!(listed[1]["sources"], json!([by_role]));
    call(&world, Method::DELETE, &permissions, own)
        .await
        .expect(204);
    let listed = get(&world, &permissions).await;
    assert_eq!(listed[0]["sources"], json!([by_role]));
    call(&world, Method::DELETE, &roles, body).await.expect(204);
    assert_eq!(get(&world, &permissions).await, json!([]));
    assert_eq!(get(&world, &roles).await, json!([]));
}

async fn users_of_a_role_are_paged_both_ways(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&Tenant::standard(5)).start().await);
    let role = create(&world, "Member").await;
    let path = format!("/roles/{}/users", text(&role, "id"));
    let everybody = get(&world, "/users?fields=user_id").await;
    let everybody = everybody.as_array().expect("users");
    let ids: Vec<_> = everybody
        .iter()
        .map(|user| user["user_id"].clone())
        .collect();
    let assigned = call(&world, Method::POST, &path, json!({ "users": ids })).await;
    assert_eq!(assigned.expect(200).json(), json!({}));
    let page = get(
        &world,
        &format!("{path}?per_page=2&page=2&include_totals=true"),
    )
    .await;
    let figures = ["start", "limit", "total"].map(|key| page[key].as_u64());
    assert_eq!(figures, [Some(4), Some(2), Some(5)]);
    assert_eq!(page["users"].as_array().map(Vec::len), Some(1));
    assert!(page["users"][0]["email"].is_string(), "{page}");
    let (mut found, mut from) = (0, String::new());
    loop {
        let part = get(&world, &format!("{path}?take=2{from}")).await;
        found += part["users"].as_array().map_or(0, Vec::len);
        match part["next"].as_str() {
            Some(next) => from = format!("&from={next}"),
            None => break,
        }
    }
    assert_eq!(found, 5);
}

async fn what_does_not_exist_is_told(engine: Engine) {
    let world = World::shared(engine).await;
    let role = create(&world, "Lonely").await;
    let id = text(&role, "id");
    let user = user_path(&world).await;
    let unknown_api = json!({ "permissions": [
        { "resource_server_identifier": "https://fantasy", "permission_name": "a" }] });
    let unknown_scope = json!({ "permissions": [permission("fantasy")] });
    let known = json!({ "permissions": [permission("read:orders")] });
    let nobody = json!({ "users": ["auth0|nobody"] });
    let no_role = json!({ "roles": ["rol_fantasy"] });
    let of_role = format!("/roles/{id}/permissions");
    for (path, body, status, message) in [
        (
            &*of_role,
            &unknown_api,
            404,
            "The resource server does not exist",
        ),
        (&*of_role, &unknown_scope, 400, ""),
        (
            "/roles/rol_fantasy/permissions",
            &known,
            404,
            "The role does not exist.",
        ),
        (
            &*format!("/roles/{id}/users"),
            &nobody,
            404,
            "One or more of the users do not exist.",
        ),
        (
            &*format!("{user}/roles"),
            &no_role,
            404,
            "The role does not exist.",
        ),
        (
            "/users/auth0%7Cnobody/roles",
            &json!({ "roles": [id] }),
            404,
            "The user does not exist.",
        ),
        (
            "/users/auth0%7Cnobody/permissions",
            &known,
            404,
            "The user does not exist.",
        ),
        (
            "/roles",
            &json!({}),
            400,
            "Payload validation error: 'Missing required property: name'.",
        ),
    ] {
        let answer = call(&world, Method::POST, path, body.clone()).await;
        let answer = answer.expect(status).json();
        assert!(
            message.is_empty() || answer["message"] == message,
            "{path}: {answer}"
        );
    }
    assert_eq!(get(&world, &of_role).await, json!([]));
}

async fn a_removed_user_leaves_no_rights_behind(engine: Engine) {
    let world = World::shared(engine).await;
    let role = create(&world, "Heir").await;
    let email = format!("heir.{}@example.com", world.ip.replace('.', "-"));
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD,
        "user_id": format!("heir{}", world.ip.replace('.', "")) });
    let make = async || {
        call(&world, Method::POST, "/users", body.clone())
            .await
            .expect(201)
            .json()
    };
    let path = format!(
        "/users/{}",
        text(&make().await, "user_id").replace('|', "%7C")
    );
    let roles = json!({ "roles": [role["id"]] });
    call(&world, Method::POST, &format!("{path}/roles"), roles)
        .await
        .expect(204);
    let own = json!({ "permissions": [permission("read:orders")] });
    call(&world, Method::POST, &format!("{path}/permissions"), own)
        .await
        .expect(201);
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    make().await;
    assert_eq!(get(&world, &format!("{path}/roles")).await, json!([]));
    assert_eq!(get(&world, &format!("{path}/permissions")).await, json!([]));
}

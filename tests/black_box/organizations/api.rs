//! Organizations by the Management API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    an_organization_is_made_read_changed_and_removed,
    organizations_are_paged_both_ways,
    connections_are_enabled_changed_and_disabled,
    members_and_their_roles_come_and_go,
    grants_are_given_to_organizations,
    what_is_not_there_is_told,
}

async fn made(world: &World, path: &str, body: Value) -> Value {
    call(world, Method::POST, path, body)
        .await
        .expect(201)
        .json()
}

/// A name of this test's own.
fn name(world: &World, word: &str) -> String {
    format!("{word}-{}", world.ip.replace('.', "-"))
}

async fn create(world: &World, word: &str) -> Value {
    made(
        world,
        "/organizations",
        json!({ "name": name(world, word) }),
    )
    .await
}

async fn connection_id(world: &World) -> String {
    let found = get(world, &format!("/connections?name={CONNECTION}")).await;
    text(&found[0], "id")
}

async fn user_id(world: &World) -> String {
    let found = get(world, &format!("/users-by-email?email={}", world.email)).await;
    text(&found[0], "user_id")
}

async fn an_organization_is_made_read_changed_and_removed(engine: Engine) {
    let world = World::shared(engine).await;
    let name = name(&world, "acme");
    let body = json!({ "name": name, "display_name": "Acme", "metadata": { "plan": "gold" },
        "branding": { "logo_url": "https://acme.example/logo.png",
            "colors": { "primary": "#112233", "page_background": "#FFFFFF" } } });
    let organization = made(&world, "/organizations", body.clone()).await;
    let id = text(&organization, "id");
    assert!(id.starts_with("org_") && id.len() == 20, "{id}");
    let mut expected = body;
    expected["id"] = json!(id);
    assert_eq!(organization, expected);
    let path = format!("/organizations/{id}");
    assert_eq!(get(&world, &path).await, expected);
    assert_eq!(
        get(&world, &format!("/organizations/name/{name}")).await,
        expected
    );
    let again = json!({ "name": name });
    let again = call(&world, Method::POST, "/organizations", again)
        .await
        .expect(409);
    let message = "An organization with this name already exists.";
    assert_eq!(again.json()["message"], message);
    let patch = json!({ "display_name": "Acme Inc", "metadata": { "plan": "silver", "x": null } });
    let changed = call(&world, Method::PATCH, &path, patch)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["display_name"], "Acme Inc");
    assert_eq!(changed["metadata"], json!({ "plan": "silver" }));
    let other = create(&world, "other").await;
    let taken = json!({ "name": other["name"] });
    call(&world, Method::PATCH, &path, taken).await.expect(409);
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    for method in [Method::GET, Method::DELETE] {
        let gone = call(&world, method, &path, Value::Null)
            .await
            .expect(404)
            .json();
        let expected = json!({ "statusCode": 404, "error": "Not Found",
            "message": "No organization found by that id or name" });
        assert_eq!(gone, expected);
    }
    for wrong in [
        json!({}),
        json!({ "name": "Upper Case" }),
        json!({ "name": "org_like" }),
        json!({ "name": "a", "fantasy": 1 }),
        json!({ "name": "a", "metadata": { "k": 1 } }),
    ] {
        let refused = call(&world, Method::POST, "/organizations", wrong)
            .await
            .expect(400);
        assert_eq!(refused.json()["errorCode"], "invalid_body");
    }
    let quota =
        json!({ "name": "quota", "token_quota": { "client_credentials": { "per_day": 1 } } });
    call(&world, Method::POST, "/organizations", quota)
        .await
        .expect(403);
}

async fn organizations_are_paged_both_ways(engine: Engine) {
    let world = World::own(engine).await;
    for word in ["c", "a", "b"] {
        create(&world, word).await;
    }
    let page = get(
        &world,
        "/organizations?per_page=2&page=1&include_totals=true",
    )
    .await;
    let figures = ["start", "limit", "total"].map(|key| page[key].as_u64());
    assert_eq!(figures, [Some(2), Some(2), Some(3)]);
    let sorted = get(&world, "/organizations?sort=name:-1").await;
    assert_eq!(sorted[0]["name"], json!(name(&world, "c")));
    // As the Deploy CLI asks.
    let first = get(&world, "/organizations?include_totals=true&take=2").await;
    assert_eq!(first["organizations"].as_array().map(Vec::len), Some(2));
    let next = format!("/organizations?take=2&from={}", text(&first, "next"));
    let rest = get(&world, &next).await;
    assert_eq!(rest["organizations"].as_array().map(Vec::len), Some(1));
    assert!(rest.get("next").is_none(), "{rest}");
}

async fn connections_are_enabled_changed_and_disabled(engine: Engine) {
    let world = World::shared(engine).await;
    let connection = connection_id(&world).await;
    let body = json!({ "name": name(&world, "with"), "enabled_connections": [
        { "connection_id": connection, "assign_membership_on_login": true }] });
    let with = made(&world, "/organizations", body).await;
    assert_eq!(
        with["enabled_connections"][0]["connection_id"],
        json!(connection)
    );
    let id = text(&create(&world, "bare").await, "id");
    let path = format!("/organizations/{id}/enabled_connections");
    assert_eq!(get(&world, &path).await, json!([]));
    let body = json!({ "connection_id": connection, "assign_membership_on_login": false });
    let added = made(&world, &path, body.clone()).await;
    let expected = json!({ "connection_id": connection, "assign_membership_on_login": false,
        "show_as_button": true, "is_signup_enabled": false,
        "connection": { "name": CONNECTION, "strategy": "auth0" } });
    assert_eq!(added, expected);
    call(&world, Method::POST, &path, body).await.expect(409);
    let one = format!("{path}/{connection}");
    assert_eq!(get(&world, &one).await, expected);
    let patch = json!({ "assign_membership_on_login": true });
    let changed = call(&world, Method::PATCH, &one, patch).await.expect(200);
    assert_eq!(changed.json()["assign_membership_on_login"], true);
    let signup = json!({ "is_signup_enabled": true });
    let changed = call(&world, Method::PATCH, &one, signup).await.expect(200);
    assert_eq!(changed.json()["is_signup_enabled"], true);
    // The newer form has the disabled ones, too.
    let newer = format!("/organizations/{id}/connections/{connection}");
    let patch = json!({ "is_enabled": false, "organization_connection_name": "Ours" });
    let changed = call(&world, Method::PATCH, &newer, patch)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["is_enabled"], false);
    assert_eq!(changed["organization_connection_name"], "Ours");
    assert_eq!(get(&world, &path).await, json!([]));
    let all = get(&world, &format!("/organizations/{id}/connections")).await;
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    call(&world, Method::DELETE, &one, Value::Null)
        .await
        .expect(204);
    let gone = call(&world, Method::GET, &one, Value::Null)
        .await
        .expect(404);
    assert_eq!(gone.json()["message"], "No connection found by that id");
}

async fn members_and_their_roles_come_and_go(engine: Engine) {
    let world = World::shared(engine).await;
    let organization = create(&world, "team").await;
    let id = text(&organization, "id");
    let user = user_id(&world).await;
    let path = format!("/organizations/{id}/members");
    let members = json!({ "members": [user] });
    for _ in 0..2 {
        let added = call(&world, Method::POST, &path, members.clone()).await;
        assert_eq!(added.expect(204).body, "");
    }
    let page = get(&world, &format!("{path}?include_totals=true")).await;
    assert_eq!(page["total"], 1);
    assert_eq!(page["members"][0]["email"], json!(world.email));
    assert!(page["members"][0].get("roles").is_none(), "{page}");
    let part = get(&world, &format!("{path}?take=1")).await;
    assert_eq!(part["members"].as_array().map(Vec::len), Some(1));
    let escaped = user.replace('|', "%7C");
    let mine = get(&world, &format!("/users/{escaped}/organizations")).await;
    assert_eq!(mine, json!([organization]));
    let role = json!({ "name": format!("Lead {}", world.ip) });
    let role = call(&world, Method::POST, "/roles", role)
        .await
        .expect(200)
        .json();
    let roles = format!("{path}/{escaped}/roles");
    let body = json!({ "roles": [role["id"]] });
    call(&world, Method::POST, &roles, body.clone())
        .await
        .expect(204);
    assert_eq!(get(&world, &roles).await[0]["id"], role["id"]);
    let fields = get(&world, &format!("{path}?fields=user_id,roles")).await;
    let expected =
        json!([{ "user_id": user, "roles": [{ "id": role["id"], "name": role["name"] }] }]);
    assert_eq!(fields, expected);
    // In the tenant at large they have it not.
    assert_eq!(
        get(&world, &format!("/users/{escaped}/roles")).await,
        json!([])
    );
    call(&world, Method::DELETE, &path, members.clone())
        .await
        .expect(204);
    assert_eq!(get(&world, &path).await, json!([]));
    call(&world, Method::POST, &path, members).await.expect(204);
    // A membership that ended takes its roles with it.
    assert_eq!(get(&world, &roles).await, json!([]));
    call(&world, Method::POST, &roles, body.clone())
        .await
        .expect(204);
    call(&world, Method::DELETE, &roles, body).await.expect(204);
    assert_eq!(get(&world, &roles).await, json!([]));
}

async fn grants_are_given_to_organizations(engine: Engine) {
    let world = World::own(engine).await;
    let api = json!({ "identifier": "https://granted.example", "scopes": [{ "value": "a" }] });
    made(&world, "/resource-servers", api).await;
    let grant = json!({ "client_id": "machine", "audience": "https://granted.example", "scope": ["a"],
        "organization_usage": "allow", "allow_any_organization": false });
    let grant = made(&world, "/client-grants", grant).await;
    assert_eq!(grant["organization_usage"], "allow");
    let organization = create(&world, "holder").await;
    let id = text(&organization, "id");
    let path = format!("/organizations/{id}/client-grants");
    let body = json!({ "grant_id": grant["id"] });
    assert_eq!(made(&world, &path, body.clone()).await, grant);
    call(&world, Method::POST, &path, body).await.expect(409);
    assert_eq!(get(&world, &path).await, json!([grant]));
    let of_grant = format!("/client-grants/{}/organizations", text(&grant, "id"));
    let listed = get(&world, &format!("{of_grant}?include_totals=true&take=50")).await;
    assert_eq!(listed, json!({ "organizations": [organization] }));
    let one = format!("{path}/{}", text(&grant, "id"));
    call(&world, Method::DELETE, &one, Value::Null)
        .await
        .expect(204);
    assert_eq!(get(&world, &path).await, json!([]));
    let unknown = json!({ "grant_id": "cgr_fantasy" });
    call(&world, Method::POST, &path, unknown).await.expect(404);
}

async fn what_is_not_there_is_told(engine: Engine) {
    let world = World::shared(engine).await;
    let id = text(&create(&world, "empty").await, "id");
    let invitations = format!("/organizations/{id}/invitations");
    assert_eq!(get(&world, &invitations).await, json!([]));
    let one = format!("{invitations}/uinv_1");
    let missing = call(&world, Method::GET, &one, Value::Null)
        .await
        .expect(404);
    assert_eq!(missing.json()["errorCode"], "inexistent_invitation");
    let domains = format!("/organizations/{id}/discovery-domains");
    assert_eq!(get(&world, &domains).await, json!({ "domains": [] }));
    let refused = call(&world, Method::POST, &domains, json!({}))
        .await
        .expect(403);
    assert_eq!(refused.json()["errorCode"], "feature_not_enabled");
    for path in [
        "members",
        "enabled_connections",
        "connections",
        "invitations",
        "client-grants",
    ] {
        let path = format!("/organizations/org_fantasy/{path}");
        call(&world, Method::GET, &path, Value::Null)
            .await
            .expect(404);
    }
    let nobody = json!({ "members": ["auth0|nobody"] });
    let members = format!("/organizations/{id}/members");
    call(&world, Method::POST, &members, nobody)
        .await
        .expect(404);
    let nothing = json!({ "connection_id": "con_fantasy" });
    let connections = format!("/organizations/{id}/enabled_connections");
    call(&world, Method::POST, &connections, nothing)
        .await
        .expect(404);
}

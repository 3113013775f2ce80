//! Signing in to an organization: by the browser, by a transfer, and for a client itself.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::sentences::OTHER_ORGANIZATION;
use crate::harness::*;

on_both_engines! {
    a_member_signs_in_and_tokens_tell_the_organization,
    names_are_for_tenants_that_allow_them,
    the_client_decides_whether_an_organization_is_named,
    strangers_are_turned_away_and_some_become_members,
    a_connection_that_the_organization_lacks_lets_nobody_in,
    a_transfer_keeps_its_organization,
    a_transfer_to_another_organization_is_a_mismatch,
    who_has_left_redeems_nothing,
    who_has_left_gets_no_more_tokens,
    roles_of_the_organization_count_there_alone,
    a_machine_acts_for_an_organization,
}

async fn usage(world: &World, client: &str, usage: &str) {
    let body = json!({ "organization_usage": usage });
    let path = format!("/clients/{client}");
    call(world, Method::PATCH, &path, body).await.expect(200);
}

/// A server of the test's own, whose apps take organizations.
async fn open(engine: Engine) -> World {
    let world = World::own(engine).await;
    for client in ["native", "web", "web-offline"] {
        usage(&world, client, "allow").await;
    }
    world
}

/// An organization with the standard database; its id.
async fn organization(world: &World, name: &str, assigns: bool) -> String {
    let path = format!("/connections?name={CONNECTION}");
    let found = call(world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    let connection = text(&found.json()[0], "id");
    let body = json!({ "name": name, "enabled_connections": [
        { "connection_id": connection, "assign_membership_on_login": assigns }] });
    let made = call(world, Method::POST, "/organizations", body)
        .await
        .expect(201);
    text(&made.json(), "id")
}

async fn user_id(world: &World) -> String {
    let path = format!("/users-by-email?email={}", world.email);
    let found = call(world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    text(&found.json()[0], "user_id")
}

/// Makes the person a member, or ends that.
async fn member(world: &World, method: Method, id: &str) {
    let body = json!({ "members": [user_id(world).await] });
    let path = format!("/organizations/{id}/members");
    call(world, method, &path, body).await.expect(204);
}

/// What a login at the page comes to.
async fn login(world: &World, client: &str, more: &[(&str, &str)]) -> Answer {
    let browser = world.browser();
    let start = world.authorize(&browser, client, more).await;
    if start.outcome() != Outcome::Login {
        return start;
    }
    browser.log_in(&start, &world.email).await
}

fn refused(error: &str, description: &str) -> Outcome {
    Outcome::Refused(error.to_owned(), description.to_owned())
}

/// The tokens of a native app whose user has signed in to the organization.
async fn native_tokens(world: &World, id: &str) -> Value {
    let answer = login(world, "native", &[("organization", id)]).await;
    let tokens = world.code("native", &answer.code()).await;
    tokens.expect(200).json()
}

async fn transfer_token(world: &World, id: &str) -> String {
    let token = text(&native_tokens(world, id).await, "refresh_token");
    let answer = world.exchange("native", &token).await.expect(200).json();
    text(&answer, "access_token")
}

async fn a_member_signs_in_and_tokens_tell_the_organization(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", false).await;
    member(&world, Method::POST, &id).await;
    let more = [("organization", id.as_str()), ("audience", API)];
    let code = login(&world, "web", &more).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id_token = world.verify(&tokens["id_token"], "web").await.claims;
    let access_token = world.verify(&tokens["access_token"], API).await.claims;
    for claims in [&id_token, &access_token] {
        assert_eq!(claims["org_id"], json!(id));
        assert!(claims.get("org_name").is_none(), "{claims}");
    }
    let event = world.logged("s", "").await;
    assert_eq!(event["organization_id"], json!(id));
    assert_eq!(event["organization_name"], "acme");
    // A login without one says nothing of it.
    let code = login(&world, "web", &[]).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id_token = world.verify(&tokens["id_token"], "web").await.claims;
    assert!(id_token.get("org_id").is_none(), "{id_token}");
}

async fn names_are_for_tenants_that_allow_them(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", true).await;
    let by_name = login(&world, "web", &[("organization", "acme")]).await;
    let invalid = refused("invalid_request", "parameter organization is invalid");
    assert_eq!(by_name.outcome(), invalid);
    let body = json!({ "allow_organization_name_in_authentication_api": true });
    call(&world, Method::PATCH, "/tenants/settings", body)
        .await
        .expect(200);
    for named in ["acme", "Acme", id.as_str()] {
        let code = login(&world, "web", &[("organization", named)])
            .await
            .code();
        let tokens = world.code("web", &code).await.expect(200).json();
        let claims = world.verify(&tokens["id_token"], "web").await.claims;
        assert_eq!(
            (&claims["org_id"], &claims["org_name"]),
            (&json!(id), &json!("acme"))
        );
    }
}

async fn the_client_decides_whether_an_organization_is_named(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", true).await;
    let with = [("organization", id.as_str())];
    let not_allowed = "parameter organization is not allowed for this client";
    let answer = login(&world, "web-second", &with).await;
    assert_eq!(answer.outcome(), refused("invalid_request", not_allowed));
    usage(&world, "web-second", "require").await;
    login(&world, "web-second", &with).await.code();
    let answer = login(&world, "web-second", &[]).await;
    let required = "parameter organization is required for this client";
    assert_eq!(answer.outcome(), refused("invalid_request", required));
    let unknown = [("organization", "org_0000000000000000")];
    let answer = login(&world, "web-second", &unknown).await;
    let invalid = "parameter organization is invalid";
    assert_eq!(answer.outcome(), refused("invalid_request", invalid));
    usage(&world, "native", "require").await;
    world
        .password("native", &[])
        .await
        .expect_error(400, "invalid_request", required);
    let body = json!({ "organization_require_behavior": "pre_login_prompt" });
    call(&world, Method::PATCH, "/clients/web", body)
        .await
        .expect(403);
}

async fn strangers_are_turned_away_and_some_become_members(engine: Engine) {
    let world = open(engine).await;
    let closed = organization(&world, "closed", false).await;
    let user = user_id(&world).await;
    let text = format!("user {user} is not part of the {closed} organization");
    let answer = login(&world, "web", &[("organization", &closed)]).await;
    assert_eq!(answer.outcome(), refused("access_denied", &text));
    // Neither does a session that is there already let them in.
    let (browser, _) = world.logged_in("web").await;
    for more in [
        &[("organization", closed.as_str())][..],
        &[("organization", closed.as_str()), ("prompt", "none")],
    ] {
        let answer = world.authorize(&browser, "web", more).await;
        assert_eq!(answer.outcome(), refused("access_denied", &text));
    }
    let assigning = organization(&world, "assigning", true).await;
    login(&world, "web", &[("organization", &assigning)])
        .await
        .code();
    let path = format!("/users/{}/organizations", user.replace('|', "%7C"));
    let mine = call(&world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    assert_eq!(mine.json()[0]["id"], json!(assigning));
}

async fn a_connection_that_the_organization_lacks_lets_nobody_in(engine: Engine) {
    let world = open(engine).await;
    let made = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "bare" }),
    )
    .await;
    let id = text(&made.expect(201).json(), "id");
    member(&world, Method::POST, &id).await;
    let with = [("organization", id.as_str())];
    let (browser, _) = world.logged_in("web").await;
    let answer = world.authorize(&browser, "web", &with).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let page = browser.follow(&answer).await.expect(200);
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    let again = browser.submit(&page, &filled).await;
    assert_eq!(again.outcome(), Outcome::Page(400), "{again:#?}");
    let silent = [("organization", id.as_str()), ("prompt", "none")];
    let answer = world.authorize(&browser, "web", &silent).await;
    assert_eq!(
        answer.outcome(),
        refused("login_required", "Login required")
    );
}

async fn a_transfer_keeps_its_organization(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", true).await;
    let token = transfer_token(&world, &id).await;
    let more = [
        ("session_transfer_token", token.as_str()),
        ("organization", id.as_str()),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    let tokens = world.code("web", &answer.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["org_id"], json!(id));
    // By its name as well, where the tenant takes names.
    let body = json!({ "allow_organization_name_in_authentication_api": true });
    call(&world, Method::PATCH, "/tenants/settings", body)
        .await
        .expect(200);
    let token = transfer_token(&world, &id).await;
    let more = [
        ("session_transfer_token", token.as_str()),
        ("organization", "acme"),
    ];
    world.authorize(&world.browser(), "web", &more).await.code();
}

async fn a_transfer_to_another_organization_is_a_mismatch(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", true).await;
    let other = organization(&world, "other", true).await;
    for (number, named) in [None, Some(other.as_str()), Some("org_0000000000000000")]
        .into_iter()
        .enumerate()
    {
        let world = world.at(&format!("203.0.113.{number}"));
        let token = transfer_token(&world, &id).await;
        let mut more = vec![("session_transfer_token", token.as_str())];
        more.extend(named.map(|named| ("organization", named)));
        let browser = world.browser();
        let answer = world.authorize(&browser, "web", &more).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{named:?}");
        world.logged("w", OTHER_ORGANIZATION).await;
        // The token is spent.
        more.retain(|(name, _)| *name != "organization");
        more.push(("organization", id.as_str()));
        let answer = world.authorize(&world.browser(), "web", &more).await;
        assert_eq!(answer.outcome(), Outcome::Login);
    }
    // A token without one does not open one.
    let transfer = world.transfer("native").await;
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("organization", id.as_str()),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    // What the client never takes is refused before the token is looked at.
    usage(&world, "web", "deny").await;
    let token = transfer_token(&world, &id).await;
    let more = [
        ("session_transfer_token", token.as_str()),
        ("organization", id.as_str()),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    let not_allowed = "parameter organization is not allowed for this client";
    assert_eq!(answer.outcome(), refused("invalid_request", not_allowed));
    usage(&world, "web", "allow").await;
    world.authorize(&world.browser(), "web", &more).await.code();
}

async fn who_has_left_redeems_nothing(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", false).await;
    member(&world, Method::POST, &id).await;
    let token = transfer_token(&world, &id).await;
    member(&world, Method::DELETE, &id).await;
    let more = [
        ("session_transfer_token", token.as_str()),
        ("organization", id.as_str()),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let event = world.logged("w", OTHER_ORGANIZATION).await;
    let reason = &event["details"]["failed_check"]["reason"];
    assert_eq!(reason, "the user is not a member of the organization");
}

async fn who_has_left_gets_no_more_tokens(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", false).await;
    member(&world, Method::POST, &id).await;
    let token = text(&native_tokens(&world, &id).await, "refresh_token");
    let fresh = world
        .refresh("native", &token, &[])
        .await
        .expect(200)
        .json();
    let claims = world.verify(&fresh["id_token"], "native").await.claims;
    assert_eq!(claims["org_id"], json!(id));
    let code = login(&world, "web", &[("organization", &id)]).await.code();
    member(&world, Method::DELETE, &id).await;
    let user = user_id(&world).await;
    let left = format!("user {user} is not part of the {id} organization");
    let token = text(&fresh, "refresh_token");
    let refused = world.refresh("native", &token, &[]).await;
    refused.expect_error(403, "invalid_grant", &left);
    let refused = world.exchange("native", &token).await;
    refused.expect_error(403, "invalid_grant", &left);
    let refused = world.code("web", &code).await;
    refused.expect_error(403, "invalid_grant", &left);
    // Whoever comes back goes on: the refusals have used nothing up.
    member(&world, Method::POST, &id).await;
    world.refresh("native", &token, &[]).await.expect(200);
}

async fn roles_of_the_organization_count_there_alone(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", false).await;
    member(&world, Method::POST, &id).await;
    let escaped = "/resource-servers/https:%2F%2Forders.example";
    let on = json!({ "enforce_policies": true, "token_dialect": "access_token_authz" });
    call(&world, Method::PATCH, escaped, on).await.expect(200);
    let role = call(&world, Method::POST, "/roles", json!({ "name": "Buyer" })).await;
    let role = text(&role.expect(200).json(), "id");
    let permissions = json!({ "permissions": [
        { "resource_server_identifier": API, "permission_name": "read:orders" }] });
    let path = format!("/roles/{role}/permissions");
    call(&world, Method::POST, &path, permissions)
        .await
        .expect(201);
    let user = user_id(&world).await.replace('|', "%7C");
    let path = format!("/organizations/{id}/members/{user}/roles");
    call(&world, Method::POST, &path, json!({ "roles": [role] }))
        .await
        .expect(204);
    let scope = "openid read:orders write:orders";
    for (organization, expected) in [("", json!([])), (id.as_str(), json!(["read:orders"]))] {
        let more = [
            ("organization", organization),
            ("audience", API),
            ("scope", scope),
        ];
        let code = login(&world, "web", &more).await.code();
        let tokens = world.code("web", &code).await.expect(200).json();
        let claims = world.verify(&tokens["access_token"], API).await.claims;
        assert_eq!(claims["permissions"], expected);
    }
}

async fn a_machine_acts_for_an_organization(engine: Engine) {
    let world = open(engine).await;
    let id = organization(&world, "acme", false).await;
    let query = format!("/client-grants?client_id=machine&audience={API}");
    let grant = call(&world, Method::GET, &query, Value::Null)
        .await
        .expect(200);
    let grant = text(&grant.json()[0], "id");
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("organization", id.as_str()),
    ];
    world.token("machine", &form).await.expect(400);
    let path = format!("/client-grants/{grant}");
    let body = json!({ "organization_usage": "require" });
    call(&world, Method::PATCH, &path, body).await.expect(200);
    world.token("machine", &form[..2]).await.expect(400);
    world.token("machine", &form).await.expect(403);
    let given = format!("/organizations/{id}/client-grants");
    call(&world, Method::POST, &given, json!({ "grant_id": grant }))
        .await
        .expect(201);
    let tokens = world.token("machine", &form).await.expect(200).json();
    let claims = world.verify(&tokens["access_token"], API).await.claims;
    assert_eq!(claims["org_id"], json!(id));
    // A client may have one that is meant where none is named.
    let default = json!({ "default_organization": {
        "organization_id": id, "flows": ["client_credentials"] } });
    call(&world, Method::PATCH, "/clients/machine", default)
        .await
        .expect(200);
    let tokens = world.token("machine", &form[..2]).await.expect(200).json();
    let claims = world.verify(&tokens["access_token"], API).await.claims;
    assert_eq!(claims["org_id"], json!(id));
    let other = organization(&world, "other", false).await;
    let of_other = [form[0], form[1], ("organization", other.as_str())];
    world.token("machine", &of_other).await.expect(403);
    let any = json!({ "allow_any_organization": true });
    call(&world, Method::PATCH, &path, any).await.expect(200);
    world.token("machine", &of_other).await.expect(200);
}

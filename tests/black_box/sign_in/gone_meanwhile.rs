//! What was there when a page was shown or a token given out, and is gone when they come back.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_page_does_not_outlive_its_session,
    no_token_outlives_its_client,
    a_deleted_client_leaves_its_connections,
    a_user_id_used_again_inherits_nothing,
    a_deleted_connection_takes_what_its_users_have,
}

async fn a_page_does_not_outlive_its_session(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    assert_eq!(start.outcome(), Outcome::Consent);
    let page = browser.follow(&start).await.expect(200);
    browser.get("/v2/logout").await;
    let accepted = browser.submit(&page, &[("action", "accept")]).await;
    let resumed = browser.follow(&accepted).await;
    assert_eq!(resumed.outcome(), Outcome::Login);
}

async fn no_token_outlives_its_client(engine: Engine) {
    let world = World::own(engine).await;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("scope", "openid")])
        .await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let access_token = text(&tokens, "access_token");
    world.userinfo(&access_token).await.expect(200);
    world
        .manage(Method::DELETE, "/api/v2/clients/web", None)
        .await
        .expect(204);
    // Clients are at most a second old.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    world.userinfo(&access_token).await.expect(401);
}

/// Otherwise an export of the tenant names a client that nobody can import.
async fn a_deleted_client_leaves_its_connections(engine: Engine) {
    let world = World::own(engine).await;
    let named = async || {
        let all = world.manage(Method::GET, "/api/v2/connections", None).await;
        let all = all.expect(200).json();
        let named = all[0]["enabled_clients"].as_array().expect("a list");
        named.iter().any(|id| id == "web")
    };
    assert!(named().await);
    let path = "/api/v2/clients/web";
    let gone = world.manage(Method::DELETE, path, None).await;
    gone.expect(204);
    assert!(!named().await);
}

/// A user of that connection with that e-mail address, and the same id whenever they are made.
async fn user_called_again(world: &World, connection: &str, email: &str) -> World {
    let body = json!({ "connection": connection, "user_id": "again", "email": email, "password": PASSWORD });
    call(world, Method::POST, "/users", body).await.expect(201);
    let mut them = world.clone();
    them.email = email.to_owned();
    them
}

async fn a_user_id_used_again_inherits_nothing(engine: Engine) {
    let world = World::own(engine).await;
    let path = "/users/auth0%7Cagain";
    let user = user_called_again(&world, CONNECTION, "again@example.com").await;
    let role = call(&world, Method::POST, "/roles", json!({ "name": "Editor" })).await;
    let role = text(&role.expect(200).json(), "id");
    let roles = json!({ "roles": [role] });
    let organization = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "acme" }),
    )
    .await;
    let organization = format!(
        "/organizations/{}",
        text(&organization.expect(201).json(), "id")
    );
    let api =
        json!({ "identifier": "https://things.example", "scopes": [{ "value": "read:things" }] });
    call(&world, Method::POST, "/resource-servers", api)
        .await
        .expect(201);
    let permissions = json!({ "permissions": [
        { "resource_server_identifier": "https://things.example", "permission_name": "read:things" }] });
    let members = json!({ "members": ["auth0|again"] });
    for (path, body, status) in [
        (format!("{path}/roles"), roles.clone(), 204),
        (format!("{path}/permissions"), permissions, 201),
        (format!("{organization}/members"), members.clone(), 204),
        (
            format!("{organization}/members/auth0%7Cagain/roles"),
            roles,
            204,
        ),
    ] {
        call(&world, Method::POST, &path, body).await.expect(status);
    }
    let ticket = call(
        &world,
        Method::POST,
        "/tickets/password-change",
        json!({ "user_id": "auth0|again" }),
    )
    .await;
    let ticket = text(&ticket.expect(201).json(), "ticket");
    let (browser, tokens) = user.logged_in("web").await;
    let refresh_token = user.refresh_token("native").await;
    call(&world, Method::DELETE, path, Value::Null)
        .await
        .expect(204);

    let user = user_called_again(&world, CONNECTION, "again@example.com").await;
    call(
        &world,
        Method::POST,
        &format!("{organization}/members"),
        members,
    )
    .await
    .expect(204);
    for (list, name) in [
        (format!("{path}/roles?include_totals=true"), "roles"),
        (
            format!("{path}/permissions?include_totals=true"),
            "permissions",
        ),
        (format!("{path}/sessions"), "sessions"),
        (format!("{path}/refresh-tokens"), "tokens"),
        (
            "/grants?user_id=auth0%7Cagain&include_totals=true".to_owned(),
            "grants",
        ),
        (
            format!("{organization}/members/auth0%7Cagain/roles?include_totals=true"),
            "roles",
        ),
    ] {
        assert_eq!(get(&world, &list).await[name], json!([]), "{list}");
    }
    for token in [refresh_token, text(&tokens, "refresh_token")] {
        let client = if tokens["refresh_token"] == token.as_str() {
            "web"
        } else {
            "native"
        };
        assert!(user.refresh(client, &token, &[]).await.status >= 400);
    }
    let start = user.authorize(&browser, "web", &[]).await;
    assert_eq!(start.outcome(), Outcome::Login);
    let page = world
        .browser()
        .get(ticket[world.issuer().len() - 1..].trim_end_matches('#'))
        .await;
    assert!(!page.body.contains("<form"), "{page:#?}");
}

async fn a_deleted_connection_takes_what_its_users_have(engine: Engine) {
    let world = World::own(engine).await;
    let clients = json!(["web", "native", "machine"]);
    let connection = json!({ "name": "staff", "strategy": "auth0", "enabled_clients": clients,
        "options": { "passwordPolicy": "none" } });
    let made = call(&world, Method::POST, "/connections", connection.clone()).await;
    let id = text(&made.expect(201).json(), "id");
    let directory = json!({ "default_directory": "staff" });
    call(&world, Method::PATCH, "/tenants/settings", directory)
        .await
        .expect(200);
    let user = user_called_again(&world, "staff", "again@staff.example").await;
    let refresh_token = user.refresh_token("native").await;
    call(
        &world,
        Method::DELETE,
        &format!("/connections/{id}"),
        Value::Null,
    )
    .await
    .expect(202);
    let settings = get(&world, "/tenants/settings").await;
    assert_ne!(settings["default_directory"], "staff");

    call(&world, Method::POST, "/connections", connection)
        .await
        .expect(201);
    let user = user_called_again(&user, "staff", "again@staff.example").await;
    for (list, name) in [("sessions", "sessions"), ("refresh-tokens", "tokens")] {
        let path = format!("/users/auth0%7Cagain/{list}");
        assert_eq!(get(&world, &path).await[name], json!([]), "{list}");
    }
    assert!(user.refresh("native", &refresh_token, &[]).await.status >= 400);
}

//! What users do with their accounts alone: sign up, confirm their address, end a block.

use reqwest::Method;
use serde_json::{Value, json};

use super::recovery::link;
use crate::harness::*;

on_both_engines! {
    a_new_user_signs_up_on_the_page,
    the_page_says_what_is_wrong,
    a_database_may_close_sign_up,
    an_organization_opens_sign_up,
    an_address_is_confirmed_by_its_owner,
    the_management_api_has_addresses_confirmed,
    a_blocked_user_finds_the_way_out,
    a_blocked_user_is_told_in_the_language_of_the_page,
}

const NEW: &str = "new.user@example.com";

async fn world(engine: Engine) -> World {
    World::of(&Setup::new(engine).await.start().await)
}

/// The page for new users, from the login page.
async fn sign_up_page(world: &World, browser: &Browser) -> Answer {
    let start = world.authorize(browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    browser.get(&link(&login, "Sign up")).await.expect(200)
}

async fn user_of(world: &World, email: &str) -> Value {
    let found = get(world, &format!("/users-by-email?email={email}")).await;
    found[0].clone()
}

async fn a_new_user_signs_up_on_the_page(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = sign_up_page(&world, &browser).await;
    for field in [
        r#"<input id="email" name="email""#,
        r#"<input id="password" name="password""#,
    ] {
        assert!(page.body.contains(field), "{}", page.body);
    }
    assert!(!page.body.contains(r#"name="username""#), "{}", page.body);
    let typed = [("email", NEW), ("password", PASSWORD)];
    let sent = browser.submit(&page, &typed).await.expect(303);
    let back = browser.follow(&sent).await;
    assert!(back.parameter("code").is_some(), "{back:#?}");
    let user = user_of(&world, NEW).await;
    assert_eq!(
        (&user["email_verified"], &user["logins_count"]),
        (&json!(false), &json!(1))
    );
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    assert!(silent.parameter("code").is_some(), "the session began");
    let letter = Letters::of(&world).to(NEW).await;
    assert_eq!(letter["type"], "verify_email");
    for code in ["ss", "s", "svr"] {
        let logged = get(&world, &format!("/logs?q=type:{code}")).await;
        assert_eq!(logged[0]["user_name"], NEW, "{code} {logged}");
        assert!(!logged.to_string().contains(PASSWORD), "{logged}");
    }
}

async fn the_page_says_what_is_wrong(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = sign_up_page(&world, &browser).await;
    for (email, password, id) in [
        ("", PASSWORD, "error-element-email"),
        ("no address", PASSWORD, "error-element-email"),
        (NEW, "", "error-element-password"),
        (world.email.as_str(), PASSWORD, "error-element-email"),
    ] {
        let typed = [("email", email), ("password", password)];
        let again = browser.submit(&page, &typed).await.expect(400);
        let error = format!(r#"id="{id}" role="alert""#);
        assert!(again.body.contains(&error), "{email}: {}", again.body);
        assert!(!again.body.contains(PASSWORD), "{}", again.body);
    }
    let hostile = [("email", "\"><script>@x.example"), ("password", PASSWORD)];
    let again = browser.submit(&page, &hostile).await.expect(400);
    assert!(!again.body.contains("<script>@"), "{}", again.body);
    let (elsewhere, typed) = (world.browser(), [("email", NEW), ("password", PASSWORD)]);
    let stolen = elsewhere.submit(&page, &typed).await;
    assert_ne!(stolen.status, 303, "{stolen:#?}");
    assert_eq!(user_of(&world, NEW).await, Value::Null);
}

async fn a_database_may_close_sign_up(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = sign_up_page(&world, &browser).await;
    set_options(&world, json!({ "disable_signup": true })).await;
    let typed = [("email", NEW), ("password", PASSWORD)];
    let sent = browser.submit(&page, &typed).await.expect(303);
    assert_eq!(sent.outcome(), Outcome::Login);
    let login = browser.follow(&sent).await.expect(200);
    assert!(!login.body.contains("Sign up"), "{}", login.body);
    assert_eq!(user_of(&world, NEW).await, Value::Null);
}

/// Off unless it is set (Auth0's default).
async fn an_organization_opens_sign_up(engine: Engine) {
    let world = world(engine).await;
    let uses = json!({ "organization_usage": "allow" });
    call(&world, Method::PATCH, "/clients/web", uses)
        .await
        .expect(200);
    let databases = get(&world, &format!("/connections?name={CONNECTION}")).await;
    let connection = text(&databases[0], "id");
    let body = json!({ "name": "acme", "enabled_connections": [
        { "connection_id": connection, "assign_membership_on_login": true }] });
    let made = call(&world, Method::POST, "/organizations", body).await;
    let id = text(&made.expect(201).json(), "id");
    let hinted = [("organization", id.as_str()), ("screen_hint", "signup")];
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &hinted).await;
    assert_eq!(start.outcome(), Outcome::Login);
    let login = browser.follow(&start).await.expect(200);
    assert!(!login.body.contains("Sign up"), "{}", login.body);
    let path = format!("/organizations/{id}/enabled_connections/{connection}");
    let open = json!({ "is_signup_enabled": true });
    call(&world, Method::PATCH, &path, open).await.expect(200);
    let start = world.authorize(&browser, "web", &hinted).await;
    let page = browser.follow(&start).await.expect(200);
    let typed = [("email", NEW), ("password", PASSWORD)];
    let sent = browser.submit(&page, &typed).await.expect(303);
    let back = browser.follow(&sent).await;
    assert!(back.parameter("code").is_some(), "{back:#?}");
    let members = get(&world, &format!("/organizations/{id}/members")).await;
    assert_eq!(members[0]["email"], NEW);
}

async fn an_address_is_confirmed_by_its_owner(engine: Engine) {
    let world = world(engine).await;
    let body =
        json!({ "client_id": "spa", "connection": CONNECTION, "email": NEW, "password": PASSWORD });
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&body)).await.expect(200);
    let letters = Letters::of(&world);
    let link = letters.link(("verify_email", NEW), "").await;
    for _ in 0..2 {
        world.browser().get(&link).await.expect(200);
        let user = user_of(&world, NEW).await;
        assert_eq!(user["email_verified"], false, "a scanner confirms nothing");
    }
    let browser = world.browser();
    let page = browser.get(&link).await.expect(200);
    browser.submit(&page, &[]).await.expect(200);
    assert_eq!(user_of(&world, NEW).await["email_verified"], true);
    browser.submit(&page, &[]).await.expect(400);
    assert_eq!(get(&world, "/logs?q=type:sv").await[0]["user_name"], NEW);
}

async fn the_management_api_has_addresses_confirmed(engine: Engine) {
    let world = world(engine).await;
    let letters = Letters::of(&world);
    let body = json!({ "connection": CONNECTION, "email": NEW, "password": PASSWORD, "verify_email": true });
    let made = call(&world, Method::POST, "/users", body).await.expect(201);
    let id = text(&made.json(), "user_id");
    let first = letters.link(("verify_email", NEW), "").await;
    let job = json!({ "user_id": id, "client_id": "web" });
    let job = call(&world, Method::POST, "/jobs/verification-email", job).await;
    let job = job.expect(201).json();
    assert_eq!(
        (&job["type"], &job["status"]),
        (&json!("verification_email"), &json!("pending"))
    );
    letters.link(("verify_email", NEW), &first).await;
    let path = format!("/jobs/{}", text(&job, "id"));
    assert_eq!(get(&world, &path).await["status"], "completed");
    call(&world, Method::GET, &format!("{path}/errors"), Value::Null)
        .await
        .expect(204);
    let moved = json!({ "email": "moved@example.com", "verify_email": true, "client_id": "web" });
    let path = format!("/users/{}", id.replace('|', "%7C"));
    call(&world, Method::PATCH, &path, moved).await.expect(200);
    let link = letters
        .link(("verify_email", "moved@example.com"), "")
        .await;
    let browser = world.browser();
    let old = browser.get(&first).await;
    assert_eq!(old.status, 400, "it was for the old address");
    let page = browser.get(&link).await.expect(200);
    browser.submit(&page, &[]).await.expect(200);
    let user = get(&world, &path).await;
    assert_eq!(user["email_verified"], true);
    let logged = get(&world, "/logs?q=type:sce").await;
    assert_eq!(logged[0]["user_name"], "moved@example.com");
    let unknown = json!({ "user_id": "auth0|gone" });
    call(&world, Method::POST, "/jobs/verification-email", unknown)
        .await
        .expect(404);
}

async fn a_blocked_user_finds_the_way_out(engine: Engine) {
    let world = world(engine).await;
    for _ in 0..13 {
        world.password("native", &[("password", "wrong")]).await;
    }
    let refused = world.password("native", &[]).await;
    assert_eq!(refused.status, 429, "{refused:#?}");
    let letters = Letters::of(&world);
    let link = letters.link(("blocked_account", &world.email), "").await;
    let browser = world.browser();
    let page = browser.get(&link).await.expect(200);
    assert_eq!(world.password("native", &[]).await.status, 429);
    browser.submit(&page, &[]).await.expect(200);
    world.password("native", &[]).await.expect(200);
    browser.submit(&page, &[]).await.expect(400);
    let blocked = letters.all().await;
    let blocked = blocked.iter().filter(|l| l["type"] == "blocked_account");
    assert_eq!(blocked.count(), 1, "one message, however many attempts");
    for _ in 0..13 {
        world.password("native", &[("password", "wrong")]).await;
    }
    letters.link(("blocked_account", &world.email), &link).await;
    let logged = get(&world, "/logs?q=type:ublkdu").await;
    assert_eq!(logged[0]["user_name"], world.email.as_str());
}

async fn a_blocked_user_is_told_in_the_language_of_the_page(engine: Engine) {
    let world = world(engine).await;
    let enabled = json!({ "enabled_locales": ["en", "de", "fr"] });
    call(&world, Method::PATCH, "/tenants/settings", enabled)
        .await
        .expect(200);
    let browser = world.browser().with_header("accept-language", "de");
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let wrong = [("username", world.email.as_str()), ("password", "wrong")];
    for _ in 0..11 {
        browser.submit(&page, &wrong).await.expect(400);
    }
    let letter = Letters::of(&world).to(&world.email).await;
    assert_eq!(letter["type"], "blocked_account", "{letter}");
    assert_eq!(letter["language"], "de", "{letter}");
    let link = letter["link"].as_str().expect("a link");
    let french = world.browser().with_header("accept-language", "fr");
    // The attempt may have been a stranger's: the page is in the owner's language.
    let page = french.get(link).await.expect(200);
    assert_eq!(page.header("content-language"), "fr");
    french.submit(&page, &[]).await.expect(200);
    // A form of the application's own has the language of its request.
    let french = world.with_header("accept-language", "fr");
    for _ in 0..11 {
        french.password("native", &[("password", "wrong")]).await;
    }
    let message = ("blocked_account", world.email.as_str());
    let link = Letters::of(&world).link(message, link).await;
    assert!(!link.contains("ui_locales"), "{link}");
}

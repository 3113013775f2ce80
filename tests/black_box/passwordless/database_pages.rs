//! A code in the place of the password, on the pages of a database.

use super::*;
use crate::second_factor::{always, enable, factor, set_policies};

on_both_engines! {
    a_code_takes_the_place_of_a_password,
    a_database_may_ask_for_the_code_first,
    without_passwords_a_code_is_the_only_way_in,
    the_mailbox_is_no_second_factor_behind_itself,
    a_code_is_of_one_login_and_three_tries,
    what_does_not_go_together_is_refused,
}

const PAGE: &str = "/u/email-identifier/challenge";
const NEW: &str = "new.user@example.com";

async fn prepared(engine: Engine, methods: Value) -> World {
    let world = World::own(engine).await;
    world.freeze(NOON).await;
    identifier_first(&world, true).await;
    set_options(&world, json!({ "authentication_methods": methods })).await;
    world
}

fn both() -> Value {
    json!({ "password": { "enabled": true }, "email_otp": { "enabled": true } })
}

fn codes_alone() -> Value {
    json!({ "password": { "enabled": false, "signup_behavior": "block", "api_behavior": "optional" },
        "email_otp": { "enabled": true } })
}

/// The address whose owner is asked for a code first.
fn code_first() -> Value {
    json!({ "email": { "identifier": { "active": true, "default_method": "email_otp" }, "unique": true,
        "profile_required": true, "verification_method": "otp",
        "signup": { "status": "required", "verification": { "active": true } } } })
}

/// The page that comes after the identifier.
async fn after(world: &World, browser: &Browser, username: &str) -> Answer {
    let start = world.authorize(browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
    let sent = browser.submit(&page, &[("username", username)]).await;
    browser.follow(&sent.expect(303)).await.expect(200)
}

/// From the page for the password to that for a code.
async fn switch(browser: &Browser, page: &Answer) -> Answer {
    assert_eq!(page.url.path(), "/u/login/password");
    let switched = [("action", "switch-to-otp-auth")];
    let switched = browser.submit(page, &switched).await.expect(303);
    let page = browser.follow(&switched).await.expect(200);
    assert_eq!(page.url.path(), PAGE);
    page
}

fn has(page: &Answer, name: &str, value: &str) -> bool {
    has_attribute(&page.body, name, value)
}

async fn typed(browser: &Browser, page: &Answer, code: &str) -> Answer {
    let sent = [("code", code), ("action", "default")];
    let sent = browser.submit(page, &sent).await.expect(303);
    browser.follow(&sent).await
}

async fn a_code_takes_the_place_of_a_password(engine: Engine) {
    let world = prepared(engine, both()).await;
    let browser = world.browser();
    let page = switch(&browser, &after(&world, &browser, &world.email).await).await;
    for (name, value) in [
        ("id", "code"),
        ("autocomplete", "one-time-code"),
        ("class", "_form-email-identifier-challenge"),
        ("value", "resend-code"),
        ("value", "back-action"),
        ("value", "switch-to-password-auth"),
    ] {
        assert!(has(&page, name, value), "{name}={value}: {}", page.body);
    }
    assert!(page.body.contains(&world.email) && !page.body.contains("/u/login?"));
    let first = code(&world, &world.email, "").await;
    let wrong = browser
        .submit(&page, &[("code", &another(&first, 1))])
        .await;
    assert!(has(&wrong.expect(400), "id", "error-element-code"));
    let empty = browser.submit(&page, &[("code", "")]).await.expect(400);
    assert!(has(&empty, "id", "error-element-code"));
    // To the password and back.
    let switched = [("action", "switch-to-password-auth")];
    let switched = browser.submit(&page, &switched).await.expect(303);
    let password = browser.follow(&switched).await.expect(200);
    let page = switch(&browser, &password).await;
    let second = code(&world, &world.email, &first).await;
    let resent = browser.submit(&page, &[("action", "resend-code")]).await;
    assert!(has(&resent.expect(200), "role", "status"));
    let third = code(&world, &world.email, &second).await;
    let old = browser.submit(&page, &[("code", &second)]).await;
    old.expect(400);
    let tokens = world
        .code("web", &typed(&browser, &page, &third).await.code())
        .await
        .expect(200)
        .json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["sub"], world.user_id().await.as_str());
    assert_eq!(claims["amr"], Value::Null);
    let login = world.logged("s", "").await;
    assert_eq!(
        (&login["strategy"], &login["connection"]),
        (&json!("auth0"), &json!(CONNECTION))
    );
    let session = get(&world, &format!("/sessions/{}", text(&claims, "sid"))).await;
    let methods = &session["authentication"]["methods"];
    assert_eq!(
        (
            methods[0]["name"].as_str(),
            methods.as_array().map(Vec::len)
        ),
        (Some("email"), Some(1)),
        "{session:#}"
    );
    // A session is one.
    world.authorize(&browser, "web", &[]).await.code();
    // The way back to the identifier.
    let other = world.browser();
    let page = switch(&other, &after(&world, &other, &world.email).await).await;
    let back = other.submit(&page, &[("action", "back-action")]).await;
    let page = other.follow(&back.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
    assert!(has(&page, "value", &world.email));
    // A user name has no mailbox, and what the button sends is refused without it.
    let page = after(&world, &world.browser(), "ann").await;
    assert!(!has(&page, "value", "switch-to-otp-auth"), "{}", page.body);
    let other = world.browser();
    let page = after(&world, &other, "ann").await;
    let forced = other.submit(&page, &[("action", "switch-to-otp-auth")]);
    forced.await.expect(400);
}

async fn a_database_may_ask_for_the_code_first(engine: Engine) {
    let world = prepared(engine, both()).await;
    set_options(&world, json!({ "attributes": code_first() })).await;
    let browser = world.browser();
    let page = after(&world, &browser, &world.email).await;
    assert_eq!(page.url.path(), PAGE);
    let switched = [("action", "switch-to-password-auth")];
    let switched = browser.submit(&page, &switched).await.expect(303);
    let page = browser.follow(&switched).await.expect(200);
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    // Who has no account gets one, with an address that is proved.
    let browser = world.browser();
    let page = after(&world, &browser, NEW).await;
    assert_eq!(page.url.path(), PAGE);
    let first = code(&world, NEW, "").await;
    typed(&browser, &page, &first).await.code();
    let user = users(&world, NEW).await[0].clone();
    assert_eq!(user["email_verified"], true);
    assert!(text(&user, "user_id").starts_with("auth0|"), "{user:#}");
    world.logged("ss", "Successful signup").await;
    // And again, as the same user.
    let browser = world.browser();
    let page = after(&world, &browser, NEW).await;
    let second = code(&world, NEW, &first).await;
    typed(&browser, &page, &second).await.code();
    assert_eq!(users(&world, NEW).await.len(), 1);
    // Not where the database is closed; and the page does not tell.
    set_options(&world, json!({ "disable_signup": true })).await;
    let browser = world.browser();
    let page = after(&world, &browser, "other@example.com").await;
    assert_eq!(page.url.path(), PAGE);
    assert!(
        page.body.contains("We have sent a code to"),
        "{}",
        page.body
    );
    let wrong = browser.submit(&page, &[("code", "123456")]).await;
    assert!(has(&wrong.expect(400), "id", "error-element-code"));
    // Blocked meanwhile.
    let browser = world.browser();
    let page = after(&world, &browser, NEW).await;
    let third = code(&world, NEW, &second).await;
    let path = format!("/users/{}", text(&user, "user_id").replace('|', "%7C"));
    let blocked = call(&world, Method::PATCH, &path, json!({ "blocked": true }));
    blocked.await.expect(200);
    let refused = browser.submit(&page, &[("code", &third)]).await;
    assert!(has(&refused.expect(400), "id", "prompt-alert"));
}

async fn without_passwords_a_code_is_the_only_way_in(engine: Engine) {
    let world = prepared(engine, codes_alone()).await;
    // Whatever the tenant says of the pages' order.
    identifier_first(&world, false).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[("screen_hint", "signup")]);
    let page = browser.follow(&start.await).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
    assert!(!page.body.contains("/u/signup"), "{}", page.body);
    let wrong = browser.submit(&page, &[("username", "ann")]).await;
    assert!(has(&wrong.expect(400), "id", "error-element-username"));
    let sent = browser.submit(&page, &[("username", NEW)]).await;
    let page = browser.follow(&sent.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), PAGE);
    assert!(!has(&page, "value", "switch-to-password-auth"));
    let forced = [("action", "switch-to-password-auth")];
    let stays = browser.submit(&page, &forced).await.expect(200);
    assert!(has(&stays, "id", "code"));
    let code = code(&world, NEW, "").await;
    typed(&browser, &page, &code).await.code();
    // No password opens an account that has one, and none is chosen.
    let refused = world.password("native", &[]).await;
    refused.expect_error(403, "access_denied", "the connection is not enabled");
    let body = json!({ "client_id": "web", "connection": CONNECTION, "email": "x@example.com",
        "password": PASSWORD });
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&body)).await.expect(400);
    let request = world
        .http
        .request(Method::POST, "/dbconnections/change_password");
    let body = json!({ "client_id": "web", "connection": CONNECTION, "email": world.email });
    world.http.send(request.json(&body)).await.expect(400);
}

async fn the_mailbox_is_no_second_factor_behind_itself(engine: Engine) {
    let world = prepared(engine, both()).await;
    let verified = json!({ "email_verified": true });
    let path = world.user_path().await;
    let patched = world.manage(Method::PATCH, &path, Some(verified)).await;
    patched.expect(200);
    enable(&world, &["otp", "email"]).await;
    set_policies(&world, always()).await;
    let browser = world.browser();
    let page = switch(&browser, &after(&world, &browser, &world.email).await).await;
    let first = code(&world, &world.email, "").await;
    let asked = typed(&browser, &page, &first).await;
    // Not the mailbox, which would do behind a password.
    assert_eq!(factor(&asked), "mfa-otp-enrollment-qr");
    assert!(!world.has_session(&browser).await);
}

async fn a_code_is_of_one_login_and_three_tries(engine: Engine) {
    let world = prepared(engine, both()).await;
    let browser = world.browser();
    let page = switch(&browser, &after(&world, &browser, &world.email).await).await;
    let first = code(&world, &world.email, "").await;
    let elsewhere = world.browser();
    let stranger = elsewhere.submit(&page, &[("code", &first)]).await;
    assert_ne!(stranger.status, 303, "{stranger:#?}");
    // Of another login of the same user, in another browser: the newest code alone is good.
    let other = switch(&elsewhere, &after(&world, &elsewhere, &world.email).await).await;
    let second = code(&world, &world.email, &first).await;
    for (browser, page, code) in [
        (&browser, &page, &first),
        (&browser, &page, &second),
        (&elsewhere, &other, &first),
    ] {
        browser.submit(page, &[("code", code)]).await.expect(400);
    }
    for more in 1..=2 {
        let wrong = [("code", another(&second, more))];
        let wrong = wrong.each_ref().map(|(name, code)| (*name, code.as_str()));
        elsewhere.submit(&other, &wrong).await.expect(400);
    }
    let late = elsewhere.submit(&other, &[("code", &second)]).await;
    late.expect(400);
    assert!(!world.has_session(&elsewhere).await);
    // Not for ever.
    let resent = elsewhere.submit(&other, &[("action", "resend-code")]).await;
    resent.expect(200);
    let third = code(&world, &world.email, &second).await;
    world.advance("180s").await;
    elsewhere
        .submit(&other, &[("code", &third)])
        .await
        .expect(400);
    // A click too many.
    let resent = elsewhere.submit(&other, &[("action", "resend-code")]).await;
    resent.expect(200);
    let fourth = code(&world, &world.email, &third).await;
    let clicks = [("code", fourth.as_str())];
    let (one, two) = tokio::join!(
        elsewhere.submit(&other, &clicks),
        elsewhere.submit(&other, &clicks)
    );
    assert_eq!((one.status, two.status), (303, 303), "{one:#?} {two:#?}");
}

async fn what_does_not_go_together_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    let databases = get(&world, &format!("/connections?name={CONNECTION}")).await;
    let path = format!("/connections/{}", text(&databases[0], "id"));
    let patch = async |methods: Value| {
        let mut options = databases[0]["options"].clone();
        options["authentication_methods"] = methods;
        call(&world, Method::PATCH, &path, json!({ "options": options })).await
    };
    // A passkey alone would be.
    let alone = json!({ "password": { "enabled": false }, "passkey": { "enabled": true } });
    patch(alone).await.expect(400);
    patch(json!({ "password": { "enabled": false } }))
        .await
        .expect(400);
    let phone = json!({ "phone_otp": { "enabled": true } });
    let refused = patch(phone).await.expect(403).json();
    assert_eq!(refused["errorCode"], "feature_not_enabled");
    patch(codes_alone()).await.expect(200);
}

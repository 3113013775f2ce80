//! A new account in two steps, for a tenant that asks for the identifier first.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_new_user_types_the_address_and_then_the_password,
    no_address_skips_a_step_of_a_sign_up,
    an_address_that_is_taken_is_asked_for_a_password_too,
    each_step_says_what_is_wrong,
    a_user_name_is_chosen_in_the_first_step,
    a_sign_up_under_way_goes_on_when_the_setting_changes,
    a_database_may_close_between_the_steps,
    a_request_may_ask_for_a_new_account,
}

const NEW: &str = "new.user@example.com";

async fn world(engine: Engine) -> World {
    let world = World::own(engine).await;
    identifier_first(&world, true).await;
    world
}

/// The first page of a sign-up.
async fn first_page(world: &World, browser: &Browser) -> Answer {
    let hinted = [
        ("screen_hint", "signup"),
        ("login_hint", "hint@example.com"),
    ];
    let start = world.authorize(browser, "web", &hinted).await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/identifier");
    page
}

async fn user_of(world: &World, email: &str) -> Value {
    get(world, &format!("/users-by-email?email={email}")).await[0].clone()
}

fn fields(page: &Answer) -> Vec<String> {
    let form = Form::parse(&page.body).expect("a form");
    form.fields.into_iter().map(|(name, _)| name).collect()
}

fn has(page: &Answer, name: &str, value: &str) {
    let found = has_attribute(&page.body, name, value);
    assert!(found, "{name}={value}: {}", page.body);
}

fn reference(page: &Answer, path: &str) -> String {
    let mut all = references(&page.body).into_iter();
    let found = all.find(|url| url.starts_with(&format!("{path}?")));
    found.unwrap_or_else(|| panic!("no link to {path}: {}", page.body))
}

async fn a_new_user_types_the_address_and_then_the_password(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    let link = reference(&login, "/u/signup/identifier");
    browser.get(&link).await.expect(200);
    let page = first_page(&world, &browser).await;
    assert_eq!(fields(&page), ["state", "email", "action"]);
    for (name, value) in [
        ("id", "email"),
        ("value", "hint@example.com"),
        ("value", "default"),
        ("data-action-button-primary", "true"),
        ("class", "_form-signup-id"),
    ] {
        has(&page, name, value);
    }
    reference(&page, "/u/login/identifier");
    let typed = [("email", "other@example.com"), ("action", "default")];
    let next = browser.submit(&page, &typed).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/password");
    assert_eq!(fields(&page), ["state", "email", "password", "action"]);
    for (name, value) in [
        ("id", "password"),
        ("value", "other@example.com"),
        ("data-link-name", "edit-username"),
        ("class", "_form-signup-password"),
    ] {
        has(&page, name, value);
    }

    // Another address, and back.
    let edit = reference(&page, "/u/signup/identifier");
    let edited = browser.get(&edit).await.expect(200);
    has(&edited, "value", "other@example.com");
    let next = browser.submit(&edited, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    let typed = [("password", PASSWORD), ("action", "default")];
    let sent = browser.submit(&page, &typed).await.expect(303);
    browser.follow(&sent).await.code();
    let user = user_of(&world, NEW).await;
    assert_eq!(
        (&user["email_verified"], &user["logins_count"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(user_of(&world, "other@example.com").await, Value::Null);
    let letter = Letters::of(&world).to(NEW).await;
    assert_eq!(letter["type"], "verify_email");
    let logged = get(&world, "/logs?q=type:ss").await;
    assert_eq!(logged.as_array().map(Vec::len), Some(1), "{logged}");
    assert!(!logged.to_string().contains(PASSWORD), "{logged}");
}

async fn no_address_skips_a_step_of_a_sign_up(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let state = page.url.query().expect("a state").to_owned();
    let at = |path: &str| format!("{path}?{state}");
    for path in ["/u/signup", "/u/signup/password"] {
        let answer = browser.get(&at(path)).await.expect(303);
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/u/signup/identifier", "{path}");
        let request = browser.http.request(Method::POST, &at(path));
        let form = [("email", NEW), ("password", PASSWORD)];
        let answer = browser.send(request.form(&form)).await.expect(303);
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/u/signup/identifier", "{path}");
    }
    assert_eq!(user_of(&world, NEW).await, Value::Null);
    // What the second form says of the address is not what was typed on the first page.
    let next = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    let typed = [("email", "other@example.com"), ("password", PASSWORD)];
    let stranger = world.browser().submit(&page, &typed).await;
    assert_ne!(stranger.status, 303, "{stranger:#?}");
    browser.submit(&page, &typed).await.expect(303);
    assert_eq!(user_of(&world, "other@example.com").await, Value::Null);
    assert_eq!(user_of(&world, NEW).await["email"], NEW);
}

async fn an_address_that_is_taken_is_asked_for_a_password_too(engine: Engine) {
    let world = world(engine).await;
    let mut pages = vec![];
    for email in [world.email.as_str(), "nobody@example.com"] {
        let browser = world.browser();
        let page = first_page(&world, &browser).await;
        let next = browser.submit(&page, &[("email", email)]).await;
        let page = browser.follow(&next.expect(303)).await.expect(200);
        let weak = browser.submit(&page, &[("password", "")]).await;
        let state = page.url.query().expect("a state").to_owned();
        for page in [&page, &weak.expect(400)] {
            let body = page.body.replace(&state, "").replace(email, "");
            pages.push(body.replace(state.trim_start_matches("state="), ""));
        }
        if email == world.email {
            let taken = browser.submit(&page, &[("password", PASSWORD)]).await;
            let taken = taken.expect(400);
            has(&taken, "id", "error-element-email");
            assert!(!taken.body.contains("exists"), "{}", taken.body);
        }
    }
    assert_eq!(pages[..2], pages[2..]);
}

async fn each_step_says_what_is_wrong(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    for email in [
        "",
        "  ",
        "no address",
        &format!("{}@x.example", "x".repeat(400)),
    ] {
        let again = browser.submit(&page, &[("email", email)]).await;
        let again = again.expect(400);
        has(&again, "id", "error-element-email");
        has(&again, "aria-describedby", "error-element-email");
    }
    let hostile = [("email", "\"><script>@x.example")];
    let again = browser.submit(&page, &hostile).await.expect(400);
    assert!(!again.body.contains("<script>@"), "{}", again.body);
    set_options(&world, json!({ "passwordPolicy": "good" })).await;
    let next = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    for password in ["", "short"] {
        let again = browser.submit(&page, &[("password", password)]).await;
        let again = again.expect(400);
        has(&again, "id", "error-element-password");
        has(&again, "value", NEW);
    }
    assert_eq!(user_of(&world, NEW).await, Value::Null);
}

async fn a_user_name_is_chosen_in_the_first_step(engine: Engine) {
    let world = world(engine).await;
    let rules =
        json!({ "requires_username": true, "validation": { "username": { "min": 3, "max": 8 } } });
    set_options(&world, rules).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    assert_eq!(fields(&page), ["state", "email", "username", "action"]);
    for username in ["", "ab"] {
        let typed = [("email", NEW), ("username", username)];
        let again = browser.submit(&page, &typed).await.expect(400);
        has(&again, "id", "error-element-username");
    }
    let typed = [("email", NEW), ("username", "lovelace")];
    let next = browser.submit(&page, &typed).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    assert_eq!(
        fields(&page),
        ["state", "email", "username", "password", "action"]
    );
    has(&page, "value", "lovelace");
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    assert_eq!(user_of(&world, NEW).await["username"], "lovelace");
}

async fn a_sign_up_under_way_goes_on_when_the_setting_changes(engine: Engine) {
    let world = world(engine).await;
    let (browser, other) = (world.browser(), world.browser());
    let page = first_page(&world, &browser).await;
    let next = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let password = browser.follow(&next).await.expect(200);
    let unfinished = first_page(&world, &other).await;
    identifier_first(&world, false).await;
    let sent = browser.submit(&password, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    let sent = other.submit(&unfinished, &[("email", NEW)]).await;
    let page = other.follow(&sent.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup");
    assert_eq!(fields(&page), ["state", "email", "password", "action"]);
}

async fn a_database_may_close_between_the_steps(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let next = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    set_options(&world, json!({ "disable_signup": true })).await;
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    let sent = browser.follow(&sent.expect(303)).await.expect(303);
    let login = browser.follow(&sent).await.expect(200);
    assert_eq!(login.url.path(), "/u/login/identifier");
    assert!(!login.body.contains("/u/signup"), "{}", login.body);
    assert_eq!(user_of(&world, NEW).await, Value::Null);
}

/// OpenID Connect Initiating User Registration 1.0.
async fn a_request_may_ask_for_a_new_account(engine: Engine) {
    let world = World::own(engine).await;
    let (browser, _) = world.logged_in("web").await;
    identifier_first(&world, true).await;
    // Whoever is signed in: a new account is another one.
    let start = world
        .authorize(&browser, "web", &[("prompt", "create")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/identifier");
    let next = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    assert_eq!(user_of(&world, NEW).await["email"], NEW);
    let both = [("prompt", "none create")];
    let refused = world.authorize(&browser, "web", &both).await;
    assert_eq!(
        refused.parameter("error").as_deref(),
        Some("invalid_request")
    );
    set_options(&world, json!({ "disable_signup": true })).await;
    let start = world
        .authorize(&browser, "web", &[("prompt", "create")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
}

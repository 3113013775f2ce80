//! The identifier on one page and the password on the next: what suites find there, and that no page is skipped.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    the_password_comes_after_the_identifier,
    no_address_skips_a_page,
    an_unknown_identifier_is_asked_for_its_password_too,
    what_is_left_empty_is_asked_for_again,
    the_setting_can_change_meanwhile,
}

async fn set(world: &World, body: Value) -> Answer {
    call(world, Method::PATCH, "/prompts", body).await
}

/// A server whose tenant asks for the identifier first.
async fn world(engine: Engine) -> World {
    let world = World::own(engine).await;
    set(&world, json!({ "identifier_first": true }))
        .await
        .expect(200);
    world
}

/// The first page of a new login.
async fn first_page(world: &World, browser: &Browser) -> Answer {
    let start = world
        .authorize(browser, "web", &[("login_hint", "hint@example.com")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
    page
}

fn fields(page: &Answer) -> Vec<String> {
    let form = Form::parse(&page.body).expect("a form");
    form.fields.into_iter().map(|(name, _)| name).collect()
}

async fn the_password_comes_after_the_identifier(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    assert_eq!(fields(&page), ["state", "username", "action"]);
    for (name, value) in [
        ("id", "username"),
        ("value", "hint@example.com"),
        ("data-action-button-primary", "true"),
        ("class", "_form-login-id"),
    ] {
        assert!(has_attribute(&page.body, name, value), "{name}={value}");
    }
    let filled = [("username", world.email.as_str()), ("action", "default")];
    let next = browser.submit(&page, &filled).await.expect(303);
    let page = browser.follow(&next).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/password");
    assert_eq!(fields(&page), ["state", "username", "password", "action"]);
    assert!(
        has_attribute(&page.body, "value", &world.email),
        "{}",
        page.body
    );
    for (name, value) in [("id", "password"), ("data-link-name", "edit-username")] {
        assert!(has_attribute(&page.body, name, value), "{name}={value}");
    }

    // Another identifier, and back.
    let edit = references(&page.body)
        .into_iter()
        .find(|url| url.starts_with("/u/login/identifier"));
    let edited = browser.get(&edit.expect("a link")).await.expect(200);
    assert!(has_attribute(&edited.body, "value", &world.email));
    let next = browser.submit(&edited, &filled).await.expect(303);
    let page = browser.follow(&next).await.expect(200);

    let wrong = [("password", "wrong"), ("action", "default")];
    let again = browser.submit(&page, &wrong).await.expect(400);
    assert_eq!(again.url.path(), "/u/login/password");
    assert!(has_attribute(&again.body, "id", "error-element-password"));
    let filled = [("password", PASSWORD), ("action", "default")];
    let sent = browser.submit(&again, &filled).await.expect(303);
    browser.follow(&sent).await.code();
}

async fn no_address_skips_a_page(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let state = page.url.query().expect("a state").to_owned();
    let at = |path: &str| format!("{path}?{state}");
    for path in ["/u/login", "/u/login/password"] {
        let answer = browser.get(&at(path)).await.expect(303);
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/u/login/identifier", "{path}");
        // A form that was never shown signs no user in.
        let request = browser.http.request(Method::POST, &at(path));
        let form = [("username", world.email.as_str()), ("password", PASSWORD)];
        let answer = browser.send(request.form(&form)).await.expect(303);
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/u/login/identifier", "{path}");
        assert_eq!(answer.cookies(), vec![]);
    }
    browser
        .submit(&page, &[("username", "somebody@example.com")])
        .await
        .expect(303);
    let answer = browser.get(&at("/u/login")).await.expect(303);
    let to = answer.location().expect("a redirect");
    assert_eq!(to.path(), "/u/login/password");
    // What the second form says of the identifier is not what was identified.
    let password = browser.get(&at("/u/login/password")).await.expect(200);
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    browser.submit(&password, &filled).await.expect(400);
    let stranger = world.browser();
    stranger.get(&at("/u/login/password")).await.expect(400);
}

async fn an_unknown_identifier_is_asked_for_its_password_too(engine: Engine) {
    let world = world(engine).await;
    let mut pages = vec![];
    for name in [world.email.as_str(), "nobody@example.com"] {
        let browser = world.browser();
        let page = first_page(&world, &browser).await;
        let next = browser.submit(&page, &[("username", name)]).await;
        let page = browser.follow(&next.expect(303)).await.expect(200);
        let wrong = browser.submit(&page, &[("password", "wrong")]).await;
        let state = page.url.query().expect("a state").to_owned();
        for page in [page, wrong.expect(400)] {
            let body = page.body.replace(&state, "").replace(name, "");
            pages.push(body.replace(state.trim_start_matches("state="), ""));
        }
    }
    assert_eq!(pages[..2], pages[2..]);
}

async fn what_is_left_empty_is_asked_for_again(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    for nothing in ["", "  ", &"x".repeat(400)] {
        let again = browser.submit(&page, &[("username", nothing)]).await;
        let again = again.expect(400).body;
        assert!(
            has_attribute(&again, "id", "error-element-username"),
            "{again}"
        );
        assert!(has_attribute(
            &again,
            "aria-describedby",
            "error-element-username"
        ));
    }
    let next = browser.submit(&page, &[("username", &world.email)]).await;
    let page = browser.follow(&next.expect(303)).await;
    let again = browser.submit(&page, &[("password", "")]).await.expect(400);
    assert!(
        again.body.contains("Enter your password."),
        "{}",
        again.body
    );
    let long = "x".repeat(5_000);
    let again = browser.submit(&page, &[("password", &long)]).await;
    assert!(!again.expect(400).body.contains(&long));
}

async fn the_setting_can_change_meanwhile(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let next = browser.submit(&page, &[("username", &world.email)]).await;
    let password = browser.follow(&next.expect(303)).await.expect(200);
    let other = world.browser();
    let unfinished = first_page(&world, &other).await;
    set(&world, json!({ "identifier_first": null }))
        .await
        .expect(200);
    // A login that is under way goes on.
    let sent = browser.submit(&password, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    let sent = other
        .submit(&unfinished, &[("username", &world.email)])
        .await
        .expect(303);
    let page = other.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), "/u/login");
}

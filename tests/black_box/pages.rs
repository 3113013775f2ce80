//! The login page: what suites written for Auth0's find in it.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    suites_find_what_they_fill_in_and_press,
    suites_find_why_a_login_failed,
}

/// The page of a new login.
async fn login_page(world: &World, browser: &Browser) -> Answer {
    let start = world.authorize(browser, "web", &[]).await;
    assert_eq!(start.outcome(), Outcome::Login);
    browser.follow(&start).await.expect(200)
}

async fn suites_find_what_they_fill_in_and_press(engine: Engine) {
    let world = World::shared(engine).await;
    let page = login_page(&world, &world.browser()).await;
    let texts = page
        .body
        .split('>')
        .filter_map(|rest| rest.split('<').next());
    let continues = texts.filter(|text| text.trim() == "Continue");
    assert_eq!(continues.count(), 1, "{}", page.body);
    let form = Form::parse(&page.body).expect("a form");
    let names: Vec<_> = form.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["state", "username", "password", "action"]);
    assert_eq!(form.fields[3].1, "default");
    for (name, value) in [
        ("id", "username"),
        ("id", "password"),
        ("data-action-button-primary", "true"),
    ] {
        assert!(has_attribute(&page.body, name, value), "{name}={value}");
    }
}

async fn suites_find_why_a_login_failed(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("blocked-{}@example.com", engine_name(engine));
    let user =
        json!({ "connection": CONNECTION, "email": email, "password": PASSWORD, "blocked": true });
    world
        .manage(Method::POST, "/api/v2/users", Some(user))
        .await
        .expect(201);
    for (name, password, id) in [
        (world.email.clone(), "wrong", "error-element-password"),
        (email, PASSWORD, "prompt-alert"),
    ] {
        world.email = name;
        let browser = world.browser();
        let page = login_page(&world, &browser).await;
        let filled = [
            ("username", world.email.as_str()),
            ("password", password),
            ("action", "default"),
        ];
        let again = browser.submit(&page, &filled).await.expect(400);
        assert!(has_attribute(&again.body, "id", id), "{}", again.body);
        assert!(has_attribute(&again.body, "aria-describedby", id));
    }
}

fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

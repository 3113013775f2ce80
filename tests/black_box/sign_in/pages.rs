//! The login page: what suites written for Auth0's find in it, and to which browser it belongs.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    suites_find_what_they_fill_in_and_press,
    suites_find_why_a_login_failed,
    tabs_that_are_restored_at_once_each_get_their_form,
    a_browser_that_is_known_gets_no_further_cookie,
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

async fn tabs_that_are_restored_at_once_each_get_their_form(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let mut tabs = vec![];
    for _ in 0..3 {
        // None of them has the cookies of the others yet; the browser keeps what all of them set.
        let tab = world.browser();
        tabs.push(world.authorize(&tab, "web", &[]).await);
        browser.take_cookies(&tab);
    }
    let mut pages = vec![];
    for tab in &tabs {
        pages.push(browser.follow(tab).await.expect(200));
    }
    for page in pages {
        let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
        let sent = browser.submit(&page, &filled).await.expect(303);
        browser.follow(&sent).await.code();
    }
    let stranger = world.browser();
    stranger.follow(&tabs[0]).await.expect(400);
}

async fn a_browser_that_is_known_gets_no_further_cookie(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let first = world.authorize(&browser, "web", &[]).await;
    assert_eq!(first.cookies().len(), 1, "{first:#?}");
    let (name, _, attributes) = first.cookies().remove(0);
    assert!(name.starts_with("auth0_login_"), "{name}");
    assert!(attributes.contains("httponly") && attributes.contains("path=/"));
    let second = world.authorize(&browser, "web", &[]).await;
    assert_eq!(second.cookies(), vec![]);
    for tab in [first, second] {
        browser.follow(&tab).await.expect(200);
    }
}

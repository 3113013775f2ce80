//! Second factors: what a person meets in the browser, and every road that has to go through the gate.

mod actions;
mod bounds;
mod matrix;
mod pages;
mod phone;
mod roads;
mod tickets;
mod totp;
mod webauthn;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
pub use totp::App;

/// When the tests' clock stands still. It is the beginning of a time step.
pub const NOON: &str = "2026-11-30T12:00:00.000Z";
pub const STEP: &str = "30s";

/// A server of the test's own, whose clock stands still and whose tenant has these factors.
pub async fn world(engine: Engine, factors: &[&str], policies: Value) -> World {
    let world = World::own(engine).await;
    world.freeze(NOON).await;
    enable(&world, factors).await;
    set_policies(&world, policies).await;
    world
}

/// Switches factors on.
pub async fn enable(world: &World, factors: &[&str]) {
    for name in factors {
        let path = format!("/guardian/factors/{name}");
        let set = call(world, Method::PUT, &path, json!({ "enabled": true })).await;
        assert_eq!(set.expect(200).json(), json!({ "enabled": true }));
    }
}

/// When the tenant asks.
pub async fn set_policies(world: &World, policies: Value) {
    let set = call(world, Method::PUT, "/guardian/policies", policies.clone()).await;
    assert_eq!(set.expect(200).json(), policies);
}

/// What asks at every login.
pub fn always() -> Value {
    json!(["all-applications"])
}

/// The page of a second factor that an answer leads to.
#[track_caller]
pub fn factor(answer: &Answer) -> String {
    match answer.outcome() {
        Outcome::Factor(page) => page,
        other => panic!("no page of a second factor but {other:?}: {answer:#?}"),
    }
}

/// From the login page to what follows it.
pub async fn log_in(world: &World, browser: &Browser, more: &[(&str, &str)]) -> Answer {
    let start = world.authorize(browser, "web", more).await;
    browser.log_in(&start, &world.email).await
}

/// Enrolls the person's app at the page that an answer leads to; the app, and what follows.
pub async fn enroll(world: &World, browser: &Browser, answer: &Answer) -> (App, Answer) {
    assert_eq!(factor(answer), "mfa-otp-enrollment-qr");
    let page = browser.follow(answer).await.expect(200);
    let toggled = browser.submit(&page, &[("action", "toggle-view")]).await;
    let page = browser.follow(&toggled.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-otp-enrollment-code");
    let app = App::read(&page.body);
    let sent = type_code(browser, &page, &app.code(world).await).await;
    (app, browser.follow(&sent.expect(303)).await)
}

/// A person who has an app, and has signed in with it in this browser.
pub async fn enrolled(world: &World) -> (Browser, App) {
    let browser = world.browser();
    let asked = log_in(world, &browser, &[]).await;
    let (app, done) = enroll(world, &browser, &asked).await;
    done.code();
    // A code is accepted once.
    world.advance(STEP).await;
    (browser, app)
}

/// Sends a code.
pub async fn type_code(browser: &Browser, page: &Answer, code: &str) -> Answer {
    let typed = [("code", code), ("action", "default")];
    browser.submit(page, &typed).await
}

/// Passes the challenge that an answer leads to by the app's code; what follows.
pub async fn pass(world: &World, browser: &Browser, answer: &Answer, app: &App) -> Answer {
    assert_eq!(factor(answer), "mfa-otp-challenge");
    let page = browser.follow(answer).await.expect(200);
    let sent = type_code(browser, &page, &app.code(world).await).await;
    browser.follow(&sent.expect(303)).await
}

/// From the page of one factor to that of another, by the list of them.
pub async fn choose(browser: &Browser, page: &Answer, name: &str) -> Answer {
    let picked = browser
        .submit(page, &[("action", "pick-authenticator")])
        .await;
    let options = browser.follow(&picked.expect(303)).await.expect(200);
    assert_eq!(options.url.path(), "/u/mfa-login-options");
    let chosen = browser.submit(&options, &[("action", name)]).await;
    browser.follow(&chosen.expect(303)).await.expect(200)
}

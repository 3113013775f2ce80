//! A forgotten password, by a code in place of a link: for databases whose users prove their addresses by codes.

use reqwest::Method;
use serde_json::{Value, json};

use super::recovery::link;
use crate::harness::*;

on_both_engines! {
    a_user_sets_a_new_password_by_a_code,
    a_code_for_a_password_looks_the_same_for_all,
    a_code_that_another_request_ended_looks_the_same_for_all,
    only_the_newest_code_works_and_once,
    of_codes_that_are_asked_for_at_once_one_works,
    the_page_for_the_password_keeps_the_language,
    a_code_ends_with_the_address_and_the_password,
    tries_at_an_account_are_counted_by_what_was_typed,
    the_endpoint_goes_on_to_send_links,
}

const NEW: &str = "another-password-1";
const CHALLENGE: &str = "/u/email-identifier/challenge";

async fn world(engine: Engine) -> World {
    let world = World::own(engine).await;
    let by_code =
        json!({ "email": { "identifier": { "active": true }, "verification_method": "otp" } });
    set_options(&world, json!({ "attributes": by_code })).await;
    world
}

/// The page for the code of an account.
async fn challenge(world: &World, browser: &Browser, identifier: &str) -> Answer {
    let start = world.authorize(browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    let link = link(&login, "Forgot password?");
    let page = browser.follow(&browser.get(&link).await.expect(303)).await;
    let page = page.expect(200);
    assert!(page.body.contains("email you a code"), "{}", page.body);
    let sent = browser.submit(&page, &[("username", identifier)]).await;
    let page = browser.follow(&sent.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), CHALLENGE);
    page
}

async fn code_of(world: &World, other_than: &str) -> String {
    let letters = Letters::of(world);
    let message = ("reset_email_by_code", world.email.as_str());
    letters.code(message, other_than).await
}

/// Any code but this.
fn another(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn password_is(world: &World, password: &str) -> bool {
    let tried = world.password("native", &[("password", password)]).await;
    tried.status == 200
}

/// A page without what differs from login to login.
fn body(page: &Answer, typed: &str) -> String {
    let state = page.url.query().expect("a state");
    let bare = state.trim_start_matches("state=");
    page.body.replace(bare, "").replace(typed, "")
}

async fn a_user_sets_a_new_password_by_a_code(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, &world.email).await;
    let code = code_of(&world, "").await;
    let wrong = another(&code);
    let again = browser.submit(&page, &[("code", &wrong)]).await.expect(400);
    assert!(has_attribute(&again.body, "id", "error-element-code"));
    assert!(
        again.body.contains("or ask for a new one"),
        "{}",
        again.body
    );
    let typed = [("code", code.as_str()), ("action", "default")];
    let right = browser.submit(&page, &typed).await.expect(303);
    let page = browser.follow(&right).await.expect(200);
    assert_eq!(page.url.path(), "/u/reset-verify");
    let twice = [("password-reset", NEW), ("re-enter-password", NEW)];
    browser.submit(&page, &twice).await.expect(200);
    assert!(password_is(&world, NEW).await && !password_is(&world, PASSWORD).await);
    for code in ["scpr", "fcp", "scp"] {
        let logged = get(&world, &format!("/logs?q=type:{code}")).await;
        assert_eq!(
            logged[0]["user_name"],
            world.email.as_str(),
            "{code} {logged}"
        );
    }
    let user = get(&world, &format!("/users-by-email?email={}", world.email)).await;
    assert_eq!(user[0]["email_verified"], true);
}

async fn a_code_for_a_password_looks_the_same_for_all(engine: Engine) {
    let world = world(engine).await;
    let mut pages = vec![];
    for typed in [world.email.as_str(), "nobody@example.com", "no address"] {
        let browser = world.browser();
        let first = challenge(&world, &browser, typed).await;
        let mut of_account = vec![body(&first, typed)];
        let resend = [("action", "resend-code")];
        for _ in 0..5 {
            // A code of six digits is right once in a million.
            let wrong = browser.submit(&first, &[("code", "000000")]).await;
            of_account.push(body(&wrong.expect(400), typed));
        }
        let used_up = browser.submit(&first, &[("code", "000000")]).await;
        of_account.push(body(&used_up.expect(400), typed));
        let resent = browser.submit(&first, &resend).await.expect(200);
        of_account.push(body(&resent, typed));
        let back = [("action", "back-action")];
        let back = browser.submit(&first, &back).await.expect(303);
        let request = browser.follow(&back).await.expect(200);
        assert!(has_attribute(&request.body, "value", typed));
        pages.push(of_account);
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]), "{pages:#?}");
    let letters = Letters::of(&world).all().await;
    assert!(
        letters.iter().all(|letter| letter["to"] == world.email),
        "{letters:#?}"
    );
}

async fn a_code_that_another_request_ended_looks_the_same_for_all(engine: Engine) {
    let world = world(engine).await;
    let mut pages = vec![];
    for typed in [world.email.as_str(), "nobody@example.com"] {
        let (one, other) = (world.browser(), world.browser());
        let older = challenge(&world, &one, typed).await;
        challenge(&world, &other, typed).await;
        let mut of_account = vec![];
        for _ in 0..6 {
            let wrong = one.submit(&older, &[("code", "000000")]).await;
            of_account.push(body(&wrong.expect(400), typed));
        }
        pages.push(of_account);
    }
    assert_eq!(pages[0], pages[1]);
}

async fn only_the_newest_code_works_and_once(engine: Engine) {
    let world = world(engine).await;
    let (one, other) = (world.browser(), world.browser());
    let older = challenge(&world, &one, &world.email).await;
    let first = code_of(&world, "").await;
    let newer = challenge(&world, &other, &world.email.to_uppercase()).await;
    let second = code_of(&world, &first).await;
    for (browser, page, code) in [
        (&one, &older, &first),
        (&one, &older, &second),
        (&other, &newer, &first),
    ] {
        browser.submit(page, &[("code", code)]).await.expect(400);
    }
    let typed = [("code", second.as_str())];
    let submit = || other.submit(&newer, &typed);
    let (a, b, c) = tokio::join!(submit(), submit(), submit());
    let all = [a, b, c];
    // One of them has used it; to where that led, all do.
    let pages: Vec<_> = all.iter().filter_map(Answer::location).collect();
    assert!(
        pages.len() == 3 && pages.windows(2).all(|two| two[0] == two[1]),
        "{all:#?}"
    );
    assert_eq!(pages[0].path(), "/u/reset-verify");
    let logged = get(&world, "/logs?q=type:scpr").await;
    let right = |event: &&Value| event["description"] == "The code for a new password was right";
    let logged = logged.as_array().expect("a list");
    assert_eq!(logged.iter().filter(right).count(), 1, "{logged:#?}");
}

async fn of_codes_that_are_asked_for_at_once_one_works(engine: Engine) {
    let world = world(engine).await;
    let browsers: [Browser; 3] = std::array::from_fn(|_| world.browser());
    let mut pages = vec![];
    for browser in &browsers {
        pages.push(challenge(&world, browser, &world.email).await);
    }
    let resend = [("action", "resend-code")];
    for _ in 0..2 {
        let ask = |n: usize| browsers[n].submit(&pages[n], &resend);
        let (a, b, c) = tokio::join!(ask(0), ask(1), ask(2));
        for answer in [a, b, c] {
            answer.expect(200);
        }
    }
    let mut letters = Letters::of(&world).all().await;
    while letters.len() < 9 {
        letters = Letters::of(&world).all().await;
    }
    let mut right = 0;
    for letter in &letters[..3] {
        let code = letter["code"].as_str().expect("a code");
        for (browser, page) in browsers.iter().zip(&pages) {
            let answer = browser.submit(page, &[("code", code)]).await;
            right += usize::from(answer.status == 303);
        }
        if right > 0 {
            break;
        }
    }
    assert_eq!(right, 1, "{letters:#?}");
}

async fn the_page_for_the_password_keeps_the_language(engine: Engine) {
    let world = world(engine).await;
    let enabled = json!({ "enabled_locales": ["en", "de", "fr"] });
    call(&world, Method::PATCH, "/tenants/settings", enabled)
        .await
        .expect(200);
    let browser = world.browser().with_header("accept-language", "fr");
    let german = [("ui_locales", "de")];
    let start = world.authorize(&browser, "web", &german).await;
    let login = browser.follow(&start).await.expect(200);
    let state = login.url.query().expect("a state");
    let path = format!("/u/reset-password/request/{CONNECTION}?{state}");
    let page = browser.get(&path).await.expect(200);
    let sent = [("username", world.email.as_str())];
    let sent = browser.submit(&page, &sent).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    let code = code_of(&world, "").await;
    let right = browser.submit(&page, &[("code", &code)]).await.expect(303);
    let page = browser.follow(&right).await.expect(200);
    assert_eq!(page.header("content-language"), "de");
    let different = [("password-reset", NEW), ("re-enter-password", "x")];
    let again = browser.submit(&page, &different).await.expect(400);
    assert_eq!(again.header("content-language"), "de");
    let twice = [("password-reset", NEW), ("re-enter-password", NEW)];
    let done = browser.submit(&page, &twice).await.expect(200);
    assert_eq!(done.header("content-language"), "de");
    // A link in a message leads to a page in its language, too.
    let body = json!({ "client_id": "spa", "email": world.email, "connection": CONNECTION });
    let request = world
        .http
        .request(Method::POST, "/dbconnections/change_password")
        .header("accept-language", "de");
    world.http.send(request.json(&body)).await.expect(200);
    let message = ("reset_email", world.email.as_str());
    let link = Letters::of(&world).link(message, "").await;
    let page = browser.get(&link).await.expect(200);
    assert_eq!(page.header("content-language"), "de");
}

async fn a_code_ends_with_the_address_and_the_password(engine: Engine) {
    let mut world = world(engine).await;
    let id = world.user_id().await.replace('|', "%7C");
    let path = format!("/users/{id}");
    let browser = world.browser();
    let page = challenge(&world, &browser, &world.email).await;
    let code = code_of(&world, "").await;
    let changed = json!({ "password": NEW });
    call(&world, Method::PATCH, &path, changed)
        .await
        .expect(200);
    browser.submit(&page, &[("code", &code)]).await.expect(400);
    let page = challenge(&world, &browser, &world.email).await;
    let code = code_of(&world, &code).await;
    let moved = json!({ "email": "moved@example.com" });
    call(&world, Method::PATCH, &path, moved).await.expect(200);
    browser.submit(&page, &[("code", &code)]).await.expect(400);
    // Fifteen minutes, and no longer.
    world.email = "moved@example.com".to_owned();
    let page = challenge(&world, &browser, &world.email).await;
    let code = code_of(&world, "").await;
    world.advance("901s").await;
    let late = browser.submit(&page, &[("code", &code)]).await.expect(400);
    assert!(late.body.contains("This code has expired"), "{}", late.body);
    assert!(password_is(&world, NEW).await);
}

async fn tries_at_an_account_are_counted_by_what_was_typed(engine: Engine) {
    let world = world(engine).await;
    let mut last = String::new();
    for typed in [world.email.clone(), world.email.to_uppercase()] {
        let browser = world.browser();
        let page = challenge(&world, &browser, &typed).await;
        last = code_of(&world, &last).await;
        for _ in 0..5 {
            let wrong = another(&last);
            browser.submit(&page, &[("code", &wrong)]).await.expect(400);
        }
    }
    let browser = world.browser();
    let page = challenge(&world, &browser, &world.email).await;
    let code = code_of(&world, &last).await;
    let refused = browser.submit(&page, &[("code", &code)]).await.expect(400);
    assert!(
        has_attribute(&refused.body, "id", "prompt-alert"),
        "{}",
        refused.body
    );
}

/// An application's own page has no place for a code.
async fn the_endpoint_goes_on_to_send_links(engine: Engine) {
    let world = world(engine).await;
    let body = json!({ "client_id": "spa", "email": world.email, "connection": CONNECTION });
    let request = world
        .http
        .request(Method::POST, "/dbconnections/change_password");
    world.http.send(request.json(&body)).await.expect(200);
    let letter: Value = Letters::of(&world).to(&world.email).await;
    assert_eq!(letter["type"], "reset_email");
}

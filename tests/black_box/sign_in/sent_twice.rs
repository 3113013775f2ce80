//! A form that is sent twice, as a double click does, leads to the page that is next.

use serde_json::Value;

use super::sign_up_code::{CHALLENGE, world};
use crate::harness::*;

on_both_engines! {
    a_password_that_is_sent_twice_signs_in,
    a_consent_that_is_given_twice_goes_on,
    an_account_that_is_made_twice_is_made_once,
    a_new_users_address_and_code_may_be_sent_twice,
    a_request_for_a_new_password_may_be_sent_twice,
    another_browser_is_led_nowhere,
}

const NEW: &str = "new.user@example.com";

async fn start(world: &World, browser: &Browser, (client, hint): (&str, &str)) -> Answer {
    let hinted = [("screen_hint", hint)];
    let start = world.authorize(browser, client, &hinted).await;
    browser.follow(&start).await.expect(200)
}

/// Sends a form twice at once, and once more: every answer.
async fn thrice(browser: &Browser, page: &Answer, values: &[(&str, &str)]) -> [Answer; 3] {
    let send = || browser.submit(page, values);
    let (one, other) = tokio::join!(send(), send());
    [one, other, send().await]
}

/// The one page that all answers lead to, at once or by way of others.
async fn next(browser: &Browser, answers: &[Answer], path: &str) -> Answer {
    let mut last = None;
    for answer in answers {
        assert_eq!(answer.status, 303, "{answer:#?}");
        let mut page = browser.follow(answer).await;
        while page.status == 303 {
            page = browser.follow(&page).await;
        }
        assert_eq!(page.url.path(), path, "{answer:#?}");
        last = Some(page.expect(200));
    }
    last.expect("an answer")
}

/// All answers lead on, and the first to come back has the code.
async fn signed_in(browser: &Browser, answers: &[Answer]) -> String {
    for answer in answers {
        let to = answer.location().expect("a redirect");
        assert_eq!(to.path(), "/authorize/resume", "{answer:#?}");
    }
    browser.follow(&answers[2]).await.code()
}

async fn a_password_that_is_sent_twice_signs_in(engine: Engine) {
    let world = World::own(engine).await;
    for is_again in [false, true] {
        let browser = match is_again {
            false => world.browser(),
            true => world.logged_in("web").await.0,
        };
        let login = [("prompt", "login")];
        let page = world.authorize(&browser, "web", &login).await;
        let page = browser.follow(&page).await.expect(200);
        let typed = [("username", world.email.as_str()), ("password", PASSWORD)];
        let answers = thrice(&browser, &page, &typed).await;
        let code = signed_in(&browser, &answers).await;
        world.code("web", &code).await.expect(200);
        // One session, and its cookie.
        assert!(is_again || world.has_session(&browser).await);
    }
    identifier_first(&world, true).await;
    let browser = world.browser();
    let page = start(&world, &browser, ("web", "login")).await;
    let typed = [("username", world.email.as_str())];
    let answers = thrice(&browser, &page, &typed).await;
    next(&browser, &answers, "/u/login/password").await;
}

async fn a_consent_that_is_given_twice_goes_on(engine: Engine) {
    let world = World::own(engine).await;
    let browser = world.browser();
    let page = start(&world, &browser, ("web-third-party", "login")).await;
    let typed = [("username", world.email.as_str()), ("password", PASSWORD)];
    let sent = browser.submit(&page, &typed).await.expect(303);
    let resumed = browser.follow(&sent).await;
    let consent = browser.follow(&resumed).await.expect(200);
    assert_eq!(consent.url.path(), "/u/consent");
    let answers = thrice(&browser, &consent, &[("action", "accept")]).await;
    signed_in(&browser, &answers).await;
}

async fn an_account_that_is_made_twice_is_made_once(engine: Engine) {
    let world = World::own(engine).await;
    let browser = world.browser();
    let page = start(&world, &browser, ("web", "signup")).await;
    let typed = [("email", NEW), ("password", PASSWORD)];
    let answers = thrice(&browser, &page, &typed).await;
    signed_in(&browser, &answers).await;
    let found = get(&world, &format!("/users-by-email?email={NEW}")).await;
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    // The address of another account is none of that.
    let other = world.browser();
    let page = start(&world, &other, ("web", "signup")).await;
    other.submit(&page, &typed).await.expect(400);
}

async fn a_new_users_address_and_code_may_be_sent_twice(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = start(&world, &browser, ("web", "signup")).await;
    let answers = thrice(&browser, &page, &[("email", NEW)]).await;
    let page = next(&browser, &answers, CHALLENGE).await;
    let resend = [("action", "resend-code")];
    for answer in thrice(&browser, &page, &resend).await {
        match answer.status {
            200 => assert!(has_attribute(&answer.body, "role", "status")),
            _ => drop(next(&browser, &[answer], CHALLENGE).await),
        }
    }
    let code = newest_code(&world, &browser, &page).await;
    let answers = thrice(&browser, &page, &[("code", &code)]).await;
    let page = next(&browser, &answers, "/u/signup/password").await;
    let answers = thrice(&browser, &page, &[("password", PASSWORD)]).await;
    signed_in(&browser, &answers).await;
}

async fn a_request_for_a_new_password_may_be_sent_twice(engine: Engine) {
    let world = world(engine).await;
    for identifier in [world.email.as_str(), "nobody@example.com"] {
        let browser = world.browser();
        let login = start(&world, &browser, ("web", "login")).await;
        let state = login.url.query().expect("a state");
        let path = format!("/u/reset-password/request/{CONNECTION}?{state}");
        let page = browser.get(&path).await.expect(200);
        let answers = thrice(&browser, &page, &[("username", identifier)]).await;
        let page = next(&browser, &answers, CHALLENGE).await;
        if identifier != world.email {
            continue;
        }
        let code = newest_code(&world, &browser, &page).await;
        let answers = thrice(&browser, &page, &[("code", &code)]).await;
        let page = next(&browser, &answers, "/u/reset-verify").await;
        let different = [("password-reset", PASSWORD), ("re-enter-password", "x")];
        browser.submit(&page, &different).await.expect(400);
    }
}

/// The code of one more message, when it is there.
async fn newest_code(world: &World, browser: &Browser, page: &Answer) -> String {
    let letters = Letters::of(world);
    let (mut before, mut counted) = (usize::MAX, letters.all().await.len());
    while before != counted {
        before = counted;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        counted = letters.all().await.len();
    }
    let again = [("action", "resend-code")];
    browser.submit(page, &again).await.expect(200);
    loop {
        let all: Vec<Value> = letters.all().await;
        if all.len() > before {
            return all[0]["code"].as_str().expect("a code").to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn another_browser_is_led_nowhere(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let page = start(&world, &browser, ("web", "login")).await;
    let typed = [("username", world.email.as_str()), ("password", PASSWORD)];
    let sent = world.browser().submit(&page, &typed).await;
    assert_ne!(sent.status, 303, "{sent:#?}");
    browser.submit(&page, &typed).await.expect(303);
}

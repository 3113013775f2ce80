//! A new user proves the address by a code before there is an account.

use reqwest::Method;
use serde_json::{Value, json};

use crate::actions::bind;
use crate::harness::*;

on_both_engines! {
    a_code_stands_between_the_address_and_the_password,
    no_page_goes_around_the_code,
    an_address_with_an_account_is_told_to_its_owner_alone,
    a_wrong_code_is_told_and_counted,
    tries_are_counted_whatever_login_they_are_of,
    wrong_codes_use_up_a_network_as_wrong_passwords_do,
    a_code_works_once_and_for_fifteen_minutes,
    a_code_is_sent_again_within_limits,
    another_address_needs_another_code,
    without_verification_nothing_is_sent,
    the_database_needs_the_identifier_first,
    actions_see_an_address_that_is_proved_once,
}

const NEW: &str = "new.user@example.com";
/// What is said of every code that does not do.
const WRONG: &str = "This code is wrong or no longer valid. Check it, or ask for a new one.";
pub(super) const CHALLENGE: &str = "/u/email-identifier/challenge";

fn attributes(is_verified: bool) -> Value {
    json!({ "attributes": { "email": { "identifier": { "active": true }, "profile_required": true,
        "verification_method": "otp",
        "signup": { "status": "required", "verification": { "active": is_verified } } } } })
}

/// A server whose database asks new users for a code.
pub(super) async fn world(engine: Engine) -> World {
    let world = World::own(engine).await;
    identifier_first(&world, true).await;
    set_options(&world, attributes(true)).await;
    world
}

/// The first page of a sign-up.
async fn first_page(world: &World, browser: &Browser) -> Answer {
    let hinted = [("screen_hint", "signup")];
    let start = world.authorize(browser, "web", &hinted).await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/identifier");
    page
}

/// The page for the code of an address.
async fn challenge(world: &World, browser: &Browser, email: &str) -> Answer {
    let page = first_page(world, browser).await;
    let sent = browser.submit(&page, &[("email", email)]).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), CHALLENGE);
    page
}

async fn code_of(world: &World, email: &str, other_than: &str) -> String {
    let letters = Letters::of(world);
    let message = ("verify_email_by_code", email);
    letters.code(message, other_than).await
}

/// Any code but this.
fn another(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn user_of(world: &World, email: &str) -> Value {
    get(world, &format!("/users-by-email?email={email}")).await[0].clone()
}

async fn logged(world: &World, code: &str) -> Value {
    get(world, &format!("/logs?q=type:{code}")).await
}

fn has(page: &Answer, name: &str, value: &str) {
    let found = has_attribute(&page.body, name, value);
    assert!(found, "{name}={value}: {}", page.body);
}

/// A page without what differs from login to login.
fn body(page: &Answer, email: &str) -> String {
    let state = page.url.query().expect("a state");
    let bare = state.trim_start_matches("state=");
    page.body.replace(bare, "").replace(email, "")
}

async fn a_code_stands_between_the_address_and_the_password(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, "New.User@Example.com").await;
    for (name, value) in [
        ("id", "code"),
        ("name", "code"),
        ("autocomplete", "one-time-code"),
        ("value", "default"),
        ("value", "resend-code"),
        ("value", "back-action"),
        ("data-action-button-primary", "true"),
    ] {
        has(&page, name, value);
    }
    let code = code_of(&world, NEW, "").await;
    assert!(
        code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
        "{code}"
    );
    assert_eq!(user_of(&world, NEW).await, Value::Null);
    let (before, after) = code.split_at(3);
    let spaced = format!(" {before} {after} ");
    let typed = [("code", spaced.as_str()), ("action", "default")];
    let sent = browser.submit(&page, &typed).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/password");
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    let user = user_of(&world, NEW).await;
    assert_eq!(
        (&user["email_verified"], &user["logins_count"]),
        (&json!(true), &json!(1))
    );
    let letters = Letters::of(&world).all().await;
    let kinds: Vec<_> = letters.iter().map(|letter| &letter["type"]).collect();
    assert_eq!(kinds, ["verify_email_by_code"], "no link beside the code");
    for code in ["svr", "sv", "ss"] {
        let logged = logged(&world, code).await;
        assert_eq!(logged[0]["user_name"], NEW, "{code} {logged}");
        assert_eq!(logged.as_array().map(Vec::len), Some(1), "{logged}");
    }
    let all = get(&world, "/logs").await.to_string();
    assert!(!all.contains(&format!("\"{code}\"")), "{all}");
}

async fn no_page_goes_around_the_code(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let state = page.url.query().expect("a state").to_owned();
    let at = |path: &str| format!("{path}?{state}");
    let to = browser.get(&at(CHALLENGE)).await.expect(303).location();
    assert_eq!(to.expect("a redirect").path(), "/u/login");
    browser.submit(&page, &[("email", NEW)]).await.expect(303);
    for path in ["/u/signup", "/u/signup/password"] {
        let answer = browser.get(&at(path)).await.expect(303);
        assert_eq!(answer.location().expect("a redirect").path(), CHALLENGE);
        let request = browser.http.request(Method::POST, &at(path));
        let form = [("email", NEW), ("password", PASSWORD)];
        let answer = browser.send(request.form(&form)).await.expect(303);
        assert_eq!(answer.location().expect("a redirect").path(), CHALLENGE);
    }
    let page = browser.get(&at(CHALLENGE)).await.expect(200);
    let code = code_of(&world, NEW, "").await;
    let stranger = world.browser().submit(&page, &[("code", &code)]).await;
    assert_ne!(stranger.status, 303, "{stranger:#?}");
    assert_eq!(user_of(&world, NEW).await, Value::Null);
    browser.submit(&page, &[("code", &code)]).await.expect(303);
}

async fn an_address_with_an_account_is_told_to_its_owner_alone(engine: Engine) {
    let world = world(engine).await;
    let mut pages = vec![];
    for email in [world.email.as_str(), "nobody@example.com"] {
        let browser = world.browser();
        let page = challenge(&world, &browser, email).await;
        let code = code_of(&world, email, "").await;
        let wrong = another(&code);
        let wrong = browser.submit(&page, &[("code", &wrong)]).await.expect(400);
        let resend = [("action", "resend-code")];
        let resent = browser.submit(&page, &resend).await.expect(200);
        pages.push([&page, &wrong, &resent].map(|page| body(page, email)));
        let code = code_of(&world, email, &code).await;
        let taken = browser.submit(&page, &[("code", &code)]).await;
        if email == world.email {
            let taken = taken.expect(400);
            assert!(taken.body.contains("There is an account"), "{}", taken.body);
            has(&taken, "id", "prompt-alert");
        } else {
            taken.expect(303);
        }
    }
    assert_eq!(pages[0], pages[1]);
    // Nothing of the account was verified.
    let verified = logged(&world, "sv").await;
    let events = verified.as_array().expect("a list").iter();
    let names: Vec<_> = events.map(|event| &event["user_name"]).collect();
    assert_eq!(names, ["nobody@example.com"], "{verified}");
    let bodies: Vec<_> = Letters::of(&world).all().await;
    let subjects: Vec<_> = bodies.iter().map(|letter| &letter["subject"]).collect();
    assert!(
        subjects.windows(2).all(|two| two[0] == two[1]),
        "{subjects:?}"
    );
}

async fn a_wrong_code_is_told_and_counted(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let code = code_of(&world, NEW, "").await;
    for nothing in [
        "",
        "12345",
        "1234567",
        "12345a",
        "١٢٣٤٥٦",
        &"1".repeat(5_000),
    ] {
        let again = browser.submit(&page, &[("code", nothing)]).await;
        let again = again.expect(400);
        has(&again, "id", "error-element-code");
        has(&again, "aria-describedby", "error-element-code");
    }
    let wrong = another(&code);
    for _ in 0..5 {
        let again = browser.submit(&page, &[("code", &wrong)]).await.expect(400);
        has(&again, "id", "error-element-code");
        assert!(!again.body.contains(&wrong), "{}", again.body);
        assert!(again.body.contains(WRONG), "{}", again.body);
    }
    // Five were enough: not even the right one is looked at, and nothing says so.
    let refused = browser.submit(&page, &[("code", &code)]).await.expect(400);
    has(&refused, "id", "error-element-code");
    assert!(refused.body.contains(WRONG), "{}", refused.body);
    assert!(
        !logged(&world, "fv")
            .await
            .as_array()
            .expect("a list")
            .is_empty()
    );
    // Another one is.
    let resend = [("action", "resend-code")];
    browser.submit(&page, &resend).await.expect(200);
    let code = code_of(&world, NEW, &code).await;
    browser.submit(&page, &[("code", &code)]).await.expect(303);
}

async fn tries_are_counted_whatever_login_they_are_of(engine: Engine) {
    let world = world(engine).await;
    let mut last = String::new();
    for _ in 0..2 {
        let browser = world.browser();
        let page = challenge(&world, &browser, NEW).await;
        last = code_of(&world, NEW, &last).await;
        for _ in 0..5 {
            let wrong = another(&last);
            browser.submit(&page, &[("code", &wrong)]).await.expect(400);
        }
    }
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let code = code_of(&world, NEW, &last).await;
    let refused = browser.submit(&page, &[("code", &code)]).await.expect(400);
    has(&refused, "id", "prompt-alert");
    // Another address is none of it.
    let other = world.browser();
    let page_of_other = challenge(&world, &other, "other@example.com").await;
    let right = code_of(&world, "other@example.com", "").await;
    other
        .submit(&page_of_other, &[("code", &right)])
        .await
        .expect(303);
    // With time, there are tries again.
    world.advance("361s").await;
    browser.submit(&page, &[("code", &code)]).await.expect(303);
}

async fn wrong_codes_use_up_a_network_as_wrong_passwords_do(engine: Engine) {
    let world = world(engine).await;
    let few = json!({ "stage": { "pre-login": { "max_attempts": 3, "rate": 864_000 } } });
    let path = "/attack-protection/suspicious-ip-throttling";
    call(&world, Method::PATCH, path, few).await.expect(200);
    // Right codes cost nothing.
    for number in 0..4 {
        let browser = world.browser();
        let email = format!("right-{number}@example.com");
        let page = challenge(&world, &browser, &email).await;
        let code = code_of(&world, &email, "").await;
        browser.submit(&page, &[("code", &code)]).await.expect(303);
    }
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let code = code_of(&world, NEW, "").await;
    let wrong = another(&code);
    for _ in 0..3 {
        let again = browser.submit(&page, &[("code", &wrong)]).await.expect(400);
        has(&again, "id", "error-element-code");
    }
    for code in [&wrong, &code] {
        let refused = browser.submit(&page, &[("code", code)]).await.expect(400);
        has(&refused, "id", "prompt-alert");
        let said = "too many attempts from your network";
        assert!(refused.body.contains(said), "{}", refused.body);
    }
    world.password("native", &[]).await.expect(429);
}

async fn a_code_works_once_and_for_fifteen_minutes(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let first = code_of(&world, NEW, "").await;
    world.advance("901s").await;
    let late = browser.submit(&page, &[("code", &first)]).await.expect(400);
    assert!(late.body.contains("This code has expired"), "{}", late.body);
    let resend = [("action", "resend-code")];
    browser.submit(&page, &resend).await.expect(200);
    let second = code_of(&world, NEW, &first).await;
    browser.submit(&page, &[("code", &first)]).await.expect(400);
    let typed = [("code", second.as_str())];
    let submit = || browser.submit(&page, &typed);
    let (a, b, c) = tokio::join!(submit(), submit(), submit());
    let all = [a, b, c];
    let taken = all.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(taken, 3, "the other clicks lead to the same page: {all:#?}");
    let verified = logged(&world, "sv").await;
    assert_eq!(verified.as_array().map(Vec::len), Some(1), "{verified}");
}

async fn a_code_is_sent_again_within_limits(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let resend = [("action", "resend-code")];
    for _ in 0..9 {
        let again = browser.submit(&page, &resend).await.expect(200);
        has(&again, "role", "status");
    }
    let refused = browser.submit(&page, &resend).await.expect(400);
    has(&refused, "id", "prompt-alert");
    // Nor does a new login send more.
    let other = world.browser();
    let first = first_page(&world, &other).await;
    let refused = other
        .submit(&first, &[("email", "NEW.user@example.com")])
        .await;
    let refused = refused.expect(400);
    has(&refused, "id", "prompt-alert");
    let said = "We have sent you several emails already";
    assert!(refused.body.contains(said), "{}", refused.body);
    let letters = Letters::of(&world).all().await;
    assert_eq!(letters.len(), 10, "{letters:#?}");
}

async fn another_address_needs_another_code(engine: Engine) {
    let world = world(engine).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, "mine@example.com").await;
    let mine = code_of(&world, "mine@example.com", "").await;
    let back = [("action", "back-action")];
    let back = browser.submit(&page, &back).await.expect(303);
    let first = browser.follow(&back).await.expect(200);
    has(&first, "value", "mine@example.com");
    // The same address again: the code that was sent is good.
    let sent = browser
        .submit(&first, &[("email", "mine@example.com")])
        .await;
    assert_eq!(
        sent.expect(303).location().expect("a page").path(),
        CHALLENGE
    );
    assert_eq!(Letters::of(&world).all().await.len(), 1);
    browser.submit(&first, &[("email", NEW)]).await.expect(303);
    browser.submit(&page, &[("code", &mine)]).await.expect(400);
    let code = code_of(&world, NEW, "").await;
    let sent = browser.submit(&page, &[("code", &code)]).await.expect(303);
    let password = browser.follow(&sent).await.expect(200);
    // A proof is of one address.
    let sent = browser
        .submit(&first, &[("email", "victim@example.com")])
        .await;
    assert_eq!(
        sent.expect(303).location().expect("a page").path(),
        CHALLENGE
    );
    let sent = browser.submit(&password, &[("password", PASSWORD)]).await;
    assert_eq!(
        sent.expect(303).location().expect("a page").path(),
        CHALLENGE
    );
    assert_eq!(user_of(&world, "victim@example.com").await, Value::Null);
}

async fn without_verification_nothing_is_sent(engine: Engine) {
    let world = world(engine).await;
    set_options(&world, attributes(false)).await;
    let browser = world.browser();
    let page = first_page(&world, &browser).await;
    let sent = browser.submit(&page, &[("email", NEW)]).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/password");
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    assert_eq!(user_of(&world, NEW).await["email_verified"], false);
    assert_eq!(Letters::of(&world).all().await, Vec::<Value>::new());
}

/// On one page there is no place for a code: a link is sent.
async fn the_database_needs_the_identifier_first(engine: Engine) {
    let world = world(engine).await;
    identifier_first(&world, false).await;
    let browser = world.browser();
    let hinted = [("screen_hint", "signup")];
    let start = world.authorize(&browser, "web", &hinted).await;
    let page = browser.follow(&start).await.expect(200);
    let typed = [("email", NEW), ("password", PASSWORD)];
    let sent = browser.submit(&page, &typed).await.expect(303);
    browser.follow(&sent).await.code();
    assert_eq!(user_of(&world, NEW).await["email_verified"], false);
    assert_eq!(Letters::of(&world).to(NEW).await["type"], "verify_email");
}

async fn actions_see_an_address_that_is_proved_once(engine: Engine) {
    let world = world(engine).await;
    let before = "exports.onExecutePreUserRegistration = async (event, api) => {
        const runs = Number(api.cache.get('runs')?.value ?? 0) + 1;
        api.cache.set('runs', String(runs));
        api.user.setUserMetadata('seen', `${runs} ${event.user.email_verified}`);
    };";
    bind(&world, "pre-user-registration", &[("Before", before)]).await;
    let browser = world.browser();
    let page = challenge(&world, &browser, NEW).await;
    let code = code_of(&world, NEW, "").await;
    let sent = browser.submit(&page, &[("code", &code)]).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await.code();
    let user = user_of(&world, NEW).await;
    assert_eq!(user["user_metadata"]["seen"], "1 true");
}

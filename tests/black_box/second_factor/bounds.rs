//! Guesses.

use super::totp::another;
use super::*;

on_both_engines! {
    tries_are_counted_for_the_user_wherever_they_come_from,
    many_guesses_at_once_are_not_more,
    nothing_of_a_factor_is_shown_or_logged,
    a_first_factor_is_the_only_one,
    a_login_under_an_old_password_enrolls_nothing,
    a_code_goes_to_an_address_of_now,
}

/// The challenge of a new login.
async fn challenge(world: &World) -> (Browser, Answer) {
    let browser = world.browser();
    let asked = log_in(world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-otp-challenge");
    (browser, page)
}

async fn tries_are_counted_for_the_user_wherever_they_come_from(engine: Engine) {
    let world = world(engine, &["otp", "recovery-code"], always()).await;
    let (_, app) = {
        let browser = world.browser();
        let asked = log_in(&world, &browser, &[]).await;
        let (app, _) = enroll(&world, &browser, &asked).await;
        (browser, app)
    };
    world.advance(STEP).await;
    let right = app.code(&world).await;
    for number in 0..10 {
        // A new login, from another network.
        let elsewhere = world.at(&format!("198.19.{number}.1"));
        let (browser, page) = challenge(&elsewhere).await;
        type_code(&browser, &page, &another(&right))
            .await
            .expect(400);
    }
    let (browser, page) = challenge(&world).await;
    let refused = type_code(&browser, &page, &right).await.expect(400);
    assert!(
        has_attribute(&refused.body, "id", "prompt-alert"),
        "{refused:#?}"
    );
    // The same budget stands before a recovery code.
    let recovery = choose(&browser, &page, "recovery-code").await;
    let refused = type_code(&browser, &recovery, "ABCDEFGHIJKLMNOPQRSTUVWX").await;
    assert!(has_attribute(
        &refused.expect(400).body,
        "id",
        "prompt-alert"
    ));
    // Another one every six minutes.
    world.advance("361s").await;
    let (browser, page) = challenge(&world).await;
    let sent = type_code(&browser, &page, &app.code(&world).await).await;
    browser.follow(&sent.expect(303)).await.code();
}

async fn many_guesses_at_once_are_not_more(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (_, app) = enrolled(&world).await;
    let (browser, page) = challenge(&world).await;
    let right = app.code(&world).await;
    let guesses = (1..=40_u32).map(|more| {
        let (browser, page) = (&browser, &page);
        let wrong = (right.parse::<u32>().expect("digits") + more) % 1_000_000;
        async move {
            type_code(browser, page, &format!("{wrong:06}"))
                .await
                .expect(400)
        }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let judged = answers
        .iter()
        .filter(|answer| has_attribute(&answer.body, "id", "error-element-code"));
    assert_eq!(judged.count(), 10);
}

async fn nothing_of_a_factor_is_shown_or_logged(engine: Engine) {
    let world = world(engine, &["otp", "recovery-code"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let toggled = browser.submit(&page, &[("action", "toggle-view")]).await;
    let page = browser.follow(&toggled.expect(303)).await.expect(200);
    let app = App::read(&page.body);
    let code = app.code(&world).await;
    let sent = type_code(&browser, &page, &code).await.expect(303);
    let page = browser
        .follow(&browser.follow(&sent).await)
        .await
        .expect(200);
    let sent = browser
        .submit(&page, &[("saved", "on"), ("action", "default")])
        .await;
    browser.follow(&sent.expect(303)).await.code();
    let logs = world.logs().await;
    let logs = serde_json::to_string(&logs).expect("JSON");
    assert!(!logs.contains(&format!("\"{code}\"")), "{logs}");
    let profile = world.profile().await.to_string();
    assert!(!profile.contains("secret"), "{profile}");
}

/// A browser that waits with the key of an app that is not enrolled yet.
async fn waiting(world: &World) -> (Browser, Answer, App) {
    let browser = world.browser();
    let asked = log_in(world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let toggled = browser.submit(&page, &[("action", "toggle-view")]).await;
    let page = browser.follow(&toggled.expect(303)).await.expect(200);
    let app = App::read(&page.body);
    (browser, page, app)
}

/// How many apps the person has.
async fn apps(world: &World) -> usize {
    let path = format!("{}/authentication-methods", world.user_path().await);
    let path = path.trim_start_matches("/api/v2");
    let methods = get(world, path).await;
    let methods = methods.as_array().expect("a list").iter();
    methods.filter(|method| method["type"] == "totp").count()
}

async fn a_first_factor_is_the_only_one(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    // Somebody who has the password alone waits until the owner has enrolled.
    let (stranger, page, app) = waiting(&world).await;
    enrolled(&world).await;
    let sent = type_code(&stranger, &page, &app.code(&world).await).await;
    assert_eq!(factor(&sent.expect(303)), "mfa-otp-challenge");
    assert_eq!(apps(&world).await, 1);

    // Two at once.
    let other = world.account("other").await;
    let (one, two) = (waiting(&other).await, waiting(&other).await);
    let codes = (one.2.code(&other).await, two.2.code(&other).await);
    let (first, second) = tokio::join!(
        type_code(&one.0, &one.1, &codes.0),
        type_code(&two.0, &two.1, &codes.1)
    );
    for answer in [first, second] {
        assert!(answer.status < 500, "{answer:#?}");
    }
    assert_eq!(apps(&other).await, 1);
}

async fn a_login_under_an_old_password_enrolls_nothing(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (stranger, page, app) = waiting(&world).await;
    let body = json!({ "password": PASSWORD, "connection": CONNECTION });
    let path = world.user_path().await;
    let set = world.manage(Method::PATCH, &path, Some(body)).await;
    set.expect(200);
    type_code(&stranger, &page, &app.code(&world).await).await;
    assert_eq!(apps(&world).await, 0);
    stranger.get(page.url.as_str()).await.expect(400);

    let (browser, app) = enrolled(&world).await;
    browser.get("/v2/logout").await;
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let blocked = json!({ "blocked": true });
    let set = world.manage(Method::PATCH, &path, Some(blocked)).await;
    set.expect(200);
    let code = app.code(&world).await;
    type_code(&browser, &page, &code).await;
    assert!(!world.has_session(&browser).await);
}

async fn a_code_goes_to_an_address_of_now(engine: Engine) {
    let world = world(engine, &["otp", "email"], always()).await;
    let path = world.user_path().await;
    let patch = async |body: Value| {
        let patched = world.manage(Method::PATCH, &path, Some(body)).await;
        patched.expect(200);
    };
    patch(json!({ "email_verified": true })).await;
    enrolled(&world).await;
    let (browser, page) = challenge(&world).await;
    let page = choose(&browser, &page, "email").await;
    let code = Letters::of(&world)
        .code(("mfa_oob_code", &world.email), "")
        .await;
    patch(
        json!({ "email": "moved@example.com", "email_verified": true, "connection": CONNECTION }),
    )
    .await;
    let sent = type_code(&browser, &page, &code).await.expect(303);
    assert_eq!(factor(&sent), "mfa-otp-challenge");
}

//! What a person meets.

use serde_json::json;

use super::totp::another;
use super::*;

on_both_engines! {
    the_first_login_enrolls_an_app,
    a_later_login_asks_for_its_code,
    a_session_is_asked_once,
    a_new_login_in_a_session_is_asked_again,
    a_browser_is_remembered,
    a_remembered_browser_is_forgotten,
    a_recovery_code_takes_the_place_of_the_one_before,
    a_code_comes_by_email,
    no_address_skips_a_page,
    without_a_factor_nothing_is_asked,
}

const PAPE: &str = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

async fn claims(world: &World, code: &str) -> Value {
    let tokens = world.code("web", code).await.expect(200).json();
    world.verify(&tokens["id_token"], "web").await.claims
}

async fn the_first_login_enrolls_an_app(engine: Engine) {
    let world = world(engine, &["otp", "recovery-code"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-enrollment-qr");
    assert!(
        !world.has_session(&browser).await,
        "nobody is signed in yet"
    );
    let page = browser.follow(&asked).await.expect(200);
    assert!(
        page.body.contains("data:image/svg+xml;base64,"),
        "{page:#?}"
    );
    let toggled = browser.submit(&page, &[("action", "toggle-view")]).await;
    let page = browser.follow(&toggled.expect(303)).await.expect(200);
    let app = App::read(&page.body);
    let code = app.code(&world).await;
    for wrong in [another(&code).as_str(), "12345", "abcdef"] {
        let again = type_code(&browser, &page, wrong).await.expect(400);
        assert!(
            has_attribute(&again.body, "id", "error-element-code"),
            "{again:#?}"
        );
    }
    let (before, after) = code.split_at(3);
    let sent = type_code(&browser, &page, &format!(" {before} {after}")).await;
    let page = browser
        .follow(&browser.follow(&sent.expect(303)).await)
        .await
        .expect(200);
    assert_eq!(page.url.path(), "/u/mfa-recovery-code-enrollment");
    let unsaved = [("saved", ""), ("action", "default")];
    browser.submit(&page, &unsaved).await.expect(400);
    let kept = [("saved", "on"), ("action", "default")];
    let sent = browser.submit(&page, &kept).await.expect(303);
    let done = browser.follow(&sent).await;
    let claims = claims(&world, &done.code()).await;
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!(PAPE), &json!(["mfa"]))
    );
    assert!(world.has_session(&browser).await);
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    let claims = self::claims(&world, &silent.code()).await;
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&Value::Null, &Value::Null)
    );
}

async fn a_later_login_asks_for_its_code(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (_, app) = enrolled(&world).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
    assert!(!world.has_session(&browser).await);
    let page = browser.follow(&asked).await.expect(200);
    let code = app.code(&world).await;
    let again = type_code(&browser, &page, &another(&code))
        .await
        .expect(400);
    assert!(
        has_attribute(&again.body, "id", "error-element-code"),
        "{again:#?}"
    );
    type_code(&browser, &page, "").await.expect(400);
    let sent = type_code(&browser, &page, &code).await.expect(303);
    let done = browser.follow(&sent).await;
    let claims = claims(&world, &done.code()).await;
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!(PAPE), &json!(["mfa"]))
    );

    // The same step is not accepted a second time, wherever it is shown.
    let elsewhere = world.browser();
    let asked = log_in(&world, &elsewhere, &[]).await;
    let page = elsewhere.follow(&asked).await.expect(200);
    type_code(&elsewhere, &page, &code).await.expect(400);
    world.advance(STEP).await;
    let sent = type_code(&elsewhere, &page, &app.code(&world).await).await;
    elsewhere.follow(&sent.expect(303)).await.code();
}

async fn a_session_is_asked_once(engine: Engine) {
    let world = world(engine, &["otp"], json!([])).await;
    let (browser, _) = world.logged_in("web").await;
    set_policies(&world, always()).await;
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    let refused = Outcome::Refused(
        "login_required".to_owned(),
        "Multifactor authentication required".to_owned(),
    );
    assert_eq!(silent.outcome(), refused);
    let before = browser.cookie("auth0");
    let asked = world.authorize(&browser, "web", &[]).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    done.code();
    assert_ne!(
        browser.cookie("auth0"),
        before,
        "a session that has proved more has another cookie"
    );
    world.authorize(&browser, "web", &[]).await.code();
    world.authorize(&browser, "web-second", &[]).await.code();
}

async fn a_new_login_in_a_session_is_asked_again(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (browser, app) = enrolled(&world).await;
    let asked = log_in(&world, &browser, &[("prompt", "login")]).await;
    pass(&world, &browser, &asked, &app).await.code();
    world.authorize(&browser, "web", &[]).await.code();
}

/// Logs out, so that the next request begins with the login page.
async fn log_out(browser: &Browser) {
    browser.get("/v2/logout").await;
}

async fn remember(world: &World) -> (Browser, App) {
    let (browser, app) = enrolled(world).await;
    log_out(&browser).await;
    let asked = log_in(world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let code = app.code(world).await;
    let typed = [
        ("code", code.as_str()),
        ("rememberBrowser", "true"),
        ("action", "default"),
    ];
    let sent = browser.submit(&page, &typed).await.expect(303);
    assert!(sent.cookie("auth0-mf").is_some(), "{sent:#?}");
    browser.follow(&sent).await.code();
    world.advance(STEP).await;
    log_out(&browser).await;
    (browser, app)
}

async fn a_browser_is_remembered(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (browser, app) = remember(&world).await;
    log_in(&world, &browser, &[]).await.code();
    // Not for another user, and not where the application asks.
    let other = world.account("other").await;
    log_out(&browser).await;
    assert_eq!(
        factor(&log_in(&other, &browser, &[]).await),
        "mfa-otp-enrollment-qr"
    );
    let asks = [("acr_values", PAPE)];
    let asked = log_in(&world, &browser, &asks).await;
    let page = browser.follow(&asked).await.expect(200);
    assert!(
        !has_attribute(&page.body, "name", "rememberBrowser"),
        "{page:#?}"
    );
    pass(&world, &browser, &asked, &app).await.code();
}

async fn a_remembered_browser_is_forgotten(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let (browser, _) = remember(&world).await;
    for is_remembered in [true, true, true, true, false] {
        // 30 days are over, however often it was used.
        world.advance("6d").await;
        let answer = log_in(&world, &browser, &[]).await;
        match is_remembered {
            true => drop(answer.code()),
            false => assert_eq!(factor(&answer), "mfa-otp-challenge"),
        }
        log_out(&browser).await;
    }
    // A week without use.
    let second = world.account("second").await;
    let (browser, _) = remember(&second).await;
    world.advance("7d").await;
    assert_eq!(
        factor(&log_in(&second, &browser, &[]).await),
        "mfa-otp-challenge"
    );
    // A password that was set again.
    let third = world.account("third").await;
    let (browser, _) = remember(&third).await;
    let body = json!({ "password": PASSWORD, "connection": CONNECTION });
    let path = third.user_path().await;
    third
        .manage(reqwest::Method::PATCH, &path, Some(body))
        .await
        .expect(200);
    assert_eq!(
        factor(&log_in(&third, &browser, &[]).await),
        "mfa-otp-challenge"
    );
}

async fn a_recovery_code_takes_the_place_of_the_one_before(engine: Engine) {
    let world = world(engine, &["otp", "recovery-code"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let (_, next) = enroll(&world, &browser, &asked).await;
    let page = browser.follow(&next).await.expect(200);
    let first = shown_code(&page);
    let kept = [("saved", "on"), ("action", "default")];
    let sent = browser.submit(&page, &kept).await.expect(303);
    browser.follow(&sent).await.code();

    let second = use_recovery_code(&world, &first).await.expect("a code");
    assert_ne!(first, second);
    assert_eq!(use_recovery_code(&world, &first).await, None, "it was used");
    // As people write it down.
    let written = format!(" {} {}", &second[..12].to_lowercase(), &second[12..]);
    use_recovery_code(&world, &written).await.expect("a code");
}

/// The recovery code on a page.
fn shown_code(page: &Answer) -> String {
    let words = page.body.split(|c: char| !c.is_ascii_alphanumeric());
    let is_code = |word: &&str| {
        word.len() == 24
            && word
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let found: Vec<&str> = words.filter(is_code).collect();
    assert_eq!(found.len(), 1, "{page:#?}");
    found[0].to_owned()
}

/// Signs in with a recovery code; the next one, or nothing where it is not taken.
async fn use_recovery_code(world: &World, code: &str) -> Option<String> {
    let browser = world.browser();
    let asked = log_in(world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let page = choose(&browser, &page, "recovery-code").await;
    assert_eq!(page.url.path(), "/u/mfa-recovery-code-challenge");
    let sent = type_code(&browser, &page, code).await;
    if sent.status == 400 {
        return None;
    }
    let next = browser.follow(&sent.expect(303)).await;
    let page = browser.follow(&next).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-recovery-code-challenge-new-code");
    let next = shown_code(&page);
    let sent = browser.submit(&page, &[("action", "default")]).await;
    browser.follow(&sent.expect(303)).await.code();
    Some(next)
}

async fn a_code_comes_by_email(engine: Engine) {
    let world = world(engine, &["otp", "email"], always()).await;
    let path = world.user_path().await;
    let verified = json!({ "email_verified": true });
    world
        .manage(reqwest::Method::PATCH, &path, Some(verified))
        .await
        .expect(200);
    let (_, _) = enrolled(&world).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    assert_eq!(
        page.url.path(),
        "/u/mfa-otp-challenge",
        "e-mail is never offered first"
    );
    let page = choose(&browser, &page, "email").await;
    assert_eq!(page.url.path(), "/u/mfa-email-challenge");
    assert!(
        !page.body.contains(&world.email),
        "the address is not shown whole"
    );
    let letters = Letters::of(&world);
    let message = ("mfa_oob_code", world.email.as_str());
    let first = letters.code(message, "").await;
    // Looking at the page again sends nothing.
    browser.get(page.url.as_str()).await.expect(200);
    let resent = browser
        .submit(&page, &[("action", "resend-code")])
        .await
        .expect(200);
    let second = letters.code(message, &first).await;
    let sent = letters.all().await;
    assert_eq!(
        sent.iter()
            .filter(|letter| letter["type"] == "mfa_oob_code")
            .count(),
        2
    );
    type_code(&browser, &resent, &first).await.expect(400);
    let sent = type_code(&browser, &resent, &second).await.expect(303);
    browser.follow(&sent).await.code();

    // Five minutes, as at Auth0.
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-otp-challenge");
    let page = choose(&browser, &page, "email").await;
    let third = letters.code(message, &second).await;
    world.advance("300s").await;
    type_code(&browser, &page, &third).await.expect(400);
}

async fn no_address_skips_a_page(engine: Engine) {
    let world = world(engine, &["otp", "recovery-code"], always()).await;
    let (_, _) = {
        let browser = world.browser();
        let asked = log_in(&world, &browser, &[]).await;
        let (app, next) = enroll(&world, &browser, &asked).await;
        let page = browser.follow(&next).await.expect(200);
        let sent = browser
            .submit(&page, &[("saved", "on"), ("action", "default")])
            .await;
        browser.follow(&sent.expect(303)).await.code();
        (browser, app)
    };
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let state = asked
        .location()
        .expect("a page")
        .query()
        .expect("a state")
        .to_owned();
    for page in [
        "/authorize/resume",
        "/u/login",
        "/u/consent",
        "/u/account-chooser",
        "/u/mfa-otp-enrollment-qr",
        "/u/mfa-otp-enrollment-code",
        "/u/mfa-recovery-code-enrollment",
        "/u/mfa-recovery-code-challenge-new-code",
        "/u/mfa-recovery-code-challenge",
        "/u/mfa-email-challenge",
        "/continue",
    ] {
        let answer = browser.get(&format!("{page}?{state}")).await;
        if answer.status < 400 {
            assert_eq!(factor(&answer), "mfa-otp-challenge", "{page}");
        }
    }
    let challenge = browser.follow(&asked).await.expect(200);
    for (path, fields) in [
        (
            "/u/mfa-otp-enrollment-qr",
            vec![("code", "123456"), ("action", "default")],
        ),
        (
            "/u/mfa-recovery-code-enrollment",
            vec![("saved", "on"), ("action", "default")],
        ),
        ("/u/consent", vec![("action", "accept")]),
    ] {
        let url = format!("{path}?{state}");
        let request = world
            .http
            .request(reqwest::Method::POST, &url)
            .form(&fields);
        let answer = browser.send(request).await;
        if answer.status < 400 {
            assert_eq!(factor(&answer), "mfa-otp-challenge", "{path}");
        }
    }
    // Another browser has no part in it.
    let stranger = world.browser();
    stranger.get(challenge.url.as_str()).await.expect(400);
    assert!(!world.has_session(&browser).await);
}

async fn without_a_factor_nothing_is_asked(engine: Engine) {
    let world = world(engine, &["email", "recovery-code"], always()).await;
    let browser = world.browser();
    log_in(&world, &browser, &[]).await.code();
}

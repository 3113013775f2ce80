//! Signing in on a page of the application's own, as `auth0.js` does: `/co/authenticate`, then `/authorize` with a `login_ticket`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::second_factor::{NOON, always, enable, factor, set_policies};

on_both_engines! {
    a_page_of_the_application_signs_in,
    a_ticket_is_good_once_and_for_its_browser,
    who_may_not_sign_in_so_is_refused,
    the_second_factor_and_the_brakes_stand_on_this_road,
    a_code_will_do_as_well,
}

const PAGE: &str = "https://login.app.example";
const REALM: &str = "http://auth0.com/oauth/grant-type/password-realm";
const NOT_ALLOWED: &str = "Cross origin login not allowed.";
const WRONG: &str = "Wrong email or password.";
const UNKNOWN: &str = "Unknown or invalid login ticket.";

async fn prepared(engine: Engine) -> World {
    let world = World::own(engine).await;
    world.freeze(NOON).await;
    allow(
        &world,
        json!({ "cross_origin_authentication": true, "web_origins": [PAGE] }),
    )
    .await;
    world
}

async fn allow(world: &World, settings: Value) {
    let changed = call(world, Method::PATCH, "/clients/web", settings).await;
    changed.expect(200);
}

/// What `auth0.js` sends.
fn body(world: &World) -> Value {
    json!({ "client_id": "web", "credential_type": REALM, "realm": CONNECTION,
        "username": world.email, "password": PASSWORD })
}

async fn ask(world: &World, browser: &Browser, origin: &str, body: &Value) -> Answer {
    let request = world.http.request(Method::POST, "/co/authenticate");
    let request = request.header("Origin", origin).json(body);
    browser.send(request).await
}

async fn ticket(world: &World, browser: &Browser) -> String {
    let answer = ask(world, browser, PAGE, &body(world)).await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), PAGE);
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    text(&answer.json(), "login_ticket")
}

/// To `/authorize` with a ticket.
async fn bring(world: &World, browser: &Browser, client: &str, ticket: &str) -> Answer {
    let ticket = [("login_ticket", ticket)];
    world.authorize(browser, client, &ticket).await
}

fn refused(answer: &Answer) -> String {
    match answer.outcome() {
        Outcome::Refused(error, _) => error,
        other => panic!("no refusal but {other:?}: {answer:#?}"),
    }
}

async fn a_page_of_the_application_signs_in(engine: Engine) {
    let world = prepared(engine).await;
    let browser = world.browser();
    let answer = ask(&world, &browser, PAGE, &body(&world)).await.expect(200);
    let issued = answer.json();
    for name in ["login_ticket", "co_verifier", "co_id"] {
        assert!(!text(&issued, name).is_empty(), "{issued}");
    }
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!world.has_session(&browser).await);
    let login_ticket = text(&issued, "login_ticket");
    let more = [
        ("login_ticket", login_ticket.as_str()),
        ("realm", CONNECTION),
    ];
    let code = world.authorize(&browser, "web", &more).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["sub"], world.user_id().await.as_str());
    world.logged("s", "Successful login").await;
    // A session has begun.
    world.authorize(&browser, "web", &[]).await.code();
    // Silently too, as in a popup's frame; and whoever was signed in before.
    let other = world.account("other").await;
    let login_ticket = ticket(&other, &browser).await;
    let more = [("login_ticket", login_ticket.as_str()), ("prompt", "none")];
    let code = world.authorize(&browser, "web", &more).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["sub"], other.user_id().await.as_str());
    // The tenant's default directory.
    let mut by_directory = body(&world);
    by_directory["credential_type"] = json!("password");
    ask(&world, &browser, PAGE, &by_directory).await.expect(200);
    let request = world
        .http
        .request(Method::POST, "/usernamepassword/challenge");
    let captcha = world
        .http
        .send(request.json(&json!({ "state": "x" })))
        .await;
    assert_eq!(captcha.expect(200).json(), json!({ "required": false }));
}

async fn a_ticket_is_good_once_and_for_its_browser(engine: Engine) {
    let world = prepared(engine).await;
    let browser = world.browser();
    let first = ticket(&world, &browser).await;
    // No link of another signs a user in.
    let victim = world.browser();
    let lured = bring(&world, &victim, "web", &first).await;
    assert_eq!(refused(&lured), "access_denied");
    // Nor at another client, nor for what is none.
    let other = bring(&world, &browser, "web-refresh", &first).await;
    assert_eq!(refused(&other), "access_denied");
    for none in ["x", "tx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = bring(&world, &browser, "web", none).await;
        assert_eq!(refused(&answer), "access_denied");
        assert_eq!(
            answer.parameter("error_description").as_deref(),
            Some(UNKNOWN)
        );
    }
    // A malformed request uses nothing up.
    let bad = [
        ("login_ticket", first.as_str()),
        ("response_type", "code x"),
    ];
    refused(&world.authorize(&browser, "web", &bad).await);
    // It is no state of a page.
    browser
        .get(&format!("/u/login?state={first}"))
        .await
        .expect(400);
    let (one, two) = tokio::join!(
        bring(&world, &browser, "web", &first),
        bring(&world, &browser, "web", &first)
    );
    let is_code = |answer: &Answer| matches!(answer.outcome(), Outcome::Code(_));
    assert_eq!([&one, &two].iter().filter(|a| is_code(a)).count(), 1);
    assert_eq!(
        refused(&bring(&world, &browser, "web", &first).await),
        "access_denied"
    );
    // Not for ever, and not under an old password.
    let late = ticket(&world, &browser).await;
    world.advance("121s").await;
    let answer = bring(&world, &browser, "web", &late).await;
    assert_eq!(refused(&answer), "access_denied");
    let old = ticket(&world, &browser).await;
    let body = json!({ "password": "Another-long-one-2", "connection": CONNECTION });
    let path = world.user_path().await;
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200);
    let answer = bring(&world, &browser, "web", &old).await;
    assert_eq!(refused(&answer), "access_denied");
    assert!(!world.has_session(&browser).await);
}

async fn who_may_not_sign_in_so_is_refused(engine: Engine) {
    let world = prepared(engine).await;
    let browser = world.browser();
    for (name, value, error) in [
        ("credential_type", json!("x"), 400),
        ("credential_type", Value::Null, 400),
        ("client_id", Value::Null, 400),
        ("username", Value::Null, 400),
        ("password", Value::Null, 400),
        ("realm", Value::Null, 400),
        ("realm", json!("nowhere"), 403),
        ("username", json!("nobody@example.com"), 403),
        ("username", json!(["a"]), 400),
    ] {
        let mut body = body(&world);
        body[name] = value.clone();
        let answer = ask(&world, &browser, PAGE, &body).await;
        assert_eq!(answer.status, error, "{name}={value}: {answer:#?}");
        assert!(answer.cookies().is_empty(), "{answer:#?}");
    }
    let mut wrong = body(&world);
    wrong["password"] = json!("wrong");
    let answer = ask(&world, &browser, PAGE, &wrong).await;
    answer.expect_error(403, "access_denied", WRONG);
    world.logged("fp", WRONG).await;
    // Whose page it is.
    for origin in [
        "https://evil.example",
        "null",
        "https://login.app.example.evil",
    ] {
        let answer = ask(&world, &browser, origin, &body(&world)).await;
        answer.expect_error(403, "unauthorized_client", NOT_ALLOWED);
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            "",
            "{origin}"
        );
    }
    let request = world.http.request(Method::POST, "/co/authenticate");
    let without = browser.send(request.json(&body(&world))).await;
    without.expect_error(403, "unauthorized_client", NOT_ALLOWED);
    // Which clients.
    allow(&world, json!({ "cross_origin_authentication": false })).await;
    let off = ask(&world, &browser, PAGE, &body(&world)).await;
    off.expect_error(403, "unauthorized_client", NOT_ALLOWED);
    allow(
        &world,
        json!({ "cross_origin_authentication": true, "is_first_party": false }),
    )
    .await;
    let third = ask(&world, &browser, PAGE, &body(&world)).await;
    third.expect_error(403, "unauthorized_client", NOT_ALLOWED);
    let answer = world
        .authorize(&browser, "web", &[("login_ticket", "x")])
        .await;
    assert_eq!(refused(&answer), "invalid_request");
}

async fn the_second_factor_and_the_brakes_stand_on_this_road(engine: Engine) {
    let world = prepared(engine).await;
    enable(&world, &["otp"]).await;
    set_policies(&world, always()).await;
    let browser = world.browser();
    let login_ticket = ticket(&world, &browser).await;
    let asked = bring(&world, &browser, "web", &login_ticket).await;
    assert_eq!(factor(&asked), "mfa-otp-enrollment-qr");
    assert!(!world.has_session(&browser).await);
    let mut wrong = body(&world);
    wrong["password"] = json!("wrong");
    for _ in 0..10 {
        let answer = ask(&world, &browser, PAGE, &wrong).await;
        answer.expect_error(403, "access_denied", WRONG);
    }
    let blocked = ask(&world, &browser, PAGE, &body(&world)).await;
    assert_eq!(blocked.expect(429).json()["error"], "too_many_attempts");
}

async fn a_code_will_do_as_well(engine: Engine) {
    let world = prepared(engine).await;
    crate::passwordless::connect(&world, json!({})).await;
    let email = "ann@example.com";
    let start =
        json!({ "client_id": "web", "connection": "email", "email": email, "send": "code" });
    let request = world.http.request(Method::POST, "/passwordless/start");
    world.http.send(request.json(&start)).await.expect(200);
    let code = crate::passwordless::code(&world, email, "").await;
    let browser = world.browser();
    let body = |otp: &str| {
        json!({ "client_id": "web", "credential_type": crate::passwordless::OTP, "realm": "email",
            "username": email, "otp": otp })
    };
    let wrong = crate::passwordless::another(&code, 1);
    let wrong = ask(&world, &browser, PAGE, &body(&wrong)).await;
    wrong.expect_error(403, "access_denied", "Wrong email or verification code.");
    let answer = ask(&world, &browser, PAGE, &body(&code)).await.expect(200);
    let login_ticket = text(&answer.json(), "login_ticket");
    let used = ask(&world, &browser, PAGE, &body(&code)).await;
    used.expect_error(403, "access_denied", "Wrong email or verification code.");
    let code = world
        .authorize(&browser, "web", &[("login_ticket", &login_ticket)])
        .await
        .code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert!(text(&claims, "sub").starts_with("email|"), "{claims:?}");
}

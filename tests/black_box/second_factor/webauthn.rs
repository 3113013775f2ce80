//! Security keys, and what is built into people's devices.

use super::*;
use crate::passkeys::Device;

on_both_engines! {
    a_security_key_is_added_named_and_shown,
    an_answer_that_does_not_hold_is_refused,
    a_device_is_offered_once_and_asked_where_it_is,
    settings_are_kept_and_acted_upon,
}

const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";

/// The origin of the pages, without the slash of the issuer.
fn origin(world: &World) -> String {
    world.issuer().trim_end_matches('/').to_owned()
}

/// What the page gives to the browser's `navigator.credentials`.
#[track_caller]
fn options(page: &Answer) -> Value {
    let after = page.body.split("data-options=\"").nth(1);
    let written = after.and_then(|rest| rest.split('"').next());
    let written = written.unwrap_or_else(|| panic!("nothing is asked: {page:#?}"));
    serde_json::from_str(&unescape(written)).expect("JSON")
}

/// Sends what an authenticator has answered, as the page's script does.
async fn answer(browser: &Browser, page: &Answer, response: &Value) -> Answer {
    let response = response.to_string();
    let sent = [("response", response.as_str()), ("action", "default")];
    browser.submit(page, &sent).await
}

/// The page that an answer leads to, by way of `/authorize/resume`.
async fn next(browser: &Browser, sent: Answer) -> Answer {
    let resumed = browser.follow(&sent.expect(303)).await;
    match resumed.status {
        200 => resumed,
        _ => browser.follow(&resumed).await.expect(200),
    }
}

/// Adds a security key at the login of a person who has nothing; the key, and what follows.
async fn add_key(world: &World, browser: &Browser) -> (Device, Answer) {
    let asked = log_in(world, browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-webauthn-enrollment");
    let page = browser.follow(&asked).await.expect(200);
    let mut key = Device::at(&origin(world));
    let made = key.create(&options(&page));
    let page = next(browser, answer(browser, &page, &made).await).await;
    assert_eq!(page.url.path(), "/u/mfa-webauthn-change-key-nickname");
    for wrong in ["", "   ", "\u{200b}", "a name that is much too long"] {
        let again = browser.submit(&page, &[("nickname", wrong)]).await;
        assert!(has_attribute(
            &again.expect(400).body,
            "id",
            "error-element-nickname"
        ));
    }
    let named = browser.submit(&page, &[("nickname", "Blue key")]).await;
    (key, browser.follow(&named.expect(303)).await)
}

async fn a_security_key_is_added_named_and_shown(engine: Engine) {
    let world = world(engine, &["webauthn-roaming"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let asks = options(&page);
    assert_eq!(asks["rp"]["id"], "localhost");
    let selection = &asks["authenticatorSelection"];
    assert_eq!(selection["authenticatorAttachment"], "cross-platform");
    assert_eq!(selection["userVerification"], "discouraged");
    assert!(!world.has_session(&browser).await, "no one is signed in");

    let browser = world.browser();
    let (mut key, done) = add_key(&world, &browser).await;
    let tokens = world.code("web", &done.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["amr"], json!(["mfa"]));
    let path = format!("{}/authentication-methods", world.user_path().await);
    let methods = world.manage(Method::GET, &path, None).await;
    let methods = methods.expect(200).json();
    let kept = methods.as_array().expect("a list").iter();
    let mut kept = kept.filter(|method| method["type"] == "webauthn-roaming");
    let method = kept.next().expect("the key");
    assert_eq!((&method["name"], kept.next()), (&json!("Blue key"), None));
    assert_eq!(method["relying_party_identifier"], "localhost");

    let elsewhere = world.browser();
    let asked = log_in(&world, &elsewhere, &[]).await;
    assert_eq!(factor(&asked), "mfa-webauthn-challenge");
    let page = elsewhere.follow(&asked).await.expect(200);
    let asks = options(&page);
    assert_eq!(asks["allowCredentials"][0]["id"], method["key_id"]);
    let shown = key.get(&asks);
    let sent = answer(&elsewhere, &page, &shown).await.expect(303);
    elsewhere.follow(&sent).await.code();
    let logs = world.logs().await;
    let passed = logs.iter().filter(|log| log["type"] == "gd_auth_succeed");
    let kinds = passed.map(|log| &log["details"]["authenticator"]["type"]);
    assert_eq!(kinds.collect::<Vec<_>>(), ["webauthn-roaming"; 2]);
    // No API can ask a key.
    let refused = world.password("native", &[]).await;
    refused.expect_error(403, "access_denied", "Multifactor authentication required");
}

async fn an_answer_that_does_not_hold_is_refused(engine: Engine) {
    let world = world(engine, &["webauthn-roaming"], always()).await;
    let (mut key, done) = add_key(&world, &world.browser()).await;
    done.code();
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let asks = options(&page);
    let port = origin(&world)
        .rsplit_once(':')
        .expect("a port")
        .1
        .to_owned();
    for wrong in [
        format!("http://badlocalhost:{port}"),
        format!("http://localhost.example:{port}"),
        format!("https://localhost:{port}"),
        "http://localhost".to_owned(),
    ] {
        key.origin = wrong;
        let shown = key.get(&asks);
        refused(&answer(&browser, &page, &shown).await);
    }
    key.origin = origin(&world);
    let mut stranger = Device::at(&origin(&world));
    stranger.create(&json!({
        "challenge": asks["challenge"],
        "rp": { "id": "localhost" },
        "user": { "id": "QQ", "name": "Mallory", "displayName": "Mallory" },
    }));
    refused(&answer(&browser, &page, &stranger.get(&asks)).await);
    let mut other = asks.clone();
    other["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    refused(&answer(&browser, &page, &key.get(&other)).await);
    for nothing in [json!(""), json!({}), json!({ "id": "x".repeat(10_000) })] {
        refused(&answer(&browser, &page, &nothing).await);
    }
    let error = r#"showError::{"name":"NotAllowedError","message":"<b>no</b>"}"#;
    let told = browser.submit(&page, &[("action", error)]).await;
    refused(&told);
    assert!(!told.body.contains("<b>no"), "{told:#?}");
    world
        .logged(
            "gd_webauthn_challenge_failed",
            "The user did not answer, or the browser did not let them",
        )
        .await;
    assert!(!world.has_session(&browser).await);

    let shown = key.get(&asks);
    let sent = answer(&browser, &page, &shown).await.expect(303);
    browser.follow(&sent).await.code();
    // A second transaction asks something else, and a copy of the key is behind it.
    let elsewhere = world.browser();
    let asked = log_in(&world, &elsewhere, &[]).await;
    let page = elsewhere.follow(&asked).await.expect(200);
    refused(&answer(&elsewhere, &page, &shown).await);
    assert!(!world.has_session(&elsewhere).await);
}

#[track_caller]
fn refused(answer: &Answer) {
    assert_eq!(answer.status, 400, "{answer:#?}");
    assert!(
        has_attribute(&answer.body, "id", "prompt-alert"),
        "{answer:#?}"
    );
}

async fn a_device_is_offered_once_and_asked_where_it_is(engine: Engine) {
    let world = world(engine, &["otp", "webauthn-platform"], always()).await;
    let windows = || world.browser().with_header("user-agent", WINDOWS);
    let browser = windows();
    let asked = log_in(&world, &browser, &[]).await;
    let (app, resumed) = enroll(&world, &browser, &asked).await;
    assert_eq!(factor(&resumed), "mfa-webauthn-platform-enrollment");
    let page = browser.follow(&resumed).await.expect(200);
    let snoozed = browser.submit(&page, &[("action", "snooze-enrollment")]);
    let snoozed = snoozed.await.expect(303);
    browser.follow(&snoozed).await.code();
    world.advance(STEP).await;
    let asked = log_in(&world, &browser, &[("prompt", "login")]).await;
    pass(&world, &browser, &asked, &app).await.code();

    let browser = windows();
    world.advance(STEP).await;
    let asked = log_in(&world, &browser, &[]).await;
    let resumed = pass(&world, &browser, &asked, &app).await;
    assert_eq!(factor(&resumed), "mfa-webauthn-platform-enrollment");
    let page = browser.follow(&resumed).await.expect(200);
    let asks = options(&page);
    let selection = &asks["authenticatorSelection"];
    assert_eq!(selection["authenticatorAttachment"], "platform");
    assert_eq!(selection["userVerification"], "required");
    let mut device = Device::at(&origin(&world));
    device.verifies = false;
    refused(&answer(&browser, &page, &device.create(&asks)).await);
    device.verifies = true;
    let made = device.create(&asks);
    let sent = answer(&browser, &page, &made).await.expect(303);
    browser.follow(&sent).await.code();

    // It is asked where it is, and not on another device.
    let again = windows();
    let asked = log_in(&world, &again, &[]).await;
    assert_eq!(factor(&asked), "mfa-webauthn-platform-challenge");
    let page = again.follow(&asked).await.expect(200);
    let shown = device.get(&options(&page));
    let sent = answer(&again, &page, &shown).await.expect(303);
    again.follow(&sent).await.code();
    let phone = world.browser().with_header("user-agent", ANDROID);
    let asked = log_in(&world, &phone, &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
}

async fn settings_are_kept_and_acted_upon(engine: Engine) {
    let world = world(engine, &["webauthn-roaming"], always()).await;
    let path = "/guardian/factors/webauthn-roaming/settings";
    let usual = json!({ "userVerification": "discouraged", "overrideRelyingParty": false });
    assert_eq!(get(&world, path).await, usual);
    for wrong in [
        json!({}),
        json!({ "userVerification": "always" }),
        json!({ "userVerification": "required", "overrideRelyingParty": true }),
        json!({ "userVerification": "required", "relyingPartyIdentifier": "https://example.com" }),
        json!({ "userVerification": "required", "fantasy": 1 }),
    ] {
        call(&world, Method::PUT, path, wrong).await.expect(400);
    }
    let strict = json!({
        "userVerification": "required",
        "overrideRelyingParty": true,
        "relyingPartyIdentifier": "example.com",
    });
    let set = call(&world, Method::PUT, path, strict.clone()).await;
    assert_eq!(set.expect(200).json(), strict);
    assert_eq!(get(&world, path).await, strict);
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let asks = options(&page);
    assert_eq!(
        asks["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(
        asks["rp"]["id"], "localhost",
        "no page may use another domain"
    );
    let mut key = Device::at(&origin(&world));
    key.verifies = false;
    refused(&answer(&browser, &page, &key.create(&asks)).await);
}

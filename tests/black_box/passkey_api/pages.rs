//! Passkeys on the page that asks for the identifier.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ada, allow, challenge, device, start, user};
use crate::harness::*;
use crate::passkeys::Device;
use crate::second_factor::{always, set_policies};

on_both_engines! {
    a_passkey_signs_in_at_the_page,
    a_second_factor_is_asked_for_at_the_page,
    what_is_not_enabled_is_not_offered,
    a_passkey_is_offered_after_a_password,
    a_passkey_is_not_offered_past_a_second_factor,
    a_new_password_by_mail_ends_a_strangers_passkey,
}

/// The page for the identifier, in a new browser.
pub async fn identifier_page(world: &World) -> (Browser, Answer) {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    (browser, page)
}

/// What the script of a page gives to the browser.
pub fn options(page: &Answer) -> Value {
    let attribute = page.body.split("data-options=\"").nth(1).expect("options");
    let text = attribute.split('"').next().expect("its end");
    serde_json::from_str(&text.replace("&#34;", "\"")).expect("JSON")
}

/// Sends what the script would.
pub async fn send(world: &World, browser: &Browser, page: &Answer, shown: &str) -> Answer {
    let start = page
        .body
        .find("<form id=\"passkey-form\"")
        .expect("the form");
    let form = Form::parse(&page.body[start..]).expect("a form");
    let action = page.url.join(&form.action).expect("a URL");
    let request = world.http.request(Method::POST, action.as_str());
    let fields = form.fill(&[("passkey", shown)]);
    browser.send(request.form(&fields)).await
}

async fn signs_in(world: &World, device: &mut Device) -> (Browser, Answer) {
    signs_in_with(world, device, &[]).await
}

/// Signs in at the page, with what the browser says besides.
pub async fn signs_in_with(
    world: &World,
    device: &mut Device,
    said: &[(&str, Value)],
) -> (Browser, Answer) {
    let (browser, page) = identifier_page(world).await;
    let mut shown = device.get(&options(&page));
    for (name, value) in said {
        shown[*name] = value.clone();
    }
    let shown = shown.to_string();
    let sent = send(world, &browser, &page, &shown).await.expect(303);
    assert_eq!(sent.outcome(), Outcome::Resume);
    let next = browser.follow(&sent).await;
    (browser, next)
}

async fn a_passkey_signs_in_at_the_page(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let mut device = ada(&world).await;
    let (browser, page) = identifier_page(&world).await;
    let asked = options(&page);
    assert_eq!(
        asked,
        json!({ "challenge": asked["challenge"], "timeout": 60000, "rpId": "localhost",
            "userVerification": "preferred" })
    );
    assert!(page.body.contains("data-ui=\"both\""));
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self'"), "{policy}");
    // What is forged leads back to the page, and nowhere.
    let own = device.origin.clone();
    device.origin = "https://evil.example".to_owned();
    let foreign = device.get(&asked).to_string();
    device.origin = own;
    device.verifies = false;
    let unverified = device.get(&asked).to_string();
    device.verifies = true;
    let (_, of_api) = challenge(&world).await;
    let for_another = device.get(&of_api).to_string();
    let mut nobody = self::device(&world);
    nobody.create(&json!({ "challenge": "", "rp": { "id": "localhost" },
        "user": { "id": "QQ", "name": "A", "displayName": "A" } }));
    let unknown = nobody.get(&asked).to_string();
    for (shown, sentence) in [
        (foreign, "The passkey could not be used."),
        (unverified, "The passkey could not be used."),
        (for_another, "The passkey could not be used."),
        (
            unknown,
            "There is no passkey for this account on this device.",
        ),
        ("no JSON".to_owned(), "The passkey could not be used."),
    ] {
        let again = send(&world, &browser, &page, &shown).await.expect(400);
        assert!(again.body.contains(sentence), "{sentence}: {}", again.body);
        assert!(again.body.contains("id=\"prompt-alert\" role=\"alert\""));
    }
    let good = device.get(&asked).to_string();
    // Another browser has not begun this login.
    send(&world, &world.browser(), &page, &good)
        .await
        .expect(400);
    let sent = send(&world, &browser, &page, &good).await.expect(303);
    let code = browser.follow(&sent).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id_token = world.verify(&tokens["id_token"], "web").await;
    assert_eq!(id_token.claims["sub"], user(&world).await["user_id"]);
    assert_eq!(id_token.claims.get("amr"), None);
    let mut told = vec![];
    for event in world.logs().await {
        let description = event["description"].as_str().unwrap_or_default();
        told.push((text(&event, "type"), description.to_owned()));
    }
    let is_told =
        |kind: &str, sentence: &str| told.iter().any(|(k, s)| k == kind && s.contains(sentence));
    assert!(
        is_told("f", "The passkey was refused: the origin is not allowed"),
        "{told:?}"
    );
    assert!(
        is_told("f", "The passkey was refused: the user was not verified"),
        "{told:?}"
    );
    // It was used up with its login.
    let late = send(&world, &browser, &page, &good).await;
    assert_ne!(late.status, 200, "{late:#?}");
    let (_, next) = signs_in(&world, &mut device).await;
    next.code();
    let path = format!(
        "/users/{}",
        text(&user(&world).await, "user_id").replace('|', "%7C")
    );
    call(&world, Method::PATCH, &path, json!({ "blocked": true }))
        .await
        .expect(200);
    let (browser, page) = identifier_page(&world).await;
    let shown = device.get(&options(&page)).to_string();
    let blocked = send(&world, &browser, &page, &shown).await.expect(400);
    assert!(blocked.body.contains("id=\"prompt-alert\" role=\"alert\""));
}

async fn a_second_factor_is_asked_for_at_the_page(engine: Engine) {
    let world = crate::second_factor::world(engine, &["otp"], json!([])).await;
    allow(&world).await;
    identifier_first(&world, true).await;
    let mut device = ada(&world).await;
    set_policies(&world, always()).await;
    let (browser, next) = signs_in(&world, &mut device).await;
    let page = crate::second_factor::factor(&next);
    assert_eq!(page, "mfa-otp-enrollment-qr");
    // Silence does not help.
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    assert!(
        matches!(silent.outcome(), Outcome::Refused(..)),
        "{silent:#?}"
    );
}

async fn what_is_not_enabled_is_not_offered(engine: Engine) {
    let world = start(engine).await;
    let start = world.authorize(&world.browser(), "web", &[]).await;
    let (browser, page) = identifier_page(&world).await;
    assert!(
        !page.body.contains("passkey"),
        "identifier and password on one page"
    );
    drop((browser, start));
    identifier_first(&world, true).await;
    let button = json!({ "challenge_ui": "button", "progressive_enrollment_enabled": false });
    set_options(&world, json!({ "passkey_options": button })).await;
    let (browser, page) = identifier_page(&world).await;
    assert!(page.body.contains("data-ui=\"button\""));
    let off = json!({ "password": { "enabled": true }, "passkey": { "enabled": false } });
    set_options(&world, json!({ "authentication_methods": off })).await;
    let refused = send(&world, &browser, &page, "{}").await.expect(400);
    assert!(
        refused.body.contains("Passkeys cannot be used here."),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("passkey-form"));
}

/// From the page for the identifier to what follows the password.
pub async fn by_password(world: &World, browser: &Browser) -> Answer {
    let start = world
        .authorize(browser, "web", &[("prompt", "login")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    let sent = browser.submit(&page, &[("username", &world.email)]).await;
    let page = browser.follow(&sent.expect(303)).await.expect(200);
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await
}

#[track_caller]
pub fn is_offered(answer: &Answer) {
    let to = answer.location().expect("a redirect");
    assert_eq!(to.path(), "/u/passkey-enrollment");
}

async fn a_passkey_is_offered_after_a_password(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    world.freeze("2026-11-30T12:00:00.000Z").await;
    // Not now: this browser asks again after 30 days.
    let browser = world.browser();
    let offer = by_password(&world, &browser).await;
    is_offered(&offer);
    let page = browser.follow(&offer).await.expect(200);
    let asked = options(&page);
    assert_eq!(
        asked["rp"],
        json!({ "id": "localhost", "name": "localhost" })
    );
    assert_eq!(asked["user"]["name"], world.email.as_str());
    let later = [("action", "abort-passkey-enrollment")];
    let sent = browser.submit(&page, &later).await.expect(303);
    browser.follow(&sent).await.code();
    by_password(&world, &browser).await.code();
    // Another browser: what is forged leads back to the page.
    let browser = world.browser();
    let offer = by_password(&world, &browser).await;
    is_offered(&offer);
    let page = browser.follow(&offer).await.expect(200);
    let asked = options(&page);
    let mut device = device(&world);
    let own = std::mem::replace(&mut device.origin, "https://evil.example".to_owned());
    let foreign = device.create(&asked).to_string();
    device.origin = own;
    device.verifies = false;
    let unverified = device.create(&asked).to_string();
    device.verifies = true;
    for made in [foreign, unverified, "no JSON".to_owned()] {
        let again = browser
            .submit(&page, &[("passkey", &made)])
            .await
            .expect(400);
        assert!(again.body.contains("id=\"prompt-alert\" role=\"alert\""));
    }
    let made = device.create(&asked).to_string();
    let elsewhere = world.browser().submit(&page, &[("passkey", &made)]).await;
    elsewhere.expect(400);
    let sent = browser
        .submit(&page, &[("passkey", &made)])
        .await
        .expect(303);
    browser.follow(&sent).await.code();
    let path = format!("{}/authentication-methods", world.user_path().await);
    let methods = get(&world, &path["/api/v2".len()..]).await;
    assert_eq!(methods[0]["type"], "passkey");
    assert_eq!(methods[0]["user_handle"], asked["user"]["id"]);
    // Who has one is not asked, and signs in with it.
    by_password(&world, &world.browser()).await.code();
    let (_, next) = signs_in(&world, &mut device).await;
    next.code();
}

async fn a_passkey_is_not_offered_past_a_second_factor(engine: Engine) {
    let world = crate::second_factor::world(engine, &["otp"], always()).await;
    allow(&world).await;
    identifier_first(&world, true).await;
    let path = format!("{}/authentication-methods", world.user_path().await);
    let totp = json!({ "type": "totp", "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
    let enrolled = call(&world, Method::POST, &path["/api/v2".len()..], totp).await;
    enrolled.expect(201);
    let next = by_password(&world, &world.browser()).await;
    assert_eq!(crate::second_factor::factor(&next), "mfa-otp-challenge");
    // Nor where the connection does not want it.
    let other = world.account("others").await;
    let options = json!({ "challenge_ui": "both", "progressive_enrollment_enabled": false });
    set_options(&world, json!({ "passkey_options": options })).await;
    let next = by_password(&other, &other.browser()).await;
    assert_eq!(crate::second_factor::factor(&next), "mfa-otp-enrollment-qr");
}

async fn a_new_password_by_mail_ends_a_strangers_passkey(engine: Engine) {
    let world = start(engine).await;
    // Somebody names an address that is not theirs; its owner asks for a password.
    let mut device = ada(&world).await;
    let id = user(&world).await["user_id"].clone();
    let order = json!({ "user_id": id, "mark_email_as_verified": true });
    let made = call(&world, Method::POST, "/tickets/password-change", order).await;
    let ticket = text(&made.expect(201).json(), "ticket");
    let path = ticket.strip_prefix(world.issuer()).expect("our own");
    let browser = world.browser();
    let page = browser
        .get(&format!("/{}", path.trim_end_matches('#')))
        .await;
    let password = "a-Long-0ne-of-their-own";
    let values = [
        ("password-reset", password),
        ("re-enter-password", password),
    ];
    browser.submit(&page.expect(200), &values).await.expect(200);
    assert_eq!(user(&world).await["email_verified"], true);
    let (session, options) = challenge(&world).await;
    let shown = device.get(&options);
    let refused = super::answer(&world, &session, &shown).await;
    assert_eq!(refused.status, 403, "{refused:#?}");
}

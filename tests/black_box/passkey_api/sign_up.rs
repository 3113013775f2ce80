//! A new user's passkey in the place of a password, and one for the device at hand after that of another.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::pages::{identifier_page, options, send, signs_in_with};
use super::{ada, answer, challenge, device, start, user};
use crate::harness::*;
use crate::passkeys::{Device, encode};

on_both_engines! {
    a_new_user_makes_a_passkey,
    a_new_user_may_choose_a_password,
    an_address_is_proved_before_the_passkey,
    a_passkey_is_offered_after_that_of_another_device,
    what_was_taken_away_makes_no_other,
}

const EMAIL: &str = "ada.passkey@example.com";
const OFFER: &str = "/u/passkey-enrollment";

/// The page that comes after the identifiers.
pub async fn after_identifiers(world: &World, browser: &Browser, email: &str) -> Answer {
    let hinted = [("screen_hint", "signup")];
    let start = world.authorize(browser, "web", &hinted).await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/signup/identifier");
    let sent = browser.submit(&page, &[("email", email)]).await;
    browser.follow(&sent.expect(303)).await.expect(200)
}

fn path(answer: &Answer) -> String {
    answer.location().expect("a redirect").path().to_owned()
}

async fn methods(world: &World) -> Value {
    let id = text(&user(world).await, "user_id").replace('|', "%7C");
    get(world, &format!("/users/{id}/authentication-methods")).await
}

async fn a_new_user_makes_a_passkey(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let browser = world.browser();
    let page = after_identifiers(&world, &browser, "Ada.Passkey@Example.com").await;
    assert_eq!(page.url.path(), OFFER);
    let asked = options(&page);
    assert_eq!(
        asked["rp"],
        json!({ "id": "localhost", "name": "localhost" })
    );
    assert_eq!(asked["user"]["name"], "Ada.Passkey@Example.com");
    assert_eq!(
        asked["authenticatorSelection"],
        json!({ "residentKey": "required", "userVerification": "preferred" })
    );
    assert!(has_attribute(
        &page.body,
        "value",
        "abort-passkey-enrollment"
    ));
    let state = page.url.query().expect("a state").to_owned();
    let to = browser.get(&format!("/u/signup/password?{state}")).await;
    assert_eq!(path(&to.expect(303)), OFFER, "no password was asked for");
    let mut device = device(&world);
    let own = std::mem::replace(&mut device.origin, "https://evil.example".to_owned());
    let foreign = device.create(&asked).to_string();
    device.origin = own;
    device.verifies = false;
    let unverified = device.create(&asked).to_string();
    device.verifies = true;
    for made in [foreign, unverified, "no JSON".to_owned()] {
        let again = send(&world, &browser, &page, &made).await.expect(400);
        assert!(again.body.contains("id=\"prompt-alert\" role=\"alert\""));
    }
    let made = device.create(&asked).to_string();
    let elsewhere = send(&world, &world.browser(), &page, &made).await;
    elsewhere.expect(400);
    assert_eq!(user(&world).await, Value::Null);
    // Of several at once, one makes the account.
    let mut devices: Vec<Device> = (0..4).map(|_| super::device(&world)).collect();
    let made: Vec<_> = devices
        .iter_mut()
        .map(|of| of.create(&asked).to_string())
        .collect();
    let answers = join_all(made.iter().map(|made| send(&world, &browser, &page, made))).await;
    for answer in &answers {
        assert_eq!(answer.outcome(), Outcome::Resume, "{answer:#?}");
    }
    browser.follow(&answers[0]).await.code();
    let user = user(&world).await;
    assert_eq!(
        (
            &user["email"],
            &user["email_verified"],
            &user["logins_count"]
        ),
        (&json!(EMAIL), &json!(false), &json!(1))
    );
    let kept = methods(&world).await;
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "{kept}");
    assert_eq!(kept[0]["user_handle"], asked["user"]["id"]);
    let signup = world.logged("ss", "Successful signup").await;
    assert_eq!(
        signup["details"]["authentication_methods"],
        json!(["passkey"])
    );
    let enrolled = world
        .logged("gd_enrollment_complete", "A passkey was enrolled")
        .await;
    assert_eq!(enrolled["details"]["authenticator"]["type"], "passkey");
    let login = world.logged("s", "Successful login").await;
    assert_eq!(
        login["details"]["prompts"][0]["performed_amr"],
        json!(["phr"])
    );
    let letters = Letters::of(&world).all().await;
    let kinds: Vec<_> = letters.iter().map(|letter| &letter["type"]).collect();
    assert_eq!(kinds, ["verify_email"]);
    // And signs in with it.
    let known = |of: &&mut Device| kept[0]["key_id"] == encode(&of.credential_id);
    let device = devices.iter_mut().find(known).expect("one of them");
    let (session, asked) = challenge(&world).await;
    answer(&world, &session, &device.get(&asked))
        .await
        .expect(200);
    let (browser, page) = identifier_page(&world).await;
    let shown = device.get(&options(&page)).to_string();
    let sent = send(&world, &browser, &page, &shown).await.expect(303);
    browser.follow(&sent).await.code();
}

async fn a_new_user_may_choose_a_password(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    // An address that has an account is asked for the same, and learns no more.
    let browser = world.browser();
    let page = after_identifiers(&world, &browser, &world.email).await;
    assert_eq!(page.url.path(), OFFER);
    let made = device(&world).create(&options(&page)).to_string();
    let taken = send(&world, &browser, &page, &made).await.expect(400);
    let sentence = "We could not create an account with these details.";
    assert!(taken.body.contains(sentence), "{}", taken.body);
    // A challenge is of one address.
    let before = options(&page);
    let state = page.url.query().expect("a state").to_owned();
    let first = browser
        .get(&format!("/u/signup/identifier?{state}"))
        .await
        .expect(200);
    let sent = browser
        .submit(&first, &[("email", EMAIL)])
        .await
        .expect(303);
    let page = browser.follow(&sent).await.expect(200);
    let asked = options(&page);
    assert_ne!(asked["challenge"], before["challenge"]);
    assert_ne!(asked["user"]["id"], before["user"]["id"]);
    let late = device(&world).create(&before).to_string();
    send(&world, &browser, &page, &late).await.expect(400);
    let later = [("action", "abort-passkey-enrollment")];
    let sent = browser.submit(&page, &later).await.expect(303);
    assert_eq!(path(&sent), "/u/signup/password");
    let password = browser.follow(&sent).await.expect(200);
    // The user may think again, and once more.
    let again = browser.get(&format!("{OFFER}?{state}")).await.expect(200);
    assert_eq!(options(&again), asked);
    let sent = browser.submit(&password, &[("password", PASSWORD)]).await;
    // And is not asked twice.
    browser.follow(&sent.expect(303)).await.code();
    assert_eq!(methods(&world).await, json!([]));
    // Nor is anybody once passkeys are off.
    let browser = world.browser();
    let page = after_identifiers(&world, &browser, "other@example.com").await;
    let made = device(&world).create(&options(&page)).to_string();
    let off = json!({ "password": { "enabled": true }, "passkey": { "enabled": false } });
    set_options(&world, json!({ "authentication_methods": off })).await;
    let sent = send(&world, &browser, &page, &made).await.expect(303);
    assert_eq!(path(&sent), "/u/signup/password");
}

async fn an_address_is_proved_before_the_passkey(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let attributes = json!({ "email": { "identifier": { "active": true }, "profile_required": true,
        "verification_method": "otp",
        "signup": { "status": "required", "verification": { "active": true } } } });
    set_options(&world, json!({ "attributes": attributes })).await;
    let browser = world.browser();
    let page = after_identifiers(&world, &browser, EMAIL).await;
    assert_eq!(page.url.path(), "/u/email-identifier/challenge");
    let state = page.url.query().expect("a state").to_owned();
    let early = browser.get(&format!("{OFFER}?{state}")).await.expect(303);
    assert_eq!(path(&early), "/u/email-identifier/challenge");
    let code = Letters::of(&world)
        .code(("verify_email_by_code", EMAIL), "")
        .await;
    let sent = browser.submit(&page, &[("code", &code)]).await.expect(303);
    let sent = browser.follow(&sent).await.expect(303);
    assert_eq!(path(&sent), OFFER);
    let page = browser.follow(&sent).await.expect(200);
    let mut device = device(&world);
    let made = device.create(&options(&page)).to_string();
    let sent = send(&world, &browser, &page, &made).await.expect(303);
    browser.follow(&sent).await.code();
    let user = user(&world).await;
    assert_eq!(user["email_verified"], true);
    // What the address was proved by was before the passkey: it stays.
    let (session, asked) = challenge(&world).await;
    answer(&world, &session, &device.get(&asked))
        .await
        .expect(200);
}

/// Signs in at the page with a passkey of this device or another, in a browser that could have one of its own or not.
async fn shows(
    world: &World,
    device: &mut Device,
    attachment: &str,
    has_own: bool,
) -> (Browser, Answer) {
    let said = [
        ("authenticatorAttachment", attachment.into()),
        (
            "isUserVerifyingPlatformAuthenticatorAvailable",
            has_own.into(),
        ),
    ];
    signs_in_with(world, device, &said).await
}

/// While the offer waits, the user is blocked, or the passkey is taken away that the login began with.
async fn what_was_taken_away_makes_no_other(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let mut phone = ada(&world).await;
    let id = text(&user(&world).await, "user_id").replace('|', "%7C");
    let offered = async |phone: &mut Device| {
        let (browser, offer) = shows(&world, phone, "cross-platform", true).await;
        let page = browser.follow(&offer).await.expect(200);
        let made = device(&world).create(&options(&page)).to_string();
        (browser, page, made)
    };
    let (browser, page, made) = offered(&mut phone).await;
    for blocked in [true, false] {
        let body = json!({ "blocked": blocked });
        let answer = call(&world, Method::PATCH, &format!("/users/{id}"), body).await;
        answer.expect(200);
        if blocked {
            // On to the end of the login, which says so.
            let sent = send(&world, &browser, &page, &made).await.expect(303);
            let end = browser.follow(&sent).await;
            let told = end.location().expect("a redirect");
            assert!(told.as_str().contains("blocked"), "{told}");
        }
    }
    assert_eq!(methods(&world).await.as_array().map(Vec::len), Some(1));
    let (browser, page, made) = offered(&mut phone).await;
    let path = format!("/users/{id}/authentication-methods");
    let gone = call(&world, Method::DELETE, &path, json!({})).await;
    gone.expect(204);
    send(&world, &browser, &page, &made).await.expect(403);
    assert_eq!(methods(&world).await, json!([]));
}

async fn a_passkey_is_offered_after_that_of_another_device(engine: Engine) {
    let world = start(engine).await;
    identifier_first(&world, true).await;
    let mut phone = ada(&world).await;
    shows(&world, &mut phone, "platform", true).await.1.code();
    shows(&world, &mut phone, "cross-platform", false)
        .await
        .1
        .code();
    let (browser, offer) = shows(&world, &mut phone, "cross-platform", true).await;
    assert_eq!(path(&offer), OFFER);
    let page = browser.follow(&offer).await.expect(200);
    assert!(page.body.contains("_form-passkey-enrollment-local"));
    let asked = options(&page);
    assert_eq!(
        asked["authenticatorSelection"]["authenticatorAttachment"],
        "platform"
    );
    assert_eq!(
        asked["excludeCredentials"],
        json!([{ "type": "public-key", "id": encode(&phone.credential_id) }])
    );
    let mut laptop = device(&world);
    let made = laptop.create(&asked).to_string();
    let sent = send(&world, &browser, &page, &made).await.expect(303);
    browser.follow(&sent).await.code();
    assert_eq!(methods(&world).await.as_array().map(Vec::len), Some(2));
    shows(&world, &mut laptop, "platform", true).await.1.code();
    // Put off, for this browser.
    let (browser, offer) = shows(&world, &mut phone, "cross-platform", true).await;
    let page = browser.follow(&offer).await.expect(200);
    let later = [("action", "abort-passkey-enrollment")];
    let sent = browser.submit(&page, &later).await.expect(303);
    browser.follow(&sent).await.code();
    let off = json!({ "challenge_ui": "both", "local_enrollment_enabled": false });
    set_options(&world, json!({ "passkey_options": off })).await;
    shows(&world, &mut phone, "cross-platform", true)
        .await
        .1
        .code();
    let on = json!({ "challenge_ui": "both" });
    set_options(&world, json!({ "passkey_options": on })).await;
    // As many as there may be.
    let id = text(&user(&world).await, "user_id").replace('|', "%7C");
    let path = format!("/users/{id}/authentication-methods");
    let key = phone.create_key();
    for n in 2..20 {
        let body = json!({ "type": "passkey", "key_id": encode(&[n; 16]), "public_key": key,
            "relying_party_identifier": "localhost" });
        call(&world, Method::POST, &path, body).await.expect(201);
    }
    // The newest credential of the phone is not the one that is known.
    shows(&world, &mut laptop, "cross-platform", true)
        .await
        .1
        .code();
}

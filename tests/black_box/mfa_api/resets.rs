//! What an administrator's reset leaves of a former owner's second factors: nothing.

use reqwest::Method;
use serde_json::{Value, json};

use super::own::{ALL, audience, list, request};
use super::*;
use crate::second_factor::{enroll, factor, log_in, pass};

on_both_engines! {
    a_recovery_code_goes_with_the_last_factor,
    what_was_passed_before_a_reset_opens_nothing,
    what_replaces_a_factor_is_another_one,
    what_is_taken_away_takes_what_it_has_opened,
    a_new_recovery_code_ends_what_the_old_one_has_opened,
    tickets_end_with_what_an_administrator_takes_away,
    a_session_asks_again_once_what_it_has_passed_is_gone,
}

/// A user's tokens, by the app that they enroll, and the recovery code that came with it.
struct Owner {
    app: App,
    recovery_code: String,
    token: String,
    refresh_token: String,
}

/// Enrolls an app for a user who has nothing, and signs in by it.
async fn owner(world: &World) -> Owner {
    let by_password = request(world, ALL).await.expect(200).json();
    let by_password = text(&by_password, "access_token");
    let (app, recovery_code) = begin(world, &by_password).await;
    let enrolled = by_otp(world, &by_password, &app.code(world).await).await;
    enrolled.expect(200);
    world.advance(STEP).await;
    let scope = format!("{ALL} offline_access");
    let (mfa_token, _) = required(&request(world, &scope).await);
    let passed = by_otp(world, &mfa_token, &app.code(world).await).await;
    let passed = passed.expect(200).json();
    world.advance(STEP).await;
    Owner {
        app,
        recovery_code: recovery_code.expect("a recovery code"),
        token: text(&passed, "access_token"),
        refresh_token: text(&passed, "refresh_token"),
    }
}

async fn methods(world: &World) -> (String, Vec<Value>) {
    let path = format!("{}/authentication-methods", world.user_path().await);
    let all = world.manage(Method::GET, &path, None).await.expect(200);
    let all = all.json().as_array().expect("a list").clone();
    (path, all)
}

/// The id of the app among them.
fn app_of(methods: &[Value]) -> String {
    let app = methods.iter().find(|one| one["type"] == "totp");
    text(app.expect("an app"), "id")
}

async fn a_recovery_code_goes_with_the_last_factor(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], json!([])).await;
    let mut used: Vec<String> = vec![];
    for road in ["own", "method", "enrollment", "none in the place of it"] {
        let owner = owner(&world).await;
        let (path, enrolled) = methods(&world).await;
        assert_eq!(enrolled.len(), 2, "{road}: {enrolled:#?}");
        let id = app_of(&enrolled);
        let answer = match road {
            "own" => delete(&world, &owner.token, &id).await,
            "method" => {
                let path = format!("{path}/{}", id.replace('|', "%7C"));
                world.manage(Method::DELETE, &path, None).await
            }
            "enrollment" => {
                let (_, device) = id.split_once('|').expect("a kind");
                let path = format!("/api/v2/guardian/enrollments/{device}");
                world.manage(Method::DELETE, &path, None).await
            }
            _ => world.manage(Method::PUT, &path, Some(json!([]))).await,
        };
        assert!(
            [200, 204].contains(&answer.status),
            "{road}: {}",
            answer.body
        );
        assert_eq!(methods(&world).await.1, [json!(null); 0], "{road}");
        used.push(owner.recovery_code);
    }
    let next = owner(&world).await;
    for code in used {
        let (mfa_token, _) = required(&request(&world, ALL).await);
        let answer = by_recovery_code(&world, &mfa_token, &code).await;
        answer.expect_error(403, "invalid_grant", "MFA Authorization rejected.");
    }
    let (mfa_token, _) = required(&request(&world, ALL).await);
    let answer = by_recovery_code(&world, &mfa_token, &next.recovery_code).await;
    answer.expect(200);
}

async fn what_was_passed_before_a_reset_opens_nothing(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code", "sms"], json!([])).await;
    let former = owner(&world).await;
    let (path, _) = methods(&world).await;
    let gone = world.manage(Method::DELETE, &path, None).await;
    gone.expect(204);
    let next = owner(&world).await;
    let id = text(&list(&world, &next.token).await[0], "id");
    refuses(&world, &former, &id).await;
    // The one who is there now.
    let number = json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": "+14155550100" });
    associate(&world, &next.token, number).await.expect(200);
    delete(&world, &next.token, &id).await.expect(204);
}

async fn what_replaces_a_factor_is_another_one(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code", "sms"], json!([])).await;
    let former = owner(&world).await;
    let (path, _) = methods(&world).await;
    let key = json!([{ "type": "totp", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" }]);
    let put = world.manage(Method::PUT, &path, Some(key)).await;
    put.expect(200);
    let (_, enrolled) = methods(&world).await;
    refuses(&world, &former, &app_of(&enrolled)).await;
    // The code is gone with what it came with.
    let (mfa_token, _) = required(&request(&world, ALL).await);
    let answer = by_recovery_code(&world, &mfa_token, &former.recovery_code).await;
    answer.expect_error(
        401,
        "association_required",
        "The user has no such authenticator enrolled",
    );
}

/// The former owner neither takes the factor away, nor adds another one, nor gets a token that does.
async fn refuses(world: &World, former: &Owner, id: &str) {
    delete(world, &former.token, id).await.expect_error(
        403,
        "access_denied",
        "A confirmed authenticator cannot be removed by this token",
    );
    let wanted = json!({ "authenticator_types": ["otp"] });
    let answer = associate(world, &former.token, wanted).await;
    answer.expect_error(403, "access_denied", "User is already enrolled.");
    let audience = audience(world);
    let more = [("audience", audience.as_str())];
    let refreshed = world.refresh("native", &former.refresh_token, &more).await;
    let (mfa_token, _) = required(&refreshed);
    let old = former.app.code(world).await;
    by_otp(world, &mfa_token, &old).await.expect(403);
}

/// Signs in for the MFA API by that app.
async fn by_app(world: &World, app: &App) -> Value {
    let (mfa_token, _) = required(&request(world, &format!("{ALL} offline_access")).await);
    let passed = by_otp(world, &mfa_token, &app.code(world).await).await;
    world.advance(STEP).await;
    passed.expect(200).json()
}

/// An intruder has added an app of their own.
async fn what_is_taken_away_takes_what_it_has_opened(engine: Engine) {
    for is_by_owner in [true, false] {
        let world = start(engine, &["otp"], json!([])).await;
        let by_password = request(&world, ALL).await.expect(200).json();
        let by_password = text(&by_password, "access_token");
        let (app, _) = begin(&world, &by_password).await;
        let enrolled = by_otp(&world, &by_password, &app.code(&world).await).await;
        enrolled.expect(200);
        let id = app_of(&methods(&world).await.1);
        world.advance(STEP).await;
        let opened = text(&by_app(&world, &app).await, "access_token");
        let (other, _) = begin(&world, &opened).await;
        by_otp(&world, &opened, &other.code(&world).await)
            .await
            .expect(200);
        world.advance(STEP).await;
        let intruder = by_app(&world, &other).await;
        let (path, all) = methods(&world).await;
        let theirs = all.iter().map(|one| text(one, "id")).find(|one| *one != id);
        let theirs = theirs.expect("two apps");
        if is_by_owner {
            let owner = text(&by_app(&world, &app).await, "access_token");
            delete(&world, &owner, &theirs).await.expect(204);
            // The owner goes on with the same token.
            let third = json!({ "authenticator_types": ["otp"] });
            associate(&world, &owner, third).await.expect(200);
        } else {
            let path = format!("{path}/{}", theirs.replace('|', "%7C"));
            world.manage(Method::DELETE, &path, None).await.expect(204);
        }
        let token = text(&intruder, "access_token");
        delete(&world, &token, &id).await.expect(403);
        world.advance("300s").await;
        let audience = audience(&world);
        let more = [("audience", audience.as_str())];
        let refresh_token = text(&intruder, "refresh_token");
        required(&world.refresh("native", &refresh_token, &more).await);
    }
}

async fn a_new_recovery_code_ends_what_the_old_one_has_opened(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], json!([])).await;
    let owner = owner(&world).await;
    let scope = format!("{ALL} offline_access");
    let (mfa_token, _) = required(&request(&world, &scope).await);
    let passed = by_recovery_code(&world, &mfa_token, &owner.recovery_code).await;
    let passed = passed.expect(200).json();
    world.advance(STEP).await;
    let path = format!("{}/recovery-code-regeneration", world.user_path().await);
    world.manage(Method::POST, &path, None).await.expect(200);
    let id = app_of(&methods(&world).await.1);
    delete(&world, &text(&passed, "access_token"), &id)
        .await
        .expect(403);
    let audience = audience(&world);
    let more = [("audience", audience.as_str())];
    let refresh_token = text(&passed, "refresh_token");
    required(&world.refresh("native", &refresh_token, &more).await);
}

async fn tickets_end_with_what_an_administrator_takes_away(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], json!([])).await;
    owner(&world).await;
    let body = json!({ "user_id": world.user_id().await, "allow_multiple_enrollments": true });
    let path = "/guardian/enrollments/ticket";
    let mut links = vec![];
    for _ in 0..2 {
        let made = call(&world, Method::POST, path, body.clone()).await;
        links.push(text(&made.expect(200).json(), "ticket_url"));
    }
    // One is begun, the other is not.
    let browser = world.browser();
    let page = browser.get(&links[0]).await.expect(200);
    let begun = browser.submit(&page, &[]).await.expect(303);
    assert_eq!(factor(&begun), "mfa-otp-enrollment-qr");
    world.advance(STEP).await;
    let (path, _) = methods(&world).await;
    world.manage(Method::DELETE, &path, None).await.expect(204);
    owner(&world).await;
    let (_, enrolled) = methods(&world).await;
    world.browser().get(&links[1]).await.expect(400);
    browser.follow(&begun).await.expect(400);
    assert_eq!(methods(&world).await.1, enrolled);
}

async fn a_session_asks_again_once_what_it_has_passed_is_gone(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    done.code();
    world.advance(STEP).await;
    world.authorize(&browser, "web", &[]).await.code();
    let (path, _) = methods(&world).await;
    world.manage(Method::DELETE, &path, None).await.expect(204);
    // The next owner, in another browser.
    let next = world.browser();
    let asked = log_in(&world, &next, &[]).await;
    let (app, done) = enroll(&world, &next, &asked).await;
    done.code();
    world.advance(STEP).await;
    let asked = world.authorize(&browser, "web", &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    let refused = silent.location().expect("a location");
    assert!(
        refused
            .query()
            .unwrap_or_default()
            .contains("error=login_required"),
        "{refused}"
    );
    world.authorize(&next, "web", &[]).await.code();
    pass(&world, &browser, &asked, &app).await.code();
}

//! What an administrator's reset leaves of a former owner's second factors: nothing.

use reqwest::Method;
use serde_json::{Value, json};

use super::own::{ALL, audience, list, request};
use super::*;

on_both_engines! {
    a_recovery_code_goes_with_the_last_factor,
    what_was_passed_before_a_reset_opens_nothing,
    what_replaces_a_factor_is_another_one,
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
    // The code is still the user's.
    let (mfa_token, _) = required(&request(&world, ALL).await);
    let answer = by_recovery_code(&world, &mfa_token, &former.recovery_code).await;
    answer.expect(200);
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

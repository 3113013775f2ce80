//! Access tokens for the audience `/mfa/`: users manage their factors later, once they have passed one.

use reqwest::Method;
use serde_json::{Value, json};

use super::*;
use crate::second_factor::{enroll, factor, log_in, pass};

on_both_engines! {
    who_has_nothing_enrolls_by_an_access_token,
    who_has_a_factor_passes_it_first,
    pages_ask_whatever_browser_it_is,
}

pub(super) const ALL: &str = "enroll read:authenticators remove:authenticators";

pub(super) fn audience(world: &World) -> String {
    format!("{}mfa/", world.issuer())
}

/// The password grant for the audience.
pub(super) async fn request(world: &World, scope: &str) -> Answer {
    let audience = audience(world);
    let more = [("audience", audience.as_str()), ("scope", scope)];
    world.password("native", &more).await
}

pub(super) async fn list(world: &World, token: &str) -> Vec<Value> {
    let listed = authenticators(world, token).await;
    listed.as_array().expect("a list").clone()
}

async fn who_has_nothing_enrolls_by_an_access_token(engine: Engine) {
    let world = start(engine, &["otp"], json!([])).await;
    let answer = request(&world, ALL).await.expect(200).json();
    assert_eq!(
        (&answer["expires_in"], &answer["token_type"]),
        (&json!(600), &json!("Bearer")),
        "{answer:#}"
    );
    let by_password = text(&answer, "access_token");
    let early = text(
        &request(&world, &format!("{ALL} offline_access"))
            .await
            .expect(200)
            .json(),
        "refresh_token",
    );
    assert_eq!(list(&world, &by_password).await.len(), 0);
    let (app, _) = begin(&world, &by_password).await;
    assert_eq!(list(&world, &by_password).await[0]["active"], false);
    let wrong = another(&app.code(&world).await, 1);
    by_otp(&world, &by_password, &wrong).await.expect_error(
        403,
        "invalid_grant",
        "Invalid otp_code.",
    );
    let passed = by_otp(&world, &by_password, &app.code(&world).await).await;
    let passed = passed.expect(200).json();
    assert_eq!(
        (&passed["expires_in"], &passed["scope"]),
        (&json!(600), &Value::Null),
        "{passed:#}"
    );
    let listed = list(&world, &by_password).await;
    assert_eq!((listed.len(), &listed[0]["active"]), (1, &json!(true)));
    // What a password alone has opened does nothing to what guards the account.
    let id = text(&listed[0], "id");
    delete(&world, &by_password, &id).await.expect(403);
    let app_again = json!({ "authenticator_types": ["otp"] });
    associate(&world, &by_password, app_again)
        .await
        .expect_error(403, "access_denied", "User is already enrolled.");
    let refreshed = world.refresh("native", &early, &[]).await;
    required(&refreshed);
    // Nothing waits under it.
    challenge(&world, &by_password, &[]).await.expect(403);
    // It opens nothing else.
    world.userinfo(&by_password).await.expect(401);
    let by_factor = text(&passed, "access_token");
    delete(&world, &by_factor, &id).await.expect(204);
    delete(&world, &by_factor, &id).await.expect(404);
    world
        .logged("gd_unenroll", "A second factor was taken away")
        .await;
    assert_eq!(list(&world, &by_factor).await.len(), 0);
    // A password that is new takes them all away, and so does being blocked.
    let blocked = json!({ "blocked": true });
    let path = world.user_path().await;
    let set = world.manage(Method::PATCH, &path, Some(blocked)).await;
    set.expect(200);
    let shown = (Method::GET, "authenticators");
    mfa(&world, shown.clone(), &by_factor, Value::Null)
        .await
        .expect(401);
    let body = json!({ "blocked": false });
    let set = world.manage(Method::PATCH, &path, Some(body)).await;
    set.expect(200);
    mfa(&world, shown.clone(), &by_factor, Value::Null)
        .await
        .expect(200);
    let body = json!({ "password": "Another-password-1" });
    let set = world.manage(Method::PATCH, &path, Some(body)).await;
    set.expect(200);
    mfa(&world, shown, &by_factor, Value::Null)
        .await
        .expect(403);
    // No API of the tenant's has that name, and no client has a token of its own for it.
    let taken = json!({ "identifier": audience(&world) });
    let made = call(&world, Method::POST, "/resource-servers", taken).await;
    made.expect(409);
    let audience = audience(&world);
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", audience.as_str()),
    ];
    world.token("machine", &form).await.expect(403);
}

async fn who_has_a_factor_passes_it_first(engine: Engine) {
    let world = start(engine, &["otp", "email", "sms"], json!([])).await;
    let token = text(
        &request(&world, ALL).await.expect(200).json(),
        "access_token",
    );
    let (app, _) = begin(&world, &token).await;
    by_otp(&world, &token, &app.code(&world).await)
        .await
        .expect(200);
    world.advance(STEP).await;
    let by_step = async |scope: &str| {
        let (token, requirements) = required(&request(&world, scope).await);
        assert_eq!(requirements["challenge"][0]["type"], "otp");
        let answer = by_otp(&world, &token, &app.code(&world).await).await;
        world.advance(STEP).await;
        answer.expect(200).json()
    };
    let all = by_step(&format!("{ALL} offline_access")).await;
    let reads = text(&by_step("read:authenticators").await, "access_token");
    // Another factor behind the first.
    let number = json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": "+14155550100" });
    associate(&world, &reads, number.clone())
        .await
        .expect_error(
            403,
            "access_denied",
            "Insufficient scope, expected any of: enroll",
        );
    let token = text(&all, "access_token");
    let begun = associate(&world, &token, number).await.expect(200).json();
    let oob = text(&begun, "oob_code");
    let code = Letters::of(&world).code(("sms", "+14155550100"), "").await;
    // The app is no proof of the telephone.
    by_otp(&world, &token, &app.code(&world).await)
        .await
        .expect(401);
    by_oob(&world, &token, (&oob, &another(&code, 1)))
        .await
        .expect_error(403, "invalid_grant", "Invalid binding_code.");
    by_oob(&world, &token, (&oob, &code)).await.expect(200);
    by_oob(&world, &token, (&oob, &code)).await.expect(401);
    let listed = list(&world, &reads).await;
    let shown: Vec<(&Value, &Value)> = listed
        .iter()
        .map(|of| (&of["type"], &of["active"]))
        .collect();
    assert_eq!(
        shown,
        [
            (&json!("otp"), &json!(true)),
            (&json!("phone"), &json!(true)),
            (&json!("email"), &json!(true))
        ]
    );
    let phone = text(&listed[1], "id");
    delete(&world, &reads, &phone).await.expect_error(
        403,
        "access_denied",
        "Insufficient scope, expected any of: remove:authenticators",
    );
    // A refresh token of a login in which a factor was passed goes on without.
    let refreshed = world
        .refresh("native", &text(&all, "refresh_token"), &[])
        .await;
    let refreshed = refreshed.expect(200).json();
    let token = text(&refreshed, "access_token");
    delete(&world, &token, &phone).await.expect(204);
    // Ten minutes.
    world.advance("601s").await;
    delete(&world, &token, &phone).await.expect(403);
}

async fn pages_ask_whatever_browser_it_is(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let (app, done) = enroll(&world, &browser, &asked).await;
    done.code();
    world.advance(STEP).await;
    // The policy asks once a session, this at every request.
    world.authorize(&browser, "web", &[]).await.code();
    let audience = audience(&world);
    let more = [("audience", audience.as_str()), ("scope", ALL)];
    let asked = world.authorize(&browser, "web", &more).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
    let page = browser.follow(&asked).await.expect(200);
    assert!(!has_attribute(&page.body, "name", "rememberBrowser"));
    let code = pass(&world, &browser, &asked, &app).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let token = text(&tokens, "access_token");
    let listed = list(&world, &token).await;
    delete(&world, &token, &text(&listed[0], "id"))
        .await
        .expect(204);
}

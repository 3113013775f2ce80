//! What is refused.

use super::*;
use crate::actions::{bind, post_login};

on_both_engines! {
    a_token_is_good_once_and_for_ten_minutes,
    a_token_is_for_its_client_and_its_user,
    a_token_dies_with_the_password,
    a_token_is_nothing_else,
    a_user_who_may_not_sign_in_gets_nowhere,
    a_user_with_a_factor_enrolls_no_other,
    what_is_begun_counts_for_its_token_and_while_there_is_nothing_else,
    a_recovery_code_counts_with_what_it_came_with,
    a_client_needs_the_grant,
    a_challenge_needs_a_factor_of_its_type,
    an_action_decides_which_factors_will_do,
    what_is_confirmed_stays,
}

async fn a_token_is_good_once_and_for_ten_minutes(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let token = ask(&world).await;
    let code = app.code(&world).await;
    let wrong = by_otp(&world, &token, &another(&code, 1)).await;
    wrong.expect_error(403, "invalid_grant", "Invalid otp_code.");
    by_otp(&world, &token, &code).await.expect(200);
    world.advance(STEP).await;
    let used = by_otp(&world, &token, &app.code(&world).await).await;
    used.expect_error(403, "expired_token", "mfa_token is expired");
    let late = ask(&world).await;
    world.advance("599s").await;
    assert!(authenticators(&world, &late).await.is_array());
    world.advance("1s").await;
    let late = by_otp(&world, &late, &app.code(&world).await).await;
    late.expect_error(403, "expired_token", "mfa_token is expired");
    for malformed in ["", "x", "mfa_AAAA"] {
        let answer = by_otp(&world, malformed, "123456").await;
        match malformed {
            "" => answer.expect_error(
                400,
                "invalid_request",
                "Missing required parameter: mfa_token",
            ),
            _ => answer.expect_error(403, "invalid_grant", "Malformed mfa_token"),
        }
    }
    // A time step is accepted once, under whichever token.
    let code = app.code(&world).await;
    by_otp(&world, &ask(&world).await, &code).await.expect(200);
    let replayed = by_otp(&world, &ask(&world).await, &code).await;
    replayed.expect_error(403, "invalid_grant", "Invalid otp_code.");
}

async fn a_token_is_for_its_client_and_its_user(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let token = ask(&world).await;
    let code = app.code(&world).await;
    let form = [("grant_type", OTP), ("mfa_token", &token), ("otp", &code)];
    for client in ["native-static", "native-confidential"] {
        let foreign = world.token(client, &form).await;
        foreign.expect_error(403, "invalid_grant", "Malformed mfa_token");
        let body =
            json!({ "client_id": client, "client_secret": secret(client), "mfa_token": token });
        let request = world
            .http
            .request(Method::POST, "/mfa/challenge")
            .json(&body);
        assert!(world.http.send(request).await.status >= 401);
    }
    // A client with a secret has to show it.
    let (of_confidential, _) = required(&world.password("native-confidential", &[]).await);
    let body = json!({ "client_id": "native-confidential", "mfa_token": of_confidential });
    let request = world
        .http
        .request(Method::POST, "/mfa/challenge")
        .json(&body);
    let answer = world.http.send(request).await;
    answer.expect_error(401, "access_denied", "Unauthorized");
    // The app of one user is nothing to another.
    let other = world.clone().with_user(1);
    let theirs = ask(&other).await;
    let (_, _) = begin(&other, &theirs).await;
    let wrong = by_otp(&other, &theirs, &code).await;
    wrong.expect_error(403, "invalid_grant", "Invalid otp_code.");
    by_otp(&world, &token, &code).await.expect(200);
}

async fn a_token_dies_with_the_password(engine: Engine) {
    let world = start(engine, &["otp", "email"], always()).await;
    let (app, _) = enrolled(&world).await;
    let token = ask(&world).await;
    let path = world.user_path().await;
    let path = path.strip_prefix("/api/v2").expect("the base");
    let body = json!({ "password": "another-good-battery" });
    call(&world, Method::PATCH, path, body).await.expect(200);
    let answer = by_otp(&world, &token, &app.code(&world).await).await;
    answer.expect_error(403, "expired_token", "mfa_token is expired");
    let answer = challenge(&world, &token, &[("challenge_type", "otp oob")]).await;
    answer.expect_error(403, "expired_token", "mfa_token is expired");
    let body = json!({ "authenticator_types": ["otp"] });
    let answer = associate(&world, &token, body).await;
    answer.expect_error(403, "expired_token", "mfa_token is expired");
}

async fn a_token_is_nothing_else(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let token = ask(&world).await;
    world.userinfo(&token).await.expect(401);
    world.refresh("native", &token, &[]).await.expect(403);
    let browser = world.browser();
    browser.set_cookie("auth0", &token);
    assert!(!world.has_session(&browser).await);
    let answer = world.redeem(&world.browser(), "web", &token).await;
    assert!(!matches!(answer.outcome(), Outcome::Code(_)));
    for other in [NONCE, "", &world.management_token().await] {
        let path = (Method::GET, "authenticators");
        let answer = mfa(&world, path, other, Value::Null).await;
        assert!([401, 403].contains(&answer.status), "{answer:#?}");
    }
    world.http.get("/mfa/authenticators").await.expect(401);
}

async fn a_user_who_may_not_sign_in_gets_nowhere(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let token = ask(&world).await;
    let path = world.user_path().await;
    let path = path.strip_prefix("/api/v2").expect("the base");
    let blocked = json!({ "blocked": true });
    call(&world, Method::PATCH, path, blocked).await.expect(200);
    let answer = by_otp(&world, &token, &app.code(&world).await).await;
    answer.expect_error(401, "unauthorized", "user is blocked");
    let answer = challenge(&world, &token, &[]).await;
    answer.expect_error(401, "unauthorized", "user is blocked");
    let gone = call(&world, Method::DELETE, path, Value::Null).await;
    gone.expect(204);
    let answer = by_otp(&world, &token, &app.code(&world).await).await;
    assert!([401, 403].contains(&answer.status), "{answer:#?}");
}

async fn a_user_with_a_factor_enrolls_no_other(engine: Engine) {
    let world = start(engine, &["otp", "email"], always()).await;
    enrolled(&world).await;
    let token = ask(&world).await;
    for body in [
        json!({ "authenticator_types": ["otp"] }),
        json!({ "authenticator_types": ["oob"], "oob_channels": ["email"] }),
    ] {
        let answer = associate(&world, &token, body).await;
        answer.expect_error(403, "access_denied", "User is already enrolled.");
    }
}

async fn what_is_begun_counts_for_its_token_and_while_there_is_nothing_else(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (token, other) = (ask(&world).await, ask(&world).await);
    let (app, _) = begin(&world, &token).await;
    let answer = by_otp(&world, &other, &app.code(&world).await).await;
    answer.expect_error(
        401,
        "association_required",
        "The user has no such authenticator enrolled",
    );
    // The user enrolls on the pages: what another has begun with their password is worth nothing from then on.
    let (_, theirs) = crate::second_factor::enrolled(&world).await;
    for token in [&token, &ask(&world).await] {
        let answer = by_otp(&world, token, &app.code(&world).await).await;
        answer.expect_error(403, "invalid_grant", "Invalid otp_code.");
    }
    let answer = by_otp(&world, &other, &theirs.code(&world).await).await;
    answer.expect(200);
}

async fn a_recovery_code_counts_with_what_it_came_with(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let (token, other) = (ask(&world).await, ask(&world).await);
    let (_, early) = begin(&world, &token).await;
    let early = early.expect("a recovery code");
    let answer = by_recovery_code(&world, &token, &early).await;
    assert_eq!(text(&answer.json(), "error"), "association_required");
    let (app, code) = begin(&world, &other).await;
    let passed = by_otp(&world, &other, &app.code(&world).await).await;
    passed.expect(200);
    for token in [&token, &ask(&world).await] {
        let answer = by_recovery_code(&world, token, &early).await;
        answer.expect_error(403, "invalid_grant", "MFA Authorization rejected.");
    }
    let code = code.expect("a recovery code");
    by_recovery_code(&world, &token, &code).await.expect(200);
}

async fn a_client_needs_the_grant(engine: Engine) {
    let world = crate::second_factor::world(engine, &["otp"], always()).await;
    let token = ask(&world).await;
    let (app, _) = begin(&world, &token).await;
    let code = app.code(&world).await;
    for (grant, member) in [(OTP, "otp"), (RECOVERY_CODE, "recovery_code")] {
        let form = [
            ("grant_type", grant),
            ("mfa_token", &token),
            (member, &code),
        ];
        let answer = world.token("native", &form).await;
        let text = format!("Grant type '{grant}' not allowed for the client.");
        answer.expect_error(403, "unauthorized_client", &text);
    }
}

async fn a_challenge_needs_a_factor_of_its_type(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let token = ask(&world).await;
    let answer = challenge(&world, &token, &[("challenge_type", "otp")]).await;
    assert_eq!(
        (answer.status, text(&answer.json(), "error")),
        (401, "association_required".into())
    );
    let answer = associate(
        &world,
        &token,
        json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"] }),
    )
    .await;
    assert_eq!(text(&answer.json(), "error"), "unsupported_challenge_type");
    enrolled(&world).await;
    let token = ask(&world).await;
    let answer = challenge(&world, &token, &[("challenge_type", "oob")]).await;
    answer.expect_error(
        401,
        "unsupported_challenge_type",
        "User does not have any enrolled authenticator with the supported challenge type (oob)",
    );
    let unknown = [
        ("challenge_type", "otp"),
        ("authenticator_id", "totp|dev_x"),
    ];
    let answer = challenge(&world, &token, &unknown).await;
    assert_eq!(
        (answer.status, text(&answer.json(), "error")),
        (400, "invalid_request".into())
    );
}

async fn an_action_decides_which_factors_will_do(engine: Engine) {
    let world = start(engine, &["otp", "email", "recovery-code"], json!([])).await;
    let asks = post_login("api.multifactor.enable('google-authenticator')");
    bind(&world, "post-login", &[("Factor", &asks)]).await;
    let (token, requirements) = required(&world.password("native", &[]).await);
    assert_eq!(requirements, json!({ "enroll": [{ "type": "otp" }] }));
    let email = json!({ "authenticator_types": ["oob"], "oob_channels": ["email"] });
    let answer = associate(&world, &token, email).await;
    assert_eq!(text(&answer.json(), "error"), "unsupported_challenge_type");
    let (_, code) = enrolled(&world).await;
    let (token, requirements) = required(&world.password("native", &[]).await);
    assert_eq!(requirements, json!({ "challenge": [{ "type": "otp" }] }));
    let answer = challenge(&world, &token, &[("challenge_type", "oob")]).await;
    assert_eq!(text(&answer.json(), "error"), "unsupported_challenge_type");
    let code = code.expect("a recovery code");
    let answer = by_recovery_code(&world, &token, &code).await;
    assert_eq!(text(&answer.json(), "error"), "association_required");
}

async fn what_is_confirmed_stays(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let token = ask(&world).await;
    begin(&world, &token).await;
    let begun = text(&authenticators(&world, &token).await[0], "id");
    let other = ask(&world.clone().with_user(1)).await;
    assert_eq!(delete(&world, &other, &begun).await.status, 404);
    assert_eq!(
        delete(&world, &token, "totp|dev_0123456789abcdef")
            .await
            .status,
        404
    );
    delete(&world, &token, &begun).await.expect(204);
    assert_eq!(authenticators(&world, &token).await, json!([]));
    enrolled(&world).await;
    let token = ask(&world).await;
    let confirmed = text(&authenticators(&world, &token).await[0], "id");
    // The token stands for a password alone.
    let answer = delete(&world, &token, &confirmed).await;
    assert_eq!(
        (answer.status, text(&answer.json(), "error")),
        (403, "access_denied".into())
    );
    assert_eq!(authenticators(&world, &token).await[0]["active"], true);
}

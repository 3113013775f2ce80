//! One-time passwords of a database: `/otp/challenge`, and the grant with its `auth_session`.

use super::*;
use crate::mfa_api::required;
use crate::passkey_api;
use crate::second_factor::{always, enable, set_policies};

on_both_engines! {
    a_user_of_a_database_signs_in_by_a_code,
    nobody_learns_whose_account_there_is,
    no_code_leads_into_an_account_with_a_strangers_passkey,
}

const SENTENCE: &str = "The auth_session or the otp is wrong, was used, or has expired";
const NEW: &str = "new.user@example.com";

async fn prepared(engine: Engine) -> World {
    let world = World::own(engine).await;
    world.freeze(NOON).await;
    let methods = json!({ "password": { "enabled": true }, "email_otp": { "enabled": true } });
    set_options(&world, json!({ "authentication_methods": methods })).await;
    for client in CLIENTS {
        let grants =
            json!({ "grant_types": ["authorization_code", "refresh_token", "password", OTP] });
        let changed = call(&world, Method::PATCH, &format!("/clients/{client}"), grants).await;
        changed.expect(200);
    }
    world
}

async fn challenge(world: &World, client: &str, mut body: Value) -> Answer {
    body["client_id"] = client.into();
    let request = world.http.request(Method::POST, "/otp/challenge");
    world.http.send(request.json(&body)).await
}

/// Asks for a code; the `auth_session`.
async fn asked(world: &World, email: &str, allow_signup: bool) -> String {
    let body = json!({ "connection": CONNECTION, "email": email, "allow_signup": allow_signup });
    let answer = challenge(world, "native", body).await.expect(200).json();
    assert_eq!(
        answer.as_object().map(serde_json::Map::len),
        Some(1),
        "{answer}"
    );
    text(&answer, "auth_session")
}

async fn by_session(world: &World, client: &str, (session, code): (&str, &str)) -> Answer {
    let form = [
        ("grant_type", OTP),
        ("auth_session", session),
        ("otp", code),
        ("scope", "openid email offline_access"),
    ];
    world.token(client, &form).await
}

#[track_caller]
fn refused(answer: &Answer) {
    answer.expect_error(400, "invalid_request", SENTENCE);
}

async fn a_user_of_a_database_signs_in_by_a_code(engine: Engine) {
    let world = prepared(engine).await;
    let session = asked(&world, &world.email, false).await;
    let first = code(&world, &world.email, "").await;
    // Bound to the session, to the client, and to three tries.
    let other = asked(&world, NEW, true).await;
    refused(&by_session(&world, "native", (&other, &first)).await);
    refused(&by_session(&world, "native-static", (&session, &first)).await);
    let forged = format!("x{session}");
    refused(&by_session(&world, "native", (&forged, &first)).await);
    let signed_in = by_session(&world, "native", (&session, &first)).await;
    let tokens = signed_in.expect(200).json();
    assert!(tokens["refresh_token"].is_string(), "{tokens:#}");
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(claims["sub"], world.user_id().await.as_str());
    refused(&by_session(&world, "native", (&session, &first)).await);
    world.password("native", &[]).await.expect(200);
    // A new user, who has no password.
    let code = super::code(&world, NEW, "").await;
    let tokens = by_session(&world, "native", (&other, &code))
        .await
        .expect(200)
        .json();
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(claims["email_verified"], true);
    let user = users(&world, NEW).await[0].clone();
    assert!(text(&user, "user_id").starts_with("auth0|"), "{user:#}");
    world.logged("ss", "Successful signup").await;
    // The gate.
    enable(&world, &["otp"]).await;
    set_policies(&world, always()).await;
    let session = asked(&world, NEW, false).await;
    let code = super::code(&world, NEW, &code).await;
    required(&by_session(&world, "native", (&session, &code)).await);
    set_policies(&world, json!([])).await;
    // Not for ever.
    let session = asked(&world, NEW, false).await;
    let code = super::code(&world, NEW, &code).await;
    world.advance("180s").await;
    refused(&by_session(&world, "native", (&session, &code)).await);
    let path = format!("/users/{}", text(&user, "user_id").replace('|', "%7C"));
    let session = asked(&world, NEW, false).await;
    let code = super::code(&world, NEW, &code).await;
    call(&world, Method::PATCH, &path, json!({ "blocked": true }))
        .await
        .expect(200);
    let blocked = by_session(&world, "native", (&session, &code)).await;
    blocked.expect_error(403, "access_denied", "user is blocked");
}

async fn no_code_leads_into_an_account_with_a_strangers_passkey(engine: Engine) {
    let world = prepared(engine).await;
    passkey_api::allow(&world).await;
    let methods = json!({ "password": { "enabled": true }, "email_otp": { "enabled": true },
        "passkey": { "enabled": true } });
    set_options(&world, json!({ "authentication_methods": methods })).await;
    let grants = json!({ "grant_types": ["refresh_token", OTP, passkey_api::WEBAUTHN] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    // Somebody names an address that is not theirs.
    let victim = "ada.passkey@example.com";
    let mut device = passkey_api::ada(&world).await;
    let user = passkey_api::user(&world).await;
    assert_eq!(user["email_verified"], false);
    let path = format!("/users/{}", text(&user, "user_id").replace('|', "%7C"));
    let codes = async || {
        let letters = Letters::of(&world).all().await;
        let codes = letters.iter().filter(|l| l["type"] == "auth_email_by_code");
        codes.count()
    };
    let session = asked(&world, victim, true).await;
    refused(&by_session(&world, "native", (&session, "123456")).await);
    assert_eq!(codes().await, 0);
    let (session, options) = passkey_api::challenge(&world).await;
    let shown = device.get(&options);
    passkey_api::answer(&world, &session, &shown)
        .await
        .expect(200);
    // Without the passkey, what it has led to is still there.
    let enrolled = format!("{path}/authentication-methods");
    call(&world, Method::DELETE, &enrolled, Value::Null)
        .await
        .expect(204);
    let session = asked(&world, victim, true).await;
    refused(&by_session(&world, "native", (&session, "123456")).await);
    assert_eq!(codes().await, 0);
    let verified = json!({ "email_verified": true });
    call(&world, Method::PATCH, &path, verified)
        .await
        .expect(200);
    let session = asked(&world, victim, true).await;
    let code = code(&world, victim, "").await;
    let signed_in = by_session(&world, "native", (&session, &code)).await;
    let tokens = signed_in.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(claims["sub"], user["user_id"]);
}

async fn nobody_learns_whose_account_there_is(engine: Engine) {
    let world = prepared(engine).await;
    // Who has chosen that password may not be who reads the mail.
    let unproved =
        json!({ "connection": CONNECTION, "email": "victim@example.com", "password": PASSWORD });
    call(&world, Method::POST, "/users", unproved)
        .await
        .expect(201);
    for email in ["stranger@example.com", "victim@example.com"] {
        let session = asked(&world, email, email.starts_with("victim")).await;
        refused(&by_session(&world, "native", (&session, "123456")).await);
    }
    assert_eq!(Letters::of(&world).all().await.len(), 0);
    let ask = |body: Value| challenge(&world, "native", body);
    let body = |name: &str, value: Value| {
        let mut body = json!({ "connection": CONNECTION, "email": NEW });
        body[name] = value;
        body
    };
    let missing = ask(body("email", Value::Null)).await;
    missing.expect_error(400, "invalid_request", "Missing required parameter: email");
    assert_eq!(missing.json()["validation_errors"][0]["field"], "email");
    let wrong = ask(body("email", json!("nobody"))).await;
    wrong.expect_error(400, "invalid_request", "email is no e-mail address");
    let other = ask(body("connection", json!("nowhere"))).await;
    assert_eq!(
        (other.status, &other.json()["error"]),
        (400, &json!("invalid_connection"))
    );
    let secretless = challenge(&world, "native-confidential", body("email", json!(NEW))).await;
    assert_eq!(
        (secretless.status, &secretless.json()["error"]),
        (401, &json!("invalid_client"))
    );
    let without = challenge(&world, "native-leeway", body("email", json!(NEW))).await;
    assert_eq!(
        (without.status, &without.json()["error"]),
        (403, &json!("unauthorized_client"))
    );
    set_options(
        &world,
        json!({ "authentication_methods": { "email_otp": { "enabled": false } } }),
    )
    .await;
    let off = ask(body("email", json!(NEW))).await;
    assert_eq!(off.json()["error"], "invalid_connection");
}

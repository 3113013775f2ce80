//! What the MFA API and its grants answer.

use reqwest::Method;
use serde_json::{Value, json};

use super::Transcript;
use crate::actions::{bind, post_login};
use crate::harness::*;
use crate::mfa_api::{self as api, App, OOB, OTP};
use crate::second_factor::{enable, set_policies};

on_both_engines! {
    second_factor_api,
}

const CHALLENGE: (Method, &str) = (Method::POST, "challenge");

async fn challenge(world: &World, body: Value) -> Answer {
    let (method, path) = CHALLENGE;
    let request = world.http.request(method, &format!("/mfa/{path}"));
    world.http.send(request.json(&body)).await
}

async fn second_factor_api(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    api::allow(&world).await;
    enable(&world, &["otp", "email", "recovery-code"]).await;
    set_policies(&world, api::always()).await;
    table.prepared().await;

    let answer = world.password("native", &[]).await;
    table
        .add("a password of a user who has nothing", &answer)
        .await;
    let (token, _) = api::required(&answer);
    for (title, body) in [
        ("no types", json!({})),
        (
            "a type that is not offered",
            json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"] }),
        ),
        (
            "no address",
            json!({ "authenticator_types": ["oob"], "oob_channels": ["email"], "email": "x" }),
        ),
        ("an app", json!({ "authenticator_types": ["otp"] })),
        (
            "an address",
            json!({ "authenticator_types": ["oob"], "oob_channels": ["email"] }),
        ),
    ] {
        let answer = api::associate(&world, &token, body).await;
        table.add(&format!("associate: {title}"), &answer).await;
    }
    let answer = api::by_recovery_code(&world, &token, "ABCDEFGHIJKLMNOPQRSTUVWX").await;
    table
        .add("a recovery code of a user who has nothing", &answer)
        .await;
    let answer = challenge(&world, json!({ "client_id": "native", "mfa_token": token })).await;
    table
        .add("challenge: a user who has nothing", &answer)
        .await;
    let answer = api::mfa(&world, (Method::GET, "authenticators"), &token, Value::Null).await;
    table.add("what was begun", &answer).await;

    let (app, _) = api::begin(&world, &token).await;
    let code = app.code(&world).await;
    table.prepared().await;
    let answer = api::by_otp(&world, &token, &api::another(&code, 1)).await;
    table.add("a wrong code of the app", &answer).await;
    let answer = api::by_otp(&world, &token, &code).await;
    table.add("the first code of the app", &answer).await;
    let answer = api::by_otp(&world, &token, &code).await;
    table.add("the same again", &answer).await;
    grants(&mut table, &world, &app).await;
    requests(&mut table, &world).await;
    nothing_will_do(&mut table, &world).await;
    table.check("second_factor_api");
}

/// The grants of a user who has enrolled.
async fn grants(table: &mut Transcript, world: &World, app: &App) {
    let answer = world.password("native", &[]).await;
    table
        .add("a password of a user who has an app", &answer)
        .await;
    let (token, _) = api::required(&answer);
    for (title, more) in [
        ("an app", &[("challenge_type", "otp")][..]),
        ("a code by e-mail", &[("challenge_type", "oob")]),
        ("a type that is not there", &[("challenge_type", "push")]),
        (
            "an unknown authenticator",
            &[("authenticator_id", "totp|dev_x")],
        ),
    ] {
        let answer = api::challenge(world, &token, more).await;
        table.add(&format!("challenge: {title}"), &answer).await;
    }
    let asked = api::challenge(world, &token, &[("challenge_type", "oob")]).await;
    let oob = text(&asked.json(), "oob_code");
    table.prepared().await;
    let answer = api::by_oob(world, &token, ("oob_x", "123456")).await;
    table.add("an unknown oob_code", &answer).await;
    let answer = api::by_oob(world, &token, (&oob, "12345")).await;
    table.add("a wrong binding_code", &answer).await;
    let answer = api::by_recovery_code(world, &token, "ABCDEFGHIJKLMNOPQRSTUVWX").await;
    table.add("a wrong recovery code", &answer).await;
    let body = json!({ "authenticator_types": ["otp"] });
    let answer = api::associate(world, &token, body).await;
    table.add("associate: a user who has an app", &answer).await;
    let list = api::authenticators(world, &token).await;
    table.prepared().await;
    let answer = api::delete(world, &token, &text(&list[0], "id")).await;
    table.add("removing what is confirmed", &answer).await;
    let answer = api::delete(world, &token, "totp|dev_x").await;
    table.add("removing what is not there", &answer).await;
    for _ in 0..9 {
        let code = api::another(&app.code(world).await, 1);
        api::by_otp(world, &token, &code).await.expect(403);
    }
    table.prepared().await;
    let answer = api::by_otp(world, &token, &app.code(world).await).await;
    table.add("too many tries", &answer).await;
    let mut answer = api::challenge(world, &token, &[("challenge_type", "oob")]).await;
    while answer.status == 200 {
        table.prepared().await;
        answer = api::challenge(world, &token, &[("challenge_type", "oob")]).await;
    }
    table.add("too many codes", &answer).await;
}

/// Requests that are wrong by themselves.
async fn requests(table: &mut Transcript, world: &World) {
    for (title, form) in [
        ("no token", &[("grant_type", OTP), ("otp", "123456")][..]),
        ("no code", &[("grant_type", OTP), ("mfa_token", "x")]),
        (
            "no binding_code",
            &[("grant_type", OOB), ("mfa_token", "x"), ("oob_code", "x")],
        ),
        (
            "a token that is none",
            &[("grant_type", OTP), ("mfa_token", "x"), ("otp", "123456")],
        ),
    ] {
        let answer = world.token("native", form).await;
        table.add(title, &answer).await;
    }
    let answer = challenge(world, json!({ "client_id": "native" })).await;
    table.add("challenge: no token", &answer).await;
    let answer = world.http.get("/mfa/authenticators").await;
    table.add("authenticators: no token", &answer).await;
}

/// An Action asks, and no factor is there for it.
async fn nothing_will_do(table: &mut Transcript, world: &World) {
    let asks = post_login("api.multifactor.enable('any')");
    bind(world, "post-login", &[("Factor", &asks)]).await;
    let off = json!({ "enabled": false });
    let set = call(world, Method::PUT, "/guardian/factors/otp", off).await;
    set.expect(200);
    table.prepared().await;
    let other = world.clone().with_user(1);
    let answer = other.password("native", &[]).await;
    table
        .add("an Action asks where there is no factor", &answer)
        .await;
}

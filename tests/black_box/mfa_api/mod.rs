//! Second factors without a browser: `mfa_required`, `/mfa/…`, and the grants that a request goes on with.

mod bounds;
mod own;
mod refusals;
mod resets;
mod roads;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
pub use crate::second_factor::{App, STEP, always};

pub const OTP: &str = "http://auth0.com/oauth/grant-type/mfa-otp";
pub const OOB: &str = "http://auth0.com/oauth/grant-type/mfa-oob";
pub const RECOVERY_CODE: &str = "http://auth0.com/oauth/grant-type/mfa-recovery-code";
/// Clients that may use them.
const CLIENTS: [&str; 3] = ["native", "native-static", "native-confidential"];

/// A server of the test's own, whose clock stands still and whose tenant has these factors.
pub async fn start(engine: Engine, factors: &[&str], policies: Value) -> World {
    let world = crate::second_factor::world(engine, factors, policies).await;
    allow(&world).await;
    world
}

/// Gives the native clients the grants.
pub async fn allow(world: &World) {
    for client in CLIENTS {
        let grants = json!({ "grant_types": ["authorization_code", "refresh_token", "password",
            "http://auth0.com/oauth/grant-type/password-realm", OTP, OOB, RECOVERY_CODE] });
        let changed = call(world, Method::PATCH, &format!("/clients/{client}"), grants).await;
        changed.expect(200);
    }
}

/// What a request is refused with that waits for a factor: the token and the requirements.
#[track_caller]
pub fn required(answer: &Answer) -> (String, Value) {
    answer.expect_error(403, "mfa_required", "Multifactor authentication required");
    let body = answer.json();
    (text(&body, "mfa_token"), body["mfa_requirements"].clone())
}

/// The `mfa_token` of a new login.
pub async fn ask(world: &World) -> String {
    required(&world.password("native", &[]).await).0
}

pub async fn by_otp(world: &World, token: &str, code: &str) -> Answer {
    let form = [("grant_type", OTP), ("mfa_token", token), ("otp", code)];
    world.token("native", &form).await
}

pub async fn by_oob(world: &World, token: &str, (oob, code): (&str, &str)) -> Answer {
    let form = [
        ("grant_type", OOB),
        ("mfa_token", token),
        ("oob_code", oob),
        ("binding_code", code),
    ];
    world.token("native", &form).await
}

pub async fn by_recovery_code(world: &World, token: &str, code: &str) -> Answer {
    let form = [
        ("grant_type", RECOVERY_CODE),
        ("mfa_token", token),
        ("recovery_code", code),
    ];
    world.token("native", &form).await
}

/// A request of `/mfa/…` with the token in the header, as the SDKs send it.
pub async fn mfa(
    world: &World,
    (method, path): (Method, &str),
    token: &str,
    body: Value,
) -> Answer {
    let request = world.http.request(method, &format!("/mfa/{path}"));
    let request = request.bearer_auth(token);
    let request = match body {
        Value::Null => request,
        body => request.json(&body),
    };
    world.http.send(request).await
}

pub async fn associate(world: &World, token: &str, body: Value) -> Answer {
    mfa(world, (Method::POST, "associate"), token, body).await
}

pub async fn authenticators(world: &World, token: &str) -> Value {
    let path = (Method::GET, "authenticators");
    mfa(world, path, token, Value::Null)
        .await
        .expect(200)
        .json()
}

pub async fn delete(world: &World, token: &str, id: &str) -> Answer {
    let path = format!("authenticators/{}", id.replace('|', "%7C"));
    mfa(world, (Method::DELETE, &path), token, Value::Null).await
}

/// `POST /mfa/challenge` of a public client.
pub async fn challenge(world: &World, token: &str, more: &[(&str, &str)]) -> Answer {
    let mut body = json!({ "client_id": "native", "mfa_token": token });
    for (name, value) in more {
        body[*name] = (*value).into();
    }
    let request = world.http.request(Method::POST, "/mfa/challenge");
    world.http.send(request.json(&body)).await
}

/// Begins to enroll an app; the app, and the recovery code that came with it.
pub async fn begin(world: &World, token: &str) -> (App, Option<String>) {
    let begun = associate(world, token, json!({ "authenticator_types": ["otp"] })).await;
    let begun = begun.expect(200).json();
    let code = begun["recovery_codes"][0].as_str().map(str::to_owned);
    (App::of(&text(&begun, "secret")), code)
}

/// A person who has an app, enrolled at their first login.
pub async fn enrolled(world: &World) -> (App, Option<String>) {
    let token = ask(world).await;
    let (app, code) = begin(world, &token).await;
    by_otp(world, &token, &app.code(world).await)
        .await
        .expect(200);
    // A code is accepted once.
    world.advance(STEP).await;
    (app, code)
}

/// A code that is not this one.
pub fn another(code: &str, than: u32) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + than) % 1_000_000)
}

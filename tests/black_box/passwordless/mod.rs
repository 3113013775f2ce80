//! Signing in by a code that is sent instead of a password.

mod bounds;
mod database;
mod database_pages;
mod grant;
mod native_sdks;
mod pages;
mod settings;
pub mod sms;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::second_factor::NOON;

pub const OTP: &str = "http://auth0.com/oauth/grant-type/passwordless/otp";
/// The clients that the connection is enabled for, and that may use the grant.
const CLIENTS: [&str; 4] = ["native", "native-static", "native-confidential", "web"];
pub const WRONG: &str = "Wrong email or verification code.";

/// The options of a connection as Auth0's dashboard makes them.
pub fn options(more: Value) -> Value {
    let mut options = json!({
        "name": "email", "brute_force_protection": true,
        "email": { "syntax": "liquid", "subject": "Welcome to {{ application.name }}",
            "from": "{{ application.name }} <root@auth0.com>",
            "body": "<p>Code: <b>{{ code }}</b>{% if send == 'link' %} {{ link }}{% endif %} {{ operation }}</p>" },
        "totp": { "time_step": 180, "length": 6 },
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        options[name] = value.clone();
    }
    options
}

/// Makes the connection `email`; its id.
pub async fn connect(world: &World, more: Value) -> String {
    let body = json!({ "name": "email", "strategy": "email", "options": options(more) });
    let made = call(world, Method::POST, "/connections", body).await;
    let id = text(&made.expect(201).json(), "id");
    let clients = CLIENTS.map(|client| json!({ "client_id": client, "status": true }));
    let path = format!("/connections/{id}/clients");
    let enabled = call(world, Method::PATCH, &path, json!(clients)).await;
    enabled.expect(204);
    id
}

/// A server of the test's own, whose clock stands still, with that connection.
pub async fn world(engine: Engine, more: Value) -> World {
    let world = World::own(engine).await;
    prepare(&world, more).await;
    world
}

pub async fn prepare(world: &World, more: Value) {
    world.freeze(NOON).await;
    connect(world, more).await;
    for client in CLIENTS {
        let grants = json!({ "grant_types": ["authorization_code", "refresh_token", OTP] });
        let changed = call(world, Method::PATCH, &format!("/clients/{client}"), grants).await;
        changed.expect(200);
    }
}

/// `POST /passwordless/start` for a code, as the SDKs send it.
pub async fn start(world: &World, client: &str, email: &str) -> Answer {
    let body = json!({ "connection": "email", "email": email, "send": "code" });
    start_with(world, client, body).await
}

pub async fn start_with(world: &World, client: &str, mut body: Value) -> Answer {
    body["client_id"] = client.into();
    let request = world.http.request(Method::POST, "/passwordless/start");
    world.http.send(request.json(&body)).await
}

/// The code that was sent to an address.
pub async fn code(world: &World, email: &str, other_than: &str) -> String {
    let letters = Letters::of(world);
    letters
        .code(("auth_email_by_code", email), other_than)
        .await
}

/// Has a code sent; the code.
pub async fn sent(world: &World, client: &str, email: &str) -> String {
    start(world, client, email).await.expect(200);
    code(world, email, "").await
}

/// The grant.
pub async fn by_code(world: &World, client: &str, (email, code): (&str, &str)) -> Answer {
    let form = [
        ("grant_type", OTP),
        ("username", email),
        ("otp", code),
        ("realm", "email"),
        ("scope", "openid profile email offline_access"),
    ];
    world.token(client, &form).await
}

/// A code that is not this one.
pub fn another(code: &str, than: u32) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + than) % 1_000_000)
}

pub async fn users(world: &World, email: &str) -> Vec<Value> {
    let found = get(world, &format!("/users-by-email?email={email}")).await;
    found.as_array().cloned().unwrap_or_default()
}

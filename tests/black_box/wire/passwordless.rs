//! What is answered to who signs in without a password.

use reqwest::Method;
use serde_json::json;

use super::Transcript;
use crate::harness::*;
use crate::passwordless::{OTP, prepare, start_with};

on_both_engines! {
    passwordless,
}

const ANN: &str = "ann@example.com";

async fn passwordless(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    prepare(&world, json!({})).await;
    table.prepared().await;
    for (title, body) in [
        (
            "a code",
            json!({ "connection": "email", "email": ANN, "send": "code" }),
        ),
        ("no connection", json!({ "email": ANN })),
        (
            "no such connection",
            json!({ "connection": "mail", "email": ANN }),
        ),
        ("no address", json!({ "connection": "email" })),
        (
            "what is no address",
            json!({ "connection": "email", "email": "ann" }),
        ),
        (
            "what cannot be sent",
            json!({ "connection": "email", "email": ANN, "send": "x" }),
        ),
        (
            "parameters that are no object",
            json!({ "connection": "email", "email": ANN, "authParams": [] }),
        ),
        (
            "a parameter that is no string",
            json!({ "connection": "email", "email": ANN, "authParams": { "a": 1 } }),
        ),
        (
            "parameters that are too long",
            json!({ "connection": "email", "email": ANN, "authParams": { "a": "x".repeat(3000) } }),
        ),
    ] {
        let answer = start_with(&world, "native", body).await;
        table.add(&format!("start: {title}"), &answer).await;
    }
    let elsewhere = json!({ "connection": "email", "email": ANN });
    let answer = start_with(&world, "native-leeway", elsewhere).await;
    table
        .add("start: a connection of other clients", &answer)
        .await;
    for (title, client, realm, code) in [
        ("a wrong code", "native", "email", "000000"),
        (
            "a connection with passwords",
            "native",
            CONNECTION,
            "000000",
        ),
        ("without the grant", "native-leeway", "email", "000000"),
    ] {
        let form = [
            ("grant_type", OTP),
            ("username", ANN),
            ("otp", code),
            ("realm", realm),
        ];
        table.add(title, &world.token(client, &form).await).await;
    }
    for (title, kind) in [
        ("a login of another origin", "password"),
        ("a login by what there is not", "magic"),
    ] {
        let body = json!({ "client_id": "web", "credential_type": kind, "username": ANN, "password": "x" });
        let request = world.http.request(Method::POST, "/co/authenticate");
        let answer = world.http.send(request.json(&body)).await;
        table.add(title, &answer).await;
    }
    let link = "/passwordless/verify_redirect?connection=email&client_id=web";
    let answer = world.browser().get(link).await;
    table.add("a link without a code", &answer).await;
    table.check("passwordless");
}

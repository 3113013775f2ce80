//! Signing up, and the settings of a database that decide who may be in it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    somebody_signs_up_and_signs_in,
    a_sign_up_that_cannot_be_is_declined,
    a_closed_database_takes_nobody,
    user_names_are_required_unique_and_bounded,
}

async fn sign_up(world: &World, body: Value) -> Answer {
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&body)).await
}

fn person(email: &str) -> Value {
    json!({ "client_id": "native", "connection": CONNECTION, "email": email, "password": PASSWORD })
}

fn with(mut body: Value, key: &str, value: Value) -> Value {
    body[key] = value;
    body
}

/// A server whose database has these options.
async fn world_with(engine: Engine, options: Value) -> World {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(1);
    tenant.root()["databases"][0]["options"] = options;
    World::of(&setup.tenant(&tenant).start().await)
}

async fn somebody_signs_up_and_signs_in(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("New.{}@Example.com", world.ip.replace('.', "-"));
    let mut body = with(person(&email), "user_metadata", json!({ "plan": "free" }));
    body = with(body, "given_name", json!("Ada"));
    let made = sign_up(&world, body).await.expect(200).json();
    assert_eq!(
        (&made["email"], &made["email_verified"]),
        (&json!(email.to_lowercase()), &json!(false))
    );
    assert_eq!(
        (&made["given_name"], &made["user_metadata"]),
        (&json!("Ada"), &json!({ "plan": "free" }))
    );
    world.email = email;
    let tokens = world.password("native", &[]).await.expect(200).json();
    let claims = world
        .userinfo(&text(&tokens, "access_token"))
        .await
        .expect(200)
        .json();
    assert_eq!(claims["sub"], format!("auth0|{}", text(&made, "_id")));
    let logged = world.logged("ss", "").await;
    assert_eq!(logged["user_id"], claims["sub"]);
    assert!(!logged.to_string().contains(PASSWORD), "{logged}");
    // From a form, too, and from the page of an application.
    let form = [
        ("client_id", "spa"),
        ("connection", CONNECTION),
        ("password", PASSWORD),
        ("email", "form@signup.example"),
    ];
    let request = world
        .http
        .request(Method::POST, "/dbconnections/signup")
        .form(&form);
    let answer = world
        .http
        .send(request.header("origin", "https://spa.example"))
        .await
        .expect(200);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://spa.example"
    );
    let preflight = world.http.request(Method::OPTIONS, "/dbconnections/signup");
    world
        .http
        .send(preflight.header("origin", "https://spa.example"))
        .await
        .expect(204);
}

async fn a_sign_up_that_cannot_be_is_declined(engine: Engine) {
    let world = world_with(engine, json!({ "passwordPolicy": "good" })).await;
    let taken = sign_up(
        &world,
        with(person(&world.email), "password", json!("Long-enough-1")),
    )
    .await;
    let expected = json!({ "name": "BadRequestError", "code": "invalid_signup", "description": "Invalid sign up",
        "statusCode": 400 });
    assert_eq!(taken.expect(400).json(), expected);
    let weak = sign_up(&world, person("weak@signup.example"))
        .await
        .expect(400)
        .json();
    assert_eq!(
        (&weak["name"], &weak["code"]),
        (&json!("PasswordStrengthError"), &json!("invalid_password"))
    );
    assert!(
        text(&weak, "policy").starts_with("* At least 8 characters in length"),
        "{weak}"
    );
    assert_eq!(weak["description"]["verified"], false);
    let fine = with(
        person("a@signup.example"),
        "password",
        json!("Long-enough-1"),
    );
    for (key, value) in [
        ("email", json!("nobody")),
        ("connection", json!("fantasy")),
        ("client_id", json!("fantasy")),
        ("client_id", json!("web-unconnected")),
        ("username", json!("ada")),
        ("app_metadata", json!({ "admin": true })),
        ("email_verified", json!(true)),
        ("blocked", json!(false)),
        ("user_id", json!("auth0|chosen")),
        ("user_metadata", json!({ "nested": {} })),
    ] {
        sign_up(&world, with(fine.clone(), key, value))
            .await
            .expect(400);
    }
    for key in ["client_id", "email", "connection", "password"] {
        let mut body = fine.clone();
        body.as_object_mut().expect("an object").remove(key);
        sign_up(&world, body).await.expect(400);
    }
    sign_up(&world, fine).await.expect(200);
    assert!(world.logs().await.iter().any(|entry| entry["type"] == "fs"));
}

async fn a_closed_database_takes_nobody(engine: Engine) {
    let world = world_with(engine, json!({ "disable_signup": true })).await;
    let closed = sign_up(&world, person("a@signup.example"))
        .await
        .expect(400)
        .json();
    assert_eq!(
        (&closed["code"], &closed["description"]),
        (&json!("public_signup"), &json!("Public signup is disabled"))
    );
    let body =
        json!({ "connection": CONNECTION, "email": "a@signup.example", "password": PASSWORD });
    world
        .manage(Method::POST, "/api/v2/users", Some(body))
        .await
        .expect(201);
}

async fn user_names_are_required_unique_and_bounded(engine: Engine) {
    let options =
        json!({ "requires_username": true, "validation": { "username": { "min": 3, "max": 8 } } });
    let mut world = world_with(engine, options).await;
    let person = |email: &str, username: &str| with(person(email), "username", json!(username));
    let made = sign_up(&world, person("a@signup.example", "Lovelace"))
        .await
        .expect(200)
        .json();
    assert_eq!(made["username"], "lovelace");
    for (email, username) in [
        ("b@signup.example", "lovelace"),
        ("b@signup.example", "ab"),
        ("b@signup.example", "far-too-long"),
    ] {
        sign_up(&world, person(email, username)).await.expect(400);
    }
    world.email = "LoveLace".to_owned();
    world.password("native", &[]).await.expect(200);
    let body =
        json!({ "connection": CONNECTION, "email": "c@signup.example", "password": PASSWORD });
    let missing = world
        .manage(Method::POST, "/api/v2/users", Some(body.clone()))
        .await
        .expect(400)
        .json();
    let message =
        format!("Missing username for {CONNECTION} connection with requires_username enabled");
    assert_eq!(missing["message"], message);
    let body = with(body, "username", json!("charles"));
    let made = world
        .manage(Method::POST, "/api/v2/users", Some(body))
        .await
        .expect(201)
        .json();
    let path = format!(
        "/api/v2/users/{}",
        text(&made, "user_id").replace('|', "%7C")
    );
    for (username, status) in [("lovelace", 409), ("ab", 400), ("babbage", 200)] {
        let body = json!({ "username": username });
        world
            .manage(Method::PATCH, &path, Some(body))
            .await
            .expect(status);
    }
    let other = World::shared(engine).await;
    let body = json!({ "connection": CONNECTION, "email": "d@signup.example", "username": "ada", "password": PASSWORD });
    let refused = other
        .manage(Method::POST, "/api/v2/users", Some(body))
        .await
        .expect(400)
        .json();
    assert_eq!(
        refused["message"],
        "Cannot set username for connection without requires_username."
    );
}

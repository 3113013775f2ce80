//! What clients send to the token endpoint besides what it asks for (RFC 6749, section 3.2), and how they write it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    unknown_members_may_be_anything,
    known_members_are_strings_or_nothing,
    a_byte_order_mark_is_skipped,
    the_encoding_that_changes_nothing_is_taken,
    another_scheme_of_authorization_is_no_client,
}

/// A request of a machine, which is refused unless each of its members is read.
fn machine() -> Value {
    json!({
        "grant_type": "client_credentials", "client_id": "machine",
        "client_secret": secret("machine"), "audience": API,
    })
}

fn with(more: Value) -> Value {
    let mut body = machine();
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

async fn unknown_members_may_be_anything(engine: Engine) {
    let world = World::shared(engine).await;
    for unknown in [
        json!([]),
        json!(["a", 1]),
        json!([{ "type": "payment", "amounts": [1.5, null] }]),
        json!({}),
        json!({ "deep": { "deeper": [true] } }),
        json!(1.5),
        json!(-7),
        json!(false),
        json!(null),
        json!(""),
    ] {
        let body = with(json!({ "authorization_details": unknown }));
        let request = world.http.request(Method::POST, "/oauth/token").json(&body);
        let answer = world.http.send(request).await;
        assert_eq!(answer.status, 200, "{unknown}: {answer:#?}");
        let body = json!({ "client_id": "native", "token": "x", "token_type_hint": unknown });
        let request = world.http.request(Method::POST, "/oauth/revoke");
        world.http.send(request.json(&body)).await.expect(200);
    }
}

async fn known_members_are_strings_or_nothing(engine: Engine) {
    let world = World::shared(engine).await;
    let ask = async |body: Value| {
        let request = world.http.request(Method::POST, "/oauth/token").json(&body);
        world.http.send(request).await
    };
    let absent = json!({ "scope": null, "organization": null, "client_assertion": null, "client_assertion_type": null });
    ask(with(absent)).await.expect(200);
    for known in [
        "grant_type",
        "client_id",
        "client_secret",
        "audience",
        "organization",
    ] {
        for wrong in [json!({}), json!(["x"]), json!(1.5)] {
            let answer = ask(with(json!({ known: wrong }))).await;
            let sentence = format!("Parameter must be a string: {known}");
            answer.expect_error(400, "invalid_request", &sentence);
        }
    }
    ask(with(json!({ "scope": { "a": 1 } })))
        .await
        .expect_error(400, "invalid_scope", "Scope must be an array or a string");
    ask(with(json!({ "audience": null }))).await.expect_error(
        400,
        "invalid_request",
        "Missing required parameter: audience",
    );
}

async fn a_byte_order_mark_is_skipped(engine: Engine) {
    let world = World::shared(engine).await;
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            machine()
                .as_object()
                .expect("an object")
                .iter()
                .map(|(name, value)| (name, value.as_str().expect("a string"))),
        )
        .finish();
    for (kind, body) in [
        ("application/json", machine().to_string()),
        ("application/x-www-form-urlencoded", form),
    ] {
        let request = world.http.request(Method::POST, "/oauth/token");
        let request = request.header("Content-Type", kind);
        let answer = world
            .http
            .send(request.body(format!("\u{feff}{body}")))
            .await;
        assert_eq!(answer.status, 200, "{kind}: {answer:#?}");
    }
}

async fn the_encoding_that_changes_nothing_is_taken(engine: Engine) {
    let world = World::shared(engine).await;
    for (encoding, status) in [
        ("identity", 200),
        ("Identity", 200),
        ("", 200),
        ("gzip", 400),
        ("identity, gzip", 400),
    ] {
        let request = world
            .http
            .request(Method::POST, "/oauth/token")
            .json(&machine());
        let request = request.header("Content-Encoding", encoding);
        let answer = world.http.send(request).await;
        assert_eq!(answer.status, status, "{encoding}: {answer:#?}");
    }
}

async fn another_scheme_of_authorization_is_no_client(engine: Engine) {
    let world = World::shared(engine).await;
    for header in [
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer",
        "Bearer null",
        "null",
        "undefined",
    ] {
        let ask = async |body: &Value| {
            let request = world.http.request(Method::POST, "/oauth/token").json(body);
            world
                .http
                .send(request.header("Authorization", header))
                .await
        };
        let answer = ask(&machine()).await;
        assert_eq!(answer.status, 200, "{header}: {answer:#?}");
        let mut unproved = machine();
        unproved["client_secret"] = Value::Null;
        ask(&unproved)
            .await
            .expect_error(401, "access_denied", "Unauthorized");
        let form = [("client_id", "native"), ("token", "x")];
        let request = world
            .http
            .request(Method::POST, "/oauth/revoke")
            .form(&form);
        let request = request.header("Authorization", header);
        world.http.send(request).await.expect(200);
    }
}

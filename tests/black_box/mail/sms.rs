//! Text messages on their way out, by a gateway that listens.

use std::time::{Duration, Instant};

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};

use super::posted::KEY;
use crate::harness::*;
use crate::mfa_api::{allow, ask, associate, by_oob};
use crate::second_factor::{always, enable, set_policies};

on_both_engines! {
    a_message_goes_to_the_gateway_as_auth0_sends_it,
    what_fails_is_tried_again_and_what_is_refused_is_given_up,
    a_message_survives_a_gateway_that_hangs_and_a_server_that_dies,
    messages_go_to_allowed_countries_within_the_limit,
    without_a_gateway_nothing_is_sent,
}

const PATIENCE: Duration = Duration::from_secs(60);
const SECRET: &str = "shhhh, this is between us";
const NUMBER: &str = "+15555550100";

/// A server that really sends, to this gateway.
async fn sending(engine: Engine, gateway: &Receiver, more: &[(&str, &str)]) -> World {
    let setup = Setup::first_start(engine).await;
    let trusted = gateway.trusted_in(setup.database().directory());
    let mut setup = setup
        .calling(&trusted)
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", KEY)
        .set("SMS__GATEWAY_URL", &gateway.url("/sms"))
        .set("SMS__GATEWAY_SECRET", SECRET)
        .set("SMS__GATEWAY_AUDIENCE", "urn:MySmsGateway")
        .set("SMS__FROM", "Acme")
        .set("SMS__ALLOWED_COUNTRIES", "US,+4915");
    for (name, value) in more {
        setup = setup.set(name, value);
    }
    asking(&setup).await
}

/// A world whose users need a number.
async fn asking(setup: &Setup) -> World {
    let mut world = World::of(&setup.start().await);
    world.http.ip = None;
    enable(&world, &["sms"]).await;
    set_policies(&world, always()).await;
    allow(&world).await;
    world
}

/// Has a code sent to a number; the `mfa_token` and the `oob_code`.
async fn send(world: &World, number: &str) -> (String, Answer) {
    let token = ask(world).await;
    let wanted =
        json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": number });
    let begun = associate(world, &token, wanted).await;
    (token, begun)
}

/// The bodies that the gateway has got.
fn bodies(gateway: &Receiver) -> Vec<Value> {
    let received = gateway.received().into_iter();
    let parsed = received.map(|one| serde_json::from_str(&one.body).expect("JSON"));
    parsed.collect()
}

/// The code in a message.
fn code_in(body: &Value) -> String {
    let digits = body["body"].as_str().expect("a text").chars();
    digits.filter(char::is_ascii_digit).take(6).collect()
}

async fn told(world: &World, kind: &str, count: usize) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let events = get(world, &format!("/logs?q=type:{kind}&sort=date:1")).await;
        let events = events.as_array().expect("a list").clone();
        if events.len() >= count {
            return events;
        }
        assert!(start.elapsed() < PATIENCE, "{kind}: {events:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn a_message_goes_to_the_gateway_as_auth0_sends_it(engine: Engine) {
    let gateway = Receiver::start().await;
    let world = sending(engine, &gateway, &[]).await;
    let (token, begun) = send(&world, "+1 (555) 555-0100").await;
    let oob = text(&begun.expect(200).json(), "oob_code");
    gateway
        .until("a message", |g| !g.received().is_empty())
        .await;
    let body = bodies(&gateway).remove(0);
    assert_eq!(
        (&body["recipient"], &body["sender"]),
        (&json!(NUMBER), &json!("Acme"))
    );
    assert_eq!(
        body.as_object().map(serde_json::Map::len),
        Some(3),
        "{body}"
    );
    let one = gateway.received().remove(0);
    assert_eq!(one.path, "/sms");
    assert_eq!(one.headers["content-type"], "application/json");
    let header = one.headers["authorization"].to_str().expect("a string");
    let bearer = header.strip_prefix("Bearer ").expect("a bearer token");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&["urn:MySmsGateway"]);
    validation.set_issuer(&[world.issuer()]);
    validation.set_required_spec_claims(&["iss", "sub", "aud", "exp"]);
    let key = |secret: &str| DecodingKey::from_secret(secret.as_bytes());
    let claims = decode::<Value>(bearer, &key(SECRET), &validation).expect("a good token");
    assert_eq!(claims.claims["sub"], "urn:Auth0");
    assert!(decode::<Value>(bearer, &key("other"), &validation).is_err());
    by_oob(&world, &token, (&oob, &code_in(&body)))
        .await
        .expect(200);
    let sent = told(&world, "gd_send_sms", 1).await.remove(0);
    assert_eq!(
        sent["details"]["authenticator"]["phone_number"],
        "XXXXXXX0100"
    );
    assert_eq!(sent["user_name"], world.email);
    assert_eq!(gateway.received().len(), 1);
}

async fn what_fails_is_tried_again_and_what_is_refused_is_given_up(engine: Engine) {
    let gateway = Receiver::start().await;
    let world = sending(engine, &gateway, &[]).await;
    gateway.be(Mood::Refuses(500));
    let (token, begun) = send(&world, NUMBER).await;
    let oob = text(&begun.expect(200).json(), "oob_code");
    gateway
        .until("two attempts", |g| g.received().len() >= 2)
        .await;
    let failed = told(&world, "gd_send_sms_failure", 1).await;
    let why = failed[0]["details"]["provider_error"]["message"].as_str();
    assert!(why.is_some_and(|why| why.starts_with("500")), "{failed:#?}");
    gateway.be(Mood::Takes);
    let took = |g: &Receiver| g.received().iter().any(|one| one.mood == Mood::Takes);
    gateway.until("a message", took).await;
    let all = bodies(&gateway);
    assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:#?}");
    let keys = gateway
        .received()
        .into_iter()
        .map(|one| one.headers["idempotency-key"].clone());
    assert_eq!(keys.collect::<std::collections::HashSet<_>>().len(), 1);
    told(&world, "gd_send_sms", 1).await;
    by_oob(&world, &token, (&oob, &code_in(&all[0])))
        .await
        .expect(200);

    // A gateway that does not know us is asked once.
    let other = world.clone().with_user(1);
    gateway.be(Mood::Refuses(401));
    let before = gateway.received().len();
    send(&other, "+15555550101").await.1.expect(200);
    let failed = told(&world, "gd_send_sms_failure", 2).await;
    assert_eq!(
        failed[1]["description"],
        "The message could not be sent and is given up"
    );
    assert_eq!(gateway.received().len(), before + 1);
    assert!(!json!(failed).to_string().contains("15555550101"));
}

async fn a_message_survives_a_gateway_that_hangs_and_a_server_that_dies(engine: Engine) {
    let gateway = Receiver::start().await;
    let world = sending(engine, &gateway, &[]).await;
    gateway.be(Mood::Stalls);
    let start = Instant::now();
    let (token, begun) = send(&world, NUMBER).await;
    let oob = text(&begun.expect(200).json(), "oob_code");
    assert!(
        start.elapsed() < Duration::from_secs(8),
        "no request waits for the gateway"
    );
    gateway
        .until("an attempt", |g| !g.received().is_empty())
        .await;
    world.server.kill();
    gateway.be(Mood::Takes);
    let setup = world.server.setup().clone();
    let mut after = World::of(&setup.start().await);
    after.http.ip = None;
    let took = |g: &Receiver| g.received().iter().any(|one| one.mood == Mood::Takes);
    gateway.until("a message", took).await;
    let body = bodies(&gateway).pop().expect("a message");
    // The tenant file names the port, and was read again.
    allow(&after).await;
    by_oob(&after, &token, (&oob, &code_in(&body)))
        .await
        .expect(200);
}

async fn messages_go_to_allowed_countries_within_the_limit(engine: Engine) {
    let gateway = Receiver::start().await;
    let world = sending(engine, &gateway, &[("SMS__HOURLY_LIMIT", "2")]).await;
    // Jamaica and Canada share the code of the United States.
    for number in [
        "+18765550100",
        "+14165550100",
        "+4420718387500",
        "+491701234567",
    ] {
        let refused = send(&world, number).await.1;
        refused.expect_error(403, "access_denied", "The code could not be sent");
    }
    assert_eq!(told(&world, "gd_send_sms_failure", 4).await.len(), 4);
    for (user, number, status) in [
        (0, NUMBER, 200),
        (1, "+4915123456789", 200),
        (2, NUMBER, 429),
    ] {
        let sent = send(&world.clone().with_user(user), number).await.1;
        assert_eq!(sent.status, status, "{number}: {sent:#?}");
    }
    gateway
        .until("two messages", |g| g.received().len() == 2)
        .await;
    let failed = told(&world, "gd_send_sms_failure", 5).await;
    let why = failed[4]["description"].as_str();
    assert!(
        why.is_some_and(|why| why.contains("sms.hourly_limit")),
        "{failed:#?}"
    );
    assert_eq!(gateway.received().len(), 2);
}

async fn without_a_gateway_nothing_is_sent(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let setup = setup.set("TEST_MODE", "false").set("SECRET_KEY", KEY);
    let world = asking(&setup).await;
    let refused = send(&world, NUMBER).await.1;
    refused.expect_error(403, "access_denied", "The code could not be sent");
    let failed = told(&world, "gd_send_sms_failure", 1).await.remove(0);
    assert_eq!(
        failed["description"],
        "No gateway for text messages is configured: sms.gateway_url"
    );
}

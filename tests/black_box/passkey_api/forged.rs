//! Answers that are not what they say.

use serde_json::{Value, json};

use super::{WEBAUTHN, ada, answer, challenge, device, post_json, register, start, user};
use crate::harness::*;
use crate::passkeys::encode;

on_both_engines! {
    none_signs_in,
    none_makes_an_account,
}

const INVALID: &str = "Invalid passkey";
const EXPIRED: &str = "Invalid or expired auth_session";

async fn none_signs_in(engine: Engine) {
    let world = start(engine).await;
    world.freeze("2026-11-30T12:00:00.000Z").await;
    let mut device = ada(&world).await;
    let own = device.origin.clone();
    let port = own.rsplit_once(':').expect("a port").0.to_owned();
    for (origin, client_data, verifies) in [
        ("https://evil.example", json!({}), true),
        (port.as_str(), json!({}), true),
        ("http://badlocalhost", json!({}), true),
        (own.as_str(), json!({ "crossOrigin": true }), true),
        (own.as_str(), json!({ "type": "webauthn.create" }), true),
        (own.as_str(), json!({ "challenge": encode(&[7; 32]) }), true),
        (own.as_str(), json!({}), false),
    ] {
        device.origin = origin.to_owned();
        device.client_data = client_data;
        device.verifies = verifies;
        let (session, options) = challenge(&world).await;
        let shown = device.get(&options);
        let refused = answer(&world, &session, &shown).await;
        refused.expect_error(403, "invalid_grant", INVALID);
    }
    device.origin = own;
    device.client_data = json!({});
    device.verifies = true;
    // Another relying party, an earlier answer, another account, and parts that were changed.
    let (session, mut options) = challenge(&world).await;
    options["rpId"] = "evil.example".into();
    let shown = device.get(&options);
    answer(&world, &session, &shown)
        .await
        .expect_error(403, "invalid_grant", INVALID);
    let (first, options) = challenge(&world).await;
    let earlier = device.get(&options);
    answer(&world, &first, &earlier).await.expect(200);
    answer(&world, &first, &earlier)
        .await
        .expect_error(403, "invalid_grant", EXPIRED);
    let (session, _) = challenge(&world).await;
    answer(&world, &session, &earlier)
        .await
        .expect_error(403, "invalid_grant", INVALID);
    for (member, value) in [
        ("userHandle", encode(b"another account").into()),
        ("userHandle", Value::Null),
        ("signature", encode(&[0; 70]).into()),
        ("authenticatorData", "AAAA".into()),
        ("clientDataJSON", "?".into()),
        ("clientDataJSON", encode(&[b'a'; 9000]).into()),
    ] {
        let (session, options) = challenge(&world).await;
        let mut shown = device.get(&options);
        shown["response"][member] = value;
        let refused = answer(&world, &session, &shown).await;
        refused.expect_error(403, "invalid_grant", INVALID);
    }
    // A session of another client, one that is too old, and one that was made up; a challenge answers one of many at once.
    let (session, options) = challenge(&world).await;
    let shown = device.get(&options);
    let theirs = json!({ "grant_type": WEBAUTHN, "client_id": "native-static",
        "auth_session": session, "authn_response": shown });
    post_json(&world, "/oauth/token", theirs).await.expect(403);
    let race = || answer(&world, &session, &shown);
    let (a, b, c, d) = tokio::join!(race(), race(), race(), race());
    let mut statuses = [a, b, c, d].map(|answer| answer.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403, 403, 403]);
    let (session, options) = challenge(&world).await;
    let shown = device.get(&options);
    world.advance("301s").await;
    answer(&world, &session, &shown)
        .await
        .expect_error(403, "invalid_grant", EXPIRED);
    answer(&world, "as_made_up", &shown)
        .await
        .expect_error(403, "invalid_grant", EXPIRED);
    let body = json!({ "grant_type": WEBAUTHN, "client_id": "native", "auth_session": session });
    post_json(&world, "/oauth/token", body).await.expect_error(
        400,
        "invalid_request",
        "Missing required parameter: authn_response",
    );
}

async fn none_makes_an_account(engine: Engine) {
    let world = start(engine).await;
    let profile = || json!({ "email": "ada.passkey@example.com" });
    let own = device(&world).origin;
    for (origin, rp, verifies) in [
        ("https://evil.example", "localhost", true),
        (own.as_str(), "evil.example", true),
        (own.as_str(), "localhost", false),
    ] {
        let mut device = device(&world);
        device.origin = origin.to_owned();
        device.verifies = verifies;
        let (session, mut options) = super::begun(register(&world, profile()).await);
        options["rp"]["id"] = rp.into();
        let made = device.create(&options);
        let refused = answer(&world, &session, &made).await;
        refused.expect_error(403, "invalid_grant", INVALID);
        assert_eq!(user(&world).await, Value::Null);
    }
    let told = world.logs().await;
    let told = told
        .iter()
        .filter(|event| event["type"] == "gd_webauthn_enrollment_failed");
    assert_eq!(told.count(), 3);
    // An assertion where a new credential is wanted, and the other way round.
    let mut device = ada(&world).await;
    let other = json!({ "email": "other.passkey@example.com" });
    let (session, options) = super::begun(register(&world, other).await);
    let request = json!({ "challenge": options["challenge"], "rpId": "localhost" });
    let shown = device.get(&request);
    answer(&world, &session, &shown)
        .await
        .expect_error(403, "invalid_grant", INVALID);
    let (session, options) = challenge(&world).await;
    let creation = json!({ "challenge": options["challenge"], "rp": { "id": "localhost" },
        "user": { "id": "QQ", "name": "A", "displayName": "A" } });
    let made = device.create(&creation);
    answer(&world, &session, &made)
        .await
        .expect_error(403, "invalid_grant", INVALID);
}

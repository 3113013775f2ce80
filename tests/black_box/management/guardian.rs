//! `/api/v2/guardian`: which second factors the tenant has, and when it asks for one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    factors_are_switched_one_by_one,
    a_factor_is_asked_for_always_or_never,
    changes_at_once_are_all_kept,
    phones_are_sent_text_messages_and_are_not_called,
}

const FACTORS: [&str; 8] = [
    "sms",
    "push-notification",
    "otp",
    "email",
    "duo",
    "webauthn-roaming",
    "webauthn-platform",
    "recovery-code",
];

async fn put(world: &World, path: &str, body: Value) -> Answer {
    call(world, Method::PUT, path, body).await
}

async fn factors_are_switched_one_by_one(engine: Engine) {
    let world = World::own(engine).await;
    let factors = async || get(&world, "/guardian/factors").await;
    let all = |on: &[&str]| -> Value {
        let row = |name: &&str| json!({ "name": name, "enabled": on.contains(name), "trial_expired": false });
        FACTORS.iter().map(row).collect()
    };
    assert_eq!(factors().await, all(&[]));
    let switch = async |name: &str, on: bool| {
        let path = format!("/guardian/factors/{name}");
        put(&world, &path, json!({ "enabled": on })).await
    };
    let offered = [
        "otp",
        "email",
        "webauthn-roaming",
        "webauthn-platform",
        "recovery-code",
    ];
    for name in [offered.as_slice(), &["otp"]].concat() {
        let answer = switch(name, true).await.expect(200).json();
        assert_eq!(answer, json!({ "enabled": true }));
    }
    assert_eq!(factors().await, all(&offered));
    for name in ["webauthn-roaming", "webauthn-platform"] {
        switch(name, false).await.expect(200);
    }
    for name in ["push-notification", "duo"] {
        let refused = switch(name, true).await.expect(403).json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{name}");
        let answer = switch(name, false).await.expect(200).json();
        assert_eq!(answer, json!({ "enabled": false }), "{name}");
    }
    switch("email", false).await.expect(200);
    assert_eq!(factors().await, all(&["otp", "recovery-code"]));
    switch("fantasy", true).await.expect(400);
    for body in [
        json!({}),
        json!({ "enabled": "yes" }),
        json!({ "enabled": true, "name": "otp" }),
    ] {
        put(&world, "/guardian/factors/otp", body).await.expect(400);
    }
    // Five were switched on and three off; what changes nothing is not told.
    let changes = get(&world, "/logs?q=type:gd_tenant_update").await;
    assert_eq!(changes.as_array().map(Vec::len), Some(8), "{changes:#}");
}

async fn a_factor_is_asked_for_always_or_never(engine: Engine) {
    let world = World::own(engine).await;
    let policies = async || get(&world, "/guardian/policies").await;
    assert_eq!(policies().await, json!([]));
    let always = json!(["all-applications"]);
    let answer = put(&world, "/guardian/policies", always.clone()).await;
    assert_eq!(answer.expect(200).json(), always);
    let adaptive = put(&world, "/guardian/policies", json!(["confidence-score"])).await;
    assert_eq!(
        adaptive.expect(403).json()["errorCode"],
        "feature_not_enabled"
    );
    for bad in [
        json!(["fantasy"]),
        json!([7]),
        json!({}),
        json!("all-applications"),
    ] {
        put(&world, "/guardian/policies", bad).await.expect(400);
    }
    assert_eq!(policies().await, always);
    // The factors are another part of the same settings.
    put(&world, "/guardian/factors/otp", json!({ "enabled": true }))
        .await
        .expect(200);
    assert_eq!(policies().await, always);
    let never = put(&world, "/guardian/policies", json!([])).await;
    assert_eq!(never.expect(200).json(), json!([]));
    assert_eq!(policies().await, json!([]));
}

async fn phones_are_sent_text_messages_and_are_not_called(engine: Engine) {
    let world = World::own(engine).await;
    let on = json!({ "enabled": true });
    put(&world, "/guardian/factors/sms", on).await.expect(200);
    let types = "/guardian/factors/phone/message-types";
    assert_eq!(get(&world, types).await, json!({ "message_types": [] }));
    let sms = json!({ "message_types": ["sms"] });
    assert_eq!(
        put(&world, types, sms.clone()).await.expect(200).json(),
        sms
    );
    assert_eq!(get(&world, types).await, sms);
    for (body, status) in [
        (json!({ "message_types": ["sms", "voice"] }), 403),
        (json!({ "message_types": ["fax"] }), 400),
        (json!({}), 400),
    ] {
        put(&world, types, body).await.expect(status);
    }
    for path in ["phone", "sms"] {
        let path = format!("/guardian/factors/{path}/selected-provider");
        for (name, status) in [("phone-message-hook", 200), ("twilio", 403), ("auth0", 200)] {
            let body = json!({ "provider": name });
            put(&world, &path, body).await.expect(status);
        }
        assert_eq!(get(&world, &path).await, json!({ "provider": "auth0" }));
        let path = path.replace("selected-provider", "templates");
        let unset = call(&world, Method::GET, &path, Value::Null).await;
        if path.contains("/sms/") {
            unset.expect(204);
        } else {
            let shown = unset.expect(200).json();
            assert!(text(&shown, "verification_message").contains("{{ code }}"));
        }
        let one = json!({ "enrollment_message": "{{ code }}" });
        put(&world, &path, one).await.expect(400);
    }
}

async fn changes_at_once_are_all_kept(engine: Engine) {
    let world = World::own(engine).await;
    let on = || json!({ "enabled": true });
    let always = json!(["all-applications"]);
    let (otp, email, policy) = tokio::join!(
        put(&world, "/guardian/factors/otp", on()),
        put(&world, "/guardian/factors/email", on()),
        put(&world, "/guardian/policies", always.clone()),
    );
    for answer in [otp, email, policy] {
        answer.expect(200);
    }
    let factors = get(&world, "/guardian/factors").await;
    let factors = factors.as_array().expect("a list").iter();
    let on = factors.filter(|factor| factor["enabled"] == true);
    let on: Vec<_> = on.map(|factor| text(factor, "name")).collect();
    assert_eq!(on, ["otp", "email"]);
    assert_eq!(get(&world, "/guardian/policies").await, always);
}

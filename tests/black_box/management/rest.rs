//! What a full export by Auth0's Deploy CLI reads beside the resources that there are: empty, off, or absent, and no
//! write pretends otherwise.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    what_is_not_there_is_said_to_be_not_there,
    a_write_that_says_the_same_is_done_and_another_refused,
    brute_force_protection_acts_as_it_is_set,
}

async fn what_is_not_there_is_said_to_be_not_there(engine: Engine) {
    let world = World::shared(engine).await;
    for (path, expected) in [
        (
            "/rules?page=0&per_page=100&include_totals=true",
            json!({ "total": 0, "start": 0, "limit": 100, "rules": [] }),
        ),
        ("/rules-configs", json!([])),
        (
            "/hooks?page=0&per_page=100&include_totals=true",
            json!({ "total": 0, "start": 0, "limit": 100, "hooks": [] }),
        ),
        (
            "/connections-directory-provisionings?take=50",
            json!({ "directory_provisionings": [] }),
        ),
        ("/guardian/factors/sms/providers/twilio", json!({})),
        (
            "/guardian/factors/phone/selected-provider",
            json!({ "provider": "auth0" }),
        ),
        (
            "/guardian/factors/phone/message-types",
            json!({ "message_types": [] }),
        ),
        (
            "/actions/modules?page=0&per_page=100",
            json!({ "modules": [], "total": 0, "page": 0, "per_page": 100 }),
        ),
        ("/risk-assessments/settings", json!({ "enabled": false })),
        (
            "/risk-assessments/settings/new-device",
            json!({ "remember_for": 30 }),
        ),
        ("/branding/phone/providers", json!({ "providers": [] })),
        ("/branding/phone/templates", json!({ "templates": [] })),
        (
            "/prompts",
            json!({ "universal_login_experience": "new", "identifier_first": false,
                "webauthn_platform_first_factor": false }),
        ),
        ("/prompts/login/custom-text/en", json!({})),
        ("/prompts/login/partials", json!({})),
        (
            "/prompts/rendering?page=0&per_page=100&include_totals=true",
            json!({ "configs": [], "start": 0, "limit": 100, "total": 0 }),
        ),
        (
            "/forms?page=0&per_page=100&include_totals=true",
            json!({ "limit": 100, "start": 0, "total": 0, "forms": [] }),
        ),
        (
            "/flows?page=0&per_page=100&include_totals=true",
            json!({ "limit": 100, "start": 0, "total": 0, "flows": [] }),
        ),
        (
            "/flows/vault/connections?page=0&per_page=50&include_totals=true",
            json!({ "limit": 50, "start": 0, "total": 0, "connections": [] }),
        ),
        (
            "/self-service-profiles?page=0&per_page=100&include_totals=true",
            json!({ "self_service_profiles": [], "start": 0, "limit": 100, "total": 0 }),
        ),
        (
            "/network-acls?page=0&per_page=100&include_totals=true",
            json!({ "network_acls": [], "start": 0, "limit": 100, "total": 0 }),
        ),
        (
            "/user-attribute-profiles?take=10",
            json!({ "user_attribute_profiles": [] }),
        ),
        (
            "/connection-profiles?take=10",
            json!({ "connection_profiles": [] }),
        ),
        (
            "/token-exchange-profiles?take=50",
            json!({ "token_exchange_profiles": [] }),
        ),
        (
            "/rate-limit-policies?take=50",
            json!({ "rate_limit_policies": [] }),
        ),
        ("/event-streams?take=50", json!({ "eventStreams": [] })),
    ] {
        let answer = call(&world, Method::GET, path, Value::Null)
            .await
            .expect(200)
            .json();
        assert_eq!(answer, expected, "{path}");
    }
    for (path, message, code) in [
        (
            "/emails/provider?fields=name%2Cenabled&include_fields=true",
            "There is not a configured email provider",
            json!("inexistent_email_provider"),
        ),
        (
            "/email-templates/verify_email",
            "The template does not exist.",
            json!("inexistent_email_template"),
        ),
        (
            "/branding/templates/universal-login",
            "Template does not exist.",
            json!("inexistent_templates_universal_login"),
        ),
        (
            "/branding/themes/default",
            "There was an error retrieving branding settings: invalid theme ID",
            json!("theme_not_found"),
        ),
        (
            "/rules/none",
            "The rule does not exist",
            json!("inexistent_rule"),
        ),
        ("/flows/none", "Flow not found", Value::Null),
        (
            "/user-attribute-profiles/none",
            "User attribute profile not found.",
            Value::Null,
        ),
    ] {
        let answer = call(&world, Method::GET, path, Value::Null)
            .await
            .expect(404)
            .json();
        assert_eq!(
            (&answer["message"], &answer["errorCode"]),
            (&json!(message), &code),
            "{path}"
        );
    }
}

async fn a_write_that_says_the_same_is_done_and_another_refused(engine: Engine) {
    let world = World::shared(engine).await;
    for path in [
        "/attack-protection/breached-password-detection",
        "/attack-protection/bot-detection",
        "/branding",
        "/prompts",
        "/risk-assessments/settings",
        "/supplemental-signals",
    ] {
        let read = call(&world, Method::GET, path, Value::Null)
            .await
            .expect(200)
            .json();
        let written = call(&world, Method::PATCH, path, read.clone())
            .await
            .expect(200)
            .json();
        assert_eq!(written, read, "{path}");
    }
    call(
        &world,
        Method::PUT,
        "/prompts/login/custom-text/en",
        json!({}),
    )
    .await
    .expect(200);
    for (method, path, body) in [
        (
            Method::PATCH,
            "/attack-protection/breached-password-detection",
            json!({ "enabled": true }),
        ),
        (
            Method::PUT,
            "/guardian/factors/phone/message-types",
            json!({ "message_types": ["voice"] }),
        ),
        (Method::PUT, "/rules-configs/KEY", json!({ "value": "x" })),
        (
            Method::POST,
            "/rules",
            json!({ "name": "A", "script": "function () {}" }),
        ),
        (
            Method::POST,
            "/emails/provider",
            json!({ "name": "ms365", "credentials": {} }),
        ),
        (Method::POST, "/flows", json!({ "name": "A" })),
    ] {
        let refused = call(&world, method, path, body).await.expect(403).json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{path}");
    }
    call(
        &world,
        Method::PATCH,
        "/rules/none",
        json!({ "enabled": true }),
    )
    .await
    .expect(404);
    call(&world, Method::DELETE, "/rules/none", Value::Null)
        .await
        .expect(204);
    call(&world, Method::DELETE, "/emails/provider", Value::Null)
        .await
        .expect(404);
    call(&world, Method::GET, "/rules?fantasy=1", Value::Null)
        .await
        .expect(400);
}

async fn brute_force_protection_acts_as_it_is_set(engine: Engine) {
    let world = World::own(engine).await;
    let path = "/attack-protection/brute-force-protection";
    let fresh = call(&world, Method::GET, path, Value::Null)
        .await
        .expect(200)
        .json();
    let expected = json!({ "enabled": true, "shields": ["block", "user_notification"],
        "mode": "count_per_identifier_and_ip", "allowlist": [], "max_attempts": 10 });
    assert_eq!(fresh, expected);
    let change = async |body: Value| {
        call(&world, Method::PATCH, path, body)
            .await
            .expect(200)
            .json()
    };
    let guess = async |world: &World| {
        world
            .password("native", &[("password", "wrong")])
            .await
            .status
    };
    let right = async |world: &World| world.password("native", &[]).await.status;
    let silent = change(json!({ "shields": ["block"] })).await;
    assert_eq!(silent["shields"], json!(["block"]));
    call(&world, Method::PATCH, path, json!({ "max_attempts": 0 }))
        .await
        .expect(400);
    call(
        &world,
        Method::PATCH,
        path,
        json!({ "allowlist": ["example.com"] }),
    )
    .await
    .expect(400);

    let changed = change(json!({ "max_attempts": 2 })).await;
    assert_eq!(changed["max_attempts"], 2);
    assert_eq!(
        [
            guess(&world).await,
            guess(&world).await,
            guess(&world).await
        ],
        [403, 403, 429]
    );
    assert_eq!(
        right(&world).await,
        429,
        "the right password comes too late"
    );
    let elsewhere = world.at("198.51.100.77");
    assert_eq!(
        right(&elsewhere).await,
        200,
        "another address has failures of its own"
    );
    change(json!({ "allowlist": [world.ip] })).await;
    assert_eq!(
        right(&world).await,
        200,
        "who is on the list is let through"
    );

    let other = world.clone().with_user(1);
    change(json!({ "allowlist": [], "mode": "count_per_identifier" })).await;
    assert_eq!([guess(&other).await, guess(&other).await], [403, 403]);
    assert_eq!(
        right(&other.at("198.51.100.78")).await,
        429,
        "wherever they are"
    );
    change(json!({ "enabled": false })).await;
    assert_eq!(right(&other).await, 200);
}

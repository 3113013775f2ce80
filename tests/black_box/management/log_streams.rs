//! Log streams by the Management API. The properties of the answers are those that were recorded from Auth0.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{self, *};

on_both_engines! {
    a_stream_goes_round,
    other_kinds_and_untruths_are_refused,
}

const AUTHORIZATION: &str = "AKIAXXXXXXXXXXXXXXXX";

async fn call(world: &World, method: Method, path: &str, body: Value) -> Answer {
    harness::call(world, method, &format!("/log-streams{path}"), body).await
}

fn http() -> Value {
    json!({ "name": "Mine", "type": "http", "sink": { "httpContentFormat": "JSONLINES",
        "httpContentType": "application/json", "httpEndpoint": "https://example.com/webhook/logs",
        "httpAuthorization": AUTHORIZATION } })
}

async fn a_stream_goes_round(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(
        call(&world, Method::GET, "", Value::Null)
            .await
            .expect(200)
            .json(),
        json!([])
    );
    let mut body = http();
    body["pii_config"] = json!({ "log_fields": ["first_name", "email", "phone"] });
    body["filters"] = json!([{ "type": "category", "name": "auth.login.fail" }]);
    let made = call(&world, Method::POST, "", body.clone())
        .await
        .expect(200)
        .json();
    let keys: Vec<_> = made
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        keys,
        [
            "id",
            "name",
            "type",
            "status",
            "sink",
            "filters",
            "isPriority",
            "pii_config"
        ]
    );
    let id = text(&made, "id");
    assert!(id.starts_with("lst_") && id.len() == 20, "{id}");
    assert_eq!(
        (&made["sink"], &made["status"], &made["isPriority"]),
        (&body["sink"], &json!("active"), &json!(false))
    );
    let expected = json!({ "log_fields": ["first_name", "email", "phone"], "method": "hash", "algorithm": "xxhash" });
    assert_eq!(made["pii_config"], expected);
    let path = format!("/{id}");
    let patch = json!({ "name": "Mine", "pii_config": { "log_fields": ["last_name", "username"], "method": "mask" },
        "sink": { "httpEndpoint": "https://example.com/other" } });
    let patched = call(&world, Method::PATCH, &path, patch)
        .await
        .expect(200)
        .json();
    let mut expected = body["sink"].clone();
    expected["httpEndpoint"] = json!("https://example.com/other");
    assert_eq!(patched["sink"], expected, "a secret that is left out stays");
    let expected =
        json!({ "log_fields": ["last_name", "username"], "method": "mask", "algorithm": "xxhash" });
    assert_eq!(patched["pii_config"], expected);
    assert_eq!(patched["filters"], made["filters"]);
    let without =
        json!({ "name": "Mine", "sink": { "httpEndpoint": "https://example.com/other" } });
    let patched = call(&world, Method::PATCH, &path, without)
        .await
        .expect(200)
        .json();
    assert!(patched.get("pii_config").is_none(), "{patched}");
    assert_eq!(
        call(&world, Method::GET, &path, Value::Null)
            .await
            .expect(200)
            .json(),
        patched
    );
    assert_eq!(
        call(&world, Method::GET, "", Value::Null)
            .await
            .expect(200)
            .json(),
        json!([patched])
    );
    let logs = world
        .manage(Method::GET, "/api/v2/logs?per_page=100", None)
        .await
        .expect(200)
        .body;
    assert!(!logs.contains(AUTHORIZATION));
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    for method in [Method::GET, Method::DELETE] {
        call(&world, method, &path, Value::Null).await.expect(404);
    }
}

async fn other_kinds_and_untruths_are_refused(engine: Engine) {
    let world = World::own(engine).await;
    for kind in [
        "eventbridge",
        "eventgrid",
        "datadog",
        "splunk",
        "sumo",
        "segment",
        "mixpanel",
    ] {
        let body = json!({ "name": "Mine", "type": kind, "sink": { "anything": "x" } });
        let refused = call(&world, Method::POST, "", body)
            .await
            .expect(403)
            .json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{kind}");
    }
    let id = text(
        &call(&world, Method::POST, "", http())
            .await
            .expect(200)
            .json(),
        "id",
    );
    let path = format!("/{id}");
    for status in ["paused", "active"] {
        let patched = call(&world, Method::PATCH, &path, json!({ "status": status })).await;
        assert_eq!(patched.expect(200).json()["status"], status);
        let shown = call(&world, Method::GET, &path, Value::Null).await;
        assert_eq!(shown.expect(200).json()["status"], status);
    }
    for bad in [
        json!({ "sink": { "httpEndpoint": "http://example.com" } }),
        json!({ "sink": { "httpEndpoint": "https://example.com", "datadogRegion": "us" } }),
        json!({ "type": "http" }),
        json!({ "status": "fantasy" }),
        json!({ "sink": { "httpEndpoint": "https://" } }),
        json!({ "sink": { "httpEndpoint": "https://example.com", "httpAuthorization": "a\nb: c" } }),
        json!({ "sink": { "httpEndpoint": "https://example.com",
            "httpCustomHeaders": [{ "header": "Content-Length", "value": "0" }] } }),
    ] {
        let refused = call(&world, Method::PATCH, &path, bad)
            .await
            .expect(400)
            .json();
        assert_eq!(refused["errorCode"], "invalid_body");
    }
}

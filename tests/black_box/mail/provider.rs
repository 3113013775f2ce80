//! `/api/v2/emails/provider`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_provider_is_made_once_read_in_part_and_changed,
    secrets_are_written_and_never_read,
    what_is_not_there_is_refused,
}

const PATH: &str = "/emails/provider";
const ALL: &str = "/emails/provider?fields=name,enabled,default_from_address,credentials,settings&include_fields=true";

fn smtp() -> Value {
    json!({ "name": "smtp", "default_from_address": "Acme <no-reply@acme.example>", "credentials": {
        "smtp_host": "mail.acme.example", "smtp_port": 465, "smtp_user": "acme", "smtp_pass": "hush-hush" } })
}

async fn a_provider_is_made_once_read_in_part_and_changed(engine: Engine) {
    let world = World::own(engine).await;
    let missing = call(&world, Method::GET, PATH, Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(
        missing["message"],
        "There is not a configured email provider"
    );
    assert_eq!(missing["errorCode"], "inexistent_email_provider");
    for method in [Method::PATCH, Method::DELETE] {
        let body = if method == Method::PATCH {
            json!({ "enabled": false })
        } else {
            Value::Null
        };
        call(&world, method, PATH, body).await.expect(404);
    }
    let made = call(&world, Method::POST, PATH, smtp())
        .await
        .expect(201)
        .json();
    let shown = json!({ "name": "smtp", "enabled": true, "default_from_address": "Acme <no-reply@acme.example>",
        "credentials": { "smtp_host": "mail.acme.example", "smtp_port": 465, "smtp_user": "acme" }, "settings": {} });
    assert_eq!(made, shown);
    call(&world, Method::POST, PATH, smtp()).await.expect(409);
    assert_eq!(
        get(&world, PATH).await,
        json!({ "name": "smtp", "enabled": true })
    );
    assert_eq!(get(&world, ALL).await, shown);

    let off = call(&world, Method::PATCH, PATH, json!({ "enabled": false }))
        .await
        .expect(200)
        .json();
    assert_eq!(off["enabled"], false);
    let ses = json!({ "name": "ses", "enabled": true, "settings": { "message": { "configuration_set_name": "x" } },
        "credentials": { "accessKeyId": "AKIA", "secretAccessKey": "hush-hush", "region": "us-east-1" } });
    let ses = call(&world, Method::PATCH, PATH, ses)
        .await
        .expect(200)
        .json();
    assert_eq!(ses["credentials"], json!({ "region": "us-east-1" }));
    assert_eq!(ses["settings"]["message"]["configuration_set_name"], "x");
    call(&world, Method::DELETE, PATH, Value::Null)
        .await
        .expect(204);
    call(&world, Method::GET, PATH, Value::Null)
        .await
        .expect(404);
}

async fn secrets_are_written_and_never_read(engine: Engine) {
    let world = World::own(engine).await;
    call(&world, Method::POST, PATH, smtp()).await.expect(201);
    for path in [PATH, ALL, "/logs"] {
        let shown = get(&world, path).await.to_string();
        assert!(!shown.contains("hush"), "{path}: {shown}");
    }
    let logged = get(&world, "/logs?q=type:sapi&sort=date:-1").await;
    assert_eq!(logged[0]["description"], "Configure email provider");
    // The password is not sent to another server than the one that it was given for.
    let moved = json!({ "credentials": { "smtp_host": "evil.example" } });
    let refused = call(&world, Method::PATCH, PATH, moved)
        .await
        .expect(400)
        .json();
    assert!(
        refused["message"]
            .as_str()
            .is_some_and(|m| m.contains("smtp_pass")),
        "{refused}"
    );
    let moved = json!({ "credentials": { "smtp_host": "other.example", "smtp_pass": "other" } });
    let moved = call(&world, Method::PATCH, PATH, moved)
        .await
        .expect(200)
        .json();
    assert_eq!(moved["credentials"]["smtp_host"], "other.example");
}

async fn what_is_not_there_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    for (name, credentials) in [(
        "ms365",
        json!({ "tenantId": "x", "clientId": "y", "clientSecret": "z" }),
    )] {
        let body = json!({ "name": name, "credentials": credentials });
        let refused = call(&world, Method::POST, PATH, body)
            .await
            .expect(403)
            .json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{name}");
    }
    for bad in [
        json!({ "name": "smtp" }),
        json!({ "name": "pigeon", "credentials": {} }),
        json!({ "name": "smtp", "credentials": { "smtp_host": "a" } }),
        json!({ "name": "smtp", "credentials": { "smtp_host": "a\r\nQUIT", "smtp_port": 25 } }),
        json!({ "name": "smtp", "credentials": { "smtp_host": "a", "smtp_port": 0 } }),
        json!({ "name": "sendgrid", "credentials": { "api_key": "" } }),
        json!({ "name": "azure_cs", "credentials": { "connectionString": "x" } }),
        json!({ "name": "mailgun", "credentials": { "api_key": "k", "domain": "a/../b" } }),
    ] {
        call(&world, Method::POST, PATH, bad).await.expect(400);
    }
}

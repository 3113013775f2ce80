//! One rule, two verdicts: what the Management API answers with 400, an import leaves out, and what it takes, an import
//! stores as it does.

use std::fs;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::*;

on_both_engines! {
    what_is_refused_as_a_request_is_left_out_of_a_file,
}

/// Endpoint, section of the file, what names an entry, the rest of it, and whether it breaks a rule.
type Row = (&'static str, &'static str, &'static str, Value, bool);

fn rows() -> Vec<Row> {
    let client = |rest: Value, breaks: bool| ("/clients", "clients", "name", rest, breaks);
    let api = |rest: Value, breaks: bool| {
        (
            "/resource-servers",
            "resourceServers",
            "identifier",
            rest,
            breaks,
        )
    };
    let role = |rest: Value, breaks: bool| ("/roles", "roles", "name", rest, breaks);
    let organization =
        |rest: Value, breaks: bool| ("/organizations", "organizations", "name", rest, breaks);
    let stream = |rest: Value, breaks: bool| ("/log-streams", "logStreams", "name", rest, breaks);
    vec![
        client(json!({ "callbacks": ["https://a.example/cb"] }), false),
        client(
            json!({ "refresh_token": { "rotation_type": "rotating", "expiration_type": "expiring" } }),
            false,
        ),
        client(json!({ "app_type": "web" }), true),
        client(json!({ "oidc_conformant": "yes" }), true),
        client(json!({ "callbacks": ["localhost"] }), true),
        client(
            json!({ "token_endpoint_auth_method": "none", "grant_types": ["client_credentials"] }),
            true,
        ),
        client(
            json!({ "session_transfer": { "enforce_device_binding": "mac" } }),
            true,
        ),
        client(
            json!({ "session_transfer": { "enforce_device_bindng": "ip" } }),
            true,
        ),
        client(json!({ "fantasy": true }), true),
        client(
            json!({ "jwt_configuration": { "lifetime_in_seconds": -1 } }),
            true,
        ),
        client(
            json!({ "addons": { "samlp": { "signingCert": "no key" } } }),
            true,
        ),
        api(
            json!({ "token_lifetime": 60, "scopes": [{ "value": "r" }] }),
            false,
        ),
        api(json!({ "signing_alg": "none" }), true),
        api(json!({ "token_lifetime": 2_592_001 }), true),
        api(json!({ "scopes": [{ "value": "r", "fantasy": 1 }] }), true),
        role(json!({ "description": "d" }), false),
        role(json!({ "description": 1 }), true),
        organization(json!({ "metadata": { "plan": "gold" } }), false),
        organization(json!({ "metadata": { "plan": 1 } }), true),
        organization(
            json!({ "branding": { "logo_url": "http://a.example" } }),
            true,
        ),
        stream(
            json!({ "type": "http", "sink": { "httpEndpoint": "https://a.example" } }),
            false,
        ),
        stream(
            json!({ "type": "http", "sink": { "httpEndpoint": "http://a.example" } }),
            true,
        ),
    ]
}

fn named((_, _, key, rest, _): &Row, name: &str) -> Value {
    let mut document = rest.clone();
    document[*key] = json!(name);
    document
}

/// What was made under that name, but for its name and what is its own.
fn essence(listed: &Value, (_, _, key, _, _): &Row, name: &str) -> Option<Map<String, Value>> {
    let mut all = listed.as_array().expect("a list").iter();
    let mut found = all.find(|one| one[*key] == *name)?.as_object()?.clone();
    for own in [*key, "id", "client_id", "client_secret"] {
        found.remove(own);
    }
    Some(found)
}

async fn what_is_refused_as_a_request_is_left_out_of_a_file(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.start().await);
    let rows = rows();
    let mut file = Map::new();
    let mut places = vec![];
    for (n, row) in rows.iter().enumerate() {
        let body = named(row, &format!("requested-{n}"));
        let answer = call(&world, Method::POST, row.0, body).await;
        answer.expect(if row.4 { 400 } else { success(row.0) });
        let section = file.entry(row.1).or_insert_with(|| json!([]));
        let entries = section.as_array_mut().expect("a list");
        places.push(format!("rules.yaml: {}[{}]", row.1, entries.len()));
        entries.push(named(row, &format!("imported-{n}")));
    }
    let path = setup.database().directory().join("rules.yaml");
    fs::write(&path, Value::Object(file).to_string()).expect("our own directory");
    let imported = setup.run(&["import", &path.display().to_string()]);
    assert!(imported.status.success());
    let said = String::from_utf8_lossy(&imported.stdout);
    for (n, (row, place)) in rows.iter().zip(&places).enumerate() {
        let mut left_out = said.lines().filter(|line| line.starts_with("left out: "));
        let is_left_out = left_out.any(|line| line.contains(place));
        assert_eq!(is_left_out, row.4, "{}: {place}\n{said}", row.3);
        if !row.4 {
            let listed = get(&world, row.0).await;
            let requested = essence(&listed, row, &format!("requested-{n}"));
            assert!(requested.is_some(), "{listed}");
            assert_eq!(requested, essence(&listed, row, &format!("imported-{n}")));
        }
    }
}

/// The status of a request that makes one.
fn success(path: &str) -> u16 {
    if path == "/roles" || path == "/log-streams" {
        return 200;
    }
    201
}

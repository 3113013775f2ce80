use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{assert_problem, server};
use crate::domain::client_grant::{ClientGrant, SubjectType};
use crate::domain::device::{Address, Device};
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::session::SignedInBy;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::client_grants;
use crate::store::new_families::{self, NewFamily};
use crate::store::{refresh_tokens, users};

#[tokio::test]
async fn a_client_lives() {
    let server = server().await;
    let made = server
        .create(
            json!({"name": "A", "session_transfer": {"can_create_session_transfer_token": true}}),
        )
        .await;
    assert_eq!(made["tenant"], "localhost");
    assert_eq!(made["encrypted"], true);
    assert_eq!(made["session_transfer"]["enforce_device_binding"], "ip");
    let secret = made["client_secret"].as_str().expect("a secret");
    assert_eq!(secret.len(), 64);
    assert!(
        made["signing_keys"][0]["cert"]
            .as_str()
            .expect("a certificate")
            .contains("BEGIN")
    );
    let envelope = made["signing_keys"][0]["pkcs7"].as_str();
    assert!(envelope.expect("an envelope").contains("BEGIN PKCS7"));
    assert!(made["signing_keys"][0].get("key").is_none());
    let path = format!("/clients/{}", made["client_id"].as_str().expect("an id"));
    let patch = json!({"oidc_backchannel_logout": {"backchannel_logout_urls": ["https://a"]}, "client_secret": "given"});
    let patched = server.call("PATCH", &path, patch).await;
    assert_eq!(patched.status, 200, "{}", patched.body);
    assert_eq!(
        patched.body["oidc_logout"],
        patched.body["oidc_backchannel_logout"]
    );
    assert_eq!(patched.body["client_secret"], "given");
    assert!(patched.body.get("encrypted").is_none());
    let rotated = server
        .call("POST", &format!("{path}/rotate-secret"), Value::Null)
        .await;
    assert_eq!(
        rotated.body["client_secret"].as_str().map(str::len),
        Some(64)
    );
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    let gone = server.call("GET", &path, Value::Null).await;
    assert_problem(&gone, StatusCode::NOT_FOUND, "The client does not exist");
    assert_eq!(gone.body["errorCode"], "inexistent_client");
}

#[tokio::test]
async fn scopes_decide_what_is_seen_and_changed() {
    let server = server().await;
    let path = "/api/v2/clients/machine";
    let get = async |scope: &str, query: &str| {
        let token = server.token(scope);
        server
            .send("GET", &format!("{path}{query}"), Some(&token), Value::Null)
            .await
    };
    assert!(
        get("read:clients", "")
            .await
            .body
            .get("client_secret")
            .is_none()
    );
    assert_eq!(
        get("read:client_keys", "").await.body["client_secret"],
        "machine-secret"
    );
    let summary = json!({"client_id": "machine", "name": "Machine"});
    assert_eq!(get("read:client_summary", "").await.body, summary);
    assert_eq!(
        get("read:clients", "?fields=client_secret").await.status,
        403
    );
    assert_eq!(
        get("read:client_summary", "?fields=callbacks").await.status,
        403
    );
    let cut = get("read:clients", "?fields=name&include_fields=false")
        .await
        .body;
    assert!(cut.get("name").is_none() && cut.get("grant_types").is_some());
    assert_eq!(get("read:clients", "?fields=fantasy").await.status, 400);
    let patch = async |scope: &str, body: Value| {
        let token = server.token(scope);
        server.send("PATCH", path, Some(&token), body).await.status
    };
    assert_eq!(
        patch("update:clients", json!({"client_secret": "x"})).await,
        403
    );
    assert_eq!(patch("update:client_keys", json!({"name": "x"})).await, 403);
    assert_eq!(
        patch("update:client_keys", json!({"client_secret": "x"})).await,
        200
    );
    let unknown = json!({"client_authentication_methods": {"private_key_jwt": {"credentials": [{"id": "cred_0123456789012345678901"}]}}});
    assert_eq!(patch("update:clients", unknown.clone()).await, 400);
    assert_eq!(patch("update:client_keys", unknown).await, 403);
    let mutual_tls =
        json!({"client_authentication_methods": {"tls_client_auth": {"credentials": []}}});
    assert_eq!(patch("update:clients", mutual_tls).await, 403);
}

#[tokio::test]
async fn lists_have_pages_totals_and_checkpoints() {
    let server = server().await;
    for n in 0..4 {
        server
            .create(json!({"name": format!("C{n}"), "app_type": "spa"}))
            .await;
    }
    let page = server
        .call(
            "GET",
            "/clients?include_totals=true&per_page=2&page=1&is_global=false",
            Value::Null,
        )
        .await
        .body;
    assert_eq!(
        (&page["total"], &page["start"], &page["limit"]),
        (&json!(5), &json!(2), &json!(2))
    );
    assert_eq!(page["clients"].as_array().map(Vec::len), Some(2));
    let past = server
        .call("GET", "/clients?page=9", Value::Null)
        .await
        .body;
    assert_eq!(past, json!([]));
    let spas = server
        .call("GET", "/clients?app_type=native,spa", Value::Null)
        .await
        .body;
    assert_eq!(spas.as_array().map(Vec::len), Some(4));
    let (mut seen, mut query) = (0, "take=2".to_owned());
    loop {
        let part = server
            .call("GET", &format!("/clients?{query}"), Value::Null)
            .await
            .body;
        seen += part["clients"].as_array().expect("clients").len();
        match part["next"].as_str() {
            Some(next) => query = format!("take=2&from={next}"),
            None => break,
        }
    }
    assert_eq!(seen, 5);
    for wrong in [
        "per_page=101",
        "page=-1",
        "take=0",
        "include_totals=1",
        "page=1&page=2",
        "from=%C3%BF",
    ] {
        let answer = server
            .call("GET", &format!("/clients?{wrong}"), Value::Null)
            .await;
        assert_eq!(
            (answer.status, &answer.body["errorCode"]),
            (400, &json!("invalid_query_string")),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn parallel_changes_all_take_hold() {
    let server = server().await;
    let change = |key: &'static str| {
        let body = json!({"client_metadata": {key: "1"}});
        server.call("PATCH", "/clients/machine", body)
    };
    let (a, b, c) = tokio::join!(change("a"), change("b"), change("c"));
    assert_eq!((a.status, b.status, c.status), (200, 200, 200));
    let client = server
        .call("GET", "/clients/machine", Value::Null)
        .await
        .body;
    assert_eq!(
        client["client_metadata"]
            .as_object()
            .map(serde_json::Map::len),
        Some(3)
    );
}

#[tokio::test]
async fn a_deleted_client_leaves_no_grant_and_no_living_refresh_token() {
    let server = server().await;
    let made = server.create(json!({"name": "A"})).await;
    let client_id = made["client_id"].as_str().expect("an id").to_owned();
    let parts = &server.app.parts;
    let grant = ClientGrant {
        subject_type: SubjectType::Client,
        id: "cgr_1".into(),
        client_id: client_id.clone(),
        audience: "https://api".into(),
        scope: Scope::default(),
        settings: serde_json::Map::new(),
    };
    let mut db = parts.store.write().await.expect("a connection");
    let stored = client_grants::upsert(&mut db, &grant, parts.clock.now()).await;
    stored.expect("a grant");
    let family = family(&client_id, parts.clock.now());
    let device = Device {
        address: Address::Unreadable,
        asn: None,
        geoip: None,
        user_agent: None,
    };
    let user = user("auth0|1", parts.clock.now());
    let stored = users::insert(&mut db, &user, None).await;
    assert!(stored.expect("a user"));
    drop(db);
    let new = NewFamily {
        family: &family,
        digest: "digest",
        rotating: true,
        device: &device,
        code: None,
        cascades: true,
        password_epoch: 0,
    };
    let begun = new_families::begin(&parts.store, new).await;
    assert_eq!(begun.expect("a family"), Some(0));
    let path = format!("/clients/{client_id}");
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    let mut db = parts.store.read().await.expect("a connection");
    let left = client_grants::find(&mut db, (&client_id, "https://api"), SubjectType::Client).await;
    assert_eq!(left.expect("an answer"), None);
    let found = refresh_tokens::find(&mut db, "digest", parts.clock.now()).await;
    let found = found.expect("an answer").expect("a family");
    assert!(found.family.revoked_at.is_some());
}

fn user(user_id: &str, now: Timestamp) -> User {
    User {
        user_id: user_id.into(),
        connection: "database".into(),
        email: None,
        email_verified: false,
        username: None,
        blocked: false,
        profile: serde_json::Map::new(),
        created_at: now,
        updated_at: now,
        logins_count: 0,
        password_epoch: 0,
    }
}

fn family(client_id: &str, now: Timestamp) -> Family {
    Family {
        id: "family".into(),
        user_id: "auth0|1".into(),
        client_id: client_id.into(),
        session_id: None,
        online: false,
        parent_family: None,
        audience: None,
        scope: Scope::default(),
        organization: None,
        authenticated_at: now,
        login: SignedInBy::default(),
        created_at: now,
        expires_at: None,
        idle_expires_at: None,
        revoked_at: None,
        counter: 1,
    }
}

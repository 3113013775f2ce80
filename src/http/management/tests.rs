//! The table, walked row by row, and the endpoints through the router with a store in memory.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::routes::ROUTES;
use crate::app::App;
use crate::domain::client_document;
use crate::domain::device::BindingRules;
use crate::domain::origin::Origin;
use crate::domain::resource_server::Dialect;
use crate::domain::scope::Scope;
use crate::domain::settings::{Lifetimes, Settings};
use crate::flows::Parts;
use crate::keys::KeyRing;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::passwords::Passwords;
use crate::store::client_grants::{self, ClientGrant};
use crate::store::engine::Engine;
use crate::store::seal::Sealer;
use crate::store::{Store, clients};
use crate::tenant_log::TenantLog;
use crate::tokens::access_token::ApiToken;

const API: &str = "http://localhost:4000/api/v2/";
const ALL: &str = "read:clients read:client_keys create:clients update:clients update:client_keys delete:clients read:logs";

struct Server {
    app: App,
    router: Router,
}

struct Answer {
    status: u16,
    body: Value,
    link: String,
}

fn settings() -> Settings {
    let minute = Duration::from_secs(60);
    Settings {
        issuer: Origin::parse("http://localhost:4000").expect("an origin"),
        custom_domains: vec![],
        binding: BindingRules {
            ipv6_prefix: 64,
            dual_stack_by_asn: true,
        },
        test_mode: true,
        lifetimes: Lifetimes {
            authorization_code: minute,
            login_transaction: minute,
            pushed_request: minute,
            consumed: minute,
            tenant_log: minute,
            opaque_token: minute,
            opaque_token_for_web: minute,
        },
    }
}

async fn server() -> Server {
    let engine = Engine::open("sqlite::memory:", 1, Sealer::new(None)).await;
    let store = Store::new(engine.expect("memory is there"));
    store.engine().migrate().await.expect("migrations apply");
    let clock = Clock::default();
    let keys = KeyRing::open(&store, "localhost", clock.now()).await;
    let (log, writer) = TenantLog::new(store.clone());
    tokio::spawn(writer);
    let Value::Object(mut machine) = json!({"client_id": "machine", "name": "Machine"}) else {
        unreachable!("an object was written")
    };
    client_document::complete(&mut machine);
    let mut db = store.write().await.expect("a connection");
    let made = clients::insert(&mut db, &machine, Some("machine-secret"), clock.now()).await;
    assert!(made.expect("an insert"));
    drop(db);
    let parts = Parts {
        settings: settings(),
        clock,
        entropy: Entropy::system(),
        store,
        keys: keys.expect("keys are made"),
        log,
        network: Network::open(None, None).expect("no files"),
        passwords: Passwords::new(1),
    };
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let app = App::new(parts, vec![], metrics, false);
    Server {
        router: crate::http::router(app.clone()),
        app,
    }
}

impl Server {
    fn token_for(&self, audience: &str, subject: &str, scope: &str, lifetime: u64) -> String {
        let parts = &self.app.parts;
        let scope = Scope::parse(scope);
        let token = ApiToken {
            issuer: &parts.settings.issuer,
            subject,
            client_id: subject.trim_end_matches("@clients"),
            audience,
            scope: &scope,
            organization: None,
            grant: Some("client-credentials"),
            dialect: Dialect::Auth0,
            issued_at: parts.clock.now(),
            lifetime: Duration::from_secs(lifetime),
        };
        token.sign(&parts.keys.ring(), &parts.entropy)
    }

    fn token(&self, scope: &str) -> String {
        self.token_for(API, "machine@clients", scope, 60)
    }

    async fn send(&self, method: &str, path: &str, token: Option<&str>, body: Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        };
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let response = response.unwrap_or_else(|never| match never {});
        let status = response.status().as_u16();
        let link = response.headers().get(header::LINK);
        let link = link.map_or(String::new(), |v| v.to_str().unwrap_or("").to_owned());
        let bytes = to_bytes(response.into_body(), 1 << 20).await;
        let bytes = bytes.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status, body, link }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let token = self.token(ALL);
        let path = format!("/api/v2{path}");
        self.send(method, &path, Some(&token), body).await
    }

    async fn create(&self, body: Value) -> Value {
        let answer = self.call("POST", "/clients", body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body
    }
}

#[track_caller]
fn assert_problem(answer: &Answer, status: StatusCode, message: &str) {
    assert_eq!(answer.status, status.as_u16(), "{}", answer.body);
    assert_eq!(answer.body["statusCode"], status.as_u16());
    assert_eq!(answer.body["message"], message);
    assert!(answer.body["error"].is_string());
}

#[tokio::test]
async fn every_row_of_the_table_refuses_what_it_must() {
    let server = server().await;
    let other_api = server.token_for("https://api", "machine@clients", ALL, 60);
    let expired = server.token_for(API, "machine@clients", ALL, 0);
    let nobody = server.token_for(API, "gone@clients", ALL, 60);
    let powerless = server.token("read:nothing");
    for route in ROUTES {
        let path = format!("/api/v2{}", route.path.replace("{id}", "x"));
        let send = async |token: Option<&str>, path: String| {
            server.send(route.method, &path, token, Value::Null).await
        };
        let answer = send(None, path.clone()).await;
        assert_problem(&answer, StatusCode::UNAUTHORIZED, "Missing authentication");
        let answer = send(Some("nonsense"), path.clone()).await;
        let message = "Bad HTTP authentication header format";
        assert_problem(&answer, StatusCode::BAD_REQUEST, message);
        for bad in [&other_api, &nobody] {
            let answer = send(Some(bad), path.clone()).await;
            assert_problem(&answer, StatusCode::UNAUTHORIZED, "Invalid token");
        }
        let answer = send(Some(&expired), path.clone()).await;
        let message = "Expired token received for JSON Web Token validation";
        assert_problem(&answer, StatusCode::UNAUTHORIZED, message);
        let answer = send(Some(&powerless), path.clone()).await;
        let message = format!(
            "Insufficient scope, expected any of: {}",
            route.scopes.join(", ")
        );
        assert_problem(&answer, StatusCode::FORBIDDEN, &message);
        let able = server.token(route.scopes[0]);
        let answer = send(Some(&able), format!("{path}?fantasy=1")).await;
        let message = "Query validation error: 'Additional properties not allowed: fantasy'.";
        assert_problem(&answer, StatusCode::BAD_REQUEST, message);
        let answer = server.send("PUT", &path, Some(&able), Value::Null).await;
        assert_problem(
            &answer,
            StatusCode::METHOD_NOT_ALLOWED,
            "Method Not Allowed",
        );
    }
}

#[tokio::test]
async fn a_users_token_manages_nothing() {
    let server = server().await;
    let token = server.token_for(API, "machine", ALL, 60);
    let answer = server
        .send("GET", "/api/v2/clients", Some(&token), Value::Null)
        .await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn what_is_not_in_the_table_does_not_exist() {
    let server = server().await;
    for path in [
        "/api/v2",
        "/api/v2/",
        "/api/v2/fantasy",
        "/api/v2/clients/a/b",
        "/api/v2/clients/",
    ] {
        let answer = server.send("GET", path, None, Value::Null).await;
        assert_problem(&answer, StatusCode::NOT_FOUND, "Not Found");
    }
}

#[tokio::test]
async fn ids_are_decoded_and_bounded() {
    let server = server().await;
    for (id, status) in [
        ("auth0%7C1", 404),
        ("a%2Fb", 404),
        ("%00", 400),
        ("%FF", 400),
    ] {
        let answer = server
            .call("GET", &format!("/clients/{id}"), Value::Null)
            .await;
        assert_eq!(answer.status, status, "{id}: {}", answer.body);
    }
    let long = "x".repeat(256);
    let answer = server
        .call("GET", &format!("/clients/{long}"), Value::Null)
        .await;
    assert_eq!(answer.body["errorCode"], "invalid_uri");
    // A doubled slash before the id, as Auth0's samples have it.
    let answer = server.call("GET", "/clients//machine", Value::Null).await;
    assert_eq!(answer.body["client_id"], "machine");
}

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
    let grants = json!({"client_authentication_methods": {"private_key_jwt": {"credentials": [{"id": "cred_0123456789012345678901"}]}}});
    assert_eq!(patch("update:clients", grants).await, 403);
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
async fn a_deleted_client_leaves_no_grant() {
    let server = server().await;
    let made = server.create(json!({"name": "A"})).await;
    let client_id = made["client_id"].as_str().expect("an id").to_owned();
    let parts = &server.app.parts;
    let grant = ClientGrant {
        id: "cgr_1".into(),
        client_id: client_id.clone(),
        audience: "https://api".into(),
        scope: Scope::default(),
    };
    let mut db = parts.store.write().await.expect("a connection");
    let stored = client_grants::upsert(&mut db, &grant, parts.clock.now()).await;
    stored.expect("a grant");
    drop(db);
    let path = format!("/clients/{client_id}");
    assert_eq!(server.call("DELETE", &path, Value::Null).await.status, 204);
    let mut db = parts.store.read().await.expect("a connection");
    let left = client_grants::find(&mut db, &client_id, "https://api").await;
    assert_eq!(left.expect("an answer"), None);
}

#[tokio::test]
async fn writes_are_logged_without_secrets() {
    let server = server().await;
    let secret = "a-secret-that-nobody-may-read";
    server
        .call(
            "PATCH",
            "/clients/machine",
            json!({"client_secret": secret}),
        )
        .await;
    server
        .call("PATCH", "/clients/machine", json!({"fantasy": 1}))
        .await;
    let logs = server
        .call(
            "GET",
            "/logs?sort=date:1&include_totals=true&q=type:(sapi OR fapi)"
                .replace(' ', "%20")
                .as_str(),
            Value::Null,
        )
        .await
        .body;
    assert_eq!(
        (&logs["total"], &logs["length"]),
        (&json!(2), &json!(2)),
        "{logs}"
    );
    assert!(!logs.to_string().contains(secret));
    let done = &logs["logs"][0];
    assert_eq!(
        (&done["type"], &done["description"]),
        (&json!("sapi"), &json!("Update a client"))
    );
    assert_eq!(done["details"]["request"]["method"], "patch");
    assert_eq!(
        done["details"]["request"]["path"],
        "/api/v2/clients/machine"
    );
    assert_eq!(done["details"]["response"]["statusCode"], 200);
    assert_eq!(done["client_id"], "machine");
    assert_eq!(logs["logs"][1]["details"]["response"]["statusCode"], 400);
    let id = done["log_id"].as_str().expect("an id");
    let one = server
        .call("GET", &format!("/logs/{id}"), Value::Null)
        .await
        .body;
    assert_eq!(&one, done);
    let rest = server
        .call("GET", &format!("/logs?from={id}&take=1"), Value::Null)
        .await;
    assert_eq!(rest.body[0]["type"], "fapi");
    assert!(
        rest.link.ends_with("&take=1>; rel=\"next\""),
        "{}",
        rest.link
    );
    for wrong in [
        "q=password:x",
        "q=%22",
        "sort=secret:1",
        "page=50&per_page=100",
        "fields=fantasy",
    ] {
        let answer = server
            .call("GET", &format!("/logs?{wrong}"), Value::Null)
            .await;
        assert_eq!(
            (answer.status, &answer.body["errorCode"]),
            (400, &json!("invalid_query_string")),
            "{wrong}"
        );
    }
}

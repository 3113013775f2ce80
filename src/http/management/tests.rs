//! The table, walked row by row, and the endpoints through the router with a store in memory.

mod client_grants;
mod clients;
mod connections;
mod current_user;
mod logs;
mod one_rule;
mod resource_servers;
mod signing_keys;
mod tenants;

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Map, Value, json};
use tower::ServiceExt;

use crate::actions::Workers;
use crate::app::App;
use crate::domain;
use crate::domain::device::BindingRules;
use crate::domain::origin::Origin;
use crate::domain::proxies::Proxies;
use crate::domain::resource_server::TokenDialect;
use crate::domain::scope::Scope;
use crate::domain::settings::{Lifetimes, RateLimits, Settings};
use crate::domain::user::User;
use crate::egress::Egress;
use crate::flows::Parts;
use crate::flows::limits::Limits;
use crate::flows::live_settings::LiveSettings;
use crate::key_ring::KeyRing;
use crate::mail::postbox::Postbox;
use crate::network::Network;
use crate::outside::{Clock, Entropy};
use crate::passwords::Passwords;
use crate::properties::seed::seed;
use crate::resources::api::call::Takes;
use crate::resources::clients::document as client_document;
use crate::resources::routes;
use crate::store::engine::Engine;
use crate::store::seal::Sealer;
use crate::store::{self, Store};
use crate::tenant_log::TenantLog;
use crate::tokens::access_token::ApiToken;

const API: &str = "http://localhost:4000/api/v2/";
const ALL: &str = "read:clients read:client_keys create:clients update:clients update:client_keys delete:clients read:logs \
    read:resource_servers create:resource_servers update:resource_servers delete:resource_servers \
    read:client_grants create:client_grants update:client_grants delete:client_grants \
    read:tenant_settings update:tenant_settings read:signing_keys create:signing_keys update:signing_keys \
    read:connections create:connections update:connections delete:connections";

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
        relying_parties: std::collections::BTreeMap::new(),
        binding: BindingRules {
            ipv6_prefix: 64,
            dual_stack_by_asn: true,
        },
        follows_port: false,
        dialect: domain::dialect::Dialect::Auth0,
        test_mode: true,
        rate_limits: RateLimits {
            management: None,
            logins: None,
            events: None,
            transfers: None,
        },
        sms: Default::default(),
        lifetimes: Lifetimes {
            authorization_code: minute,
            login_transaction: minute,
            waiting_answer: minute,
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
    let mut tx = store.begin().await.expect("a transaction");
    let made = store::clients::insert(&mut tx, &machine, Some("machine-secret"), clock.now()).await;
    assert!(made.expect("an insert"));
    let Value::Object(database) =
        json!({"id": "con_0123456789abcdef", "name": "database", "strategy": "auth0"})
    else {
        unreachable!("an object was written")
    };
    let made = store::connections::insert(&mut tx, &database, clock.now()).await;
    assert!(made.expect("an insert"));
    tx.commit().await.expect("a commit");
    let mut db = store.write().await.expect("a connection");
    let user = User {
        user_id: "person".into(),
        connection: "database".into(),
        email: None,
        email_verified: false,
        username: Some("person".into()),
        blocked: false,
        profile: Map::new(),
        created_at: clock.now(),
        updated_at: clock.now(),
        logins_count: 0,
        password_epoch: 0,
    };
    let made = store::users::insert(&mut db, &user, None).await;
    assert!(made.expect("an insert"));
    drop(db);
    let egress = Egress::new(false).expect("a client is made");
    let parts = Parts {
        limits: Limits::new(settings().rate_limits),
        settings: LiveSettings::new(settings()),
        clock,
        entropy: Entropy::seeded(seed()),
        store,
        keys: keys.expect("keys are made"),
        log,
        network: Network::open(None, None).expect("no files"),
        passwords: Passwords::new(1).expect("a thread"),
        workers: Workers::new("/nonexistent".into(), egress.clone()),
        egress,
        postbox: Postbox::default(),
    };
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let app = App::new(parts, Proxies::default(), metrics, false);
    Server {
        router: crate::http::router(app.clone()),
        app,
    }
}

impl Server {
    fn token_for(&self, audience: &str, subject: &str, scope: &str, lifetime: u64) -> String {
        let parts = &self.app.parts;
        let settings = parts.settings.now();
        let scope = Scope::parse(scope);
        let token = ApiToken {
            issuer: &settings.issuer,
            subject,
            client_id: subject.strip_suffix("@clients").unwrap_or("machine"),
            audience,
            scope: &scope,
            organization: None,
            permissions: None,
            secret: None,
            grant: Some("client-credentials"),
            dialect: TokenDialect::Auth0,
            issued_at: parts.clock.now(),
            lifetime: Duration::from_secs(lifetime),
            custom: &serde_json::Map::new(),
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
    for route in routes() {
        let segments = route.path.split('/');
        let segments = segments.map(|s| if s.starts_with('{') { "x" } else { s });
        let path = format!("/api/v2{}", segments.collect::<Vec<_>>().join("/"));
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
        // What a user's token alone may do, no client's may.
        let able = match route.scopes[0] {
            scope if scope.contains(":current_user") => server.token_for(API, "person", scope, 60),
            scope => server.token(scope),
        };
        let answer = send(Some(&able), format!("{path}?fantasy=1")).await;
        let message = "Query validation error: 'Additional properties not allowed: fantasy'.";
        assert_problem(&answer, StatusCode::BAD_REQUEST, message);
        let answer = server
            .send("PROPFIND", &path, Some(&able), Value::Null)
            .await;
        assert_problem(
            &answer,
            StatusCode::METHOD_NOT_ALLOWED,
            "Method Not Allowed",
        );
    }
}

#[tokio::test]
async fn every_body_is_closed() {
    let server = server().await;
    let (mut open, mut closed) = (vec![], 0);
    for route in routes() {
        let body = match route.takes {
            Takes::Nothing | Takes::Parts => continue,
            Takes::Object
            | Takes::ObjectByScope(_)
            | Takes::ObjectOrNull
            | Takes::ObjectOrText(_) => json!({"fantasy": 1}),
            Takes::List => json!([{"fantasy": 1}]),
        };
        let segments = route.path.split('/');
        let segments = segments.map(|s| if s.starts_with('{') { "x" } else { s });
        let path = format!("/api/v2{}", segments.collect::<Vec<_>>().join("/"));
        let able = match route.scopes[0] {
            scope if scope.contains(":current_user") => server.token_for(API, "person", scope, 60),
            scope => server.token(scope),
        };
        let answer = server.send(route.method, &path, Some(&able), body).await;
        let message = answer.body["message"].as_str().unwrap_or_default();
        let named = message.contains("fantasy") || message.contains("Missing required property");
        // Where the thing is not there, or nothing of its kind is, nobody looks at the body.
        let refused = match answer.status {
            400 => {
                let of_path = ["no such trigger", "Path validation error"];
                named || of_path.iter().any(|reason| message.contains(reason))
            }
            403 => answer.body["errorCode"] == "feature_not_enabled",
            status => status == 404,
        };
        closed += usize::from(named);
        if !refused {
            open.push(format!(
                "{} {path}: {} {message}",
                route.method, answer.status
            ));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
    assert!(closed > 40, "only {closed} bodies were looked at");
}

#[tokio::test]
async fn a_users_token_manages_nothing() {
    let server = server().await;
    let get = async |subject: &str| {
        let token = server.token_for(API, subject, ALL, 60);
        let answer = server.send("GET", "/api/v2/clients", Some(&token), Value::Null);
        answer.await.status
    };
    assert_eq!(get("nobody").await, 401);
    // A user's token has none of the scopes that are for clients, whatever it says.
    assert_eq!(get("person").await, 403);
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

//! A database that goes away, ends our sessions, falls silent or takes no writes: nobody signs in meanwhile, and nothing
//! has to be restarted afterwards. On Postgres alone: `disk_full.rs` has the troubles of SQLite.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::harness::*;

const PATIENCE: Duration = Duration::from_secs(60);
/// Connections that each server has at most.
const CONNECTIONS: usize = 16;

/// A database in a Postgres, and a server on it.
async fn server_on(url: String) -> (World, Setup) {
    let database = Arc::new(Database::at(url));
    let setup = Setup::on(database).tenant(&Tenant::standard(4));
    (World::of(&setup.start().await), setup)
}

/// Runs statements as the database's administrator, who may always write; how many rows they gave.
async fn administer(url: &str, sql: &str) -> usize {
    let mut db = PgConnection::connect(url).await.expect("Postgres answers");
    // By itself: it holds for the transactions that follow.
    let writing = sqlx::raw_sql("SET default_transaction_read_only = off");
    writing.execute(&mut db).await.expect("a setting");
    let sql = AssertSqlSafe(sql.to_owned());
    let rows = sqlx::raw_sql(sql).fetch_all(&mut db).await;
    rows.expect("good statements").len()
}

/// Ends every session of servers on this database.
async fn terminate_sessions(url: &str) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'footbridge'";
    administer(url, sql).await
}

/// Opens all the connections that the server may have.
async fn fill_pool(world: &World) {
    let path = "/api/v2/clients?per_page=1";
    let token = world.management_token().await;
    let asks = (0..2 * CONNECTIONS).map(|_| {
        let (world, token) = (world.clone(), token.clone());
        async move {
            let request = world.http.request(Method::GET, path).bearer_auth(token);
            world.http.send(request).await.expect(200);
        }
    });
    together(asks).await;
}

/// What apps and tools do, with single statements and with transactions: twenty requests.
async fn twenty_requests(world: &World) {
    let mut token = world.refresh_token("native").await;
    for _ in 0..4 {
        let answer = world.exchange("native", &token).await.expect(200).json();
        token = text(&answer, "refresh_token");
        let transfer = text(&answer, "access_token");
        let browser = world.browser();
        let code = world.redeem(&browser, "web", &transfer).await.code();
        world.code("web", &code).await.expect(200);
        let body = json!({"description": "still there"});
        world
            .manage(Method::PATCH, "/api/v2/clients/web", Some(body))
            .await
            .expect(200);
    }
    world.http.get("/readyz").await.expect(200);
}

#[tokio::test]
async fn no_request_fails_when_every_session_was_terminated() {
    let socket = Postgres::shared().create_database().await;
    let forwarder = Forwarder::start(&socket).await;
    for url in [&socket, &forwarder.url] {
        let (world, _setup) = server_on(url.clone()).await;
        fill_pool(&world).await;
        let ended = terminate_sessions(&socket).await;
        assert!(ended >= 5, "{ended} sessions were ended");
        twenty_requests(&world).await;
        world.server.signal("TERM");
        assert_eq!(world.server.exit_code().await, Some(0));
    }
}

#[tokio::test]
async fn sessions_that_turned_read_only_are_not_kept() {
    let postgres = Postgres::start(Durability::Fast);
    let url = postgres.create_database().await;
    let (world, _setup) = server_on(url.clone()).await;
    let read_only = "ALTER ROLE footbridge SET default_transaction_read_only = on";
    administer(&url, read_only).await;
    terminate_sessions(&url).await;
    // No session is taken that cannot write.
    world.password("native", &[]).await.not_now();
    let start = Instant::now();
    while world.http.get("/readyz").await.status == 200 {
        assert!(start.elapsed() < PATIENCE, "{}", world.server.log());
    }
    world.http.get("/readyz").await.not_now();
    let writable = "ALTER ROLE footbridge RESET default_transaction_read_only";
    administer(&url, writable).await;
    let start = Instant::now();
    while world.password("native", &[]).await.status != 200 {
        assert!(start.elapsed() < Duration::from_secs(5), "back in time");
    }
    while world.http.get("/readyz").await.status != 200 {
        assert!(start.elapsed() < Duration::from_secs(5), "back in time");
    }
    twenty_requests(&world).await;
}

#[tokio::test]
async fn sessions_whose_database_fell_silent_are_noticed() {
    let socket = Postgres::shared().create_database().await;
    let forwarder = Forwarder::start(&socket).await;
    let (world, _setup) = server_on(forwarder.url.clone()).await;
    fill_pool(&world).await;
    forwarder.fall_silent();
    let start = Instant::now();
    let (mut failed, mut well) = (0, 0);
    while well < 20 {
        assert!(
            start.elapsed() < PATIENCE,
            "{failed} failed, {well} did not"
        );
        let answer = world.password("native", &[]).await;
        match answer.status {
            200 => well += 1,
            503 => (failed, well) = (failed + 1, 0),
            _ => panic!("{answer:#?}"),
        }
    }
    assert!(
        failed <= 3,
        "{failed} requests waited for sessions that are dead"
    );
    world.http.get("/readyz").await.expect(200);
}

#[tokio::test]
async fn while_the_database_is_away_every_endpoint_says_when_to_come_back() {
    let postgres = Postgres::start(Durability::Fast);
    let database = Arc::new(Database::at(postgres.create_database().await));
    // As people run it: the clock of test mode would be the first to miss its database.
    let setup = Setup::on(database)
        .tenant(&Tenant::standard(4))
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", &"ab".repeat(32))
        .set("RATE_LIMIT__MANAGEMENT", "0");
    let world = World::of(&setup.start().await);
    let refresh_token = world.refresh_token("native").await;
    let management = world.management_token().await;
    postgres.kill();
    // Copies of clients and keys are a second old at most.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let facts = include_str!("../../facts/management-answers.json");
    let facts: Value = serde_json::from_str(facts).expect("our own file");
    let routes = facts["routes"].as_object().expect("an object");
    let mut asked = Vec::new();
    for route in routes.keys() {
        let (method, path) = route.split_once(' ').expect("a method and a path");
        let path = path.replace(['{', '}'], "");
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        asked.push((method, format!("/api/v2{path}")));
    }
    let answers = asked.into_iter().map(|(method, path)| {
        let (world, management) = (world.clone(), management.clone());
        async move {
            let mut request = world.http.request(method.clone(), &path);
            request = request.bearer_auth(management);
            if method != Method::GET && method != Method::DELETE {
                request = request.json(&json!({}));
            }
            (format!("{method} {path}"), world.http.send(request).await)
        }
    });
    let mut away = 0;
    for (_, answer) in together(answers).await {
        // What is not served needs no database to say so.
        if !matches!(answer.status, 404 | 405) {
            answer.not_now();
            away += 1;
        }
    }
    assert!(away > 100, "{away} routes");
    world.revoke("native", &refresh_token).await.not_now();
    let refreshed = world.refresh("native", &refresh_token, &[]).await;
    refreshed.not_now();
    let login = world.authorize(&world.browser(), "web", &[]).await;
    login.not_now();
    postgres.run();
    let start = Instant::now();
    while world.http.get("/readyz").await.status != 200 {
        assert!(start.elapsed() < PATIENCE, "{}", world.server.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    world.revoke("native", &refresh_token).await.expect(200);
}

//! A pooler between the server and Postgres that lends a session for each transaction.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{Connection, PgConnection};

use crate::harness::*;

/// The parameter that says so.
const LENT: &str = "&statement-cache-capacity=0";

fn setup(url: &str) -> Setup {
    Setup::on(Arc::new(Database::at(url.to_owned())))
        .tenant(&Tenant::standard(8))
        .set("SECRET_KEY", &"ab".repeat(32))
}

/// Two servers on one empty database, which both of them migrate, and everything that an app does, many times at once.
async fn works_behind(url: &str) {
    let (one, other) = (setup(url), setup(url));
    let (one, other) = tokio::join!(one.start(), other.start());
    let worlds = [World::of(&one), World::of(&other)];
    let users = (0..8).map(|user| {
        let world = worlds[user % 2].clone().with_user(user);
        async move {
            for _ in 0..3 {
                let mut token = world.refresh_token("native").await;
                for _ in 0..4 {
                    let answer = world.refresh("native", &token, &[]).await.expect(200);
                    token = text(&answer.json(), "refresh_token");
                }
                let (browser, _) = world.transferred("native", "web").await;
                assert!(world.has_session(&browser).await);
                world.logged_in("web").await;
            }
        }
    });
    together(users).await;
    // A rotated token is spent in both.
    let spent = worlds[0].refresh_token("native").await;
    worlds[0].refresh("native", &spent, &[]).await.expect(200);
    let again = worlds[1].refresh("native", &spent, &[]).await;
    assert!(
        again.status == 403 && again.body.contains("invalid_grant"),
        "{again:#?}"
    );
    for server in [&one, &other] {
        let log = server.log();
        assert!(!log.contains("the database refused"), "{log}");
    }
}

#[tokio::test]
async fn behind_a_pooler_that_keeps_no_statements_everything_works() {
    let database = Postgres::shared().create_database().await;
    let pooler = Pooler::before(&database, None).await;
    works_behind(&format!("{}{LENT}", pooler.url)).await;
}

#[tokio::test]
async fn a_pooler_that_would_mix_up_statements_is_refused_and_one_that_keeps_them_is_not() {
    let database = Postgres::shared().create_database().await;
    let keeps = Pooler::keeps_statements();
    let pooler = Pooler::before(&database, keeps.then_some(0)).await;
    let output = setup(&pooler.url).run(&["serve"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("add statement-cache-capacity=0"), "{said}");
    if keeps {
        let pooler = Pooler::before(&database, Some(200)).await;
        works_behind(&pooler.url).await;
    }
}

#[tokio::test]
async fn behind_a_pooler_a_statement_waits_for_a_lock_as_long_as_elsewhere() {
    let database = Postgres::shared().create_database().await;
    let pooler = Pooler::before(&database, None).await;
    let setup = setup(&format!("{}{LENT}", pooler.url)).set("TEST_MODE", "false");
    let world = World::of(
        &setup
            .set("DATABASE_STATEMENT_TIMEOUT", "500ms")
            .start()
            .await,
    );
    world.password("native", &[]).await.expect(200);
    let mut other = PgConnection::connect(&database)
        .await
        .expect("Postgres answers");
    let mut held = other.begin().await.expect("a transaction");
    let lock = sqlx::raw_sql("LOCK TABLE refresh_families IN EXCLUSIVE MODE");
    lock.execute(&mut *held).await.expect("a lock");
    world.password("native", &[]).await.not_now();
    // The line is on its way.
    for _ in 0..50 {
        if world.server.log().contains("lock timeout") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let log = world.server.log();
    assert!(log.contains("lock timeout"), "{log}");
    assert!(!log.contains("no transaction in progress"), "{log}");
    held.rollback().await.expect("Postgres answers");
    tokio::time::sleep(Duration::from_millis(600)).await;
    world.password("native", &[]).await.expect(200);
}

#[tokio::test]
async fn a_postgres_with_too_few_connections_is_told_of_at_start_and_by_check() {
    let url = Postgres::shared().create_database().await;
    let server = setup(&url)
        .set("DATABASE_MAX_CONNECTIONS", "1000")
        .start()
        .await;
    let log = server.log();
    assert!(
        log.contains("database_max_connections is 1000, but Postgres has room for"),
        "{log}"
    );
    let said_of = |most: &str| {
        said(
            &setup(&url)
                .set("DATABASE_MAX_CONNECTIONS", most)
                .run(&["check"]),
        )
    };
    let many = said_of("1000");
    assert!(
        many.contains("warning: database_max_connections: is 1000"),
        "{many}"
    );
    let few = said_of("16");
    assert!(few.contains("ok: database_max_connections: 16: Postgres takes 397 connections, enough for 24 processes"), "{few}");
    let slow = setup(&url)
        .set("DATABASE_STATEMENT_TIMEOUT", "11s")
        .run(&["check"]);
    let slow = said(&slow);
    assert!(
        slow.contains("warning: database_statement_timeout: is more than 10 s"),
        "{slow}"
    );
}

on_both_engines! { a_silent_client_is_asked_whether_it_is_there }

async fn a_silent_client_is_asked_whether_it_is_there(engine: Engine) {
    let world = World::own(engine).await;
    world.http.get("/healthz").await.expect(200);
    let port = format!(":{:04X}", world.server.port);
    let sockets = std::fs::read_to_string("/proc/net/tcp").expect("Linux tells");
    let accepted = sockets.lines().filter_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        (fields[1].ends_with(&port) && fields[3] == "01").then(|| fields[5].to_owned())
    });
    let timers: Vec<String> = accepted.collect();
    // 02 is the timer of keep-alive.
    assert!(
        !timers.is_empty() && timers.iter().all(|timer| timer.starts_with("02:")),
        "{timers:?}"
    );
}

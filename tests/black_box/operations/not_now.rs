//! A database that does not answer, or not now: each request ends in time and says when to come back, what needs no database
//! goes on, and nothing is acknowledged that is not known to be kept. On Postgres alone: SQLite has no other end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::harness::*;

/// `database_statement_timeout` of these servers, so that the tests are short.
const STATEMENT: Duration = Duration::from_millis(500);
/// A request meets at most a connection that is not to be had, and the machine may be slow.
const ANSWER: Duration = Duration::from_millis(2500);
/// A database that can be reached is used again.
const BACK: Duration = Duration::from_secs(5);

/// As people run it: the clock of test mode would be the first to miss its database.
async fn server_on(url: String, statement: &str) -> World {
    let setup = Setup::on(Arc::new(Database::at(url)))
        .tenant(&Tenant::standard(4))
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", &"ab".repeat(32))
        .set("SHUTDOWN_GRACE", "2s")
        .set("DATABASE_STATEMENT_TIMEOUT", statement);
    World::of(&setup.start().await)
}

async fn administer(url: &str, sql: &str) -> Vec<sqlx::postgres::PgRow> {
    let mut db = PgConnection::connect(url).await.expect("Postgres answers");
    let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
    rows.fetch_all(&mut db).await.expect("good statements")
}

async fn page(world: &World) -> Answer {
    let request = world.http.request(
        reqwest::Method::GET,
        "/authorize?client_id=web&response_type=code",
    );
    world.http.send(request.header("accept", "text/html")).await
}

async fn within<T>(limit: Duration, what: &str, work: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let done = work.await;
    assert!(start.elapsed() < limit, "{what} took {:?}", start.elapsed());
    done
}

#[tokio::test]
async fn while_the_databases_host_is_gone_every_answer_comes_in_time() {
    let socket = Postgres::shared().create_database().await;
    let forwarder = Forwarder::start(&socket).await;
    let world = server_on(forwarder.url.clone(), "500ms").await;
    world.http.get("/readyz").await.expect(200);
    world.refresh_token("native").await;
    // Copies of clients are a second old at most.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    forwarder.vanish();
    let start = Instant::now();
    let logins = (0..4).map(|_| {
        let world = world.clone();
        async move {
            let answer = within(ANSWER, "a login", world.password("native", &[])).await;
            answer.not_now();
            let page = within(ANSWER, "a page", page(&world)).await;
            page.not_now();
            assert!(page.body.contains("</html>"), "{page:#?}");
        }
    });
    let unready = async {
        let second = Duration::from_secs(1) + Duration::from_millis(200);
        while within(second, "/readyz", world.http.get("/readyz"))
            .await
            .status
            == 200
        {
            assert!(start.elapsed() < BACK, "it is not taken out");
        }
        world.http.get("/readyz").await.not_now();
    };
    let cheap = async {
        for path in [
            "/.well-known/jwks.json",
            "/.well-known/openid-configuration",
            "/healthz",
        ] {
            within(STATEMENT, path, world.http.get(path))
                .await
                .expect(200);
        }
    };
    tokio::join!(together(logins), unready, cheap);
    forwarder.come_back();
    let start = Instant::now();
    while world.password("native", &[]).await.status != 200 {
        assert!(start.elapsed() < BACK, "{}", world.server.log());
    }
    while world.http.get("/readyz").await.status != 200 {
        assert!(start.elapsed() < BACK, "{}", world.server.log());
    }
    // It ends in time all the same, with requests under way.
    forwarder.vanish();
    let last = tokio::spawn({
        let world = world.clone();
        async move { world.password("native", &[]).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let grace = Duration::from_secs(2) + Duration::from_millis(700);
    world.server.signal("TERM");
    // 1 where the log had something to keep, which is lost.
    let code = within(grace, "the end", world.server.exit_code()).await;
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    // Answered, or cut off.
    last.abort();
}

/// Has each insertion of a transfer token, and each change of a family, fail with a code; the first few times only.
async fn fail_with(url: &str, code: &str, times: u32) {
    let sql = format!(
        "DROP SEQUENCE IF EXISTS faults CASCADE; CREATE SEQUENCE faults;
         CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN IF nextval('faults') <= {times} THEN RAISE EXCEPTION 'a fault' USING ERRCODE = '{code}'; END IF; RETURN NEW; END $$;
         CREATE OR REPLACE TRIGGER fault BEFORE INSERT ON session_transfers FOR EACH ROW EXECUTE FUNCTION fault();
         CREATE OR REPLACE TRIGGER fault BEFORE INSERT OR UPDATE ON refresh_families FOR EACH ROW EXECUTE FUNCTION fault()"
    );
    administer(url, &sql).await;
}

#[tokio::test]
async fn what_the_database_refuses_for_now_is_tried_again_or_answered_not_now() {
    let url = Postgres::shared().create_database().await;
    let world = server_on(url.clone(), "500ms").await;
    let token = world.refresh_token("native-static").await;
    for code in ["40001", "40P01"] {
        fail_with(&url, code, 1).await;
        // The statement was undone, and is sent again.
        world.exchange("native-static", &token).await.expect(200);
        fail_with(&url, code, 1000).await;
        world.exchange("native-static", &token).await.not_now();
        world.password("native", &[]).await.not_now();
    }
    for code in ["55P03", "57014", "53300", "25006", "57P01"] {
        fail_with(&url, code, 1000).await;
        world.exchange("native-static", &token).await.not_now();
        world.password("native", &[]).await.not_now();
    }
    fail_with(&url, "40001", 0).await;
    world.exchange("native-static", &token).await.expect(200);
    // A lock that another session holds.
    let mut other = PgConnection::connect(&url).await.expect("Postgres answers");
    let mut held = other.begin().await.expect("a transaction");
    let lock = sqlx::raw_sql("LOCK TABLE refresh_families IN EXCLUSIVE MODE");
    lock.execute(&mut *held).await.expect("a lock");
    let waiting = world.password("native", &[]);
    within(ANSWER, "a login", waiting).await.not_now();
    held.rollback().await.expect("Postgres answers");
    world.password("native", &[]).await.expect(200);
}

#[tokio::test]
async fn a_commit_that_no_standby_confirmed_is_not_acknowledged() {
    let postgres = Postgres::start(Durability::Fast);
    let url = postgres.create_database().await;
    let world = server_on(url.clone(), "5s").await;
    world.refresh_token("native").await;
    let standby = |name: &str| format!("ALTER SYSTEM SET synchronous_standby_names = '{name}'");
    administer(&url, &standby("nobody")).await;
    administer(&url, "SELECT pg_reload_conf()").await;
    // By an administrator's hand.
    let login = tokio::spawn({
        let world = world.clone();
        // Postgres takes the setting up when it comes to it.
        async move {
            loop {
                let answer = world.password("native", &[]).await;
                if answer.status != 200 {
                    return answer;
                }
            }
        }
    });
    let mut db = PgConnection::connect(&url).await.expect("Postgres answers");
    let start = Instant::now();
    let cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    let mut cancelled = 0;
    while !login.is_finished() {
        let rows = sqlx::raw_sql(cancel).fetch_all(&mut db).await;
        let rows = rows.expect("a good statement");
        cancelled += rows.iter().filter(|row| row.get::<bool, _>(0)).count();
        assert!(start.elapsed() < 4 * BACK, "every login was acknowledged");
    }
    login.await.expect("no panic").not_now();
    assert!(cancelled > 0, "no commit waited");
    let log = world.server.log();
    assert!(log.contains("standby did not confirm"), "{log}");
    administer(&url, &standby("")).await;
    administer(&url, "SELECT pg_reload_conf()").await;
    let start = Instant::now();
    while world.password("native", &[]).await.status != 200 {
        assert!(start.elapsed() < BACK, "{}", world.server.log());
    }
}

#[tokio::test]
async fn of_several_hosts_another_is_used_when_one_is_gone() {
    let url = Postgres::shared().create_database().await;
    let ways = [Forwarder::start(&url).await, Forwarder::start(&url).await];
    let ports = ways.each_ref().map(|way| {
        let port = reqwest::Url::parse(&way.url).expect("a URL").port();
        port.expect("a port")
    });
    // Nobody listens at the first.
    let hosts = format!("127.0.0.1:1,127.0.0.1:{},127.0.0.1:{}", ports[0], ports[1]);
    let path = ways[0].url.rsplit('/').next().expect("a path");
    let several = format!("postgres://footbridge@{hosts}/{path}?target_session_attrs=read-write");
    let world = server_on(several, "500ms").await;
    world.refresh_token("native").await;
    ways[0].vanish();
    let start = Instant::now();
    while world.password("native", &[]).await.status != 200 {
        assert!(start.elapsed() < BACK, "{}", world.server.log());
    }
}

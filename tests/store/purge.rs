//! What is over goes, and nothing before; and a batch costs the same whatever the size of the tables.

use std::time::Duration;

use footbridge::domain::log_id;
use footbridge::domain::time::Timestamp;
use footbridge::store::engine::Conn;
use footbridge::store::login_attempts::{self, AttemptLimit};
use footbridge::store::purge::{self, Horizon, STATEMENTS};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::bench::{Bench, NOW, count, plan, run};
use crate::common::on_both_engines;

on_both_engines! {
    wrong_passwords_are_kept_as_long_as_they_count,
    what_is_over_goes_with_what_hangs_on_it_and_after_its_descendants,
    what_lives_on_is_put_off,
    one_process_purges_at_a_time,
}

const DAY: Duration = Duration::from_secs(24 * 3600);

fn horizon(now: Timestamp) -> Horizon {
    Horizon {
        now,
        consumed: now.minus(DAY),
        look_again: now.plus(6 * DAY),
        tenant_log: now.minus(30 * DAY),
        failed_logins: now.minus(30 * DAY),
    }
}

async fn wrong_passwords_are_kept_as_long_as_they_count(bench: Bench) {
    let store = bench.store();
    let least = |most| AttemptLimit {
        most,
        window_start: NOW.minus(30 * DAY),
    };
    let mut tx = store.begin().await.expect("a transaction");
    for _ in 0..3 {
        let bound = least(10);
        let is_in = login_attempts::reserve(&mut tx, "ada", "192.0.2.1", NOW, bound).await;
        assert!(is_in.expect("an answer"));
    }
    tx.commit().await.expect("a commit");
    let mut db = store.write().await.expect("a connection");
    let after_two_days = horizon(NOW.plus(2 * DAY));
    purge::batch(&mut db, after_two_days)
        .await
        .expect("a purge");
    let blocked = login_attempts::blocked(&mut db, "ada", least(3)).await;
    assert_eq!(blocked.expect("an answer"), [("192.0.2.1".to_owned(), 3)]);
    let after_a_month = horizon(NOW.plus(31 * DAY));
    purge::batch(&mut db, after_a_month).await.expect("a purge");
    let blocked = login_attempts::blocked(&mut db, "ada", least(1)).await;
    assert!(blocked.expect("an answer").is_empty());
}

async fn purge_all(db: &mut Conn, now: Timestamp) {
    while purge::batch(db, horizon(now)).await.expect("a purge") > 0 {}
}

/// Rows with the names `{prefix}1` to `{prefix}{many}`: what they need, and what hangs on them. They end at `ends`.
fn rows(prefix: &str, many: usize, ends: Timestamp, parent: Option<&str>) -> String {
    let p = prefix;
    let parent = parent.map_or("NULL".to_owned(), |id| format!("'{id}'"));
    let numbers = format!(
        "(WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {many}) SELECT n FROM up) numbers"
    );
    format!(
        "INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at, last_interacted_at,
                               idle_expires_at, expires_at, parent_family, initial_device, last_device, purge_at)
         SELECT '{p}s' || n, '{p}c' || n, 'u', 'c', 0, 0, 0, {ends}, {ends}, {parent}, '', '', {ends} FROM {numbers};
         INSERT INTO session_clients (session_id, client_id) SELECT '{p}s' || n, 'web' FROM {numbers};
         INSERT INTO refresh_families (id, user_id, client_id, online, scope, authenticated_at, created_at, expires_at,
                                       head_digest, counter, rotating, initial_device, last_device, purge_at)
         SELECT '{p}f' || n, 'u', 'native', n < 0, '', 0, 0, {ends}, '{p}h' || n, 1, n > 0, '', '', 0 FROM {numbers};
         INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
         SELECT '{p}t' || n, '{p}f' || ((n - 1) % 100 + 1), n, 0 FROM {numbers};
         INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
         SELECT '{p}d' || n, 'web', 'u', '{p}s' || n, '', {ends} FROM {numbers};
         INSERT INTO login_attempts (identifier, address, failures, last_at)
         SELECT '{p}i' || n, '', 1, {ends} FROM {numbers};
         INSERT INTO tenant_logs (log_id, type, occurred_at, document)
         SELECT '{first}' || '{p}' || n, 's', {ends}, '' FROM {numbers}",
        first = log_id::first_at(ends),
        ends = ends.millis(),
    )
}

async fn what_is_over_goes_with_what_hangs_on_it_and_after_its_descendants(bench: Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    run(&mut db, &rows("old-", 450, NOW.minus(2 * DAY), None)).await;
    let children = rows("new-", 1, NOW.plus(2 * DAY), Some("old-f7"));
    run(&mut db, &children).await;
    purge_all(&mut db, NOW).await;
    for (table, left) in [
        ("sessions", 1),
        ("session_clients", 1),
        // The parent of the session, and the one beside it.
        ("refresh_families", 2),
        ("codes", 1),
    ] {
        assert_eq!(count(&mut db, table).await, left, "{table}");
    }
    purge_all(&mut db, NOW.plus(4 * DAY)).await;
    assert_eq!(count(&mut db, "sessions").await, 0);
    assert_eq!(count(&mut db, "session_clients").await, 0);
    purge_all(&mut db, NOW.plus(8 * DAY)).await;
    for table in ["refresh_families", "superseded_refresh_tokens"] {
        assert_eq!(count(&mut db, table).await, 0, "{table}");
    }
}

async fn what_lives_on_is_put_off(bench: Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    run(&mut db, &rows("", 3, NOW.plus(30 * DAY), None)).await;
    let mut batch = async |now| purge::batch(&mut db, horizon(now)).await.expect("a purge");
    assert_eq!(batch(NOW).await, 3, "three families");
    assert_eq!(batch(NOW).await, 0);
    assert_eq!(batch(NOW.plus(6 * DAY)).await, 0);
    assert_eq!(batch(NOW.plus(8 * DAY)).await, 3);
    assert_eq!(count(&mut db, "refresh_families").await, 3);
    // Whatever ends one is noticed, without a word from those that do it.
    run(
        &mut db,
        "UPDATE refresh_families SET revoked_at = 1 WHERE id = 'f2'",
    )
    .await;
    purge_all(&mut db, NOW.plus(16 * DAY)).await;
    assert_eq!(count(&mut db, "refresh_families").await, 2);
    assert_eq!(count(&mut db, "superseded_refresh_tokens").await, 2);
}

async fn one_process_purges_at_a_time(bench: Bench) {
    let mut db = bench.another().write().await.expect("a connection");
    let mut leases = async |process, after| {
        let now = NOW.plus(Duration::from_secs(after));
        let until = now.plus(Duration::from_secs(60));
        purge::lease(&mut db, process, now, until)
            .await
            .expect("an answer")
    };
    assert!(leases("one", 0).await);
    assert!(!leases("two", 1).await);
    assert!(leases("one", 50).await, "renewed");
    assert!(!leases("two", 100).await);
    assert!(leases("two", 110).await, "the other one is gone");
    assert!(!leases("one", 111).await);
}

const MANY: usize = 100_000;

/// Every row that the statement touched, whether it was of use or not.
fn rows_read(node: &Value) -> f64 {
    let number = |key: &str| node[key].as_f64().unwrap_or(0.0);
    let own = number("Actual Rows")
        + number("Rows Removed by Filter")
        + number("Rows Removed by Index Recheck")
        + number("Rows Removed by Join Filter");
    let below = node["Plans"]
        .as_array()
        .into_iter()
        .flatten()
        .map(rows_read);
    own * number("Actual Loops") + below.sum::<f64>()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_batch_reads_as_little_of_a_large_table_on_postgres() {
    let bench = Bench::postgres().await;
    let mut db = PgConnection::connect(&bench.url)
        .await
        .expect("Postgres answers");
    let mut say = async |sql: &str| {
        let text = AssertSqlSafe(sql.to_owned());
        let answer = sqlx::raw_sql(text).fetch_all(&mut db).await;
        answer.unwrap_or_else(|e| panic!("{e}: {sql}"))
    };
    say(&rows("living-", MANY, NOW.plus(30 * DAY), None)).await;
    say("UPDATE refresh_families SET purge_at = expires_at; ANALYZE").await;
    // Over, with no tokens left and with many.
    say(&rows("over-", 1_000, NOW.minus(60 * DAY), None)).await;
    let (over, again) = (NOW.minus(DAY).millis(), NOW.millis());
    for (number, sql) in STATEMENTS.iter().enumerate() {
        let arguments = match (sql.contains("$3"), sql.contains("$2")) {
            (true, _) => format!("'one', {again}, {again}"),
            (_, true) => format!("{over}, {again}"),
            _ => over.to_string(),
        };
        say(&format!("PREPARE s{number} AS {sql}")).await;
        for mode in ["force_generic_plan", "force_custom_plan"] {
            let explained = say(&format!(
                "SET plan_cache_mode = {mode}; BEGIN;
                 EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE s{number} ({arguments}); ROLLBACK"
            ))
            .await;
            let plan: String = explained[0].get_unchecked(0);
            let plan: Value = serde_json::from_str(&plan).expect("JSON");
            let read = rows_read(&plan[0]["Plan"]);
            assert!(read < 5_000.0, "{read} rows with {mode}: {sql}\n{plan:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_batch_scans_no_table_on_sqlite() {
    let bench = Bench::sqlite().await;
    let mut db = bench.store().read().await.expect("a connection");
    for sql in STATEMENTS {
        let steps = plan(&mut db, sql).await;
        // The few rows of a batch, which an index has found, may be gone through.
        let scans = |step: &&String| {
            let table = step.strip_prefix("SCAN ");
            table.is_some_and(|table| {
                !["s", "f", "(subquery", "SUBQUERY"]
                    .contains(&table.split(' ').next().unwrap_or(""))
            })
        };
        let scanned: Vec<_> = steps.iter().filter(scans).collect();
        assert!(scanned.is_empty(), "{sql}\n{steps:#?}");
    }
}

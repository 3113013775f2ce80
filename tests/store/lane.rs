//! Session transfer tokens that are issued at the same moment: on Postgres in few statements, and each with the verdict
//! that it would have had alone.

use std::time::Duration;

use footbridge::domain::device::Address;
use footbridge::domain::session_transfer::Transfer;
use footbridge::store::engine::{Engine, StoreError};
use footbridge::store::seal::Sealer;
use footbridge::store::{Store, session_transfers, transfer_issues};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::bench::{Bench, count, run, transfer};
use crate::common::postgres::{Durability, Postgres};
use crate::common::together::together;
use crate::common::watchdog;

type Issued = Result<bool, StoreError>;

/// One to issue from a family, by a device in a network of its own.
fn of(number: u16, family: &str) -> Transfer {
    let mut new = transfer(&format!("t{number}"), family);
    let [high, low] = number.to_be_bytes();
    new.device.address = Address::Known([10, high, low, 1].into());
    new
}

fn issue(store: &Store, new: Transfer) -> JoinHandle<Issued> {
    let store = store.clone();
    tokio::spawn(async move { transfer_issues::issue(&store, &new.id, &new).await })
}

/// A lane whose only connection is in use, so that what is asked for stands in line.
struct Line {
    bench: Bench,
    store: Store,
}

impl Line {
    async fn of(bench: Bench) -> Self {
        let engine = Engine::open(&bench.url, 1, Sealer::new(None)).await;
        let store = Store::new(engine.expect("a database"));
        Self { bench, store }
    }

    async fn with_families(number: u16) -> Self {
        let line = Self::of(Bench::postgres().await).await;
        for n in 0..number {
            line.bench.family(&format!("f{n}")).await;
        }
        line
    }

    /// Issues all of them in the order given, once all of them stand in line. Gives how many statements it took, too.
    async fn let_go(&self, all: impl IntoIterator<Item = Transfer>) -> (Vec<Issued>, u64) {
        let held = self.store.read().await.expect("a connection");
        let before = self.statements();
        let mut tasks = vec![];
        for new in all {
            tasks.push(issue(&self.store, new));
            tokio::task::yield_now().await;
        }
        sleep(Duration::from_millis(50)).await;
        drop(held);
        let mut issued = vec![];
        for task in tasks {
            let answer = timeout(Duration::from_secs(30), task).await;
            issued.push(answer.expect("an answer").expect("no panic"));
        }
        (issued, self.statements() - before)
    }

    fn statements(&self) -> u64 {
        self.store.engine().counts().statements()
    }

    async fn stored(&self) -> i64 {
        let mut db = self.bench.store().read().await.expect("a connection");
        count(&mut db, "session_transfers").await
    }
}

fn good(issued: &[Issued]) -> usize {
    issued.iter().filter(|i| matches!(i, Ok(true))).count()
}

fn unavailable(issued: &[Issued]) -> usize {
    let is_so = |i: &&Issued| matches!(i, Err(StoreError::Unavailable(_)));
    issued.iter().filter(is_so).count()
}

/// A session of its own that has done this and not committed it.
async fn in_the_middle_of(bench: &Bench, sql: &str) -> PgConnection {
    let mut other = PgConnection::connect(&bench.url).await.expect("Postgres");
    let text = AssertSqlSafe(format!("BEGIN; {sql}"));
    sqlx::raw_sql(text).execute(&mut other).await.expect("rows");
    other
}

/// A row that stands in the way of the token `t{number}`, until it is rolled back.
fn obstacle(number: u16) -> String {
    format!(
        "INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, scope, device, issued_at, expires_at)
         VALUES ('other', 't{number}', 'refresh_token', 'native', 'u', 'f', '', '', 0, 0)"
    )
}

async fn roll_back(mut other: PgConnection) {
    let done = sqlx::raw_sql("ROLLBACK").execute(&mut other).await;
    done.expect("it was open");
}

/// The process of the database whose lane waits for a lock.
async fn blocked(other: &mut PgConnection) -> i32 {
    let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                  AND query LIKE '%ISSUE_ALL%'";
    let found = async {
        loop {
            // Within a transaction, the view would stay as it was at first.
            let fresh = sqlx::raw_sql("SELECT pg_stat_clear_snapshot()").execute(&mut *other);
            fresh.await.expect("an answer");
            let pid: Option<i32> = sqlx::query_scalar(sql)
                .fetch_optional(&mut *other)
                .await
                .expect("an answer");
            match pid {
                Some(pid) => return pid,
                None => sleep(Duration::from_millis(10)).await,
            }
        }
    };
    timeout(Duration::from_secs(10), found)
        .await
        .expect("it waits")
}

async fn terminate(other: &mut PgConnection, pid: i32) {
    let ended = sqlx::query("SELECT pg_terminate_backend($1, 5000)").bind(pid);
    ended.execute(other).await.expect("an answer");
}

#[tokio::test]
async fn many_at_once_are_few_statements_and_each_gets_its_own_verdict() {
    let line = Line::with_families(60).await;
    let mut db = line.bench.store().write().await.expect("a connection");
    run(
        &mut db,
        "UPDATE refresh_families SET revoked_at = 1 WHERE id IN ('f7', 'f31')",
    )
    .await;
    run(
        &mut db,
        "DELETE FROM refresh_families WHERE id IN ('f0', 'f12', 'f59')",
    )
    .await;
    let all: Vec<_> = (0..64).map(|n| of(n, &format!("f{n}"))).collect();
    let (issued, statements) = line.let_go(all.clone()).await;
    let bad = [0, 7, 12, 31, 59, 60, 61, 62, 63];
    assert_eq!(statements, 1 + 9, "one for all, and one for each refusal");
    for (n, (issued, new)) in issued.into_iter().zip(all).enumerate() {
        let expected = !bad.contains(&n);
        assert_eq!(issued.expect("an answer"), expected, "{n}");
        let stored = session_transfers::by_id(&mut db, &new.id)
            .await
            .expect("an answer");
        assert_eq!(
            stored,
            expected.then_some((new, None)),
            "as it was asked for"
        );
    }
}

#[tokio::test]
async fn one_alone_is_one_statement() {
    let line = Line::with_families(1).await;
    let (issued, statements) = line.let_go([of(1, "f0")]).await;
    assert_eq!((good(&issued), statements), (1, 1));
    let (issued, statements) = line.let_go([of(2, "gone")]).await;
    assert!(matches!(issued[..], [Ok(false)]), "{issued:?}");
    assert_eq!(statements, 1, "its answer is final");
}

#[tokio::test]
async fn a_batch_has_a_family_once_and_a_quarter_from_one_network() {
    let line = Line::with_families(40).await;
    let (issued, statements) = line.let_go((0..4).map(|n| of(n, "f0"))).await;
    assert_eq!((good(&issued), statements), (4, 4));
    let one_network = (100..140).map(|n| {
        let mut new = of(n, &format!("f{}", n - 100));
        new.device.address = Address::Known([192, 0, 2, 1].into());
        new
    });
    // The latest of another network does not wait for the first one's second batch.
    let last = of(200, "f39");
    let (issued, statements) = line.let_go(one_network.chain([last])).await;
    assert_eq!((good(&issued), statements), (41, 3), "17, 16 and 8");
}

#[tokio::test]
async fn a_family_locked_elsewhere_stops_nobody() {
    let line = Line::with_families(20).await;
    let lock = "SELECT FROM refresh_families WHERE id = 'f3' FOR UPDATE; DELETE FROM refresh_families WHERE id = 'f4';
                UPDATE refresh_families SET head_digest = 'new', revoked_at = 1 WHERE id = 'f5'";
    let other = in_the_middle_of(&line.bench, lock).await;
    let all = (0..20).map(|n| of(n, &format!("f{n}")));
    let (issued, statements) = line.let_go(all).await;
    assert_eq!((good(&issued), statements), (20, 1));
    roll_back(other).await;
}

#[tokio::test]
async fn a_guilty_row_fails_alone() {
    let line = Line::with_families(20).await;
    line.bench.transfer("t5", "f5").await;
    let (issued, statements) = line.let_go((0..20).map(|n| of(n, &format!("f{n}")))).await;
    assert!(
        matches!(issued[5], Err(StoreError::Statement(_))),
        "{:?}",
        issued[5]
    );
    assert_eq!((good(&issued), statements), (19, 1 + 20));
    assert_eq!(line.stored().await, 20);
    let mut new = of(30, "f1");
    new.client_id = "a text with \0".to_owned();
    let all = [of(31, "f2"), new, of(32, "f3")];
    let (issued, statements) = line.let_go(all).await;
    assert!(
        matches!(issued[1], Err(StoreError::Statement(_))),
        "{issued:?}"
    );
    assert_eq!(
        (good(&issued), statements),
        (2, 2),
        "it was not with the others"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_the_database_turns_away_goes_once_more_and_then_no_more() {
    for times in [1, 2] {
        let line = Line::with_families(10).await;
        let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
        let cut = async {
            for _ in 0..times {
                let pid = blocked(&mut other).await;
                terminate(&mut other, pid).await;
            }
            if times == 1 {
                blocked(&mut other).await;
                roll_back(other).await;
            }
        };
        let all = (0..10).map(|n| of(n, &format!("f{n}")));
        let ((issued, statements), ()) = tokio::join!(line.let_go(all), cut);
        assert_eq!(statements, 2, "{issued:?}");
        match times {
            1 => assert_eq!((good(&issued), line.stored().await), (10, 10)),
            _ => assert_eq!((unavailable(&issued), line.stored().await), (10, 0)),
        }
    }
}

/// Nobody knows whether the database did it: no second try, of all or of one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_whose_connection_breaks_is_not_run_again() {
    let postgres = Postgres::start(Durability::Fast);
    let url = postgres.create_database().await;
    let line = Line::of(Bench::at(url, watchdog::directory()).await).await;
    for n in 0..10 {
        line.bench.family(&format!("f{n}")).await;
    }
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let cut = async {
        blocked(&mut other).await;
        postgres.kill();
    };
    let all = || (0..10).map(|n| of(n, &format!("f{n}")));
    let ((issued, statements), ()) = tokio::join!(line.let_go(all()), cut);
    assert_eq!((unavailable(&issued), statements), (10, 1), "{issued:?}");
    postgres.run();
    let again = async {
        loop {
            let issued = issue(&line.store, of(50, "f0")).await.expect("no panic");
            match issued {
                Ok(issued) => return issued,
                Err(_) => sleep(Duration::from_millis(100)).await,
            }
        }
    };
    let again = timeout(Duration::from_secs(30), again).await;
    assert!(again.expect("the lane goes on"));
    let mut db = line.store.read().await.expect("a connection");
    let stored = count(&mut db, "session_transfers").await;
    assert_eq!(stored, 1, "none of the batch");
}

#[tokio::test]
async fn a_request_that_leaves_before_it_is_sent_stores_nothing() {
    let line = Line::with_families(3).await;
    let held = line.store.read().await.expect("a connection");
    let before = line.statements();
    let requests = [0, 1, 2].map(|n| issue(&line.store, of(n, &format!("f{n}"))));
    sleep(Duration::from_millis(50)).await;
    let [first, second, third] = requests;
    for gone in [first, third] {
        gone.abort();
        assert!(gone.await.expect_err("it is gone").is_cancelled());
    }
    drop(held);
    assert!(second.await.expect("no panic").expect("an answer"));
    assert_eq!(line.statements() - before, 1);
    assert_eq!(line.stored().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_leaves_afterwards_takes_nothing_from_the_others() {
    let line = Line::with_families(10).await;
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let cut = async {
        blocked(&mut other).await;
        roll_back(other).await;
    };
    let held = line.store.read().await.expect("a connection");
    let mut requests: Vec<_> = (0..10)
        .map(|n| issue(&line.store, of(n, &format!("f{n}"))))
        .collect();
    sleep(Duration::from_millis(50)).await;
    drop(held);
    sleep(Duration::from_millis(100)).await;
    requests.pop().expect("ten").abort();
    cut.await;
    for request in requests {
        assert!(request.await.expect("no panic").expect("an answer"));
    }
    assert_eq!(line.stored().await, 10, "it had been sent");
}

#[tokio::test]
async fn the_line_is_bounded() {
    let line = Line::with_families(0).await;
    let all = (0..1500).map(|n| of(n, &format!("gone{n}")));
    let (issued, _) = line.let_go(all).await;
    let refused = issued.iter().filter(|i| matches!(i, Ok(false))).count();
    assert_eq!(refused + unavailable(&issued), 1500);
    assert!((512..=520).contains(&refused), "{refused} got in");
}

#[tokio::test]
async fn a_store_that_closes_answers_the_line_and_loses_nothing() {
    let line = Line::with_families(30).await;
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let requests = |from: u16| -> Vec<_> {
        let numbers = from..from + 10;
        numbers
            .map(|n| issue(&line.store, of(n, &format!("f{n}"))))
            .collect()
    };
    let held = line.store.read().await.expect("a connection");
    let under_way = requests(0);
    sleep(Duration::from_millis(50)).await;
    drop(held);
    blocked(&mut other).await;
    let waiting = requests(10);
    let closing = tokio::spawn({
        let store = line.store.clone();
        async move { store.engine().close().await }
    });
    sleep(Duration::from_millis(50)).await;
    roll_back(other).await;
    for request in under_way {
        assert!(request.await.expect("no panic").expect("an answer"));
    }
    for request in waiting.into_iter().chain(requests(20)) {
        let answer = request.await.expect("no panic");
        assert!(
            matches!(answer, Err(StoreError::Unavailable(_))),
            "{answer:?}"
        );
    }
    closing.await.expect("it ends");
    assert_eq!(line.stored().await, 10);
}

/// Two processes, and families that end meanwhile: what was acknowledged is there, once, and nothing else is.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_need_nothing_from_one_another() {
    let bench = Bench::postgres().await;
    for n in 0..40 {
        bench.family(&format!("f{n}")).await;
    }
    let requests = bench.at_once(900, |store, n| async move {
        let number = u16::try_from(n).expect("small");
        let new = of(number, &format!("f{}", n % 40));
        let issued = transfer_issues::issue(&store, &new.id, &new).await;
        (new.id, issued.expect("an answer"))
    });
    let ending = async {
        let mut db = bench.another().write().await.expect("a connection");
        for n in 0..20 {
            run(
                &mut db,
                &format!("UPDATE refresh_families SET revoked_at = 1 WHERE id = 'f{n}'"),
            )
            .await;
        }
        let late = (0..20).map(|n| issue(bench.store(), of(10_000 + n, &format!("f{n}"))));
        together(late).await
    };
    let (issued, late) = tokio::join!(requests, ending);
    for late in late {
        assert!(
            !late.expect("no panic").expect("an answer"),
            "its end was acknowledged"
        );
    }
    let mut db = bench.store().read().await.expect("a connection");
    let mut good = 0;
    for (id, issued) in issued {
        good += i64::from(issued);
        let stored = session_transfers::by_id(&mut db, &id)
            .await
            .expect("an answer");
        assert_eq!(stored.is_some(), issued, "{id}");
    }
    assert_eq!(count(&mut db, "session_transfers").await, good);
    assert!(good >= 450, "{good}");
}

#[tokio::test]
async fn a_batch_scans_no_table_however_little_is_known_of_it() {
    let bench = Bench::postgres().await;
    let mut db = PgConnection::connect(&bench.url).await.expect("Postgres");
    let mut say = async |sql: &str| {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut db)
            .await;
        let rows = rows.unwrap_or_else(|e| panic!("{e}: {sql}"));
        rows.iter()
            .filter_map(|row| row.try_get(0).ok())
            .collect::<Vec<String>>()
            .join("\n")
    };
    say("ALTER TABLE refresh_families SET (autovacuum_enabled = FALSE);
         ALTER TABLE session_transfers SET (autovacuum_enabled = FALSE); SET plan_cache_mode = force_generic_plan").await;
    let fill = "INSERT INTO refresh_families (id, user_id, client_id, online, scope, authenticated_at, created_at,
                                              head_digest, counter, rotating, initial_device, last_device, purge_at)
                SELECT 'f' || n, 'u', 'native', FALSE, '', 0, 0, 'h' || n, 1, FALSE, '', '', 0
                  FROM generate_series(1, 20000) n";
    let arguments = [vec!["'{f1}'"; 9], vec!["'{1}'"; 2]].concat().join(", ");
    for (state, sql) in [("new", "SELECT"), ("filled", fill), ("analysed", "ANALYZE")] {
        say(sql).await;
        for sql in transfer_issues::POSTGRES_STATEMENTS {
            say(&format!("DEALLOCATE ALL; PREPARE s AS {sql}")).await;
            let plan = say(&format!("EXPLAIN EXECUTE s ({arguments})")).await;
            assert!(plan.contains("refresh_families_pkey"), "{state}: {plan}");
            assert!(!plan.contains("Seq Scan"), "{state}: {plan}");
        }
    }
}

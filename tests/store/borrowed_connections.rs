//! Connections are lent, given back in whatever state, and lent again: never more than there may be, in the order in which
//! they were asked for, and without an answer to somebody else's question. On Postgres, where the store keeps them itself.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use footbridge::store::engine::{Engine, StoreError, in_one_request};
use footbridge::store::seal::Sealer;
use footbridge::store::{SchemaState, Store, refresh_tokens, test_clock};
use sqlx::{Connection, PgConnection};
use tokio::time::{sleep, timeout};

use crate::bench::{Bench, NOW, count, run};
use crate::common::together::together;

/// A store of its own on the same database, with so many connections at most.
async fn store_of(bench: &Bench, connections: u32) -> Store {
    let engine = Engine::open(&bench.url, connections, Sealer::new(None)).await;
    Store::new(engine.expect("a database"))
}

/// The number of the database's process behind the next connection, which is back afterwards.
async fn backend(store: &Store) -> i64 {
    let mut db = store.read().await.expect("a connection");
    let backend = count(&mut db, "generate_series(1, pg_backend_pid())").await;
    drop(db);
    all_back(store).await;
    backend
}

fn used(store: &Store) -> usize {
    store.engine().usage()[0].used
}

/// Waits until everything that was lent is back.
async fn all_back(store: &Store) {
    let back = async {
        while used(store) > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(10), back)
        .await
        .unwrap_or_else(|_| panic!("lost: {:?}", store.engine().usage()));
}

#[tokio::test]
async fn a_statement_given_up_leaves_no_answer_to_the_next() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 1).await;
    let before = backend(&store).await;
    let mut other = PgConnection::connect(&bench.url).await.expect("Postgres");
    let lock = "BEGIN; UPDATE readiness SET probed_at = 1";
    sqlx::raw_sql(lock).execute(&mut other).await.expect("rows");
    let given_up = timeout(Duration::from_millis(200), store.readiness(NOW)).await;
    assert!(given_up.is_err(), "it waits for the row: {given_up:?}");
    assert_eq!(used(&store), 1, "the statement still runs");
    let unlock = sqlx::raw_sql("ROLLBACK").execute(&mut other);
    let (schema, unlocked) = tokio::join!(store.schema(), unlock);
    unlocked.expect("it was open");
    assert_eq!(schema.expect("its own answer"), SchemaState::Current);
    assert_eq!(backend(&store).await, before, "the same connection");
}

#[tokio::test]
async fn one_request_waits_for_all_its_connections_as_long_as_for_one() {
    let bench = Bench::postgres().await;
    let limit = Duration::from_millis(400);
    let engine = Engine::open_limited(&bench.url, 1, Sealer::new(None), limit).await;
    let store = Store::new(engine.expect("a database"));
    let held = store.read().await.expect("a connection");
    let refused_after = async || {
        let begun = Instant::now();
        let refused = store.read().await.map(drop);
        assert!(matches!(refused, Err(StoreError::Unavailable(_))));
        begun.elapsed()
    };
    let request = async {
        assert!(refused_after().await >= limit * 2);
        assert!(refused_after().await < limit, "its time was over");
    };
    in_one_request(request).await;
    assert!(refused_after().await >= limit * 2, "another's was not");
    drop(held);
    in_one_request(async { store.read().await.map(drop) })
        .await
        .expect("it is back");
}

#[tokio::test]
async fn a_statement_that_never_ends_does_not_keep_the_connection_for_ever() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 1).await;
    let before = backend(&store).await;
    let sleeping = async {
        let mut db = store.write().await.expect("a connection");
        // The statement's own limit would end it.
        run(&mut db, "SET statement_timeout = 0").await;
        run(&mut db, "SELECT pg_sleep(60)").await;
    };
    timeout(Duration::from_millis(200), sleeping)
        .await
        .expect_err("a minute");
    let asked = Instant::now();
    let next = store.schema().await;
    next.expect("once that connection has been cut");
    assert!(asked.elapsed() < Duration::from_secs(4));
    all_back(&store).await;
    assert_ne!(backend(&store).await, before, "another connection");
}

#[tokio::test]
async fn a_refused_statement_does_not_cost_the_connection() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 1).await;
    let before = backend(&store).await;
    for _ in 0..3 {
        let mut db = store.read().await.expect("a connection");
        let refused = refresh_tokens::by_id(&mut db, "a text with \0", NOW).await;
        assert!(matches!(refused, Err(StoreError::Statement(_))));
        let next = test_clock::read(&mut db).await;
        next.expect("the next statement of the same borrower");
    }
    let mut db = store.read().await.expect("a connection");
    let refused = refresh_tokens::by_id(&mut db, "a text with \0", NOW).await;
    assert!(refused.is_err());
    drop(db);
    assert_eq!(backend(&store).await, before);
}

#[tokio::test]
async fn a_transaction_given_up_is_rolled_back() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 1).await;
    let before = backend(&store).await;
    let mut tx = store.begin().await.expect("a transaction");
    run(&mut tx, "UPDATE readiness SET probed_at = 4711").await;
    drop(tx);
    let mut db = store.read().await.expect("a connection");
    let kept = count(&mut db, "readiness WHERE probed_at = 4711").await;
    drop(db);
    assert_eq!(kept, 0);
    assert_eq!(backend(&store).await, before, "the same connection");
}

#[tokio::test]
async fn connections_are_few_and_the_last_used_is_used_next() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 3).await;
    let most = Arc::new(AtomicUsize::new(0));
    let at_once = Arc::new(AtomicUsize::new(0));
    let borrowers = (0..60).map(|_| {
        let (store, most, at_once) = (store.clone(), most.clone(), at_once.clone());
        async move {
            let mut db = store.read().await.expect("a connection");
            let now = at_once.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            test_clock::read(&mut db).await.expect("an answer");
            // Long enough for another to connect.
            sleep(Duration::from_millis(20)).await;
            at_once.fetch_sub(1, Ordering::SeqCst);
        }
    });
    together(borrowers).await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
    let usage = store.engine().usage()[0];
    assert_eq!((usage.used, usage.idle, usage.max), (0, 3, 3));
    let last = backend(&store).await;
    for _ in 0..5 {
        assert_eq!(backend(&store).await, last);
    }
}

#[tokio::test]
async fn borrowers_are_served_in_the_order_in_which_they_came() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 1).await;
    let held = store.read().await.expect("a connection");
    let order = Arc::new(std::sync::Mutex::new(vec![]));
    let mut waiting = vec![];
    for number in 0..20 {
        let (store, order) = (store.clone(), order.clone());
        waiting.push(tokio::spawn(async move {
            let _db = store.read().await.expect("a connection");
            order.lock().expect("no panic").push(number);
        }));
        // It is in the queue before the next one comes.
        tokio::task::yield_now().await;
    }
    drop(held);
    for task in waiting {
        task.await.expect("no panic");
    }
    let order = order.lock().expect("no panic").clone();
    assert_eq!(order, (0..20).collect::<Vec<_>>());
}

/// The answer of a request that is polled so often at most, and then dropped.
async fn within_polls<T>(most: usize, request: impl Future<Output = T>) -> Option<T> {
    let mut request = pin!(request);
    let mut left = most;
    poll_fn(|context| match left {
        0 => Poll::Ready(None),
        _ => {
            left -= 1;
            request.as_mut().poll(context).map(Some)
        }
    })
    .await
}

async fn family_of_a_request(store: &Store, id: &str, in_transaction: bool) -> String {
    let found = if in_transaction {
        let mut tx = store.begin().await.expect("a transaction");
        let found = refresh_tokens::by_id(&mut tx, id, NOW).await;
        tx.commit().await.expect("a commit");
        found
    } else {
        let mut db = store.read().await.expect("a connection");
        refresh_tokens::by_id(&mut db, id, NOW).await
    };
    found.expect("an answer").expect("a family").family.id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_that_end_anywhere_lose_and_mix_up_nothing() {
    let bench = Bench::postgres().await;
    for family in 0..8 {
        bench.family(&format!("f{family}")).await;
    }
    let store = store_of(&bench, 4).await;
    let (answered, given_up) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
    let borrowers = (0..16_usize).map(|borrower| {
        let (store, answered, given_up) = (store.clone(), answered.clone(), given_up.clone());
        async move {
            for n in 0..125 {
                let id = format!("f{}", (borrower + n) % 8);
                // Each tenth ends by itself, the others anywhere between the first poll and the last.
                let most = if n % 10 == 0 { usize::MAX } else { n % 10 };
                let request = family_of_a_request(&store, &id, n % 3 == 0);
                match within_polls(most, request).await {
                    Some(found) => {
                        assert_eq!(found, id, "the answer to another question");
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                    None => {
                        given_up.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        }
    });
    together(borrowers).await;
    all_back(&store).await;
    let (answered, given_up) = (
        answered.load(Ordering::Relaxed),
        given_up.load(Ordering::Relaxed),
    );
    assert!(answered >= 16 * 13, "{answered} were answered");
    assert!(given_up >= 16 * 13, "{given_up} were given up");
    let usage = store.engine().usage()[0];
    assert!((1..=4).contains(&usage.idle), "{usage:?}");
    let mut db = store.read().await.expect("a connection");
    let open = "pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in %'";
    assert_eq!(count(&mut db, open).await, 0);
}

#[tokio::test]
async fn closing_waits_for_what_is_in_use() {
    let bench = Bench::postgres().await;
    let store = store_of(&bench, 2).await;
    let mut db = store.read().await.expect("a connection");
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.engine().close().await }
    });
    sleep(Duration::from_millis(50)).await;
    assert!(!closing.is_finished());
    let late = store.read().await.err();
    assert!(matches!(late, Some(StoreError::Unavailable(_))));
    test_clock::read(&mut db).await.expect("still an answer");
    drop(db);
    closing.await.expect("it ends");
    let usage = store.engine().usage()[0];
    assert_eq!((usage.used, usage.idle), (0, 0));
}

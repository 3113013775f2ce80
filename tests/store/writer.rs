//! SQLite's writer: what queues up is committed together, and nothing that one operation does or suffers is another's.

use std::ops::ControlFlow;
use std::time::Duration;

use footbridge::store::Store;
use footbridge::store::engine::{Conn, Either, Engine, StoreError, Tx};
use footbridge::store::seal::Sealer;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::bench::{Bench, NOW, count, run};

/// Time for what was started to reach the queue.
const QUEUED: Duration = Duration::from_millis(150);
const SOON: Duration = Duration::from_secs(3);

/// A database with a table of marks, each of which can be set once.
async fn marks() -> Bench {
    let bench = Bench::sqlite().await;
    let mut db = bench.store().write().await.expect("a connection");
    let tables = "CREATE TABLE marks (mark TEXT PRIMARY KEY) STRICT;
                  CREATE TABLE notes (mark TEXT REFERENCES marks (mark) DEFERRABLE INITIALLY DEFERRED) STRICT";
    run(&mut db, tables).await;
    bench
}

async fn set_on(db: &mut Conn, sql: &'static str, mark: &str) -> Result<(), StoreError> {
    let ran = match db.ready().await? {
        Either::Sqlite(db) => db.run::<()>(sql, vec![mark.to_owned().into()]).await,
        Either::Postgres(_) => panic!("another engine"),
    };
    match db.settle(ran) {
        ControlFlow::Break(ran) => ran.map(drop),
        ControlFlow::Continue(()) => panic!("SQLite has no second try"),
    }
}

async fn mark_on(db: &mut Conn, mark: &str) -> Result<(), StoreError> {
    set_on(db, "INSERT INTO marks VALUES ($1)", mark).await
}

async fn mark(store: Store, mark: String) -> Result<(), StoreError> {
    mark_on(&mut store.write().await?, &mark).await
}

/// A note of something that is not marked: found out by the commit.
async fn note(store: Store, of: &str) -> Result<(), StoreError> {
    set_on(
        &mut store.write().await?,
        "INSERT INTO notes VALUES ($1)",
        of,
    )
    .await
}

/// Starts to set marks, in their order.
async fn begin_marks(store: &Store, names: &[&str]) -> Vec<JoinHandle<Result<(), StoreError>>> {
    let mut begun = vec![];
    for name in names {
        begun.push(tokio::spawn(mark(store.clone(), (*name).to_owned())));
        sleep(QUEUED / 10).await;
    }
    sleep(QUEUED).await;
    begun
}

async fn ended(begun: Vec<JoinHandle<Result<(), StoreError>>>) -> Vec<Result<(), StoreError>> {
    let mut ended = vec![];
    for task in begun {
        let result = timeout(SOON, task).await.expect("an answer");
        ended.push(result.expect("no panic"));
    }
    ended
}

async fn marked(store: &Store) -> i64 {
    count(&mut store.read().await.expect("a connection"), "marks").await
}

/// Keeps the writer busy until it is committed or dropped.
async fn hold(store: &Store) -> Tx {
    let mut tx = store.begin().await.expect("a transaction");
    mark_on(&mut tx, "held").await.expect("a new mark");
    tx
}

#[tokio::test]
async fn what_has_queued_up_is_committed_once() {
    let bench = marks().await;
    let store = bench.store();
    let before = store.engine().groups();
    let tx = hold(store).await;
    let begun = begin_marks(store, &["a", "b", "c", "d", "e"]).await;
    assert!(begun.iter().all(|task| !task.is_finished()));
    assert_eq!(marked(store).await, 0, "readers see what is committed");
    tx.commit().await.expect("a commit");
    assert!(ended(begun).await.iter().all(Result::is_ok));
    assert_eq!(store.engine().groups() - before, 1);
    assert_eq!(marked(store).await, 6);
}

#[tokio::test]
async fn two_statements_of_one_connection_are_two_commits() {
    let bench = marks().await;
    let before = bench.store().engine().groups();
    let mut db = bench.store().write().await.expect("a connection");
    for (name, set) in [("a", 1), ("b", 2)] {
        mark_on(&mut db, name).await.expect("a new mark");
        assert_eq!(marked(bench.store()).await, set, "answered when durable");
    }
    assert_eq!(bench.store().engine().groups() - before, 2);
}

#[tokio::test]
async fn an_error_is_its_own_operations() {
    let bench = marks().await;
    let store = bench.store();
    let tx = hold(store).await;
    let begun = begin_marks(store, &["a", "held", "b"]).await;
    tx.commit().await.expect("a commit");
    let ended = ended(begun).await;
    assert!(matches!(
        ended[..],
        [Ok(()), Err(StoreError::Statement(_)), Ok(())]
    ));
    assert_eq!(marked(store).await, 3);
}

#[tokio::test]
async fn a_dropped_transaction_takes_no_one_with_it() {
    let bench = marks().await;
    let store = bench.store();
    mark(store.clone(), "before".to_owned()).await.expect("new");
    let tx = hold(store).await;
    let begun = begin_marks(store, &["a", "b"]).await;
    drop(tx);
    assert!(ended(begun).await.iter().all(Result::is_ok));
    assert_eq!(marked(store).await, 3, "not the dropped one's");
}

#[tokio::test]
async fn an_operation_that_comes_to_nothing_is_undone_alone() {
    let bench = marks().await;
    let store = bench.store();
    let tx = hold(store).await;
    let mut begun = begin_marks(store, &["a"]).await;
    for fails in [true, false] {
        let engine = store.engine().clone();
        let operation = async move |tx: &mut Tx| {
            mark_on(tx, "undone").await?;
            mark_on(tx, if fails { "a" } else { "also undone" }).await?;
            Ok(None::<()>)
        };
        begun.push(tokio::spawn(async move {
            engine
                .on_writer(operation)
                .await
                .map(|done| assert!(done.is_none()))
        }));
        sleep(QUEUED).await;
    }
    begun.extend(begin_marks(store, &["b"]).await);
    tx.commit().await.expect("a commit");
    let ended = ended(begun).await;
    assert!(matches!(
        ended[..],
        [Ok(()), Err(StoreError::Statement(_)), Ok(()), Ok(())]
    ));
    assert_eq!(marked(store).await, 3);
}

#[tokio::test]
async fn a_request_given_up_in_the_queue_does_nothing() {
    let bench = marks().await;
    let store = bench.store();
    let tx = hold(store).await;
    let mut begun = begin_marks(store, &["a", "given up", "b"]).await;
    begun.remove(1).abort();
    sleep(QUEUED).await;
    tx.commit().await.expect("a commit");
    assert!(ended(begun).await.iter().all(Result::is_ok));
    assert_eq!(marked(store).await, 3);
}

#[tokio::test]
async fn a_transaction_that_thinks_keeps_no_one_waiting_who_came_before() {
    let bench = marks().await;
    let store = bench.store();
    let tx = hold(store).await;
    let before = begin_marks(store, &["before"]).await;
    let thinking = tokio::spawn({
        let store = store.clone();
        async move { store.begin().await }
    });
    sleep(QUEUED).await;
    let after = begin_marks(store, &["after"]).await;
    tx.commit().await.expect("a commit");
    assert!(ended(before).await[0].is_ok());
    let mut thinking = thinking.await.expect("no panic").expect("a transaction");
    mark_on(&mut thinking, "thought").await.expect("a new mark");
    sleep(QUEUED).await;
    assert!(!after[0].is_finished(), "it waits as for any transaction");
    thinking.commit().await.expect("a commit");
    assert!(ended(after).await[0].is_ok());
    assert_eq!(marked(store).await, 4);
}

#[tokio::test]
async fn a_failed_commit_fails_all_of_its_group_and_nothing_else() {
    let bench = marks().await;
    let store = bench.store();
    let tx = hold(store).await;
    let mut begun = begin_marks(store, &["a", "b"]).await;
    let store_of_note = store.clone();
    begun.push(tokio::spawn(
        async move { note(store_of_note, "nothing").await },
    ));
    sleep(QUEUED).await;
    let committed = tx.commit().await;
    assert!(matches!(committed, Err(StoreError::Unavailable(_))));
    for result in ended(begun).await {
        assert!(matches!(result, Err(StoreError::Unavailable(_))));
    }
    assert_eq!(marked(store).await, 0);
    mark(store.clone(), "a".to_owned()).await.expect("a commit");
    assert_eq!(marked(store).await, 1);
}

#[tokio::test]
async fn when_sqlite_itself_rolls_back_the_group_fails_and_the_next_one_does_not() {
    let bench = marks().await;
    let store = bench.store();
    let mut db = store.write().await.expect("a connection");
    let full = count(&mut db, "pragma_page_count p JOIN pragma_max_page_count").await;
    assert_eq!(full, 1);
    // The database's file may not grow any more, until the connection is another one.
    run(&mut db, "PRAGMA max_page_count = 1").await;
    let tx = hold(store).await;
    let long = "x".repeat(1 << 20);
    let begun = begin_marks(store, &["a", &long, "after"]).await;
    let committed = tx.commit().await;
    assert!(matches!(committed, Err(StoreError::Unavailable(_))));
    let ended = ended(begun).await;
    assert!(matches!(
        ended[..],
        [
            Err(StoreError::Unavailable(_)),
            Err(StoreError::Unavailable(_)),
            Ok(())
        ]
    ));
    assert_eq!(marked(store).await, 1);
    mark(store.clone(), long)
        .await
        .expect("there is room again");
}

/// Nothing of what comes after an error that rolled back is committed by itself.
#[tokio::test]
async fn a_transaction_that_was_rolled_back_does_nothing_more() {
    let bench = marks().await;
    let store = bench.store();
    let mut db = store.write().await.expect("a connection");
    run(&mut db, "PRAGMA max_page_count = 1").await;
    let mut tx = hold(store).await;
    let full = mark_on(&mut tx, &"x".repeat(1 << 20)).await;
    assert!(matches!(full, Err(StoreError::Unavailable(_))));
    mark_on(&mut tx, "late").await.expect_err("it is over");
    tx.commit().await.expect_err("it is over");
    assert_eq!(marked(store).await, 0);
}

#[tokio::test]
async fn a_defect_in_one_operation_does_not_end_the_writer() {
    let bench = marks().await;
    let store = bench.store();
    let operation = async |_: &mut Tx| -> Result<Option<()>, StoreError> { panic!("a defect") };
    let failed = store.engine().on_writer(operation).await;
    assert!(matches!(failed, Err(StoreError::Unavailable(_))));
    let forever = async |_: &mut Tx| std::future::pending::<Result<Option<()>, StoreError>>().await;
    let failed = store.engine().on_writer(forever).await;
    assert!(matches!(failed, Err(StoreError::Statement(_))));
    mark(store.clone(), "a".to_owned()).await.expect("a commit");
}

#[tokio::test]
async fn a_database_in_memory_survives_what_is_rolled_back() {
    let engine = Engine::open("sqlite::memory:", 4, Sealer::new(None)).await;
    let store = Store::new(engine.expect("memory"));
    store.engine().migrate().await.expect("an empty database");
    let mut db = store.write().await.expect("a connection");
    run(&mut db, "CREATE TABLE marks (mark TEXT PRIMARY KEY) STRICT").await;
    drop(hold(&store).await);
    run(&mut db, "PRAGMA max_page_count = 1").await;
    let full = mark_on(&mut db, &"x".repeat(1 << 20)).await;
    assert!(matches!(full, Err(StoreError::Unavailable(_))));
    run(&mut db, "PRAGMA max_page_count = 100000").await;
    hold(&store).await.commit().await.expect("a commit");
    assert_eq!(marked(&store).await, 1);
    assert_eq!(store.readiness(NOW).await, Ok(()));
}

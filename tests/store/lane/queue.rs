//! Who waits for whom, and what becomes of those who wait; told by tokens that are issued.

use std::time::Duration;

use footbridge::domain::device::Address;
use footbridge::store::engine::StoreError;
use sqlx::PgConnection;
use tokio::time::{sleep, timeout};

use super::issues::{add_families, good, let_go, of, spawn, with_families};
use super::{Line, blocked, end, in_the_middle_of, unavailable};
use crate::bench::{Bench, count};
use crate::common::postgres::{Durability, Postgres};
use crate::common::watchdog;

/// A row that stands in the way of the token `t{number}`, until it is rolled back.
fn obstacle(number: u16) -> String {
    format!(
        "INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, scope, device, issued_at, expires_at)
         VALUES ('other', 't{number}', 'refresh_token', 'native', 'u', 'f', '', '', 0, 0)"
    )
}

async fn terminate(other: &mut PgConnection, pid: i32) {
    let ended = sqlx::query("SELECT pg_terminate_backend($1, 5000)").bind(pid);
    ended.execute(other).await.expect("an answer");
}

#[tokio::test]
async fn a_batch_has_a_token_once_and_a_quarter_from_one_network() {
    let line = with_families(40).await;
    let (issued, statements) = let_go(&line, (0..4).map(|n| of(n, "f0"))).await;
    assert_eq!((good(&issued), statements), (4, 4));
    let one_network = (100..140).map(|n| {
        let mut new = of(n, &format!("f{}", n - 100));
        new.device.address = Address::Known([192, 0, 2, 1].into());
        new
    });
    // The latest of another network does not wait for the first one's second batch.
    let last = of(200, "f39");
    let (issued, statements) = let_go(&line, one_network.chain([last])).await;
    assert_eq!((good(&issued), statements), (41, 3), "17, 16 and 8");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_the_database_turns_away_goes_once_more_and_then_no_more() {
    for times in [1, 2] {
        let line = with_families(10).await;
        let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
        let cut = async {
            for _ in 0..times {
                let pid = blocked(&mut other, "ISSUE_ALL").await;
                terminate(&mut other, pid).await;
            }
            if times == 1 {
                blocked(&mut other, "ISSUE_ALL").await;
                end(other, "ROLLBACK").await;
            }
        };
        let all = (0..10).map(|n| of(n, &format!("f{n}")));
        let ((issued, statements), ()) = tokio::join!(let_go(&line, all), cut);
        assert_eq!(statements, 2, "{issued:?}");
        match times {
            1 => assert_eq!(
                (good(&issued), line.count("session_transfers").await),
                (10, 10)
            ),
            _ => assert_eq!(
                (unavailable(&issued), line.count("session_transfers").await),
                (10, 0)
            ),
        }
    }
}

/// Nobody knows whether the database did it: no second try, of all or of one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_whose_connection_breaks_is_not_run_again() {
    let postgres = Postgres::start(Durability::Fast);
    let url = postgres.create_database().await;
    let line = Line::of(Bench::at(url, watchdog::directory()).await).await;
    add_families(&line.bench, 10).await;
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let cut = async {
        blocked(&mut other, "ISSUE_ALL").await;
        postgres.kill();
    };
    let all = || (0..10).map(|n| of(n, &format!("f{n}")));
    let ((issued, statements), ()) = tokio::join!(let_go(&line, all()), cut);
    assert_eq!((unavailable(&issued), statements), (10, 1), "{issued:?}");
    postgres.run();
    let again = async {
        loop {
            let issued = spawn(&line.store, of(50, "f0")).await.expect("no panic");
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
    let line = with_families(3).await;
    let held = line.store.read().await.expect("a connection");
    let before = line.statements();
    let requests = [0, 1, 2].map(|n| spawn(&line.store, of(n, &format!("f{n}"))));
    sleep(Duration::from_millis(50)).await;
    let [first, second, third] = requests;
    for gone in [first, third] {
        gone.abort();
        assert!(gone.await.expect_err("it is gone").is_cancelled());
    }
    drop(held);
    assert!(second.await.expect("no panic").expect("an answer"));
    assert_eq!(line.statements() - before, 1);
    assert_eq!(line.count("session_transfers").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_leaves_afterwards_takes_nothing_from_the_others() {
    let line = with_families(10).await;
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let cut = async {
        blocked(&mut other, "ISSUE_ALL").await;
        end(other, "ROLLBACK").await;
    };
    let held = line.store.read().await.expect("a connection");
    let mut requests: Vec<_> = (0..10)
        .map(|n| spawn(&line.store, of(n, &format!("f{n}"))))
        .collect();
    sleep(Duration::from_millis(50)).await;
    drop(held);
    sleep(Duration::from_millis(100)).await;
    requests.pop().expect("ten").abort();
    cut.await;
    for request in requests {
        assert!(request.await.expect("no panic").expect("an answer"));
    }
    assert_eq!(
        line.count("session_transfers").await,
        10,
        "it had been sent"
    );
}

#[tokio::test]
async fn the_line_is_bounded() {
    let line = with_families(0).await;
    let all = (0..1500).map(|n| of(n, &format!("gone{n}")));
    let (issued, _) = let_go(&line, all).await;
    let refused = issued.iter().filter(|i| matches!(i, Ok(false))).count();
    assert_eq!(refused + unavailable(&issued), 1500);
    assert!((512..=520).contains(&refused), "{refused} got in");
}

#[tokio::test]
async fn a_store_that_closes_answers_the_line_and_loses_nothing() {
    let line = with_families(30).await;
    let mut other = in_the_middle_of(&line.bench, &obstacle(4)).await;
    let requests = |from: u16| -> Vec<_> {
        let numbers = from..from + 10;
        numbers
            .map(|n| spawn(&line.store, of(n, &format!("f{n}"))))
            .collect()
    };
    let held = line.store.read().await.expect("a connection");
    let under_way = requests(0);
    sleep(Duration::from_millis(50)).await;
    drop(held);
    blocked(&mut other, "ISSUE_ALL").await;
    let waiting = requests(10);
    let closing = tokio::spawn({
        let store = line.store.clone();
        async move { store.engine().close().await }
    });
    sleep(Duration::from_millis(50)).await;
    end(other, "ROLLBACK").await;
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
    assert_eq!(line.count("session_transfers").await, 10);
}

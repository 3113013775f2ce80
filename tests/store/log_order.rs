//! Who follows the tenant log misses nothing, however late something is committed; and one process at a time reads for a
//! reader.

use std::time::Duration;

use footbridge::domain::log_id;
use footbridge::domain::time::Timestamp;
use footbridge::store::Store;
use footbridge::store::engine::Tx;
use footbridge::store::log_readers::{self, Bounds, Holder};
use footbridge::store::tenant_logs::{self, StoredEvent};
use serde_json::json;

use crate::bench::{Bench, NOW, after};
use crate::common::on_both_engines;

on_both_engines! {
    an_event_that_comes_late_is_not_skipped,
    events_of_many_writers_are_read_once_each,
    a_batch_is_bounded,
    one_process_reads_until_its_lease_is_over,
    a_reader_starts_where_it_is_told_to,
}

const ALL: Bounds = Bounds {
    events: 10_000,
    characters: 100_000_000,
};

fn event(log_id: &str, at: Timestamp) -> StoredEvent {
    let document = json!({ "description": "0123456789" });
    StoredEvent {
        log_id: log_id::first_at(at) + log_id,
        code: "s",
        occurred_at: at,
        client_id: None,
        user_id: None,
        ip: None,
        connection: None,
        document: document.to_string(),
    }
}

async fn insert(tx: &mut Tx, log_id: &str) {
    let inserted = tenant_logs::insert_all(tx, &[&event(log_id, NOW)]).await;
    inserted.expect("an insert");
}

async fn stored(store: &Store, log_id: &str) {
    let mut tx = store.begin().await.expect("a transaction");
    insert(&mut tx, log_id).await;
    tx.commit().await.expect("a commit");
}

/// What comes after a position, and the new position.
async fn read(store: &Store, position: i64) -> (Vec<String>, i64) {
    let mut db = store.read().await.expect("a connection");
    let events = log_readers::events(&mut db, position, ALL).await;
    let events = events.expect("events");
    let end = events.last().map_or(position, |event| event.position);
    let id = |event: &log_readers::Placed| {
        let document = event.document.as_ref().expect("a document");
        let id = document["log_id"].as_str()?;
        id.strip_prefix(&log_id::first_at(NOW)).map(str::to_owned)
    };
    (events.iter().filter_map(id).collect(), end)
}

async fn an_event_that_comes_late_is_not_skipped(bench: Bench) {
    stored(bench.store(), "5").await;
    let mut early = bench.store().begin().await.expect("a transaction");
    insert(&mut early, "3").await;
    // Another writer comes while the first has not committed; its event has a greater id.
    let other = bench.another().clone();
    let late = tokio::spawn(async move { stored(&other, "7").await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (seen, position) = read(bench.store(), 0).await;
    assert_eq!(seen, ["5"], "what comes after an uncommitted event waits");
    early.commit().await.expect("a commit");
    late.await.expect("the other writer");
    // The ids are in another order; the reader that was at the greater one sees the smaller ones.
    stored(bench.store(), "1").await;
    let (seen, end) = read(bench.store(), position).await;
    assert_eq!(seen, ["3", "7", "1"]);
    assert_eq!(read(bench.store(), end).await.0, Vec::<String>::new());
}

async fn events_of_many_writers_are_read_once_each(bench: Bench) {
    const WRITERS: usize = 8;
    const EACH: usize = 12;
    let follower = bench.store().clone();
    let following = tokio::spawn(async move {
        let (mut all, mut position) = (vec![], 0);
        while all.len() < WRITERS * EACH {
            let (seen, end) = read(&follower, position).await;
            all.extend(seen);
            position = end;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        all
    });
    let writers = bench.at_once(WRITERS, |store, writer| async move {
        for n in 0..EACH {
            // The later a writer began, the smaller its ids.
            stored(&store, &format!("{:02}{n:02}", WRITERS - writer)).await;
        }
    });
    writers.await;
    let followed = tokio::time::timeout(Duration::from_secs(30), following).await;
    let followed = followed.expect("nothing is missing").expect("a task");
    let (again, _) = read(bench.store(), 0).await;
    assert_eq!(followed, again, "in one order");
    assert_eq!(followed.len(), WRITERS * EACH, "each once");
}

async fn a_batch_is_bounded(bench: Bench) {
    for n in 0..5 {
        stored(bench.store(), &n.to_string()).await;
    }
    let mut db = bench.store().read().await.expect("a connection");
    let length = event("0", NOW).document.len();
    let length = i64::try_from(length).expect("a length");
    for (events, characters, expected) in [
        (3, 1_000_000, 3),
        (100, 1, 1),
        (100, length, 1),
        (100, length + 1, 2),
        (100, 3 * length, 3),
    ] {
        let bounds = Bounds { events, characters };
        let read = log_readers::events(&mut db, 0, bounds).await;
        assert_eq!(read.expect("events").len(), expected, "{bounds:?}");
    }
}

async fn one_process_reads_until_its_lease_is_over(bench: Bench) {
    stored(bench.store(), "1").await;
    let mut db = bench.store().write().await.expect("a connection");
    log_readers::insert(&mut db, "r", Some(NOW))
        .await
        .expect("a reader");
    drop(db);
    let winners = bench.at_once(24, |store, n| async move {
        let process = format!("p{n}");
        let mut db = store.write().await.expect("a connection");
        let holder = Holder {
            reader: "r",
            process: &process,
        };
        let leased = log_readers::lease(&mut db, holder, NOW, after(1_000)).await;
        leased.expect("an answer").map(|lease| (process, lease))
    });
    let mut winners: Vec<_> = winners.await.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1);
    let (winner, lease) = winners.remove(0);
    assert_eq!((lease.position, lease.failures), (0, 0));
    let (winner, other) = (
        Holder {
            reader: "r",
            process: &winner,
        },
        Holder {
            reader: "r",
            process: "another",
        },
    );
    let mut db = bench.store().write().await.expect("a connection");
    let db = &mut db;
    for (now, is_free) in [(999, false), (1_000, true)] {
        let leased = log_readers::lease(db, other, after(now), after(2_000)).await;
        assert_eq!(leased.expect("an answer").is_some(), is_free, "{now}");
    }
    // The first one has lost its right with everything that belongs to it.
    assert!(
        !log_readers::renew(db, winner, after(9_000))
            .await
            .expect("an answer")
    );
    assert!(
        !log_readers::advance(db, winner, 1, after(9_000))
            .await
            .expect("an answer")
    );
    log_readers::failed(db, winner, NOW, after(9_000))
        .await
        .expect("an answer");
    log_readers::release(db, winner).await.expect("an answer");
    let lease = log_readers::lease(db, other, after(1_500), after(2_000)).await;
    let lease = lease.expect("an answer").expect("still the other's");
    assert_eq!((lease.position, lease.failures), (0, 0));
    log_readers::failed(db, other, after(1_500), after(3_000))
        .await
        .expect("an answer");
    log_readers::failed(db, other, after(1_600), after(3_000))
        .await
        .expect("an answer");
    let lease = log_readers::lease(db, other, after(1_700), after(2_000)).await;
    let lease = lease.expect("an answer").expect("still the other's");
    assert_eq!(
        (lease.failures, lease.failing_since),
        (2, Some(after(1_500)))
    );
    assert!(
        log_readers::advance(db, other, 1, after(2_000))
            .await
            .expect("an answer")
    );
    assert!(
        !log_readers::advance(db, other, 1, after(2_000))
            .await
            .expect("an answer"),
        "never back"
    );
}

async fn a_reader_starts_where_it_is_told_to(bench: Bench) {
    for (id, at) in [("1", 0), ("2", 1_000), ("3", 2_000)] {
        let mut tx = bench.store().begin().await.expect("a transaction");
        let inserted = tenant_logs::insert_all(&mut tx, &[&event(id, after(at))]).await;
        inserted.expect("an insert");
        tx.commit().await.expect("a commit");
    }
    let mut db = bench.store().write().await.expect("a connection");
    for (name, since, expected) in [
        ("now", None, 3),
        ("first", Some(NOW), 0),
        ("second", Some(after(1)), 1),
        ("future", Some(after(5_000)), 3),
    ] {
        log_readers::insert(&mut db, name, since)
            .await
            .expect("a reader");
        let holder = Holder {
            reader: name,
            process: "p",
        };
        let lease = log_readers::lease(&mut db, holder, NOW, after(1)).await;
        assert_eq!(
            lease.expect("an answer").expect("a lease").position,
            expected,
            "{name}"
        );
    }
}

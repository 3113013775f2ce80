//! Log streams when receivers fail, stall and come back, and servers die: nothing is lost, the order is kept, and nobody
//! else waits.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::logs::delivery::{
    counted, ids, log_in, logged, metric, patch, second, stream, with_receiver,
};

on_both_engines! {
    a_receiver_that_fails_and_restarts_gets_everything_in_order,
    a_server_that_is_killed_loses_nothing,
    a_receiver_that_stalls_holds_nobody_up,
    a_receiver_that_fails_for_a_week_is_given_up_until_somebody_resumes_it,
    a_server_ends_in_good_order_while_a_receiver_stalls,
}

const PATIENCE: Duration = Duration::from_secs(20);

/// What came and was taken: each event of the log since the first one, in one order; some perhaps twice.
fn in_order(taken: &[Value]) -> Vec<String> {
    let mut once: Vec<String> = vec![];
    for id in ids(taken) {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

/// The logins among the records.
fn logins(taken: &[Value]) -> usize {
    let unique: BTreeSet<String> = taken
        .iter()
        .filter(|one| one["data"]["type"] == "sepft")
        .map(|one| text(one, "log_id"))
        .collect();
    unique.len()
}

/// Everything since the stream began is there, and in the order of the log of this one process.
async fn nothing_is_missing(world: &World, receiver: &Receiver) {
    let log = logged(world).await;
    let taken = receiver.taken("/in");
    let got = in_order(&taken);
    let first = got.iter().min().expect("an event").clone();
    let last = got.iter().max().expect("an event").clone();
    let expected: BTreeSet<_> = log.range(first..=last).cloned().collect();
    assert_eq!(got.iter().cloned().collect::<BTreeSet<_>>(), expected);
    let positions: Vec<_> = taken
        .iter()
        .filter(|one| one["data"]["type"] == "sepft")
        .map(|one| text(one, "log_id"))
        .collect();
    let mut sorted = positions.clone();
    sorted.sort();
    sorted.dedup();
    let mut once = positions;
    once.dedup();
    assert_eq!(
        once, sorted,
        "logins one after another come one after another"
    );
}

async fn a_receiver_that_fails_and_restarts_gets_everything_in_order(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let id = stream(&world, &receiver, "/in", json!({})).await;
    log_in(&world).await;
    receiver
        .until("the first", |r| logins(&r.taken("/in")) == 1)
        .await;
    for status in [500, 302, 404] {
        receiver.be(Mood::Refuses(status));
        log_in(&world).await;
        let mood = Mood::Refuses(status);
        receiver
            .until("a refusal", |r| {
                r.received().iter().any(|one| one.mood == mood)
            })
            .await;
        // A wait between attempts goes by the test clock.
        world.advance("5m").await;
    }
    receiver.stop();
    log_in(&world).await;
    let failed = format!("footbridge_log_stream_failed_total{{stream=\"{id}\"}}");
    counted(&world, &failed, 3.0).await;
    receiver.be(Mood::Takes);
    receiver.restart().await;
    world.advance("5m").await;
    receiver
        .until("all of them", |r| logins(&r.taken("/in")) == 5)
        .await;
    nothing_is_missing(&world, &receiver).await;
    // Every attempt that failed is in the next one again: a cursor moves after the receiver's yes.
    let received = receiver.received();
    let refused = received
        .iter()
        .filter(|one| matches!(one.mood, Mood::Refuses(_)));
    let taken: BTreeSet<_> = ids(&receiver.taken("/in")).into_iter().collect();
    for one in refused {
        for line in one.body.lines() {
            let record: Value = serde_json::from_str(line).expect("JSON");
            assert!(taken.contains(&text(&record, "log_id")));
        }
    }
}

async fn a_server_that_is_killed_loses_nothing(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    stream(&world, &receiver, "/in", json!({})).await;
    log_in(&world).await;
    receiver
        .until("the first", |r| logins(&r.taken("/in")) == 1)
        .await;
    receiver.be(Mood::Stalls);
    let before = receiver.received().len();
    log_in(&world).await;
    receiver
        .until("an attempt", |r| r.received().len() > before)
        .await;
    for _ in 0..3 {
        log_in(&world).await;
    }
    let written = logged(&world).await;
    world.server.kill();
    receiver.be(Mood::Takes);
    let world = second(&world).await;
    log_in(&world).await;
    receiver
        .until("all of them", |r| logins(&r.taken("/in")) == 6)
        .await;
    nothing_is_missing(&world, &receiver).await;
    assert!(written.is_subset(&logged(&world).await));
    // What was taken and remembered does not come again.
    let taken = ids(&receiver.taken("/in"));
    assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), taken.len());
}

async fn a_receiver_that_stalls_holds_nobody_up(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let other = Receiver::start().await;
    let both = world.server.setup().database().directory().join("both.pem");
    let directory = world.server.setup().database().directory();
    let text_of = |receiver: &Receiver| std::fs::read_to_string(receiver.trusted_in(directory));
    let pems = [
        text_of(&receiver).expect("a file"),
        text_of(&other).expect("a file"),
    ];
    std::fs::write(&both, pems.concat()).expect("our own directory");
    world.server.kill();
    let setup = world.server.setup().clone().calling(&both);
    let world = World::of(&setup.start().await);
    receiver.be(Mood::Stalls);
    stream(&world, &receiver, "/in", json!({})).await;
    stream(&world, &other, "/in", json!({})).await;
    receiver
        .until("an attempt", |r| !r.received().is_empty())
        .await;
    let start = Instant::now();
    let mut n = 0;
    while start.elapsed() < Duration::from_secs(4) {
        let begin = Instant::now();
        log_in(&world).await;
        assert!(begin.elapsed() < Duration::from_secs(3), "a login waited");
        n += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    other
        .until("the other has them", |r| logins(&r.taken("/in")) == n)
        .await;
    let stalled = receiver.received().len();
    assert_eq!(stalled, 1, "one attempt at a time");
    receiver.be(Mood::Takes);
    // The attempt ends by its own time limit; the wait after it goes by the test clock.
    tokio::time::sleep(Duration::from_secs(10).saturating_sub(start.elapsed())).await;
    world.advance("5m").await;
    receiver
        .until("it has them, too", |r| logins(&r.taken("/in")) == n)
        .await;
    nothing_is_missing(&world, &receiver).await;
}

async fn a_receiver_that_fails_for_a_week_is_given_up_until_somebody_resumes_it(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    receiver.be(Mood::Refuses(503));
    let id = stream(&world, &receiver, "/in", json!({})).await;
    let path = format!("/api/v2/log-streams/{id}");
    let status = || async {
        let shown = world.manage(Method::GET, &path, None).await.expect(200);
        text(&shown.json(), "status")
    };
    let failed = format!("footbridge_log_stream_failed_total{{stream=\"{id}\"}}");
    counted(&world, &failed, 1.0).await;
    for (wait, expected) in [("6d", "active"), ("25h", "suspended")] {
        let before = metric(&world, &failed).await;
        world.advance(wait).await;
        counted(&world, &failed, before + 1.0).await;
        let start = Instant::now();
        while status().await != expected {
            assert!(start.elapsed() < PATIENCE, "not {expected}");
        }
    }
    assert!(world.server.log().contains("a log stream is suspended"));
    let before = receiver.received().len();
    world.advance("1h").await;
    log_in(&world).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(receiver.received().len(), before, "nothing more is tried");
    receiver.be(Mood::Takes);
    assert_eq!(
        patch(&world, &id, json!({ "status": "active" })).await["status"],
        "active"
    );
    receiver
        .until("the login", |r| logins(&r.taken("/in")) == 1)
        .await;
    nothing_is_missing(&world, &receiver).await;
    // The week begins anew.
    receiver.be(Mood::Refuses(503));
    log_in(&world).await;
    receiver
        .until("a refusal", |r| {
            r.received()
                .last()
                .is_some_and(|one| one.mood != Mood::Takes)
        })
        .await;
    assert_eq!(status().await, "active");
}

async fn a_server_ends_in_good_order_while_a_receiver_stalls(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    receiver.be(Mood::Stalls);
    stream(&world, &receiver, "/in", json!({})).await;
    receiver
        .until("an attempt", |r| !r.received().is_empty())
        .await;
    let start = Instant::now();
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(8),
        "{:?}",
        start.elapsed()
    );
    receiver.be(Mood::Takes);
    // Its lease was given back: nobody has to wait for its end.
    let world = second(&world).await;
    let start = Instant::now();
    receiver
        .until("it goes on", |r| !r.taken("/in").is_empty())
        .await;
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    nothing_is_missing(&world, &receiver).await;
}

/// A database of SQLite has one process.
#[tokio::test]
async fn of_two_processes_one_delivers_and_the_other_takes_over() {
    let (world, receiver) = with_receiver(Engine::Postgres).await;
    let other = second(&world).await;
    stream(&world, &receiver, "/in", json!({})).await;
    for _ in 0..10 {
        log_in(&world).await;
        log_in(&other).await;
    }
    receiver
        .until("all of them", |r| logins(&r.taken("/in")) == 20)
        .await;
    let taken = ids(&receiver.taken("/in"));
    assert_eq!(
        taken.iter().collect::<BTreeSet<_>>().len(),
        taken.len(),
        "each once"
    );
    let log = logged(&other).await;
    receiver.be(Mood::Stalls);
    let before = receiver.received().len();
    log_in(&other).await;
    receiver
        .until("an attempt", |r| r.received().len() > before)
        .await;
    world.server.kill();
    receiver.be(Mood::Takes);
    log_in(&other).await;
    // The other's own attempt may be the one that stalls.
    other.advance("10m").await;
    receiver
        .until("the rest", |r| logins(&r.taken("/in")) == 22)
        .await;
    assert!(log.is_subset(&logged(&other).await));
    let again = ids(&receiver.taken("/in"));
    assert_eq!(
        again[..taken.len()],
        taken,
        "nothing that was taken comes again"
    );
    assert_eq!(again.iter().collect::<BTreeSet<_>>().len(), again.len());
}

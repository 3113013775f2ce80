//! Log streams whose receiver refuses one event: the others arrive, and the one is set aside where somebody finds it.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::logs::delivery::{counted, ids, log_in, logged, metric, patch, stream, with_receiver};

on_both_engines! {
    a_receiver_that_refuses_one_event_gets_all_others,
    more_refused_events_than_a_batch_holds_do_not_stop_a_stream,
    a_receiver_that_refuses_everything_loses_nothing,
    a_batch_that_is_too_large_comes_in_pieces,
}

/// What the receiver does not like.
const POISON: &str = "poison-0815";

/// One event that is not liked.
async fn poison(world: &World) {
    let there = world.with_header("User-Agent", POISON);
    there.refresh("native", "nonsense", &[]).await.expect(403);
}

async fn shown(world: &World, id: &str) -> Value {
    let path = format!("/api/v2/log-streams/{id}");
    world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json()
}

/// The successful logins that were taken, in their order.
fn logins(receiver: &Receiver) -> Vec<String> {
    let taken = receiver.taken("/in");
    let logins = taken.iter().filter(|one| one["data"]["type"] == "sepft");
    logins.map(|one| text(one, "log_id")).collect()
}

async fn a_receiver_that_refuses_one_event_gets_all_others(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let id = stream(&world, &receiver, "/in", json!({})).await;
    let aside = format!("footbridge_log_stream_set_aside_total{{stream=\"{id}\"}}");
    for (n, status) in [400, 403, 413, 422].into_iter().enumerate() {
        receiver.be(Mood::RefusesAny(POISON, status));
        patch(&world, &id, json!({"status": "paused"})).await;
        let before = logins(&receiver).len();
        for _ in 0..2 {
            log_in(&world).await;
        }
        poison(&world).await;
        for _ in 0..2 {
            log_in(&world).await;
        }
        patch(&world, &id, json!({"status": "active"})).await;
        receiver
            .until("the others", |receiver| {
                logins(receiver).len() == before + 4
            })
            .await;
        assert!(logins(&receiver).is_sorted(), "in their order");
        counted(&world, &aside, n as f64 + 1.0).await;
        let shown = shown(&world, &id).await;
        assert_eq!(shown["status"], "active");
        let letters = shown["dead_letters"].as_array().expect("a list");
        assert_eq!(letters.len(), n + 1, "{shown}");
        let (last, log_id) = (&letters[0], text(&letters[0], "log_id"));
        assert_eq!(
            (&last["type"], &last["status"]),
            (&json!("fertft"), &json!(status))
        );
        assert!(text(last, "refused_at").ends_with('Z'));
        // It is still in the log.
        let path = format!("/api/v2/logs/{log_id}");
        let event = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        assert_eq!(event["user_agent"], POISON);
        assert!(!ids(&receiver.taken("/in")).contains(&log_id));
    }
    // A stream that is read and sent back changes nothing; the list is as Auth0 has it.
    let listed = world
        .manage(Method::GET, "/api/v2/log-streams", None)
        .await
        .expect(200)
        .json();
    assert_eq!(listed[0].get("dead_letters"), None);
    world
        .manage(Method::DELETE, &format!("/api/v2/log-streams/{id}"), None)
        .await
        .expect(204);
}

async fn more_refused_events_than_a_batch_holds_do_not_stop_a_stream(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    receiver.be(Mood::RefusesAny(POISON, 403));
    let filter = json!({"type": "category", "name": "auth.token_exchange.fail"});
    let id = stream(&world, &receiver, "/in", json!({"filters": [filter]})).await;
    patch(&world, &id, json!({"status": "paused"})).await;
    for _ in 0..103 {
        poison(&world).await;
    }
    world.refresh("native", "nonsense", &[]).await.expect(403);
    patch(&world, &id, json!({"status": "active"})).await;
    receiver
        .until("what comes after them", |receiver| {
            !receiver.taken("/in").is_empty()
        })
        .await;
    let aside = format!("footbridge_log_stream_set_aside_total{{stream=\"{id}\"}}");
    counted(&world, &aside, 103.0).await;
    let taken: BTreeSet<_> = ids(&receiver.taken("/in")).into_iter().collect();
    assert_eq!(taken.len(), 1, "the one that it likes");
}

async fn a_receiver_that_refuses_everything_loses_nothing(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    receiver.be(Mood::Refuses(403));
    let id = stream(&world, &receiver, "/in", json!({})).await;
    for _ in 0..5 {
        log_in(&world).await;
    }
    let failed = format!("footbridge_log_stream_failed_total{{stream=\"{id}\"}}");
    counted(&world, &failed, 1.0).await;
    assert_eq!(shown(&world, &id).await.get("dead_letters"), None);
    let log = logged(&world).await;
    receiver.be(Mood::Takes);
    world.advance("5m").await;
    receiver
        .until("all of them", |receiver| logins(receiver).len() == 5)
        .await;
    let taken = ids(&receiver.taken("/in"));
    let (first, last) = (
        taken.iter().min().expect("one"),
        taken.iter().max().expect("one"),
    );
    let missing = log
        .range(first.clone()..=last.clone())
        .filter(|id| !taken.contains(id));
    assert_eq!(missing.count(), 0);
    let aside = format!("footbridge_log_stream_set_aside_total{{stream=\"{id}\"}}");
    assert_eq!(metric(&world, &aside).await, 0.0);
}

async fn a_batch_that_is_too_large_comes_in_pieces(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    // One event fits, several do not.
    receiver.be(Mood::RefusesLonger(6_000, 413));
    let id = stream(
        &world,
        &receiver,
        "/in",
        json!({"filters": [{"type": "category", "name": "auth.token_exchange.success"},
        {"type": "category", "name": "auth.login.success"}]}),
    )
    .await;
    patch(&world, &id, json!({"status": "paused"})).await;
    for _ in 0..20 {
        log_in(&world).await;
    }
    patch(&world, &id, json!({"status": "active"})).await;
    receiver
        .until("all of them", |receiver| logins(receiver).len() == 20)
        .await;
    assert!(logins(&receiver).is_sorted(), "in their order");
    assert_eq!(shown(&world, &id).await.get("dead_letters"), None);
    assert!(
        receiver
            .received()
            .iter()
            .any(|one| one.mood != Mood::Takes),
        "nothing was too large"
    );
}

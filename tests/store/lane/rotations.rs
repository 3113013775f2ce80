//! Refresh tokens that are rotated at the same moment.

use footbridge::domain::session_transfer::Transfer;
use footbridge::store::exchange::{Rotation, rotate};
use footbridge::store::{Store, refresh_tokens, session_transfers};

use super::{Answer, Line, assert_refused, device_of, end, in_the_middle_of};
use crate::bench::{after, exchange, transfer};

/// The token of the family `f{number}` that is shown, so many milliseconds after the family began.
type Shown = (u16, &'static str, i64);

fn transfer_of(number: u16, ms: i64) -> Transfer {
    Transfer {
        device: device_of(number),
        issued_at: after(ms),
        ..transfer(&format!("t{number}"), &format!("f{number}"))
    }
}

/// Every second one has a session transfer token issued.
async fn ask(store: Store, (number, shown, ms): Shown) -> Answer<Rotation> {
    let (family, device) = (format!("f{number}"), device_of(number));
    let (shown, new) = (format!("{family}-{shown}"), format!("{family}-new"));
    let mut exchange = exchange(&family, &shown, ms, Some(1000), &device);
    exchange.expires_at = (number % 3 == 0).then(|| after(1_000_000 + i64::from(number)));
    exchange.idle_expires_at = (number % 3 == 1).then(|| after(2_000_000 + i64::from(number)));
    let transfer = transfer_of(number, ms);
    let issue = (number % 2 == 0).then_some((transfer.id.as_str(), &transfer));
    rotate(&store, &new, exchange, issue).await
}

fn fresh(range: std::ops::Range<u16>) -> Vec<Shown> {
    range.map(|n| (n, "1", i64::from(n))).collect()
}

async fn with_families(number: u16) -> Line {
    let line = Line::start().await;
    for n in 0..number {
        line.bench.family(&format!("f{n}")).await;
    }
    line
}

fn rotated(answers: &[Answer<Rotation>]) -> usize {
    let is_so = |a: &&Answer<Rotation>| matches!(a, Ok(Rotation::Rotated { .. }));
    answers.iter().filter(is_so).count()
}

#[tokio::test]
async fn many_at_once_are_few_statements_and_each_gets_its_own_verdict() {
    let line = with_families(60).await;
    line.run("UPDATE refresh_families SET counter = 7 WHERE id = 'f8'")
        .await;
    line.run("UPDATE refresh_families SET expires_at = 1936000000000 WHERE id = 'f9'")
        .await;
    let (answers, statements) = line.let_go(fresh(0..60), ask).await;
    assert_eq!(statements, 1, "for all of them");
    let mut db = line.bench.store().write().await.expect("a connection");
    for (answer, (number, _, ms)) in answers.into_iter().zip(fresh(0..60)) {
        let counter = if number == 8 { 8 } else { 2 };
        assert_eq!(answer.expect("an answer"), Rotation::Rotated { counter });
        let digest = format!("f{number}-new");
        let found = refresh_tokens::find(&mut db, &digest, after(ms)).await;
        let head = found.expect("an answer").expect("it is the head");
        assert_eq!(
            (head.family.id, head.token_counter),
            (format!("f{number}"), counter)
        );
        assert_eq!(
            (head.superseded_at, head.last_exchanged_at),
            (None, Some(after(ms)))
        );
        let expires_at = match number {
            9 => Some(footbridge::domain::time::Timestamp::from_millis(
                1_936_000_000_000,
            )),
            n if n % 3 == 0 => Some(after(1_000_000 + i64::from(n))),
            _ => None,
        };
        assert_eq!(head.family.expires_at, expires_at, "{number}");
        let idle = (number % 3 == 1).then(|| after(2_000_000 + i64::from(number)));
        assert_eq!(head.family.idle_expires_at, idle, "{number}");
        let digest = format!("f{number}-1");
        let found = refresh_tokens::find(&mut db, &digest, after(ms)).await;
        let old = found.expect("an answer").expect("it is remembered");
        assert_eq!(
            (old.superseded_at, old.token_counter),
            (Some(after(ms)), counter - 1)
        );
        let stored = session_transfers::by_id(&mut db, &format!("t{number}")).await;
        let expected = (number % 2 == 0).then(|| (transfer_of(number, ms), None));
        assert_eq!(stored.expect("an answer"), expected);
    }
}

/// The statement advances no head that is another than the one shown: theft and grace are judged as ever.
#[tokio::test]
async fn what_is_not_the_newest_is_judged_alone() {
    let line = with_families(12).await;
    let before = fresh(0..6);
    let (answers, _) = line.let_go(before, ask).await;
    assert_eq!(rotated(&answers), 6);
    line.run("UPDATE refresh_families SET revoked_at = 1 WHERE id = 'f11'")
        .await;
    line.run("UPDATE session_transfers SET id = 'old' || id, digest = 'old' || digest")
        .await;
    // Shown again within the leeway, and after it; never issued; revoked; and good.
    let all = [
        (0, "1", 900),
        (2, "1", 5000),
        (7, "forged", 5),
        (11, "1", 5),
        (8, "1", 5),
        (9, "1", 5),
    ];
    line.run(
        "UPDATE refresh_families SET head_digest = id || '-2' WHERE head_digest = id || '-new'",
    )
    .await;
    let (answers, _) = line.let_go(all, ask).await;
    let answers: Vec<_> = answers.into_iter().map(|a| a.expect("an answer")).collect();
    let expected = [
        Rotation::Rotated { counter: 3 },
        Rotation::Reused { latest_counter: 2 },
        Rotation::Reused { latest_counter: 1 },
        Rotation::Revoked,
        Rotation::Rotated { counter: 2 },
        Rotation::Rotated { counter: 2 },
    ];
    assert_eq!(answers, expected);
    assert_eq!(
        line.count("refresh_families WHERE revoked_at IS NOT NULL")
            .await,
        3
    );
    let stored = "session_transfers WHERE id IN ('t0', 't8')";
    assert_eq!(line.count(stored).await, 2);
    assert_eq!(
        line.count("session_transfers").await,
        3 + 2,
        "none for the others"
    );
}

#[tokio::test]
async fn a_token_that_is_shown_often_at_once_rotates_once() {
    let line = with_families(2).await;
    let all = [(0, "1", 1), (1, "1", 1), (0, "1", 5000), (0, "1", 6000)];
    let (answers, _) = line.let_go(all, ask).await;
    let answers: Vec<_> = answers.into_iter().map(|a| a.expect("an answer")).collect();
    let rotated = Rotation::Rotated { counter: 2 };
    assert_eq!(answers[..2], [rotated, Rotation::Rotated { counter: 2 }]);
    let thefts = [Rotation::Reused { latest_counter: 2 }, Rotation::Revoked];
    assert!(
        thefts.iter().all(|theft| answers[2..].contains(theft)),
        "{answers:?}"
    );
}

/// It waits alone, and gets the verdict that the other leaves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_family_locked_elsewhere_stops_nobody() {
    for (how, expected) in [("ROLLBACK", 20), ("COMMIT", 19)] {
        let line = with_families(20).await;
        let lock = "UPDATE refresh_families SET revoked_at = 5 WHERE id = 'f3'";
        let other = in_the_middle_of(&line.bench, lock).await;
        let waiting = async {
            while line.count("superseded_refresh_tokens").await < 19 {
                tokio::task::yield_now().await;
            }
            end(other, how).await;
        };
        let (answers, ()) = tokio::join!(line.let_go(fresh(0..20), ask), waiting);
        assert_eq!(rotated(&answers.0), expected, "{answers:?}");
        let is_revoked = matches!(answers.0[3], Ok(Rotation::Revoked));
        assert_eq!(is_revoked, expected == 19);
    }
}

#[tokio::test]
async fn a_guilty_row_fails_alone() {
    let line = with_families(20).await;
    line.bench.transfer("t4", "f4").await;
    let (answers, statements) = line.let_go(fresh(0..20), ask).await;
    assert_refused(&answers[4]);
    assert_eq!((rotated(&answers), statements), (19, 1 + 20));
    let head = "refresh_families WHERE id = 'f4' AND head_digest = 'f4-1' AND counter = 1";
    assert_eq!(line.count(head).await, 1, "its head has not moved");
}

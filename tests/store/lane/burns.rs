//! Session transfer tokens that are burnt at the same moment.

use footbridge::domain::time::Timestamp;
use footbridge::store::Store;
use footbridge::store::session_transfers::burn;
use footbridge::store::transfer_burns::Burn;
use sqlx::{Connection, PgConnection};

use super::{Answer, Line, assert_refused, assert_unreadable, device_of, end, in_the_middle_of};
use crate::bench::{Bench, after};

/// The token `t{number}`, shown so many milliseconds after it was issued.
type Shown = (u16, i64);

async fn ask(store: Store, (number, ms): Shown) -> Answer<Burn> {
    burn(
        &store,
        &format!("t{number}"),
        after(ms),
        &device_of(number).address,
    )
    .await
}

/// So many tokens, each of a family of its own.
async fn with_transfers(number: u16) -> Line {
    let line = Line::start().await;
    for n in 0..number {
        line.bench.family(&format!("f{n}")).await;
        line.bench
            .transfer(&format!("t{n}"), &format!("f{n}"))
            .await;
    }
    line
}

fn is_burnt(answer: &Answer<Burn>, (number, _): Shown) -> bool {
    match answer {
        Ok(Burn::Burnt { transfer, parent }) => {
            assert_eq!(transfer.id, format!("t{number}"), "its own");
            let parent = parent.as_ref().expect("it is there");
            assert_eq!(parent.family.id, format!("f{number}"));
            assert!(parent.user.is_some());
            true
        }
        _ => false,
    }
}

async fn used_at(bench: &Bench, number: u16) -> Option<Timestamp> {
    let mut db = PgConnection::connect(&bench.url).await.expect("Postgres");
    let used_at = sqlx::query_scalar("SELECT used_at FROM session_transfers WHERE id = $1")
        .bind(format!("t{number}"));
    let used_at: Option<i64> = used_at.fetch_one(&mut db).await.expect("a token");
    used_at.map(Timestamp::from_millis)
}

#[tokio::test]
async fn many_at_once_are_few_statements_and_each_gets_its_own_verdict() {
    let line = with_transfers(60).await;
    line.run("UPDATE session_transfers SET used_at = 5 WHERE id IN ('t3', 't50')")
        .await;
    // Each at a time of its own: one in its last millisecond, and the next too late.
    let all: Vec<Shown> = (0..64).map(|n| (n, 59_941 + i64::from(n))).collect();
    let (burns, statements) = line.let_go(all.clone(), ask).await;
    let bad = [3, 50, 59, 60, 61, 62, 63];
    assert_eq!(
        statements,
        1 + 7 * 2,
        "one for all, then each that was no good, and why"
    );
    for (answer, shown) in burns.iter().zip(all) {
        let (number, ms) = shown;
        assert_eq!(
            is_burnt(answer, shown),
            !bad.contains(&number),
            "{answer:?}"
        );
        match number {
            60.. => assert_eq!(*answer.as_ref().expect("an answer"), Burn::Unknown),
            3 | 50 => assert_eq!(
                used_at(&line.bench, number).await,
                Some(Timestamp::from_millis(5))
            ),
            59 => assert_eq!(used_at(&line.bench, number).await, None),
            _ => assert_eq!(used_at(&line.bench, number).await, Some(after(ms))),
        }
    }
}

#[tokio::test]
async fn one_alone_is_one_statement() {
    let line = with_transfers(1).await;
    let (burns, statements) = line.let_go([(0, 1)], ask).await;
    assert!(is_burnt(&burns[0], (0, 1)));
    assert_eq!(statements, 1);
}

#[tokio::test]
async fn a_token_that_is_shown_often_at_once_is_burnt_once() {
    let line = with_transfers(2).await;
    let all = [(0, 1), (1, 2), (0, 3), (0, 4)];
    let (burns, _) = line.let_go(all, ask).await;
    let burnt: Vec<_> = burns
        .iter()
        .zip(all)
        .map(|(answer, shown)| is_burnt(answer, shown))
        .collect();
    assert_eq!(burnt, [true, true, false, false]);
    for dead in &burns[2..] {
        assert!(
            matches!(dead, Ok(Burn::Dead { used_at: Some(at), .. }) if *at == after(1)),
            "{dead:?}"
        );
    }
}

/// It waits alone, and gets the verdict that the other leaves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_locked_elsewhere_stops_nobody() {
    for (how, is_burnt_in_the_end) in [("ROLLBACK", true), ("COMMIT", false)] {
        let line = with_transfers(20).await;
        let lock = "UPDATE session_transfers SET used_at = 7 WHERE id = 't3'";
        let other = in_the_middle_of(&line.bench, lock).await;
        let waiting = async {
            // All others are burnt meanwhile.
            while line
                .count("session_transfers WHERE used_at IS NOT NULL")
                .await
                < 19
            {
                tokio::task::yield_now().await;
            }
            assert_eq!(used_at(&line.bench, 3).await, None);
            end(other, how).await;
        };
        let all: Vec<Shown> = (0..20).map(|n| (n, 1)).collect();
        let ((burns, _), ()) = tokio::join!(line.let_go(all.clone(), ask), waiting);
        for (answer, shown) in burns.iter().zip(all) {
            assert_eq!(
                is_burnt(answer, shown),
                shown.0 != 3 || is_burnt_in_the_end,
                "{answer:?}"
            );
        }
    }
}

/// Burns all twenty, of which `t6` has a row that cannot be read: it fails, and stays spent. How many were burnt besides, and
/// by how many statements.
async fn burn_beside_an_unreadable_row(line: &Line) -> (Vec<Answer<Burn>>, (usize, u64)) {
    line.run("UPDATE session_transfers SET device = 'not JSON' WHERE id = 't6'")
        .await;
    let all: Vec<Shown> = (0..20).map(|n| (n, 1)).collect();
    let (burns, statements) = line.let_go(all.clone(), ask).await;
    assert_unreadable(&burns[6]);
    let spent_at = used_at(&line.bench, 6).await;
    assert_eq!(spent_at, Some(after(1)), "it stays spent");
    let shown = burns.iter().zip(all);
    let burnt = shown.filter(|(answer, shown)| is_burnt(answer, *shown));
    let burnt = burnt.count();
    (burns, (burnt, statements))
}

#[tokio::test]
async fn a_guilty_row_fails_alone() {
    let line = with_transfers(20).await;
    line.run("ALTER TABLE session_transfers ADD CHECK (id <> 't5' OR used_at IS NULL)")
        .await;
    let (burns, counts) = burn_beside_an_unreadable_row(&line).await;
    assert_refused(&burns[5]);
    assert_eq!(counts, (18, 1 + 20));
}

#[tokio::test]
async fn a_row_that_cannot_be_read_takes_nobody_along() {
    let line = with_transfers(20).await;
    let (_, counts) = burn_beside_an_unreadable_row(&line).await;
    assert_eq!(counts, (19, 1));
}

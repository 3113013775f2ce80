//! Session transfer tokens that are issued at the same moment.

use footbridge::domain::session_transfer::Transfer;
use footbridge::store::session_transfers::find_and_issue;
use footbridge::store::transfer_issues::{Looked, WantedTransfer};
use footbridge::store::{Store, refresh_tokens, session_transfers};
use tokio::task::JoinHandle;

use super::{Answer, Line, assert_refused, assert_unreadable, device_of, end, in_the_middle_of};
use crate::bench::{Bench, NOW, add_user, after, count, run, transfer};
use crate::common::together::together;

/// One to issue from a family, by a device in a network of its own.
pub fn of(number: u16, family: &str) -> WantedTransfer {
    WantedTransfer {
        shown: format!("{family}-1"),
        client_id: "native".to_owned(),
        id: format!("t{number}"),
        digest: format!("t{number}"),
        device: device_of(number),
        now: NOW,
        expires_at: after(60_000),
        used_since: after(-60_000),
    }
}

/// What [`of`] stores.
fn stored(wanted: &WantedTransfer) -> Transfer {
    let family = wanted.shown.trim_end_matches("-1");
    Transfer {
        device: wanted.device.clone(),
        scope: crate::bench::family(family).scope,
        ..transfer(&wanted.id, family)
    }
}

/// Whether it was issued.
pub async fn ask(store: Store, wanted: WantedTransfer) -> Answer<bool> {
    find_and_issue(&store, wanted)
        .await
        .map(|looked| looked.is_issued)
}

pub fn spawn(store: &Store, wanted: WantedTransfer) -> JoinHandle<Answer<bool>> {
    tokio::spawn(ask(store.clone(), wanted))
}

pub async fn let_go(
    line: &Line,
    all: impl IntoIterator<Item = WantedTransfer>,
) -> (Vec<Answer<bool>>, u64) {
    line.let_go(all, ask).await
}

pub fn good(issued: &[Answer<bool>]) -> usize {
    issued.iter().filter(|i| matches!(i, Ok(true))).count()
}

/// So many families whose tokens have just been used.
pub async fn with_families(number: u16) -> Line {
    let line = Line::start().await;
    add_families(&line.bench, number).await;
    line
}

pub async fn add_families(bench: &Bench, number: u16) {
    for n in 0..number {
        bench.family(&format!("f{n}")).await;
    }
    let mut db = bench.store().write().await.expect("a connection");
    let now = NOW.millis();
    run(
        &mut db,
        &format!("UPDATE refresh_families SET last_exchanged_at = {now}"),
    )
    .await;
}

/// What is in the way of one family's token each. The verdict is the row's, and what is found is what one look finds.
const IN_THE_WAY: &[&str] = &[
    "UPDATE refresh_families SET revoked_at = 1",
    "UPDATE refresh_families SET client_id = 'another'",
    "UPDATE refresh_families SET expires_at = 1935000000000",
    "UPDATE refresh_families SET idle_expires_at = 1935000000000",
    "UPDATE refresh_families SET user_id = 'gone'",
    "UPDATE refresh_families SET user_id = 'blocked'",
    "UPDATE refresh_families SET organization = 'org'",
    "UPDATE refresh_families SET parent_family = 'any'",
    "UPDATE refresh_families SET last_exchanged_at = NULL",
    "UPDATE refresh_families SET last_exchanged_at = 1934999940000",
    "UPDATE refresh_families SET online = TRUE, session_id = 'gone'",
    "UPDATE refresh_families SET head_digest = 'unknown to all'",
];

#[tokio::test]
async fn many_at_once_are_one_statement_and_each_gets_its_own_verdict() {
    let line = with_families(60).await;
    add_user(line.bench.store(), "blocked").await;
    line.run("UPDATE users SET blocked = TRUE WHERE user_id = 'blocked'")
        .await;
    for (n, sql) in IN_THE_WAY.iter().enumerate() {
        line.run(&format!("{sql} WHERE id = 'f{}'", 3 * n)).await;
    }
    line.run(
        "INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at) VALUES ('old-1', 'f1', 1, 5)",
    )
    .await;
    line.run("UPDATE refresh_families SET expires_at = 1935000000001, idle_expires_at = 1935000000001 WHERE id = 'f2'").await;
    let mut all: Vec<_> = (0..63).map(|n| of(n, &format!("f{n}"))).collect();
    all.push(of(63, "old"));
    let (looked, statements) = line
        .let_go(all.clone(), |store, wanted| async move {
            find_and_issue(&store, wanted).await
        })
        .await;
    assert_eq!(statements, 1, "for all of them");
    let mut db = line.bench.store().write().await.expect("a connection");
    for (n, (looked, wanted)) in looked.into_iter().zip(all).enumerate() {
        let Looked {
            presented,
            is_issued,
        } = looked.expect("an answer");
        let is_bad = n >= 60 || (n % 3 == 0 && n / 3 < IN_THE_WAY.len());
        assert_eq!(is_issued, !is_bad, "{n}");
        let found = refresh_tokens::find(&mut db, &wanted.shown, NOW).await;
        assert_eq!(presented, found.expect("an answer"), "{n}");
        let expected = is_issued.then(|| (stored(&wanted), None));
        let found = session_transfers::by_id(&mut db, &wanted.id).await;
        assert_eq!(found.expect("an answer"), expected, "{n}");
    }
}

/// One is judged at a time when its family still lives, the other when it does not.
#[tokio::test]
async fn each_has_its_own_now() {
    let line = with_families(2).await;
    let end = after(10).millis();
    line.run(&format!("UPDATE refresh_families SET expires_at = {end}"))
        .await;
    let mut all = [of(0, "f0"), of(1, "f1")];
    all[0].now = after(9);
    all[1].now = after(10);
    let (issued, statements) = let_go(&line, all).await;
    assert!(matches!(issued[..], [Ok(true), Ok(false)]), "{issued:?}");
    assert_eq!(statements, 1);
}

#[tokio::test]
async fn one_alone_is_one_statement() {
    let line = with_families(1).await;
    let (issued, statements) = let_go(&line, [of(1, "f0")]).await;
    assert_eq!((good(&issued), statements), (1, 1));
    let (issued, statements) = let_go(&line, [of(2, "gone")]).await;
    assert!(matches!(issued[..], [Ok(false)]), "{issued:?}");
    assert_eq!(statements, 1, "its answer is final");
}

#[tokio::test]
async fn a_family_locked_elsewhere_stops_nobody() {
    let line = with_families(20).await;
    let lock = "SELECT FROM refresh_families WHERE id = 'f3' FOR UPDATE; DELETE FROM refresh_families WHERE id = 'f4';
                UPDATE refresh_families SET head_digest = 'new', revoked_at = 1 WHERE id = 'f5'";
    let other = in_the_middle_of(&line.bench, lock).await;
    let all = (0..20).map(|n| of(n, &format!("f{n}")));
    let (issued, statements) = let_go(&line, all).await;
    assert_eq!((good(&issued), statements), (20, 1));
    end(other, "ROLLBACK").await;
}

#[tokio::test]
async fn a_guilty_row_fails_alone() {
    let line = with_families(20).await;
    line.bench.transfer("t5", "f5").await;
    let all = || (0..20).map(|n| of(n, &format!("f{n}")));
    let (issued, statements) = let_go(&line, all()).await;
    assert_refused(&issued[5]);
    assert_eq!((good(&issued), statements), (19, 1 + 20));
    assert_eq!(line.count("session_transfers").await, 20);
    let mut new = of(30, "f1");
    new.client_id = "a text with \0".to_owned();
    let all = [of(31, "f2"), new, of(32, "f3")];
    let (issued, statements) = let_go(&line, all).await;
    assert_refused(&issued[1]);
    let alone = "it was not with the others";
    assert_eq!((good(&issued), statements), (2, 2), "{alone}");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_fails_alone() {
    let line = with_families(20).await;
    add_user(line.bench.store(), "odd").await;
    line.run("UPDATE users SET profile = 'not JSON' WHERE user_id = 'odd'")
        .await;
    line.run("UPDATE refresh_families SET user_id = 'odd' WHERE id = 'f5'")
        .await;
    let (issued, statements) = let_go(&line, (0..20).map(|n| of(n, &format!("f{n}")))).await;
    assert_unreadable(&issued[5]);
    assert_eq!((good(&issued), statements), (19, 1));
}

/// Two processes, and families that end meanwhile: what was acknowledged is there, once, and nothing else is.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_need_nothing_from_one_another() {
    let bench = Bench::postgres().await;
    add_families(&bench, 40).await;
    let requests = bench.at_once(900, |store, n| async move {
        let number = u16::try_from(n).expect("small");
        let new = of(number, &format!("f{}", n % 40));
        let issued = ask(store, new.clone()).await;
        (new.id, issued.expect("an answer"))
    });
    let ending = async {
        let mut db = bench.another().write().await.expect("a connection");
        for n in 0..20 {
            let sql = format!("UPDATE refresh_families SET revoked_at = 1 WHERE id = 'f{n}'");
            run(&mut db, &sql).await;
        }
        let late = (0..20).map(|n| spawn(bench.store(), of(10_000 + n, &format!("f{n}"))));
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

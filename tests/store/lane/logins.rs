//! Sessions that begin at the same moment, each with its first code.

use footbridge::store::codes::{self, Taken};
use footbridge::store::new_codes::{self, NewCode};
use footbridge::store::sessions::NewSession;
use footbridge::store::{Store, sessions};

use super::{Answer, Line, device_of, end, in_the_middle_of};
use crate::bench::{ADA, NOW, add_user, after, grant, new_session, session};

/// The session `s{number}` of that user, with the code `c{number}`.
type Login = (u16, &'static str);

fn begun((number, user_id): Login) -> NewSession {
    let mut session = session(&format!("s{number}"));
    session.user_id = user_id.to_owned();
    session.initial_device = device_of(number);
    session.last_device = device_of(number);
    session.parent_family = (number % 2 == 0).then(|| format!("f{number}"));
    new_session(
        session,
        (number % 2 == 0).then(|| format!("t{number}")).as_deref(),
    )
}

async fn ask(store: Store, login: Login) -> Answer<bool> {
    let (number, user_id) = login;
    let mut grant = grant(&format!("s{number}"));
    grant.user_id = user_id.to_owned();
    let code = NewCode {
        digest: &format!("c{number}"),
        client_id: "web",
        grant: &grant,
        expires_at: after(1000 + i64::from(number)),
    };
    new_codes::issue(&store, code, Some(&begun(login))).await
}

fn good(answers: &[Answer<bool>]) -> usize {
    answers.iter().filter(|a| matches!(a, Ok(true))).count()
}

#[tokio::test]
async fn many_at_once_are_few_statements_and_each_gets_its_own_verdict() {
    let line = Line::start().await;
    for user in ["linked", "renewed"] {
        add_user(line.bench.store(), user).await;
    }
    line.run("UPDATE users SET linked_to = 'any' WHERE user_id = 'linked'")
        .await;
    line.run("UPDATE users SET password_epoch = 1 WHERE user_id = 'renewed'")
        .await;
    let user = |n| match n {
        7 => "gone",
        20 => "linked",
        31 => "renewed",
        _ => ADA,
    };
    let all: Vec<Login> = (0..60).map(|n| (n, user(n))).collect();
    let (answers, statements) = line.let_go(all.clone(), ask).await;
    assert_eq!(statements, 1 + 3, "one for all, and one for each refusal");
    let store = line.bench.store();
    let mut db = store.write().await.expect("a connection");
    for (answer, login) in answers.into_iter().zip(all) {
        let (number, user_id) = login;
        let expected = user_id == ADA;
        assert_eq!(answer.expect("an answer"), expected, "{number}");
        let stored = sessions::by_id(&mut db, &format!("s{number}")).await;
        let session = begun(login).session;
        assert_eq!(
            stored.expect("an answer"),
            expected.then_some(session),
            "as it was asked for"
        );
        let clients = sessions::clients(&mut db, &format!("s{number}")).await;
        assert_eq!(clients.expect("an answer").len(), usize::from(expected));
        let digest = format!("c{number}");
        let late = codes::take(store, &digest, "web", after(1000 + i64::from(number))).await;
        assert_eq!(late.expect("an answer"), Taken::Unknown, "it ends on time");
        let taken = codes::take(store, &digest, "web", after(999 + i64::from(number))).await;
        match taken.expect("an answer") {
            Taken::Login(login) => assert_eq!(login.grant, grant(&format!("s{number}"))),
            other => assert!(!expected, "{other:?}"),
        }
    }
}

#[tokio::test]
async fn one_alone_is_one_statement() {
    let line = Line::start().await;
    let (answers, statements) = line.let_go([(1, ADA)], ask).await;
    assert_eq!((good(&answers), statements), (1, 1));
    let (answers, statements) = line.let_go([(2, "gone")], ask).await;
    assert!(matches!(answers[..], [Ok(false)]), "{answers:?}");
    assert_eq!(statements, 1, "its answer is final");
}

/// They wait alone, and get the verdict that the other leaves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_locked_elsewhere_stops_nobody() {
    for (how, expected) in [("ROLLBACK", 20), ("COMMIT", 18)] {
        let line = Line::start().await;
        add_user(line.bench.store(), "locked").await;
        let lock = "DELETE FROM users WHERE user_id = 'locked'";
        let other = in_the_middle_of(&line.bench, lock).await;
        let waiting = async {
            while line.count("codes").await < 18 {
                tokio::task::yield_now().await;
            }
            end(other, how).await;
        };
        let user = |n| if n == 3 || n == 9 { "locked" } else { ADA };
        let ((answers, _), ()) =
            tokio::join!(line.let_go((0..20).map(|n| (n, user(n))), ask), waiting);
        assert_eq!(good(&answers), expected, "{answers:?}");
        for table in ["codes", "sessions", "session_clients"] {
            assert_eq!(
                line.count(table).await,
                i64::try_from(expected).expect("small")
            );
        }
    }
}

#[tokio::test]
async fn a_guilty_row_fails_alone() {
    let line = Line::start().await;
    let mut db = line.bench.store().write().await.expect("a connection");
    let there = new_session(session("there"), Some("t4"));
    assert!(sessions::insert(&mut db, &there).await.expect("an answer"));
    let (answers, statements) = line.let_go((0..20).map(|n| (n, ADA)), ask).await;
    assert!(
        matches!(answers[4], Ok(false)),
        "its transfer has made a session: {:?}",
        answers[4]
    );
    assert_eq!((good(&answers), statements), (19, 1 + 20));
    assert_eq!(line.count("codes").await, 19);
    let taken = codes::take(line.bench.store(), "c4", "web", NOW).await;
    assert_eq!(taken.expect("an answer"), Taken::Unknown);
}

//! What must happen once happens once, whoever asks at the same moment.

use std::collections::BTreeSet;
use std::time::Duration;

use footbridge::domain::code::CodeGrant;
use footbridge::domain::invitation::{Invitation, InvitationTerms};
use footbridge::domain::suspicious_ip::Stage;
use footbridge::store::codes::{self, Taken};
use footbridge::store::engine::StoreError;
use footbridge::store::exchange::{Rotation, rotate};
use footbridge::store::login_attempts::AttemptLimit;
use footbridge::store::network_budgets::NetworkBudget;
use footbridge::store::new_codes::{self, NewCode};
use footbridge::store::organization_invitations::{self, StoredInvitation};
use footbridge::store::purge::{self, Horizon};
use footbridge::store::refresh_tokens;
use footbridge::store::session_transfers::burn;
use footbridge::store::transfer_burns::Burn;
use footbridge::store::{
    Store, clients, login_attempts, login_transactions, network_budgets, organizations,
    pushed_requests, sessions, used_assertions,
};
use serde_json::{Map, json};

use crate::bench::{Bench, NOW, add_user, after, device, exchange, grant, new_session, session};
use crate::common::on_both_engines;

on_both_engines! {
    a_transfer_is_burnt_once,
    a_transfer_is_dead_from_its_last_millisecond_on,
    a_code_is_taken_once_and_its_replay_is_remembered,
    a_replayed_code_is_known_until_its_tokens_have_expired,
    without_leeway_one_rotation_wins_and_the_family_ends,
    with_a_leeway_all_rotations_succeed_and_one_token_is_left,
    the_leeway_ends_on_time,
    a_transfer_makes_one_session,
    a_session_gets_one_new_cookie,
    attempts_are_counted_one_by_one,
    a_budget_is_spent_one_by_one,
    a_pushed_request_is_taken_once,
    an_assertion_is_used_once_by_each_client,
    a_login_transaction_moves_on_once,
    an_invitation_is_taken_once,
}

const CROWD: usize = 48;

async fn a_transfer_is_burnt_once(bench: Bench) {
    bench.family("f").await;
    for round in 0..5 {
        let digest = format!("t{round}");
        bench.transfer(&digest, "f").await;
        let burns = bench
            .at_once(CROWD, |store, _| {
                let digest = digest.clone();
                async move { burn(&store, &digest, after(1), &device().address).await }
            })
            .await;
        let mut burnt = 0;
        for burn in burns {
            match burn.expect("an answer") {
                Burn::Burnt { transfer, parent } => {
                    burnt += 1;
                    assert_eq!(transfer.id, digest);
                    assert_eq!(parent.expect("it is there").family.id, "f");
                }
                Burn::Dead { used_at, .. } => assert_eq!(used_at, Some(after(1))),
                Burn::Unknown => panic!("it was stored"),
            }
        }
        assert_eq!(burnt, 1, "round {round}");
    }
}

async fn a_transfer_is_dead_from_its_last_millisecond_on(bench: Bench) {
    bench.family("f").await;
    bench.transfer("early", "f").await;
    bench.transfer("late", "f").await;
    let address = device().address;
    let burn = |digest, ms| burn(bench.store(), digest, after(ms), &address);
    let late = burn("late", 60_000).await.expect("an answer");
    assert!(matches!(late, Burn::Dead { used_at: None, .. }));
    let early = burn("early", 59_999).await.expect("an answer");
    assert!(matches!(early, Burn::Burnt { .. }));
    let unknown = burn("never", 0).await.expect("an answer");
    assert_eq!(unknown, Burn::Unknown);
}

async fn a_code_is_taken_once_and_its_replay_is_remembered(bench: Bench) {
    for round in 0..5 {
        let (digest, session_id) = (format!("c{round}"), format!("s{round}"));
        let begun = new_session(session(&session_id), None);
        let code = NewCode {
            digest: &digest,
            client_id: "web",
            grant: &grant(&session_id),
            expires_at: after(1000),
        };
        let stored = new_codes::issue(bench.store(), code, Some(&begun)).await;
        assert!(stored.expect("a new code"));
        let foreign = codes::take(bench.store(), &digest, "other", NOW).await;
        assert_eq!(foreign.expect("an answer"), Taken::Unknown);
        let taken = bench
            .at_once(CROWD, |store, _| {
                let digest = digest.clone();
                async move { codes::take(&store, &digest, "web", after(1)).await }
            })
            .await;
        let granted = |taken: &&Taken| match taken {
            Taken::Login(login) => login.grant == grant(&session_id) && login.session.is_some(),
            _ => false,
        };
        let taken: Vec<_> = taken.into_iter().map(|t| t.expect("an answer")).collect();
        assert_eq!(taken.iter().filter(granted).count(), 1);
        let replayed = |t: &&Taken| matches!(t, Taken::Replayed { .. });
        assert_eq!(taken.iter().filter(replayed).count(), CROWD - 1);
        let mut db = bench.store().write().await.expect("a connection");
        let linked = codes::link_family(&mut db, &digest, "f").await;
        assert!(!linked.expect("an answer"), "the first use gets nothing");
        let known = codes::was_replayed(&mut db, &digest).await;
        assert!(known.expect("an answer"));
    }
}

async fn a_replayed_code_is_known_until_its_tokens_have_expired(bench: Bench) {
    let store = bench.store();
    for (digest, session_id) in [("replayed", "one"), ("used", "two")] {
        add_user(store, session_id).await;
        let grant = &CodeGrant {
            user_id: session_id.to_owned(),
            ..grant(session_id)
        };
        let code = NewCode {
            digest,
            client_id: "web",
            grant,
            expires_at: after(1_000),
        };
        let begun = new_session(session(session_id), None);
        let stored = new_codes::issue(store, code, Some(&begun)).await;
        assert!(stored.expect("a new code"));
        let taken = codes::take(store, digest, "web", NOW).await;
        assert!(matches!(taken, Ok(Taken::Login(_))));
    }
    let again = codes::take(store, "replayed", "web", after(5_000)).await;
    assert!(matches!(again, Ok(Taken::Replayed { .. })));
    let mut db = store.write().await.expect("a connection");
    let day = Duration::from_secs(24 * 3600);
    for (days, is_known) in [(0, true), (2, true), (30, true), (32, false)] {
        let now = NOW.plus(days * day);
        let horizon = Horizon {
            now,
            consumed: now.minus(day),
            look_again: now.plus(6 * day),
            tenant_log: now.minus(30 * day),
            failed_logins: now.minus(30 * day),
        };
        purge::batch(&mut db, horizon).await.expect("a purge");
        let took = codes::took_back(&mut db, ("one", "web"), NOW).await;
        assert_eq!(took.expect("an answer"), is_known, "after {days} days");
    }
    let took = codes::took_back(&mut db, ("two", "web"), NOW).await;
    assert!(!took.expect("an answer"));
}

/// Rotates `f-1` in `CROWD` requests at once; the new digests are `f-new-…`.
async fn rotate_together(bench: &Bench, family: &str, leeway: Option<u64>) -> Vec<Rotation> {
    let rotations = bench
        .at_once(CROWD, |store, number| {
            let (family, shown) = (family.to_owned(), format!("{family}-1"));
            async move {
                let new = format!("{family}-new-{number}");
                let device = device();
                let exchange = exchange(&family, &shown, 10, leeway, &device);
                rotate(&store, &new, exchange, None).await
            }
        })
        .await;
    rotations
        .into_iter()
        .map(|r| r.expect("an answer"))
        .collect()
}

async fn without_leeway_one_rotation_wins_and_the_family_ends(bench: Bench) {
    for round in 0..5 {
        let id = format!("f{round}");
        bench.family(&id).await;
        let rotations = rotate_together(&bench, &id, None).await;
        let count = |kind: fn(&&Rotation) -> bool| rotations.iter().filter(kind).count();
        assert_eq!(count(|r| matches!(r, Rotation::Rotated { counter: 2 })), 1);
        assert_eq!(
            count(|r| matches!(r, Rotation::Reused { latest_counter: 2 })),
            1
        );
        assert_eq!(count(|r| matches!(r, Rotation::Revoked)), CROWD - 2);
        let mut db = bench.store().read().await.expect("a connection");
        let found = refresh_tokens::by_id(&mut db, &id, after(11)).await;
        let found = found.expect("an answer").expect("a family");
        assert_eq!(found.family.revoked_at, Some(after(10)));
    }
}

async fn with_a_leeway_all_rotations_succeed_and_one_token_is_left(bench: Bench) {
    bench.family("f").await;
    let rotations = rotate_together(&bench, "f", Some(1000)).await;
    let counters: BTreeSet<_> = rotations
        .iter()
        .map(|rotation| match rotation {
            Rotation::Rotated { counter } => *counter,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counters.len(), CROWD, "each has a number of its own");
    let mut db = bench.store().read().await.expect("a connection");
    let mut heads = 0;
    for number in 0..CROWD {
        let digest = format!("f-new-{number}");
        let found = refresh_tokens::find(&mut db, &digest, after(11)).await;
        let found = found.expect("an answer").expect("each was stored");
        heads += usize::from(found.superseded_at.is_none());
        assert_eq!(found.family.revoked_at, None);
    }
    assert_eq!(heads, 1, "a leeway forks nothing");
}

async fn the_leeway_ends_on_time(bench: Bench) {
    let device = device();
    for (ms, leeway, good) in [
        (1100, Some(1000), true),
        (1101, Some(1000), false),
        (100, None, false),
    ] {
        let id = format!("f{ms}");
        bench.family(&id).await;
        let shown = format!("{id}-1");
        let mut rotations = vec![];
        for (at, leeway) in [(100, Some(1000)), (ms, leeway)] {
            let exchange = exchange(&id, &shown, at, leeway, &device);
            let new = format!("{id}-at-{at}-{good}-{}", rotations.len());
            let rotation = rotate(bench.store(), &new, exchange, None).await;
            rotations.push(rotation.expect("an answer"));
        }
        assert_eq!(rotations[0], Rotation::Rotated { counter: 2 });
        let expected = if good {
            Rotation::Rotated { counter: 3 }
        } else {
            Rotation::Reused { latest_counter: 2 }
        };
        assert_eq!(rotations[1], expected, "{ms} ms");
    }
    // Another family's token is no token of this one, however fresh.
    bench.family("other").await;
    bench.family("own").await;
    for (id, shown) in [("other", "other-1"), ("own", "other-1")] {
        let exchange = exchange(id, shown, 100, Some(1000), &device);
        let rotation = rotate(bench.store(), &format!("{id}-2"), exchange, None).await;
        let rotated = matches!(rotation.expect("an answer"), Rotation::Rotated { .. });
        assert_eq!(rotated, id == "other");
    }
}

async fn a_transfer_makes_one_session(bench: Bench) {
    let made = bench
        .at_once(CROWD, |store, number| async move {
            let id = format!("s{number}");
            let mut db = store.write().await.expect("a connection");
            sessions::insert(&mut db, &new_session(session(&id), Some("t"))).await
        })
        .await;
    let made = made.into_iter().filter(|m| *m.as_ref().expect("an answer"));
    assert_eq!(made.count(), 1);
}

async fn a_session_gets_one_new_cookie(bench: Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    let stored = sessions::insert(&mut db, &new_session(session("s"), None)).await;
    assert!(stored.expect("an answer"));
    drop(db);
    let replaced = bench
        .at_once(CROWD, |store, number| async move {
            let mut db = store.write().await.expect("a connection");
            sessions::replace_cookie(&mut db, "s", "s-cookie", &format!("new-{number}")).await
        })
        .await;
    let won = replaced
        .into_iter()
        .filter(|r| *r.as_ref().expect("an answer"));
    assert_eq!(won.count(), 1);
    let mut db = bench.store().read().await.expect("a connection");
    let old = sessions::by_cookie(&mut db, "s-cookie").await;
    assert_eq!(old.expect("an answer"), None, "the old cookie is dead");
}

async fn attempts_are_counted_one_by_one(bench: Bench) {
    let bound = |window_start| AttemptLimit {
        most: 10,
        window_start,
    };
    let counted = bench
        .at_once(CROWD, |store, _| async move {
            let mut tx = store.begin().await?;
            let at = after(10);
            let bound = bound(NOW);
            let is_in = login_attempts::reserve(&mut tx, "ada", "192.0.2.1", at, bound).await?;
            tx.commit().await?;
            Ok::<bool, StoreError>(is_in)
        })
        .await;
    let counted = counted
        .into_iter()
        .filter(|c| *c.as_ref().expect("an answer"));
    assert_eq!(counted.count(), 10);
    let mut tx = bench.store().begin().await.expect("a transaction");
    let (at, next_window) = (after(30), bound(after(20)));
    let is_in = login_attempts::reserve(&mut tx, "ada", "192.0.2.1", at, next_window).await;
    assert!(is_in.expect("an answer"));
}

async fn a_budget_is_spent_one_by_one(bench: Bench) {
    let budget = NetworkBudget {
        stage: Stage::Login,
        network: "192.0.2.1",
        cost: 1_000,
        period: 7_000,
    };
    let spend = |store: Store, now| async move {
        let mut tx = store.begin().await?;
        let is_spent = network_budgets::spend(&mut tx, budget, now).await?;
        tx.commit().await?;
        Ok::<bool, StoreError>(is_spent)
    };
    let spent = bench
        .at_once(CROWD, |store, _| spend(store, after(0)))
        .await;
    let spent = spent
        .into_iter()
        .filter(|s| *s.as_ref().expect("an answer"));
    assert_eq!(spent.count(), 7);
    let store = bench.store().clone();
    assert!(!spend(store.clone(), after(0)).await.expect("an answer"));
    let later = NOW.plus(Duration::from_millis(1_000));
    assert!(spend(store.clone(), later).await.expect("an answer"));
    assert!(!spend(store, later).await.expect("an answer"));
}

async fn a_pushed_request_is_taken_once(bench: Bench) {
    let mut parameters = Map::new();
    parameters.insert("scope".to_owned(), json!("openid"));
    let mut db = bench.store().write().await.expect("a connection");
    let stored = pushed_requests::insert(&mut db, "p", "web", &parameters, after(1000)).await;
    stored.expect("a new request");
    drop(db);
    let taken = bench
        .at_once(CROWD, |store, _| async move {
            let mut db = store.write().await.expect("a connection");
            pushed_requests::take(&mut db, "p", "web", after(1)).await
        })
        .await;
    let found: Vec<_> = taken
        .into_iter()
        .filter_map(|t| t.expect("an answer"))
        .collect();
    assert_eq!(found, [parameters]);
}

async fn an_assertion_is_used_once_by_each_client(bench: Bench) {
    for client in ["a", "b"] {
        let uses = bench
            .at_once(CROWD, |store, _| async move {
                let mut db = store.write().await.expect("a connection");
                used_assertions::use_up(&mut db, client, "jti", after(1000)).await
            })
            .await;
        let first = uses.into_iter().filter(|u| *u.as_ref().expect("an answer"));
        assert_eq!(first.count(), 1, "client {client}");
    }
}

async fn a_login_transaction_moves_on_once(bench: Bench) {
    let mut db = bench.store().write().await.expect("a connection");
    let stored = login_transactions::insert(&mut db, "l", &json!({}), after(1000)).await;
    stored.expect("a new transaction");
    drop(db);
    let moved = bench
        .at_once(CROWD, |store, number| async move {
            let mut db = store.write().await.expect("a connection");
            if number % 2 == 0 {
                return login_transactions::take(&mut db, "l", 1).await;
            }
            login_transactions::replace(&mut db, "l", &json!({"by": number}), 1).await
        })
        .await;
    let won = moved
        .into_iter()
        .filter(|m| *m.as_ref().expect("an answer"));
    assert_eq!(won.count(), 1);
}

async fn an_invitation_is_taken_once(bench: Bench) {
    let mut tx = bench.store().begin().await.expect("a transaction");
    let organization = json!({ "id": "org_1", "name": "acme" });
    let organization = organization.as_object().expect("an object");
    let made = organizations::insert(&mut tx, organization, NOW).await;
    assert!(made.expect("an answer"));
    let client = json!({ "client_id": "web", "name": "Web" });
    let client = client.as_object().expect("an object");
    let made = clients::insert(&mut tx, client, None, NOW).await;
    assert!(made.expect("an answer"));
    for (id, expires_at) in [("uinv_1", after(60_000)), ("uinv_2", after(1))] {
        let new = StoredInvitation {
            ticket: format!("ticket of {id}"),
            invitation: Invitation {
                id: id.to_owned(),
                organization_id: "org_1".to_owned(),
                client_id: "web".to_owned(),
                connection_id: None,
                terms: InvitationTerms {
                    inviter: "Grace".to_owned(),
                    email: "ada@example.com".to_owned(),
                    roles: vec![],
                    metadata: Map::new(),
                    login_route: "https://web.example/login".to_owned(),
                },
                created_at: NOW,
                expires_at,
            },
        };
        let stored = organization_invitations::insert(&mut tx, &new, id).await;
        stored.expect("an answer").expect("room");
    }
    tx.commit().await.expect("a commit");
    for (id, expected) in [("uinv_1", 1), ("uinv_2", 0)] {
        let takes = bench
            .at_once(CROWD, |store, _| async move {
                let mut tx = store.begin().await?;
                let taken = organization_invitations::take(&mut tx, id, after(1)).await?;
                tx.commit().await?;
                Ok::<_, StoreError>(taken)
            })
            .await;
        let taken = takes
            .into_iter()
            .filter(|taken| *taken.as_ref().expect("an answer"));
        assert_eq!(taken.count(), expected, "{id}");
    }
    let mut db = bench.store().write().await.expect("a connection");
    let left = async |db: &mut _| {
        let found = organization_invitations::by_id(db, "org_1", "uinv_2").await;
        found.expect("an answer").is_some()
    };
    assert!(left(&mut db).await, "until the purge");
    let horizon = Horizon {
        now: after(2),
        consumed: NOW,
        look_again: after(2),
        tenant_log: NOW,
        failed_logins: NOW,
    };
    purge::batch(&mut db, horizon).await.expect("a purge");
    assert!(!left(&mut db).await);
}

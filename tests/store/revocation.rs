//! After a revocation was acknowledged nothing of the family lives, whatever raced with it.

use footbridge::domain::refresh_token::Family;
use footbridge::store::exchange::{Rotation, rotate};
use footbridge::store::refresh_tokens::{self, Presented};
use footbridge::store::{Store, session_transfers, sessions};

use crate::bench::{
    Bench, NOW, after, begin, device, exchange, family, new_session, session, transfer,
};
use crate::common::on_both_engines;

on_both_engines! {
    a_revoked_family_neither_rotates_nor_issues,
    a_revocation_beats_the_rotations_that_race_with_it,
    a_revocation_beats_the_transfers_that_race_with_it,
    a_stolen_token_is_found_by_one,
    descendants_ask_their_parent,
    an_online_token_ends_with_its_session_however_that_ends,
}

async fn look(store: &Store, id: &str) -> Presented {
    let mut db = store.read().await.expect("a connection");
    let found = refresh_tokens::by_id(&mut db, id, after(10)).await;
    found.expect("an answer").expect("a family")
}

async fn revoke(store: &Store, id: &str, cascades: bool) -> bool {
    let mut db = store.write().await.expect("a connection");
    let revoked = refresh_tokens::revoke(&mut db, id, after(5), cascades).await;
    revoked.expect("an answer")
}

/// One rotation that also stores the transfer `t-<new>`; whether it succeeded.
async fn rotate_and_issue(store: &Store, id: &str, shown: &str, new: &str) -> Rotation {
    let (device, name) = (device(), format!("t-{new}"));
    let exchange = exchange(id, shown, 5, Some(1000), &device);
    let transfer = transfer(&name, id);
    let rotation = rotate(store, new, exchange, Some((&name, &transfer))).await;
    let mut db = store.read().await.expect("a connection");
    let issued = session_transfers::by_id(&mut db, &name).await;
    let rotation = rotation.expect("an answer");
    let rotated = matches!(rotation, Rotation::Rotated { .. });
    assert_eq!(
        issued.expect("an answer").is_some(),
        rotated,
        "both or neither"
    );
    rotation
}

async fn a_revoked_family_neither_rotates_nor_issues(bench: Bench) {
    bench.family("f").await;
    let store = bench.store();
    assert!(revoke(store, "f", true).await);
    assert!(!revoke(store, "f", false).await, "the first one decides");
    let rotation = rotate_and_issue(store, "f", "f-1", "f-2").await;
    assert_eq!(rotation, Rotation::Revoked);
    let mut db = store.write().await.expect("a connection");
    let issued = session_transfers::issue(&mut db, "t", &transfer("t", "f")).await;
    assert!(!issued.expect("an answer"));
    let device = device();
    let touched = refresh_tokens::touch(&mut db, exchange("f", "f-1", 9, None, &device)).await;
    assert!(!touched.expect("an answer"));
}

async fn a_revocation_beats_the_rotations_that_race_with_it(bench: Bench) {
    for round in 0..12 {
        let id = format!("f{round}");
        bench.family(&id).await;
        bench
            .at_once(12, |store, number| {
                let id = id.clone();
                async move {
                    if number == 6 {
                        assert!(revoke(&store, &id, true).await);
                        let after = rotate_and_issue(
                            &store,
                            &id,
                            &format!("{id}-1"),
                            &format!("{id}-late"),
                        )
                        .await;
                        assert_eq!(after, Rotation::Revoked, "acknowledged before");
                        return;
                    }
                    let new = format!("{id}-new-{number}");
                    rotate_and_issue(&store, &id, &format!("{id}-1"), &new).await;
                }
            })
            .await;
        let found = look(bench.store(), &id).await;
        assert_eq!(found.family.revoked_at, Some(after(5)), "round {round}");
    }
}

async fn a_revocation_beats_the_transfers_that_race_with_it(bench: Bench) {
    for round in 0..12 {
        let id = format!("f{round}");
        bench.family(&id).await;
        bench
            .at_once(12, |store, number| {
                let (id, name) = (id.clone(), format!("f{round}-t{number}"));
                async move {
                    let late = number == 6;
                    if late {
                        assert!(revoke(&store, &id, true).await);
                    }
                    let mut db = store.write().await.expect("a connection");
                    let issued =
                        session_transfers::issue(&mut db, &name, &transfer(&name, &id)).await;
                    assert!(!(late && issued.expect("an answer")), "acknowledged before");
                }
            })
            .await;
        // Whichever of them was stored finds a dead parent.
        assert!(look(bench.store(), &id).await.family.revoked_at.is_some());
    }
}

async fn a_stolen_token_is_found_by_one(bench: Bench) {
    bench.family("f").await;
    let store = bench.store();
    let first = rotate_and_issue(store, "f", "f-1", "f-2").await;
    assert_eq!(first, Rotation::Rotated { counter: 2 });
    let rotations = bench
        .at_once(24, |store, number| async move {
            let (device, new) = (device(), format!("stolen-{number}"));
            let exchange = exchange("f", "f-1", 5000, Some(1000), &device);
            rotate(&store, &new, exchange, None)
                .await
                .expect("an answer")
        })
        .await;
    let reused = rotations
        .iter()
        .filter(|r| **r == Rotation::Reused { latest_counter: 2 });
    assert_eq!(reused.count(), 1);
    let revoked = rotations.iter().filter(|r| **r == Rotation::Revoked);
    assert_eq!(revoked.count(), 23);
}

async fn insert_child(store: &Store, id: &str, parent: &str, session: Option<&str>) {
    let child = Family {
        parent_family: Some(parent.to_owned()),
        session_id: session.map(str::to_owned),
        online: session.is_some(),
        ..family(id)
    };
    begin(store, &child, false).await;
}

async fn insert_session(store: &Store, id: &str, parent: &str) {
    let mut session = session(id);
    session.parent_family = Some(parent.to_owned());
    let mut db = store.write().await.expect("a connection");
    let made = sessions::insert(&mut db, &new_session(session, Some(id))).await;
    assert!(made.expect("an answer"));
}

async fn descendants_ask_their_parent(bench: Bench) {
    let store = bench.store();
    for (id, cascades) in [("hard", true), ("soft", false)] {
        bench.family(id).await;
        let (child, session) = (format!("{id}-child"), format!("{id}-session"));
        insert_child(store, &child, id, None).await;
        insert_session(store, &session, id).await;
        assert!(!look(store, &child).await.parent_ended);
        assert!(revoke(store, id, cascades).await);
        assert_eq!(look(store, &child).await.parent_ended, cascades);
        let mut db = store.read().await.expect("a connection");
        let found = sessions::by_cookie(&mut db, &format!("{session}-cookie")).await;
        let found = found.expect("an answer").expect("a session");
        assert_eq!(found.is_alive(NOW), !cascades);
    }
}

async fn an_online_token_ends_with_its_session_however_that_ends(bench: Bench) {
    let store = bench.store();
    for parent in ["first", "second"] {
        bench.family(parent).await;
    }
    // A second transfer of the same user keeps the session that the first one made.
    insert_session(store, "s", "first").await;
    insert_child(store, "online", "second", Some("s")).await;
    assert!(!look(store, "online").await.session_ended);
    assert!(revoke(store, "first", true).await);
    assert!(look(store, "online").await.session_ended, "by its parent");
    insert_session(store, "s2", "second").await;
    insert_child(store, "online2", "second", Some("s2")).await;
    let mut db = store.write().await.expect("a connection");
    assert!(
        sessions::end(&mut db, "s2", after(1))
            .await
            .expect("an answer")
    );
    drop(db);
    assert!(look(store, "online2").await.session_ended, "by a logout");
}

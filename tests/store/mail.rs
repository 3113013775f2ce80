//! The outbox and the budgets of e-mail, as several processes see them.

use std::collections::BTreeSet;
use std::time::Duration;

use footbridge::domain::budget::Rate;
use footbridge::domain::mail::{Lane, MailEnvelope, Message};
use footbridge::domain::time::Timestamp;
use footbridge::store::mail_budgets::{self, MailBudget};
use footbridge::store::mail_outbox::{self, MailTurn, NewMail};
use serde_json::Map;

use crate::bench::{ADA, Bench, NOW};
use crate::common::on_both_engines;

on_both_engines! {
    a_budget_is_shared_and_comes_back_bit_by_bit,
    a_message_is_leased_by_one_process_until_the_lease_runs_out,
    a_message_about_a_user_needs_the_user,
}

const HOUR: Duration = Duration::from_secs(3600);

async fn a_budget_is_shared_and_comes_back_bit_by_bit(bench: Bench) {
    let budget = |name: &str, weight| MailBudget {
        name: name.to_owned(),
        rate: Rate {
            most: 3,
            period: HOUR,
        },
        weight,
    };
    let spend = async |name: &str, weight, now| {
        let mut tx = bench.store().begin().await.expect("a transaction");
        let budget = budget(name, weight);
        let spent = mail_budgets::spend(&mut tx, &budget, now).await;
        tx.commit().await.expect("a commit");
        spent.expect("an answer")
    };
    for _ in 0..3 {
        assert!(spend("one", 1, NOW).await);
    }
    assert!(!spend("one", 1, NOW).await);
    assert!(spend("another", 1, NOW).await);
    assert!(!spend("one", 1, NOW.plus(HOUR / 3).minus(Duration::from_secs(1))).await);
    assert!(spend("one", 1, NOW.plus(HOUR / 3)).await);
    assert!(!spend("one", 1, NOW.plus(HOUR / 3)).await);
    for _ in 0..6 {
        assert!(spend("wide", 2, NOW).await);
    }
    assert!(!spend("wide", 2, NOW).await);
}

async fn insert(bench: &Bench, id: &str, user_id: Option<&str>) -> bool {
    let envelope = MailEnvelope {
        to: "ada@example.com".to_owned(),
        language: "en".to_owned(),
        lifetime: 0,
        variables: Map::new(),
    };
    let mail = NewMail {
        id,
        message: Message::WelcomeEmail,
        user_id,
        envelope: &envelope,
        now: NOW,
        expires_at: NOW.plus(HOUR),
    };
    let mut tx = bench.store().begin().await.expect("a transaction");
    let inserted = mail_outbox::insert(&mut tx, &mail).await;
    tx.commit().await.expect("a commit");
    inserted.expect("an answer")
}

async fn take(bench: &Bench, process: &str, real: Timestamp) -> Vec<String> {
    let mut db = bench.store().write().await.expect("a connection");
    let turn = MailTurn {
        process,
        now: NOW,
        real,
        until: real.plus(Duration::from_secs(6)),
        most: 2,
        lane: Lane::Mail,
    };
    let (leased, unreadable) = mail_outbox::take(&mut db, turn).await.expect("an answer");
    assert!(unreadable.is_empty(), "{unreadable:?}");
    leased.into_iter().map(|mail| mail.id).collect()
}

async fn a_message_is_leased_by_one_process_until_the_lease_runs_out(bench: Bench) {
    for id in ["1", "2", "3"] {
        assert!(insert(&bench, id, None).await);
    }
    assert_eq!(take(&bench, "a", NOW).await, ["1", "2"]);
    assert_eq!(take(&bench, "b", NOW).await, ["3"]);
    let none: [String; 0] = [];
    assert_eq!(
        take(&bench, "b", NOW.plus(Duration::from_secs(5))).await,
        none
    );
    let mut db = bench.store().write().await.expect("a connection");
    let done = mail_outbox::done(&mut db, "1", "b").await;
    assert!(!done.expect("an answer"), "it is another process's");
    let done = mail_outbox::done(&mut db, "1", "a").await;
    assert!(done.expect("an answer"));
    drop(db);
    let later = NOW.plus(Duration::from_secs(6));
    let again: BTreeSet<String> = take(&bench, "b", later).await.into_iter().collect();
    assert_eq!(again, BTreeSet::from(["2".to_owned(), "3".to_owned()]));
    let mut db = bench.store().write().await.expect("a connection");
    let waiting = mail_outbox::waiting(&mut db, Lane::Mail)
        .await
        .expect("an answer");
    assert_eq!((waiting.count, waiting.oldest), (2, Some(NOW)));
    let soon = NOW.plus(Duration::from_secs(1));
    let retried = mail_outbox::retry(&mut db, ("2", "b"), soon).await;
    retried.expect("an answer");
    drop(db);
    assert_eq!(take(&bench, "a", later).await, none, "it is not due yet");
}

async fn a_message_about_a_user_needs_the_user(bench: Bench) {
    assert!(insert(&bench, "1", Some(ADA)).await);
    assert!(!insert(&bench, "2", Some("auth0|nobody")).await);
    assert_eq!(take(&bench, "a", NOW).await, ["1"]);
}

//! The test of a test: small programs that give out secrets, each wrong in one way, and the history checker finds the way.
//!
//! Each is asked the same questions on a real database, at moments that are forced and not hoped for. The ones that are
//! right have the same shape, and are asked the same: the statement is the judge there.

mod line;
mod once;
mod schedule;
mod toy;

use std::collections::BTreeSet;

use crate::common::on_both_engines;
use crate::common::postgres::{Durability, Postgres};
use crate::history::{Invariant, Recorder, check};
use line::Line;
use once::Once;
use schedule::Small;
use toy::{Fault, Toy};

on_both_engines! {
    where_the_statement_judges_nothing_is_broken,
    select_then_update_is_caught,
    no_expiry_in_the_statement_is_caught,
    a_reply_before_the_commit_is_caught,
    a_retry_of_what_is_unknown_is_caught,
    a_retry_that_takes_the_use_for_its_own_is_caught,
    the_memory_of_one_process_is_caught,
    an_answer_that_is_anothers_is_caught,
    a_replay_that_ends_nothing_is_caught,
}

/// Asks everything, and expects just these complaints.
async fn expect(subject: &impl Small, expected: &[Invariant]) {
    let recorder = Recorder::default();
    schedule::ask_everything(subject, &recorder).await;
    let history = recorder.operations();
    let found = check(&history);
    let broken: BTreeSet<Invariant> = found.iter().map(|violation| violation.invariant).collect();
    let expected: BTreeSet<Invariant> = expected.iter().copied().collect();
    assert_eq!(broken, expected, "{found:#?}\n{history:#?}");
}

async fn where_the_statement_judges_nothing_is_broken(toy: Toy) {
    nothing_is_broken(&toy).await;
}

async fn nothing_is_broken(toy: &Toy) {
    expect(&Once::new(toy, Fault::None).await, &[]).await;
    expect(&Line::new(toy, Fault::None).await, &[]).await;
}

async fn select_then_update_is_caught(toy: Toy) {
    let fault = Fault::SelectThenUpdate;
    expect(&Once::new(&toy, fault).await, &[Invariant::AtMostOnce]).await;
    expect(&Line::new(&toy, fault).await, &[Invariant::Rotation]).await;
}

async fn no_expiry_in_the_statement_is_caught(toy: Toy) {
    let fault = Fault::NoExpiry;
    expect(&Once::new(&toy, fault).await, &[Invariant::Expiry]).await;
    expect(&Line::new(&toy, fault).await, &[Invariant::Expiry]).await;
}

async fn a_reply_before_the_commit_is_caught(toy: Toy) {
    a_lost_commit_is_caught(&toy).await;
}

async fn a_lost_commit_is_caught(toy: &Toy) {
    let fault = Fault::ReplyBeforeCommit;
    let lost = [Invariant::Durability, Invariant::StaysUsed];
    expect(&Once::new(toy, fault).await, &lost).await;
    // The one that was shown before the kill gets a second successor.
    let lost = [Invariant::Durability, Invariant::Rotation];
    expect(&Line::new(toy, fault).await, &lost).await;
}

/// Whoever showed it is told that it is no good, and nobody else has had it.
async fn a_retry_of_what_is_unknown_is_caught(toy: Toy) {
    let fault = Fault::RetryOnUnknown;
    expect(&Once::new(&toy, fault).await, &[Invariant::Durability]).await;
    expect(&Line::new(&toy, fault).await, &[Invariant::Durability]).await;
}

async fn a_retry_that_takes_the_use_for_its_own_is_caught(toy: Toy) {
    let once = Once::new(&toy, Fault::RetryTakesItForItsOwn).await;
    expect(&once, &[Invariant::StaysUsed]).await;
}

async fn the_memory_of_one_process_is_caught(toy: Toy) {
    let once = Once::new(&toy, Fault::UsedInMemory).await;
    expect(&once, &[Invariant::AtMostOnce, Invariant::StaysUsed]).await;
    let once = Once::new(&toy, Fault::RevokedInMemory).await;
    expect(&once, &[Invariant::Revocation]).await;
}

/// As where the rows of a batch are handed out in another order than their requests came.
async fn an_answer_that_is_anothers_is_caught(toy: Toy) {
    let once = Once::new(&toy, Fault::AnswersOfAnother).await;
    expect(&once, &[Invariant::NoPhantom]).await;
}

async fn a_replay_that_ends_nothing_is_caught(toy: Toy) {
    let line = Line::new(&toy, Fault::ReplayEndsNothing).await;
    expect(&line, &[Invariant::Rotation]).await;
}

/// The same as on both engines, but for real: the whole server is killed, with `kill -9`.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_postgres_loses_is_caught() {
    let toy = Toy::inside(Postgres::start(Durability::Full)).await;
    nothing_is_broken(&toy).await;
    a_lost_commit_is_caught(&toy).await;
}

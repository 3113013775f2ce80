//! What the small programs are asked, and in which order things happen meanwhile.

use super::toy::Toy;
use crate::history::{Recorder, Subject};

/// A program on a toy database.
pub trait Small: Subject {
    /// How long its secrets are good.
    const LIFETIME: i64 = 60;

    fn toy(&self) -> &Toy;
}

/// Everything that one of the faults gets wrong.
pub async fn ask_everything(subject: &impl Small, recorder: &Recorder) {
    two_show_it_at_once(subject, recorder).await;
    two_show_their_own_at_once(subject, recorder).await;
    it_is_shown_to_another_process_later(subject, recorder).await;
    it_is_shown_late(subject, recorder).await;
    it_is_shown_after_its_revocation(subject, recorder).await;
    an_old_one_is_shown_again(subject, recorder).await;
    an_answer_gets_lost(subject, recorder).await;
    it_is_killed_in_between(subject, recorder).await;
}

async fn issued(subject: &impl Small, recorder: &Recorder) -> String {
    let given = recorder.issue(subject, 0).await;
    given.expect("the database is there")
}

async fn two_show_it_at_once(subject: &impl Small, recorder: &Recorder) {
    let secret = issued(subject, recorder).await;
    let shown = (secret.as_str(), secret.as_str());
    subject.toy().have_two_meet();
    tokio::join!(
        recorder.show(subject, shown, 0),
        recorder.show(subject, shown, 1)
    );
    subject.toy().let_pass();
    recorder.show(subject, shown, 0).await;
}

async fn two_show_their_own_at_once(subject: &impl Small, recorder: &Recorder) {
    let one = issued(subject, recorder).await;
    let other = issued(subject, recorder).await;
    subject.toy().have_two_meet();
    tokio::join!(
        recorder.show(subject, (&one, &one), 0),
        recorder.show(subject, (&other, &other), 1)
    );
    subject.toy().let_pass();
}

async fn it_is_shown_to_another_process_later(subject: &impl Small, recorder: &Recorder) {
    let secret = issued(subject, recorder).await;
    recorder.show(subject, (&secret, &secret), 0).await;
    recorder.show(subject, (&secret, &secret), 1).await;
}

async fn it_is_shown_late(subject: &impl Small, recorder: &Recorder) {
    let secret = issued(subject, recorder).await;
    subject.toy().advance(60);
    recorder.show(subject, (&secret, &secret), 0).await;
}

async fn it_is_shown_after_its_revocation(subject: &impl Small, recorder: &Recorder) {
    let secret = issued(subject, recorder).await;
    recorder.revoke(subject, (&secret, &secret), 0).await;
    recorder.show(subject, (&secret, &secret), 1).await;
}

async fn an_old_one_is_shown_again(subject: &impl Small, recorder: &Recorder) {
    let first = issued(subject, recorder).await;
    let told = recorder.show(subject, (&first, &first), 0).await;
    recorder.show(subject, (&first, &first), 0).await;
    if let Some(second) = told.given {
        recorder.show(subject, (&first, &second), 1).await;
    }
}

async fn an_answer_gets_lost(subject: &impl Small, recorder: &Recorder) {
    let secret = issued(subject, recorder).await;
    subject.toy().lose_an_answer();
    recorder.show(subject, (&secret, &secret), 0).await;
    recorder.show(subject, (&secret, &secret), 1).await;
    // It was used up before, so that what got lost is a refusal.
    let secret = issued(subject, recorder).await;
    recorder.show(subject, (&secret, &secret), 0).await;
    subject.toy().lose_an_answer();
    recorder.show(subject, (&secret, &secret), 1).await;
}

async fn it_is_killed_in_between(subject: &impl Small, recorder: &Recorder) {
    let early = issued(subject, recorder).await;
    let late = issued(subject, recorder).await;
    subject.toy().kill().await;
    recorder.show(subject, (&late, &late), 0).await;
    recorder.show(subject, (&early, &early), 0).await;
    subject.toy().kill().await;
    recorder.show(subject, (&early, &early), 1).await;
}

//! Warnings of Postgres that come with a success.
//!
//! A commit that waits for a synchronous standby and is cancelled (by an administrator, or by a time limit) has happened on
//! this server alone. Postgres reports it as done and warns: a failover would undo it, so it is not acknowledged.
//!
//! The driver passes warnings on as log events and not to who runs the statement. They come while that statement is polled, so
//! the thread tells which one it is.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;

/// What the driver's events are about.
pub const TARGET: &str = "sqlx::postgres::notice";

/// As the warning speaks of replication in the languages of Postgres' messages, in lower case.
const REPLICATION: [&str; 8] = [
    "repli",
    "répli",
    "репл",
    "реплі",
    "レプリ",
    "복제",
    "复制",
    "複製",
];

thread_local! {
    static HEARD: Cell<bool> = const { Cell::new(false) };
}

/// To be called with each warning of the driver, on the thread on which it comes.
pub fn hear(warning: &str) {
    let warning = warning.to_lowercase();
    if REPLICATION.iter().any(|stem| warning.contains(stem)) {
        HEARD.set(true);
    }
}

/// Runs to its end, and says whether Postgres warned meanwhile that a commit was not replicated.
pub(super) async fn heed<T>(work: impl Future<Output = T>) -> (T, bool) {
    let mut work = pin!(work);
    let mut is_unsure = false;
    let done = poll_fn(|cx| {
        HEARD.set(false);
        let polled = work.as_mut().poll(cx);
        is_unsure |= HEARD.take();
        polled
    });
    let done = done.await;
    (done, is_unsure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_a_cancelled_wait_for_a_standby_is_heeded() {
        let warned = |text: &'static str| heed(async move { hear(text) });
        for cancelled in [
            "canceling wait for synchronous replication due to user request",
            "annulation de l'attente pour la réplication synchrone à la demande de l'utilisateur",
            "storniere Warten auf synchrone Replikation wegen Benutzeraufforderung",
            "отмена ожидания синхронной репликации по запросу пользователя",
        ] {
            assert!(warned(cancelled).await.1, "{cancelled}");
        }
        assert!(!warned("there is no transaction in progress").await.1);
        hear("canceling wait for synchronous replication");
        assert!(!heed(async {}).await.1, "it was another statement's");
    }
}

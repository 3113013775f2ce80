//! What is over goes, and nothing before.

use std::time::Duration;

use footbridge::domain::time::Timestamp;
use footbridge::store::login_attempts::{self, Bound};
use footbridge::store::purge::{self, Horizon};

use crate::bench::{Bench, NOW};
use crate::on_both_engines;

on_both_engines! {
    wrong_passwords_are_kept_as_long_as_they_count,
}

const DAY: Duration = Duration::from_secs(24 * 3600);

fn horizon(now: Timestamp) -> Horizon {
    Horizon {
        now,
        consumed: now.minus(DAY),
        tenant_log: now.minus(30 * DAY),
        failed_logins: now.minus(30 * DAY),
    }
}

async fn wrong_passwords_are_kept_as_long_as_they_count(bench: Bench) {
    let store = bench.store();
    let least = |most| Bound {
        most,
        window_start: NOW.minus(30 * DAY),
    };
    let mut tx = store.begin().await.expect("a transaction");
    for _ in 0..3 {
        let bound = least(10);
        let is_in = login_attempts::reserve(&mut tx, "ada", "192.0.2.1", NOW, bound).await;
        assert!(is_in.expect("an answer"));
    }
    tx.commit().await.expect("a commit");
    let mut db = store.write().await.expect("a connection");
    let after_two_days = horizon(NOW.plus(2 * DAY));
    purge::batch(&mut db, after_two_days)
        .await
        .expect("a purge");
    let blocked = login_attempts::blocked(&mut db, "ada", least(3)).await;
    assert_eq!(blocked.expect("an answer"), [("192.0.2.1".to_owned(), 3)]);
    let after_a_month = horizon(NOW.plus(31 * DAY));
    purge::batch(&mut db, after_a_month).await.expect("a purge");
    let blocked = login_attempts::blocked(&mut db, "ada", least(1)).await;
    assert!(blocked.expect("an answer").is_empty());
}

//! Operations that are asked for at the same moment: on Postgres in few statements, and each with the verdict that it would
//! have had alone.

mod burns;
mod issues;
mod logins;
mod plans;
mod queue;
mod rotations;

use std::fmt::Debug;
use std::future::Future;
use std::time::Duration;

use footbridge::domain::device::Device;
use footbridge::store::Store;
use footbridge::store::engine::{Engine, StoreError};
use footbridge::store::seal::Sealer;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::bench::{Bench, count, device, run};

type Answer<T> = Result<T, StoreError>;

/// A lane whose only connection is in use, so that what is asked for stands in line.
struct Line {
    bench: Bench,
    store: Store,
}

impl Line {
    async fn of(bench: Bench) -> Self {
        let engine = Engine::open(&bench.url, 1, Sealer::new(None)).await;
        let store = Store::new(engine.expect("a database"));
        Self { bench, store }
    }

    async fn start() -> Self {
        Self::of(Bench::postgres().await).await
    }

    /// Asks for all of them in the order given, and lets them go once all of them stand in line. Gives how many statements
    /// it took, too.
    async fn let_go<I, T, F>(
        &self,
        all: impl IntoIterator<Item = I>,
        ask: impl Fn(Store, I) -> F,
    ) -> (Vec<Answer<T>>, u64)
    where
        T: Send + 'static,
        F: Future<Output = Answer<T>> + Send + 'static,
    {
        let held = self.store.read().await.expect("a connection");
        let before = self.statements();
        let mut tasks = vec![];
        for one in all {
            tasks.push(tokio::spawn(ask(self.store.clone(), one)));
            tokio::task::yield_now().await;
        }
        sleep(Duration::from_millis(50)).await;
        drop(held);
        let mut answers = vec![];
        for task in tasks {
            answers.push(answer_of(task).await);
        }
        (answers, self.statements() - before)
    }

    fn statements(&self) -> u64 {
        self.store.engine().counts().statements()
    }

    async fn count(&self, table: &str) -> i64 {
        let mut db = self.bench.store().read().await.expect("a connection");
        count(&mut db, table).await
    }

    async fn run(&self, sql: &str) {
        let mut db = self.bench.store().write().await.expect("a connection");
        run(&mut db, sql).await;
    }
}

async fn answer_of<T>(task: JoinHandle<Answer<T>>) -> Answer<T> {
    let answer = timeout(Duration::from_secs(30), task).await;
    answer.expect("an answer").expect("no panic")
}

fn unavailable<T>(answers: &[Answer<T>]) -> usize {
    let is_so = |answer: &&Answer<T>| matches!(answer, Err(StoreError::Unavailable(_)));
    answers.iter().filter(is_so).count()
}

fn assert_refused<T: Debug>(answer: &Answer<T>) {
    assert!(
        matches!(answer, Err(StoreError::Statement(_))),
        "{answer:?}"
    );
}

fn assert_unreadable<T: Debug>(answer: &Answer<T>) {
    assert!(
        matches!(answer, Err(StoreError::Corrupt { .. })),
        "{answer:?}"
    );
}

/// One of a network of its own.
fn device_of(number: u16) -> Device {
    let [high, low] = number.to_be_bytes();
    Device {
        address: footbridge::domain::device::Address::Known([10, high, low, 1].into()),
        ..device()
    }
}

/// A session of its own that has done this and not committed it.
async fn in_the_middle_of(bench: &Bench, sql: &str) -> PgConnection {
    let mut other = PgConnection::connect(&bench.url).await.expect("Postgres");
    let text = AssertSqlSafe(format!("BEGIN; {sql}"));
    sqlx::raw_sql(text).execute(&mut other).await.expect("rows");
    other
}

async fn end(mut other: PgConnection, how: &'static str) {
    let done = sqlx::raw_sql(how).execute(&mut other).await;
    done.expect("it was open");
}

/// The process of the database in which a statement of that name waits for a lock.
async fn blocked(other: &mut PgConnection, name: &str) -> i32 {
    let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                  AND query LIKE '%::' || $1 || ' %'";
    let found = async {
        loop {
            // Within a transaction, the view would stay as it was at first.
            let fresh = sqlx::raw_sql("SELECT pg_stat_clear_snapshot()").execute(&mut *other);
            fresh.await.expect("an answer");
            let pid: Option<i32> = sqlx::query_scalar(sql)
                .bind(name)
                .fetch_optional(&mut *other)
                .await
                .expect("an answer");
            match pid {
                Some(pid) => return pid,
                None => sleep(Duration::from_millis(10)).await,
            }
        }
    };
    timeout(Duration::from_secs(10), found)
        .await
        .expect("it waits")
}

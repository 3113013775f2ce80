//! A database, and the points at which a fault is forced.

use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::sync::Barrier;

use crate::common::postgres::Postgres;
use crate::common::{Engine, OnEngine, watchdog};

/// What is wrong with a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// It looks whether the secret is good, and then marks it.
    SelectThenUpdate,
    /// It leaves the expiry to whatever removes old rows.
    NoExpiry,
    /// It answers, and commits when it next has the time.
    ReplyBeforeCommit,
    /// It asks again where the database's answer got lost.
    RetryOnUnknown,
    /// It does, and takes a secret that is used up by then for one that its first try used up.
    RetryTakesItForItsOwn,
    /// Each process knows what it has redeemed itself.
    UsedInMemory,
    /// Each process knows what it has revoked itself.
    RevokedInMemory,
    /// It reads whose the secret is from the row that was used last.
    AnswersOfAnother,
    /// It refuses a secret that was shown before, and nothing else.
    ReplayEndsNothing,
}

enum Db {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

/// A statement, its texts and then its number.
pub type Statement<'a> = (&'static str, &'a [&'a str], i64);

pub struct Toy {
    url: String,
    clock: AtomicI64,
    names: AtomicUsize,
    /// What was answered and is not committed yet.
    open: Mutex<Vec<Db>>,
    /// Held while something is left open: two that wait for each other's rows would wait for ever.
    opening: tokio::sync::Mutex<()>,
    meeting: Mutex<Option<Arc<Barrier>>>,
    loses: AtomicBool,
    /// Where it may be killed.
    postgres: Option<Postgres>,
    _directory: TempDir,
}

impl OnEngine for Toy {
    const THREADS: usize = 4;

    async fn on(engine: Engine) -> Self {
        let directory = watchdog::directory();
        let url = match engine {
            Engine::Postgres => Postgres::shared().create_database().await,
            Engine::Sqlite => format!("sqlite://{}", directory.path().join("toy.db").display()),
        };
        Self::at(url, None, directory)
    }
}

impl Toy {
    /// In a Postgres that is killed.
    pub async fn inside(postgres: Postgres) -> Self {
        let url = postgres.create_database().await;
        Self::at(url, Some(postgres), watchdog::directory())
    }

    fn at(url: String, postgres: Option<Postgres>, directory: TempDir) -> Self {
        Self {
            url,
            clock: AtomicI64::new(0),
            names: AtomicUsize::new(0),
            open: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            meeting: Mutex::default(),
            loses: AtomicBool::new(false),
            postgres,
            _directory: directory,
        }
    }

    pub fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub fn advance(&self, by: i64) {
        self.clock.fetch_add(by, Ordering::SeqCst);
    }

    /// A number that was not given out before.
    pub fn number(&self) -> usize {
        self.names.fetch_add(1, Ordering::SeqCst)
    }

    /// The next two that come to [`Self::point`] wait there for each other.
    pub fn have_two_meet(&self) {
        *self.meeting.lock().expect("no holder panics") = Some(Arc::new(Barrier::new(2)));
    }

    /// Ends the meeting.
    pub fn let_pass(&self) {
        *self.meeting.lock().expect("no holder panics") = None;
    }

    /// Where a program that is right has nothing left to decide.
    pub async fn point(&self) {
        let meeting = self.meeting.lock().expect("no holder panics").clone();
        if let Some(meeting) = meeting {
            meeting.wait().await;
        }
    }

    /// The answer to the next statement gets lost.
    pub fn lose_an_answer(&self) {
        self.loses.store(true, Ordering::SeqCst);
    }

    /// Whether the answer to the last statement got lost.
    pub fn has_lost_it(&self) -> bool {
        self.loses.swap(false, Ordering::SeqCst)
    }

    /// Runs a statement by itself: what it did is durable when its answer comes. The text of the row that it gives.
    pub async fn run(&self, statement: Statement<'_>) -> Option<String> {
        self.commit().await;
        self.connect().await.row(statement).await
    }

    /// The same in a transaction that is still open when the answer comes.
    pub async fn begin(&self, statement: Statement<'_>) -> Option<String> {
        let _one_by_one = self.opening.lock().await;
        self.commit().await;
        let mut db = self.connect().await;
        let begin = match db {
            Db::Postgres(_) => "BEGIN",
            Db::Sqlite(_) => "BEGIN IMMEDIATE",
        };
        db.execute(begin).await;
        let row = db.row(statement).await;
        self.open.lock().expect("no holder panics").push(db);
        row
    }

    pub async fn execute(&self, sql: &'static str) {
        self.commit().await;
        self.connect().await.execute(sql).await;
    }

    /// What is open is lost; and so is the whole of Postgres, where it is the test's own.
    pub async fn kill(&self) {
        if let Some(postgres) = &self.postgres {
            tokio::task::block_in_place(|| {
                postgres.kill();
                postgres.run();
            });
        }
        for db in self.take_open() {
            // A Postgres that was killed has no more to say.
            let _gone = match db {
                Db::Postgres(db) => db.close_hard().await,
                Db::Sqlite(db) => db.close_hard().await,
            };
        }
    }

    async fn commit(&self) {
        for mut db in self.take_open() {
            db.execute("COMMIT").await;
        }
    }

    fn take_open(&self) -> Vec<Db> {
        std::mem::take(&mut *self.open.lock().expect("no holder panics"))
    }

    async fn connect(&self) -> Db {
        if !self.url.starts_with("sqlite:") {
            let db = PgConnection::connect(&self.url).await;
            return Db::Postgres(db.expect("Postgres answers"));
        }
        let options = SqliteConnectOptions::from_str(&self.url).expect("a URL of ours");
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(Duration::from_secs(30));
        Db::Sqlite(options.connect().await.expect("a file"))
    }
}

impl Db {
    async fn execute(&mut self, sql: &'static str) {
        let done = match self {
            Self::Postgres(db) => sqlx::raw_sql(sql).execute(db).await.map(drop),
            Self::Sqlite(db) => sqlx::raw_sql(sql).execute(db).await.map(drop),
        };
        done.unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    async fn row(&mut self, (sql, texts, number): Statement<'_>) -> Option<String> {
        macro_rules! fetch {
            ($db:expr) => {{
                let mut query = sqlx::query_scalar::<_, String>(sql);
                for text in texts {
                    query = query.bind(*text);
                }
                query.bind(number).fetch_optional($db).await
            }};
        }
        let row = match self {
            Self::Postgres(db) => fetch!(db),
            Self::Sqlite(db) => fetch!(db),
        };
        row.unwrap_or_else(|error| panic!("{error}: {sql}"))
    }
}

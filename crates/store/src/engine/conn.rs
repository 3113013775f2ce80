//! A connection in use: its statements, each with a deadline; its transaction; and what becomes of it afterwards.

use std::ops::{ControlFlow, Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt;
use sqlx::SqlSafeStr;
use tokio::sync::Notify;

use super::super::seal::Sealer;
use super::deadlines::HEAVY;
use super::error::{Cut, StoreError};
use super::keeper::{Left, Lent};
use super::on_postgres::{OnPostgres, run};
use super::sqlite::{SqliteConn, all_or_nothing};
use super::{Engine, Pools, Use};

/// A connection of either engine. Its statements commit by themselves, unless it is a [`Tx`]'s.
pub struct Conn {
    engine: Engine,
    purpose: Use,
    /// `None` between a connection that broke and the next one.
    link: Option<Link>,
    /// How long each statement may take on Postgres.
    limit: Duration,
    in_transaction: bool,
    /// A statement was begun and not answered to its end.
    unanswered: bool,
    /// The connection ends here instead of going back.
    ends: bool,
    /// The statement under way is being tried for the second time.
    again: bool,
}

/// An open transaction. What needs one asks for it by type; dropped, it rolls back.
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Tx {
    conn: Conn,
    /// Tasks that wait for what is committed.
    woken: Vec<Arc<Notify>>,
}

pub(super) enum Link {
    Postgres(Lent),
    Sqlite(SqliteConn),
}

/// What the statement macros match on.
pub enum Either<'c> {
    Postgres(OnPostgres<'c>),
    Sqlite(&'c mut SqliteConn),
}

impl Conn {
    pub(super) fn new(engine: Engine, purpose: Use, link: Link) -> Self {
        Self {
            limit: engine.limit(),
            engine,
            purpose,
            link: Some(link),
            in_transaction: false,
            unanswered: false,
            ends: false,
            again: false,
        }
    }

    /// Gives the statements that follow more time: they go over many rows.
    pub(crate) fn is_heavy(&mut self) {
        self.limit = self.limit.max(HEAVY);
    }

    /// The connection beneath, for the statement macros; counts one statement.
    pub async fn ready(&mut self) -> Result<Either<'_>, StoreError> {
        let counts = self.engine.counts();
        counts.of(self.purpose).fetch_add(1, Ordering::Relaxed);
        self.beneath().await
    }

    async fn beneath(&mut self) -> Result<Either<'_>, StoreError> {
        let link = match self.link.take() {
            Some(link) => link,
            None => self.engine.link(self.purpose).await?,
        };
        // Until it says otherwise: a request may end in the middle.
        self.unanswered = true;
        let (limit, stands_alone) = (self.limit, !self.in_transaction);
        Ok(match self.link.insert(link) {
            Link::Postgres(c) => Either::Postgres(c.on_postgres(limit, stands_alone)),
            Link::Sqlite(c) => Either::Sqlite(c),
        })
    }

    /// Judges how a statement ended. `Continue`: it did nothing, and is to be run again, over another connection.
    pub fn settle<T>(&mut self, ended: Result<T, Cut>) -> ControlFlow<Result<T, StoreError>> {
        let stands_alone = !self.in_transaction;
        self.judge(ended, stands_alone)
    }

    fn judge<T>(
        &mut self,
        ended: Result<T, Cut>,
        stands_alone: bool,
    ) -> ControlFlow<Result<T, StoreError>> {
        let cut = match ended {
            Ok(answer) => {
                (self.unanswered, self.again) = (false, false);
                return ControlFlow::Break(Ok(answer));
            }
            Err(cut) => cut,
        };
        if cut.ends_connection() {
            self.ends = true;
            self.engine.learn(&cut);
        }
        if stands_alone && self.is_rolled_back(&cut) {
            self.unanswered = false;
        }
        let once_more = stands_alone && !self.again && cut.did_nothing();
        self.again = once_more;
        if !once_more {
            return ControlFlow::Break(Err(cut.error.into()));
        }
        self.put_back();
        ControlFlow::Continue(())
    }

    /// Whether the refused statement had a transaction of its own, which was ended.
    fn is_rolled_back(&self, cut: &Cut) -> bool {
        let refused = matches!(cut.error, sqlx::Error::Database(_));
        refused && matches!(&self.link, Some(Link::Postgres(lent)) if lent.session().is_lent())
    }

    /// What seals and opens secret columns.
    pub fn sealer(&self) -> &Sealer {
        self.engine.sealer()
    }

    /// Whether statements go to Postgres.
    pub fn is_postgres(&self) -> bool {
        self.engine.is_postgres()
    }

    /// Gives the connection back, or ends it.
    fn put_back(&mut self) {
        let left = match (std::mem::take(&mut self.ends), self.in_transaction) {
            (true, _) => Left::Broken,
            (false, true) => Left::InTransaction,
            (false, false) if self.unanswered => Left::Unanswered,
            (false, false) => Left::Clean,
        };
        match self.link.take() {
            Some(Link::Postgres(lent)) => lent.give_back(left),
            // The thread behind it rolls back what is open, and judges its connection by itself.
            Some(Link::Sqlite(_)) | None => {}
        }
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        self.put_back();
    }
}

impl Tx {
    /// Begins one over a fresh connection.
    pub(super) async fn begin(mut conn: Conn) -> Result<Self, StoreError> {
        // Before it is true: a request may end in the middle.
        conn.in_transaction = true;
        loop {
            let begun = match conn.beneath().await? {
                Either::Postgres(db) => {
                    let begin = db.session.begin();
                    control(db, begin).await
                }
                Either::Sqlite(db) => db.begin().await,
            };
            if let ControlFlow::Break(begun) = conn.judge(begun, true) {
                return begun.map(|()| Self {
                    conn,
                    woken: vec![],
                });
            }
        }
    }

    /// Wakes a task of this process once everything that was done is durable.
    pub fn wake(&mut self, task: &Arc<Notify>) {
        self.woken.push(task.clone());
    }

    /// Makes everything that was done in it durable.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let conn = &mut self.conn;
        let counts = conn.engine.counts();
        counts.commits.fetch_add(1, Ordering::Relaxed);
        let committed = match conn.beneath().await? {
            Either::Postgres(db) => control(db, "COMMIT").await,
            Either::Sqlite(db) => db.commit().await,
        };
        match &committed {
            Ok(()) => {
                (conn.in_transaction, conn.unanswered) = (false, false);
                self.woken.iter().for_each(|task| task.notify_one());
            }
            Err(cut) => {
                conn.engine.learn(cut);
                conn.ends = true;
            }
        }
        committed.map_err(|cut| cut.error.into())
    }
}

/// Begins or commits.
async fn control(db: OnPostgres<'_>, sql: impl SqlSafeStr) -> Result<(), Cut> {
    run::<()>(db, sqlx::raw_sql(sql)).await.map(drop)
}

impl Engine {
    /// Runs a transaction on SQLite's writer as a whole: it costs one way there and back, and takes its turn in a group
    /// without keeping anyone waiting. `None` rolls it back. It must not wait for anything else than its own statements.
    pub async fn on_writer<T: Send + 'static>(
        &self,
        operation: impl AsyncFnOnce(&mut Tx) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        self.operate(Use::Writing, operation).await
    }

    /// The same for the tenant log.
    pub async fn log_on_writer<T: Send + 'static>(
        &self,
        operation: impl AsyncFnOnce(&mut Tx) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        self.operate(Use::Logging, operation).await
    }

    async fn operate<T: Send + 'static>(
        &self,
        purpose: Use,
        operation: impl AsyncFnOnce(&mut Tx) -> Result<Option<T>, StoreError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        const NO_OPERATION: StoreError = StoreError::Statement(sqlx::Error::BeginFailed);
        let Pools::Sqlite(sqlite) = &self.0.pools else {
            return Err(NO_OPERATION);
        };
        let engine = self.clone();
        let run = move || {
            let mut tx = Tx {
                conn: Conn::new(
                    engine,
                    purpose,
                    Link::Sqlite(SqliteConn::within_operation()),
                ),
                woken: vec![],
            };
            let done = all_or_nothing(|| operation(&mut tx).now_or_never().ok_or(NO_OPERATION)?);
            (done, std::mem::take(&mut tx.woken))
        };
        self.0.counts.commits.fetch_add(1, Ordering::Relaxed);
        let ran = sqlite.writer.operate(run).await;
        let (done, woken) = ran.map_err(|cut| StoreError::from(cut.error))?;
        woken.iter().for_each(|task| task.notify_one());
        done
    }

    /// How many groups SQLite's writer has committed.
    pub fn groups(&self) -> u64 {
        match &self.0.pools {
            Pools::Postgres(_) => 0,
            Pools::Sqlite(sqlite) => sqlite.writer.commits(),
        }
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

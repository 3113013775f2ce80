//! How one statement is run on Postgres, over a session of its own or one that a pooler lends.

use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgRow, PgStatement};
use sqlx::{
    AssertSqlSafe, Error, Execute, Executor, FromRow, PgConnection, Postgres, SqlSafeStr, SqlStr,
};
use tokio::time::timeout;

use super::error::Cut;
use super::notices;
use super::record::Ran;

/// What a connection leads to.
#[derive(Debug, Clone)]
pub(super) enum Session {
    /// A session of its own: what it prepares and sets stays there.
    Own,
    /// A pooler, which lends a session for each transaction: nothing is prepared by name, no setting outlives the transaction,
    /// and a statement that stands alone gets one, for the driver sends it in two steps.
    Lent { begin: SqlStr },
}

impl Session {
    /// A session that is lent, with the bounds of one that is not. How long dead peers are waited for is the pooler's.
    pub(super) fn lent(limit: Duration) -> Self {
        let begin = format!(
            "BEGIN; SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = '25s'; \
             SET LOCAL idle_in_transaction_session_timeout = '30s'",
            limit.as_millis() / 2
        );
        Self::Lent {
            begin: AssertSqlSafe(begin).into_sql_str(),
        }
    }

    pub(super) fn is_lent(&self) -> bool {
        matches!(self, Self::Lent { .. })
    }

    /// What begins a transaction.
    pub(super) fn begin(&self) -> SqlStr {
        match self {
            Self::Own => "BEGIN".into_sql_str(),
            Self::Lent { begin } => begin.clone(),
        }
    }
}

/// A connection to Postgres, for a statement that may take so long.
#[derive(Debug)]
pub struct OnPostgres<'c> {
    pub(super) db: &'c mut PgConnection,
    pub(super) session: &'c Session,
    pub(super) limit: Duration,
    /// It is in no transaction.
    pub(super) stands_alone: bool,
}

impl<'c> OnPostgres<'c> {
    /// The connection, for what has no limit.
    pub fn connection(self) -> &'c mut PgConnection {
        self.db
    }

    /// Runs a statement to its end, within a transaction if it needs one.
    async fn steps<'q, R>(
        self,
        query: impl Execute<'q, Postgres> + 'q,
        ran: &mut Ran<R>,
        is_done: &mut bool,
    ) -> Result<(), Error>
    where
        R: for<'r> FromRow<'r, PgRow> + Send,
    {
        let is_lent = self.session.is_lent();
        let query = Sent {
            query,
            is_named: !is_lent,
        };
        if !(is_lent && self.stands_alone) {
            return fetch(self.db, query, ran, is_done).await;
        }
        let begin = sqlx::raw_sql(self.session.begin());
        begin.execute(&mut *self.db).await?;
        let fetched = fetch(self.db, query, ran, is_done).await;
        let end = match &fetched {
            Ok(()) => "COMMIT",
            Err(Error::Database(_)) => "ROLLBACK",
            Err(_) => return fetched,
        };
        let ended = sqlx::raw_sql(end).execute(&mut *self.db).await;
        fetched.and(ended.map(drop))
    }
}

/// Runs one statement on Postgres to its end. One whose time is over is not cancelled: a commit that waits for a standby would
/// be acknowledged then. Its connection is closed, and what became of it is unknown.
pub async fn run<'q, R>(
    on: OnPostgres<'_>,
    query: impl Execute<'q, Postgres> + 'q,
) -> Result<Ran<R>, Cut>
where
    R: for<'r> FromRow<'r, PgRow> + Send,
{
    let mut is_done = false;
    let mut ran = Ran {
        rows: Vec::new(),
        changed: 0,
    };
    let limit = on.limit;
    let steps = on.steps(query, &mut ran, &mut is_done);
    let (ended, is_unsure) = notices::heed(timeout(limit, steps)).await;
    match ended {
        Ok(Ok(())) if is_unsure => Err(Cut::not_replicated()),
        Ok(Ok(())) => Ok(ran),
        Ok(Err(error)) => Err(Cut { error, is_done }),
        Err(_) => Err(Cut::out_of_time(is_done)),
    }
}

async fn fetch<'q, R>(
    db: &mut PgConnection,
    query: impl Execute<'q, Postgres> + 'q,
    ran: &mut Ran<R>,
    is_done: &mut bool,
) -> Result<(), Error>
where
    R: for<'r> FromRow<'r, PgRow> + Send,
{
    let mut steps = db.fetch_many(query);
    while let Some(step) = steps.try_next().await? {
        match step {
            sqlx::Either::Left(done) => {
                *is_done = true;
                ran.changed += done.rows_affected();
            }
            sqlx::Either::Right(row) => ran.rows.push(R::from_row(&row)?),
        }
    }
    Ok(())
}

/// A statement that is prepared by name or not.
struct Sent<Q> {
    query: Q,
    is_named: bool,
}

impl<'q, Q: Execute<'q, Postgres>> Execute<'q, Postgres> for Sent<Q> {
    fn sql(self) -> SqlStr {
        self.query.sql()
    }

    fn statement(&self) -> Option<&PgStatement> {
        self.query.statement()
    }

    fn take_arguments(&mut self) -> Result<Option<PgArguments>, BoxDynError> {
        self.query.take_arguments()
    }

    fn persistent(&self) -> bool {
        self.is_named && self.query.persistent()
    }
}

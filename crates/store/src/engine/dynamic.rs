//! A statement whose text depends on the request. The texts are ours (`&'static str`); what comes from outside is bound.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Database, Execute, FromRow, IntoArguments, Postgres, QueryBuilder, SqlStr, Sqlite};

use super::{Conn, StoreError, on_engine, run};

pub(crate) enum DynamicSql {
    Postgres(QueryBuilder<Postgres>),
    Sqlite(QueryBuilder<Sqlite>),
}

/// Does the same with either builder.
macro_rules! with {
    ($self:expr, $sql:ident => $call:expr) => {
        match $self {
            DynamicSql::Postgres($sql) => {
                $call;
            }
            DynamicSql::Sqlite($sql) => {
                $call;
            }
        }
    };
}

impl DynamicSql {
    /// Begins a statement for the engine of `db`.
    pub(crate) fn new(db: &Conn, start: &'static str) -> Self {
        Self::begin(db.is_postgres(), start)
    }

    /// Begins a statement for an engine.
    pub(crate) fn begin(is_postgres: bool, start: &'static str) -> Self {
        if is_postgres {
            Self::Postgres(QueryBuilder::new(start))
        } else {
            Self::Sqlite(QueryBuilder::new(start))
        }
    }

    /// The text so far.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Postgres(sql) => sql.sql().as_str().to_owned(),
            Self::Sqlite(sql) => sql.sql().as_str().to_owned(),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    pub(crate) fn push(&mut self, text: &'static str) -> &mut Self {
        with!(self, sql => sql.push(text));
        self
    }

    pub(crate) fn bind_text(&mut self, value: &str) -> &mut Self {
        with!(self, sql => sql.push_bind(value.to_owned()));
        self
    }

    /// Strings for `IN (…)`; none of them equals anything.
    pub(crate) fn bind_texts(&mut self, values: &[String]) -> &mut Self {
        if values.is_empty() {
            self.push("NULL");
        }
        for (n, value) in values.iter().enumerate() {
            self.push(if n == 0 { "" } else { ", " }).bind_text(value);
        }
        self
    }

    /// A number with a fraction.
    pub(crate) fn bind_number(&mut self, value: f64) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    pub(crate) fn bind_integer(&mut self, value: i64) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    pub(crate) fn bind_flag(&mut self, value: bool) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    /// An expression of ours that the engines write differently.
    pub(crate) fn push_either(
        &mut self,
        postgres: &'static str,
        sqlite: &'static str,
    ) -> &mut Self {
        let text = match self {
            Self::Postgres(_) => postgres,
            Self::Sqlite(_) => sqlite,
        };
        self.push(text)
    }

    pub(crate) async fn fetch_all<R>(self, db: &mut Conn) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, PgRow> + for<'r> FromRow<'r, SqliteRow> + Send,
    {
        let ran = match self {
            Self::Postgres(sql) => {
                let (text, arguments) = finished(sql)?;
                let query = || sqlx::query_with(text.clone(), arguments.clone());
                on_engine!(db, it => run::<Postgres, R>(it, query()).await, unreachable!("{it:?}: {ONE_ENGINE}"))
            }
            Self::Sqlite(sql) => {
                let (text, arguments) = finished(sql)?;
                let query = || sqlx::query_with(text.clone(), arguments.clone());
                on_engine!(db, it => unreachable!("{it:?}: {ONE_ENGINE}"), run::<Sqlite, R>(it, query()).await)
            }
        };
        ran.map(|ran| ran.rows)
    }
}

const ONE_ENGINE: &str = "a statement is begun for the engine that it runs on";

/// A built statement and its arguments, so that it can be sent twice.
fn finished<D: Database>(mut builder: QueryBuilder<D>) -> Result<(SqlStr, D::Arguments), StoreError>
where
    D::Arguments: IntoArguments<D>,
{
    let mut query = builder.build();
    let arguments = query.take_arguments().map_err(sqlx::Error::Encode)?;
    Ok((query.sql(), arguments.unwrap_or_default()))
}

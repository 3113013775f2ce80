//! A statement whose text depends on the request. The texts are ours (`&'static str`); what comes from outside is bound.

use rusqlite::types::Value;
use sqlx::postgres::PgRow;
use sqlx::{Execute, FromRow, Postgres, QueryBuilder};

use super::{Conn, Record, StoreError, on_engine, run};

pub(crate) enum DynamicSql {
    Postgres(QueryBuilder<Postgres>),
    /// The text so far, and the values of its `?`.
    Sqlite(String, Vec<Value>),
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
            Self::Sqlite(start.to_owned(), Vec::new())
        }
    }

    /// The text so far.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Postgres(sql) => sql.sql().as_str().to_owned(),
            Self::Sqlite(sql, _) => sql.clone(),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    pub(crate) fn push(&mut self, text: &'static str) -> &mut Self {
        match self {
            Self::Postgres(sql) => {
                sql.push(text);
            }
            Self::Sqlite(sql, _) => sql.push_str(text),
        }
        self
    }

    fn bind<T>(&mut self, value: T) -> &mut Self
    where
        T: for<'q> sqlx::Encode<'q, Postgres> + sqlx::Type<Postgres> + Into<Value> + Send + 'static,
    {
        match self {
            Self::Postgres(sql) => {
                sql.push_bind(value);
            }
            Self::Sqlite(sql, values) => {
                sql.push('?');
                values.push(value.into());
            }
        }
        self
    }

    pub(crate) fn bind_text(&mut self, value: &str) -> &mut Self {
        self.bind(value.to_owned())
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
        self.bind(value)
    }

    pub(crate) fn bind_integer(&mut self, value: i64) -> &mut Self {
        self.bind(value)
    }

    pub(crate) fn bind_flag(&mut self, value: bool) -> &mut Self {
        self.bind(value)
    }

    /// An expression of ours that the engines write differently.
    pub(crate) fn push_either(
        &mut self,
        postgres: &'static str,
        sqlite: &'static str,
    ) -> &mut Self {
        let text = match self {
            Self::Postgres(_) => postgres,
            Self::Sqlite(..) => sqlite,
        };
        self.push(text)
    }

    pub(crate) async fn fetch_all<R>(self, db: &mut Conn) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, PgRow> + Record + Send + 'static,
    {
        let ran = match self {
            Self::Postgres(mut sql) => {
                let mut query = sql.build();
                let arguments = query.take_arguments().map_err(sqlx::Error::Encode)?;
                let (text, arguments) = (query.sql(), arguments.unwrap_or_default());
                let query = || sqlx::query_with(text.clone(), arguments.clone());
                on_engine!(db, it => run::<R>(it, query()).await, unreachable!("{it:?}: {ONE_ENGINE}"))
            }
            Self::Sqlite(text, values) => {
                on_engine!(db, it => unreachable!("{it:?}: {ONE_ENGINE}"), it.run::<R>(text.clone(), values.clone()).await)
            }
        };
        ran.map(|ran| ran.rows)
    }
}

const ONE_ENGINE: &str = "a statement is begun for the engine that it runs on";

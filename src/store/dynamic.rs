//! A statement whose text depends on the request. The texts are ours (`&'static str`); what comes from outside is bound.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Postgres, QueryBuilder, Sqlite};

use super::engine::{Conn, Either, StoreError};

pub(super) enum DynamicSql {
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
    pub(super) fn new(db: &Conn, start: &'static str) -> Self {
        if db.is_postgres() {
            Self::Postgres(QueryBuilder::new(start))
        } else {
            Self::Sqlite(QueryBuilder::new(start))
        }
    }

    pub(super) fn push(&mut self, text: &'static str) -> &mut Self {
        with!(self, sql => sql.push(text));
        self
    }

    pub(super) fn bind_text(&mut self, value: &str) -> &mut Self {
        with!(self, sql => sql.push_bind(value.to_owned()));
        self
    }

    pub(super) fn bind_integer(&mut self, value: i64) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    /// For functions that take a 32-bit integer only, as Postgres's `SUBSTR` does.
    pub(super) fn bind_length(&mut self, value: i32) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    pub(super) async fn fetch_all<R>(self, db: &mut Conn) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, PgRow> + for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
    {
        let rows = match (self, db.either()) {
            (Self::Postgres(mut sql), Either::Postgres(db)) => {
                sql.build_query_as().fetch_all(db).await
            }
            (Self::Sqlite(mut sql), Either::Sqlite(db)) => sql.build_query_as().fetch_all(db).await,
            _ => unreachable!("a statement is begun for the engine that it runs on"),
        };
        Ok(rows?)
    }
}

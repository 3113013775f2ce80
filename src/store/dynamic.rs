//! A statement whose text depends on the request. The texts are ours (`&'static str`); what comes from outside is bound.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Postgres, QueryBuilder, Sqlite};

use super::engine::{Conn, Either, StoreError};
use crate::domain::search::{Bound, Condition};
use crate::domain::time::Timestamp;

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

    pub(super) fn bind_flag(&mut self, value: bool) -> &mut Self {
        with!(self, sql => sql.push_bind(value));
        self
    }

    /// A condition as an expression; `column` names the column of a field.
    pub(super) fn push_condition<F: Copy>(
        &mut self,
        condition: &Condition<F>,
        column: fn(F) -> &'static str,
    ) {
        match condition {
            Condition::All(parts) => self.push_joined(parts, column, ("TRUE", " AND ")),
            Condition::Any(parts) => self.push_joined(parts, column, ("FALSE", " OR ")),
            Condition::Not(inner) => {
                self.push("NOT ");
                self.push_condition(inner, column);
            }
            Condition::Text {
                field,
                text,
                prefix,
            } => self.push_text(column(*field), text, *prefix),
            Condition::Exists(field) => {
                self.push("(").push(column(*field)).push(" IS NOT NULL)");
            }
            Condition::Flag { field, value } => {
                self.push("(").push(column(*field)).push(" = ");
                self.bind_flag(*value).push(")");
            }
            Condition::TextRange { field, from, to } => {
                let bind = |sql: &mut Self, text: &String| {
                    sql.bind_text(text);
                };
                self.push_range(column(*field), (from.as_ref(), to.as_ref()), bind);
            }
            Condition::Number { field, from, to } => {
                let bind = |sql: &mut Self, n: &i64| {
                    sql.bind_integer(*n);
                };
                self.push_range(column(*field), (from.as_ref(), to.as_ref()), bind);
            }
            Condition::Instant { field, from, to } => {
                let bind = |sql: &mut Self, at: &Timestamp| {
                    sql.bind_integer(at.millis());
                };
                self.push_range(column(*field), (from.as_ref(), to.as_ref()), bind);
            }
        }
    }

    fn push_joined<F: Copy>(
        &mut self,
        parts: &[Condition<F>],
        column: fn(F) -> &'static str,
        (neutral, operator): (&'static str, &'static str),
    ) {
        self.push("(").push(neutral);
        for part in parts {
            self.push(operator);
            self.push_condition(part, column);
        }
        self.push(")");
    }

    /// Unknown is not equal, rather than unknown: a negation finds the rows without the field. Prefixes are cut out and
    /// compared, because `LIKE` heeds case on one engine and not on the other.
    fn push_text(&mut self, column: &'static str, text: &str, prefix: bool) {
        self.push("(").push(column).push(" IS NOT NULL AND ");
        if prefix {
            let length = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
            self.push("SUBSTR(").push(column).push(", 1, ");
            self.bind_length(length).push(")");
        } else {
            self.push(column);
        }
        self.push(" = ").bind_text(text).push(")");
    }

    fn push_range<T>(
        &mut self,
        column: &'static str,
        (from, to): (Option<&Bound<T>>, Option<&Bound<T>>),
        bind: impl Fn(&mut Self, &T),
    ) {
        self.push("(").push(column).push(" IS NOT NULL");
        let ends = [(from, [" > ", " >= "]), (to, [" < ", " <= "])];
        for (bound, [strict, inclusive]) in ends {
            if let Some(bound) = bound {
                self.push(" AND ").push(column);
                self.push(if bound.inclusive { inclusive } else { strict });
                bind(self, &bound.value);
            }
        }
        self.push(")");
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

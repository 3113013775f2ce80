//! Lists that are read part by part: an index gives the order, and only the rows of the part are read.
//!
//! Every list of the Management API that may grow is a [`List`]. A test explains each of them on both engines, with every
//! filter: see [`samples`].

mod samples;

use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::engine::{Conn, DynamicSql, Record, StoreError};
use super::search::conditions;
use super::{tenant_logs, user_search};
use footbridge_domain::log_query::LogCondition;
use footbridge_domain::user_query::UserCondition;
pub use samples::{Sample, samples};

/// Which rows of a list.
#[derive(Debug, Clone, Copy)]
pub struct RowRange<'a> {
    /// Go by id, from the first one past this; `None`: in the order of the list.
    pub after: Option<&'a str>,
    pub offset: u32,
    pub limit: u32,
}

impl RowRange<'_> {
    /// The first rows in the order of the list.
    pub fn first(limit: u32) -> Self {
        Self {
            after: None,
            offset: 0,
            limit,
        }
    }
}

/// A list. Its order and what it is narrowed down by are columns of `k`, in an index of the table `keys`; the rows are read
/// from other tables, or from the same one by another name.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// How its statements begin: with a comment that says whose they are.
    pub(super) name: &'static str,
    /// What is read of a row.
    pub(super) columns: &'static str,
    pub(super) keys: &'static str,
    /// ` JOIN … ON …` of `k`; empty where the keys are the rows.
    pub(super) rows: &'static str,
    /// By what a checkpoint goes: a column of `k` that no two rows of one list share.
    pub(super) id: &'static str,
    /// What `order` and `rows` need of `k`.
    pub(super) selected: &'static str,
    pub(super) order: &'static str,
}

/// The `id` of a list that is paged by number alone.
pub(super) const NO_CHECKPOINT: &str = "";

/// What a row has to meet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Filter<'a> {
    /// The column is that string.
    Is(&'static str, &'a str),
    /// The column is one of those strings.
    OneOf(&'static str, &'a [String]),
    Flag(&'static str, bool),
    /// The column has that string somewhere.
    Contains(&'static str, &'a str),
    /// The column has a value, or none.
    Present(&'static str, bool),
    /// A user whom a search finds.
    User(&'a UserCondition),
    /// An event that a search finds.
    Event(&'a LogCondition),
}

/// The rows of a part.
pub(super) async fn rows<R>(
    db: &mut Conn,
    list: &List,
    filters: &[Filter<'_>],
    part: RowRange<'_>,
) -> Result<Vec<R>, StoreError>
where
    R: for<'r> FromRow<'r, PgRow> + Record + Send + 'static,
{
    let sql = select(db.is_postgres(), list, filters, part);
    sql.fetch_all(db).await
}

/// How many rows the list has.
pub(super) async fn count(
    db: &mut Conn,
    list: &List,
    filters: &[Filter<'_>],
) -> Result<i64, StoreError> {
    let rows: Vec<(i64,)> = counted(db.is_postgres(), list, filters)
        .fetch_all(db)
        .await?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

fn counted(is_postgres: bool, list: &List, filters: &[Filter<'_>]) -> DynamicSql {
    let mut sql = DynamicSql::begin(is_postgres, list.name);
    sql.push("SELECT COUNT(*) FROM ").push(list.keys).push(" k");
    push_where(&mut sql, filters, None, list.id);
    sql
}

/// Postgres reads what an `OFFSET` skips as a whole, so there the keys of the part are found first. SQLite reads what the
/// index does not have only where it is asked for, and keeps the order of the index if it begins with it.
fn select(
    is_postgres: bool,
    list: &List,
    filters: &[Filter<'_>],
    part: RowRange<'_>,
) -> DynamicSql {
    let order = match part.after {
        Some(_) => list.id,
        None => list.order,
    };
    let mut sql = DynamicSql::begin(is_postgres, list.name);
    sql.push("SELECT ").push(list.columns).push(" FROM ");
    if is_postgres {
        sql.push("(SELECT ").push(list.selected).push(" FROM ");
        sql.push(list.keys).push(" k");
        push_where(&mut sql, filters, part.after, list.id);
        push_part(&mut sql, order, part);
        sql.push(") k")
            .push(list.rows)
            .push(" ORDER BY ")
            .push(order);
    } else {
        sql.push(list.keys).push(" k").push(list.rows);
        push_where(&mut sql, filters, part.after, list.id);
        push_part(&mut sql, order, part);
    }
    sql
}

fn push_part(sql: &mut DynamicSql, order: &'static str, part: RowRange<'_>) {
    sql.push(" ORDER BY ").push(order);
    sql.push(" LIMIT ").bind_integer(part.limit.into());
    sql.push(" OFFSET ").bind_integer(part.offset.into());
}

fn push_where(sql: &mut DynamicSql, filters: &[Filter<'_>], after: Option<&str>, id: &'static str) {
    let mut word = " WHERE ";
    for filter in filters {
        sql.push(word);
        filter.push(sql);
        word = " AND ";
    }
    if let Some(after) = after {
        sql.push(word).push(id).push(" > ").bind_text(after);
    }
}

impl Filter<'_> {
    fn push(self, sql: &mut DynamicSql) {
        match self {
            Self::Is(column, text) => {
                sql.push(column).push(" = ").bind_text(text);
            }
            Self::OneOf(column, texts) => {
                sql.push(column).push(" IN (").bind_texts(texts).push(")");
            }
            Self::Flag(column, flag) => {
                sql.push(column).push(" = ").bind_flag(flag);
            }
            Self::Contains(column, text) => {
                sql.push_either("STRPOS(", "INSTR(").push(column);
                sql.push(", ").bind_text(text).push(") > 0");
            }
            Self::Present(column, true) => {
                sql.push(column).push(" IS NOT NULL");
            }
            Self::Present(column, false) => {
                sql.push(column).push(" IS NULL");
            }
            Self::User(condition) => conditions::push(sql, condition, user_search::column),
            Self::Event(condition) => conditions::push(sql, condition, tenant_logs::column),
        }
    }
}

//! Users as the Management API searches and shows them.

use super::dynamic::DynamicSql;
use super::engine::{Conn, StoreError, fetch_optional, on_engine, statements};
use super::users::Row;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::domain::user_query::{Condition, Field};

macro_rules! found_columns {
    () => {
        "user_id, connection, email, email_verified, username, blocked, profile, created_at, updated_at, logins_count, \
         password_hash, last_login, last_ip"
    };
}

statements! {
    BY_ID: ["SELECT ", found_columns!(), " FROM users WHERE user_id = $1"];
}

/// A user, and when and from where they signed in last.
#[derive(Debug, Clone)]
pub struct FoundUser {
    pub user: User,
    pub last_login: Option<Timestamp>,
    pub last_ip: Option<String>,
}

/// Part of the users that meet a condition.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    pub condition: &'a Condition,
    pub sort: Field,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

#[derive(sqlx::FromRow)]
struct FoundRow {
    #[sqlx(flatten)]
    user: Row,
    last_login: Option<i64>,
    last_ip: Option<String>,
}

impl FoundRow {
    fn read(self) -> Result<FoundUser, StoreError> {
        Ok(FoundUser {
            user: self.user.read()?.0,
            last_login: self.last_login.map(Timestamp::from_millis),
            last_ip: self.last_ip,
        })
    }
}

/// The user with that id.
pub async fn by_id(db: &mut Conn, user_id: &str) -> Result<Option<FoundUser>, StoreError> {
    fetch_optional!(FoundRow, db, BY_ID, user_id)?
        .map(FoundRow::read)
        .transpose()
}

/// The selected users.
pub async fn list(db: &mut Conn, selection: &Selection<'_>) -> Result<Vec<FoundUser>, StoreError> {
    const START: &str = concat!(
        "/* footbridge::store::user_search::list */ SELECT ",
        found_columns!(),
        " FROM users WHERE "
    );
    let mut sql = DynamicSql::new(db, START);
    sql.push_condition(selection.condition, column);
    sql.push(" ORDER BY ").push(column(selection.sort));
    // Every user has a place in the order, and only one.
    sql.push(if selection.descending {
        " DESC, user_id DESC"
    } else {
        ", user_id"
    });
    sql.push(" LIMIT ").bind_integer(selection.limit.into());
    sql.push(" OFFSET ").bind_integer(selection.offset.into());
    let rows: Vec<FoundRow> = sql.fetch_all(db).await?;
    rows.into_iter().map(FoundRow::read).collect()
}

/// How many users meet the condition.
pub async fn count(db: &mut Conn, condition: &Condition) -> Result<i64, StoreError> {
    const START: &str =
        "/* footbridge::store::user_search::count */ SELECT COUNT(*) FROM users WHERE ";
    let mut sql = DynamicSql::new(db, START);
    sql.push_condition(condition, column);
    let rows: Vec<(i64,)> = sql.fetch_all(db).await?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

fn column(field: Field) -> &'static str {
    match field {
        Field::UserId => "user_id",
        Field::Email => "email",
        Field::Username => "username",
        Field::Connection => "connection",
        Field::EmailVerified => "email_verified",
        Field::Blocked => "blocked",
        Field::CreatedAt => "created_at",
        Field::UpdatedAt => "updated_at",
        Field::LastLogin => "last_login",
        Field::LastIp => "last_ip",
        Field::LoginsCount => "logins_count",
    }
}

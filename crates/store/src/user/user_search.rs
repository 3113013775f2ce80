//! Users as the Management API searches and shows them.

use crate::engine::DynamicSql;
use crate::engine::{Conn, StoreError, fetch_optional, on_engine, statements};
use crate::identities;
use crate::search::conditions::{self, Column};
use crate::users::Row;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;
use footbridge_domain::user_query::{UserCondition, UserField};

macro_rules! found_columns {
    () => {
        "user_id, connection, email, email_verified, username, blocked, profile, created_at, updated_at, logins_count, \
         password_hash, last_login, last_ip, last_password_reset"
    };
}

statements! {
    BY_ID: ["SELECT ", found_columns!(), " FROM users WHERE user_id = $1 AND linked_to IS NULL"];
}

/// A user, and when and from where they signed in last.
#[derive(Debug, Clone)]
pub struct FoundUser {
    pub user: User,
    pub last_login: Option<Timestamp>,
    pub last_ip: Option<String>,
    pub last_password_reset: Option<Timestamp>,
    /// The identities that are linked to them, the oldest link first.
    pub linked: Vec<User>,
}

/// Part of the users that meet a condition.
#[derive(Debug, Clone)]
pub struct UserSelection<'a> {
    pub condition: &'a UserCondition,
    pub sort: &'a UserField,
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
    last_password_reset: Option<i64>,
}

impl FoundRow {
    fn read(self) -> Result<FoundUser, StoreError> {
        Ok(FoundUser {
            user: self.user.read()?.0,
            last_login: self.last_login.map(Timestamp::from_millis),
            last_ip: self.last_ip,
            last_password_reset: self.last_password_reset.map(Timestamp::from_millis),
            linked: Vec::new(),
        })
    }
}

/// The user with that id.
pub async fn by_id(db: &mut Conn, user_id: &str) -> Result<Option<FoundUser>, StoreError> {
    let Some(row) = fetch_optional!(FoundRow, db, BY_ID, user_id)? else {
        return Ok(None);
    };
    let mut found = vec![row.read()?];
    add_linked(db, &mut found).await?;
    Ok(found.pop())
}

async fn add_linked(db: &mut Conn, found: &mut [FoundUser]) -> Result<(), StoreError> {
    let ids: Vec<&str> = found.iter().map(|f| f.user.user_id.as_str()).collect();
    let linked = identities::of(db, &ids).await?;
    for (user_id, identity) in linked {
        if let Some(owner) = found.iter_mut().find(|f| f.user.user_id == user_id) {
            owner.linked.push(identity);
        }
    }
    Ok(())
}

/// The selected users.
pub async fn list(
    db: &mut Conn,
    selection: &UserSelection<'_>,
) -> Result<Vec<FoundUser>, StoreError> {
    const START: &str = concat!(
        "/* footbridge_store::user::user_search::list */ SELECT ",
        found_columns!(),
        " FROM users WHERE linked_to IS NULL AND "
    );
    let mut sql = DynamicSql::new(db, START);
    conditions::push(&mut sql, selection.condition, column);
    sql.push(" ORDER BY ");
    if may_be_missing(selection.sort) {
        // The engines differ in where they put what has no value: here it comes last.
        sql.push("CASE WHEN (");
        column(selection.sort).push(&mut sql);
        sql.push(") IS NULL THEN 1 ELSE 0 END, ");
    }
    column(selection.sort).push(&mut sql);
    // Every user has a place in the order, and only one.
    sql.push(if selection.descending {
        " DESC, user_id DESC"
    } else {
        ", user_id"
    });
    sql.push(" LIMIT ").bind_integer(selection.limit.into());
    sql.push(" OFFSET ").bind_integer(selection.offset.into());
    let rows: Vec<FoundRow> = sql.fetch_all(db).await?;
    let mut found: Vec<FoundUser> = rows
        .into_iter()
        .map(FoundRow::read)
        .collect::<Result<_, _>>()?;
    add_linked(db, &mut found).await?;
    Ok(found)
}

/// Whether some users have no such value.
fn may_be_missing(sort: &UserField) -> bool {
    let always_there = matches!(
        sort,
        UserField::UserId | UserField::CreatedAt | UserField::UpdatedAt | UserField::LoginsCount
    );
    !always_there
}

/// How many users meet the condition.
pub async fn count(db: &mut Conn, condition: &UserCondition) -> Result<i64, StoreError> {
    const START: &str = "/* footbridge_store::user::user_search::count */ SELECT COUNT(*) FROM users WHERE linked_to IS NULL AND ";
    let mut sql = DynamicSql::new(db, START);
    conditions::push(&mut sql, condition, column);
    let rows: Vec<(i64,)> = sql.fetch_all(db).await?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

/// A text of the profile.
macro_rules! of_profile {
    ($key:literal) => {
        Column::either(
            concat!("CAST(profile AS JSON) ->> '", $key, "'"),
            concat!("profile ->> '", $key, "'"),
        )
    };
}

/// The user's own identity, and those that are linked to it.
const AN_IDENTITY: &str = "EXISTS (SELECT 1 FROM users i WHERE (i.user_id = users.user_id OR i.linked_to = users.user_id) AND ";

const A_MEMBERSHIP: &str =
    "EXISTS (SELECT 1 FROM organization_members m WHERE m.user_id = users.user_id AND ";

fn column(field: &UserField) -> Column<'_> {
    match field {
        UserField::UserId => Column::of("user_id"),
        UserField::Email => Column::of("email"),
        UserField::EmailDomain => Column::either(
            "SPLIT_PART(email, '@', 2)",
            "CASE INSTR(email, '@') WHEN 0 THEN '' ELSE SUBSTR(email, INSTR(email, '@') + 1) END",
        ),
        UserField::Username => Column::of("username"),
        UserField::PhoneNumber => of_profile!("phone_number"),
        UserField::Name => of_profile!("name").folded(),
        UserField::GivenName => of_profile!("given_name").folded(),
        UserField::FamilyName => of_profile!("family_name").folded(),
        UserField::Nickname => of_profile!("nickname").folded(),
        UserField::Picture => of_profile!("picture"),
        UserField::Connection => Column::of("i.connection").among(AN_IDENTITY),
        UserField::Provider => Column::either(
            "SPLIT_PART(i.user_id, '|', 1)",
            "SUBSTR(i.user_id, 1, INSTR(i.user_id, '|') - 1)",
        )
        .among(AN_IDENTITY),
        UserField::IdentityId => Column::either(
            "SUBSTR(i.user_id, STRPOS(i.user_id, '|') + 1)",
            "SUBSTR(i.user_id, INSTR(i.user_id, '|') + 1)",
        )
        .among(AN_IDENTITY),
        UserField::OrganizationId => Column::of("m.organization_id").among(A_MEMBERSHIP),
        UserField::EmailVerified => Column::of("email_verified"),
        UserField::PhoneVerified => Column::either(
            "CASE CAST(profile AS JSON) ->> 'phone_verified' WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
            "profile ->> 'phone_verified'",
        ),
        UserField::Blocked => Column::of("blocked"),
        UserField::CreatedAt => Column::of("created_at"),
        UserField::UpdatedAt => Column::of("updated_at"),
        UserField::LastLogin => Column::of("last_login"),
        UserField::LastPasswordReset => Column::of("last_password_reset"),
        UserField::LastIp => Column::of("last_ip"),
        UserField::LoginsCount => Column::of("logins_count"),
        UserField::Metadata(path) => Column::of("profile").part(path),
    }
}

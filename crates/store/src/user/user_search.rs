//! Users as the Management API searches and shows them.

use crate::engine::{Conn, StoreError, fetch_optional, on_engine, row, statements};
use crate::identities;
use crate::listing::{self, Filter, List, NO_CHECKPOINT, RowRange};
use crate::search::conditions::Column;
use crate::users::{JoinedUser, joined_user_columns};
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;
use footbridge_domain::user_query::{UserCondition, UserField, UserSort};

macro_rules! found_columns {
    () => {
        concat!(
            joined_user_columns!(),
            ", u.last_login AS u_last_login, u.last_ip AS u_last_ip, u.last_password_reset AS u_last_password_reset,
             (SELECT MAX(a.confirmed_at) FROM authenticators a WHERE a.user_id = u.user_id AND a.kind <> 'passkey') AS u_enrolled_at"
        )
    };
}

statements! {
    BY_ID: ["SELECT ", found_columns!(), " FROM users u WHERE u.user_id = $1 AND u.linked_to IS NULL"];
}

/// A user, and when and from where they signed in last.
#[derive(Debug, Clone)]
pub struct FoundUser {
    pub user: User,
    pub last_login: Option<Timestamp>,
    pub last_ip: Option<String>,
    pub last_password_reset: Option<Timestamp>,
    /// When they enrolled a second factor last.
    pub enrolled_at: Option<Timestamp>,
    /// The identities that are linked to them, the oldest link first.
    pub linked: Vec<User>,
}

/// Part of the users that meet a condition.
#[derive(Debug, Clone)]
pub struct UserSelection<'a> {
    pub condition: &'a UserCondition,
    pub sort: UserSort,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

row! {
    struct FoundRow {
        #[sqlx(flatten)]
        user: JoinedUser,
        u_last_login: Option<i64>,
        u_last_ip: Option<String>,
        u_last_password_reset: Option<i64>,
        u_enrolled_at: Option<i64>,
    }
}

impl FoundRow {
    fn read(self) -> Result<Option<FoundUser>, StoreError> {
        let user = self.user.read()?;
        Ok(user.map(|user| FoundUser {
            user,
            last_login: self.u_last_login.map(Timestamp::from_millis),
            last_ip: self.u_last_ip,
            last_password_reset: self.u_last_password_reset.map(Timestamp::from_millis),
            enrolled_at: self.u_enrolled_at.map(Timestamp::from_millis),
            linked: Vec::new(),
        }))
    }
}

/// The user with that id.
pub async fn by_id(db: &mut Conn, user_id: &str) -> Result<Option<FoundUser>, StoreError> {
    let row = fetch_optional!(FoundRow, db, BY_ID, user_id)?;
    Ok(complete(db, row.into_iter().collect()).await?.pop())
}

async fn complete(db: &mut Conn, rows: Vec<FoundRow>) -> Result<Vec<FoundUser>, StoreError> {
    let read = rows.into_iter().filter_map(|row| row.read().transpose());
    let mut found: Vec<FoundUser> = read.collect::<Result<_, _>>()?;
    let ids: Vec<&str> = found.iter().map(|f| f.user.user_id.as_str()).collect();
    let linked = identities::of(db, &ids).await?;
    for (user_id, identity) in linked {
        if let Some(owner) = found.iter_mut().find(|f| f.user.user_id == user_id) {
            owner.linked.push(identity);
        }
    }
    Ok(found)
}

/// The users in an order: `k` is their index. Every user has a place in it, and only one.
pub(crate) fn in_order(sort: UserSort, descending: bool) -> List {
    let [up, down] = match sort {
        UserSort::UserId => ["k.user_id", "k.user_id DESC"],
        UserSort::Email => ["k.email, k.user_id", "k.email DESC, k.user_id DESC"],
        UserSort::Username => ["k.username, k.user_id", "k.username DESC, k.user_id DESC"],
        UserSort::Name => [
            "k.folded_name, k.user_id",
            "k.folded_name DESC, k.user_id DESC",
        ],
        UserSort::FamilyName => [
            "k.folded_family_name, k.user_id",
            "k.folded_family_name DESC, k.user_id DESC",
        ],
        UserSort::CreatedAt => [
            "k.created_at, k.user_id",
            "k.created_at DESC, k.user_id DESC",
        ],
        UserSort::UpdatedAt => [
            "k.updated_at, k.user_id",
            "k.updated_at DESC, k.user_id DESC",
        ],
        UserSort::LastLogin => [
            "k.last_login, k.user_id",
            "k.last_login DESC, k.user_id DESC",
        ],
        UserSort::LoginsCount => [
            "k.logins_count, k.user_id",
            "k.logins_count DESC, k.user_id DESC",
        ],
    };
    List {
        name: "/* footbridge_store::user::user_search::list */ ",
        columns: found_columns!(),
        keys: "users",
        rows: " JOIN users u ON u.user_id = k.user_id",
        id: NO_CHECKPOINT,
        selected: up,
        order: if descending { down } else { up },
    }
}

/// The users that meet a condition. Identities that are linked to another user are none.
pub(crate) fn meeting(condition: &UserCondition) -> [Filter<'_>; 2] {
    [
        Filter::Present("k.linked_to", false),
        Filter::User(condition),
    ]
}

/// What some users have no value of.
pub(crate) fn optional(sort: UserSort) -> Option<&'static str> {
    match sort {
        UserSort::Email => Some("k.email"),
        UserSort::Username => Some("k.username"),
        UserSort::Name => Some("k.folded_name"),
        UserSort::FamilyName => Some("k.folded_family_name"),
        UserSort::LastLogin => Some("k.last_login"),
        UserSort::UserId | UserSort::CreatedAt | UserSort::UpdatedAt | UserSort::LoginsCount => {
            None
        }
    }
}

/// The selected users. Those without a value to sort by come last, whatever the direction.
pub async fn list(
    db: &mut Conn,
    selection: &UserSelection<'_>,
) -> Result<Vec<FoundUser>, StoreError> {
    let list = in_order(selection.sort, selection.descending);
    let [users, condition] = meeting(selection.condition);
    let part = RowRange {
        offset: selection.offset,
        ..RowRange::first(selection.limit)
    };
    let Some(column) = optional(selection.sort) else {
        let rows = listing::rows(db, &list, &[users, condition], part).await?;
        return complete(db, rows).await;
    };
    let having = |value| [users, Filter::Present(column, value), condition];
    let mut rows: Vec<FoundRow> = listing::rows(db, &list, &having(true), part).await?;
    let found = u32::try_from(rows.len()).unwrap_or(part.limit);
    if found < part.limit {
        let before = if found == 0 && part.offset > 0 {
            let all = listing::count(db, &list, &having(true)).await?;
            u32::try_from(all).unwrap_or(part.offset)
        } else {
            part.offset + found
        };
        let rest = RowRange {
            offset: part.offset.saturating_sub(before),
            ..RowRange::first(part.limit - found)
        };
        rows.extend(listing::rows::<FoundRow>(db, &list, &having(false), rest).await?);
    }
    complete(db, rows).await
}

/// How many users meet the condition.
pub async fn count(db: &mut Conn, condition: &UserCondition) -> Result<i64, StoreError> {
    listing::count(
        db,
        &in_order(UserSort::CreatedAt, false),
        &meeting(condition),
    )
    .await
}

/// A string of the profile.
macro_rules! of_profile {
    ($key:literal) => {
        Column::either(
            concat!("CAST(k.profile AS JSON) ->> '", $key, "'"),
            concat!("k.profile ->> '", $key, "'"),
        )
    };
}

/// The same in lower case.
macro_rules! folded_of_profile {
    ($key:literal) => {
        Column::either(
            concat!("LOWER(CAST(k.profile AS JSON) ->> '", $key, "')"),
            concat!("LOWER(k.profile ->> '", $key, "')"),
        )
        .folded()
    };
}

/// The user's own identity, and those that are linked to it. SQLite uses the index of an expression only where that has a type.
const AN_IDENTITY: &str = "EXISTS (SELECT 1 FROM users i WHERE CAST(COALESCE(i.linked_to, i.user_id) AS TEXT) = k.user_id AND ";

const A_MEMBERSHIP: &str =
    "EXISTS (SELECT 1 FROM organization_members m WHERE m.user_id = k.user_id AND ";

/// How a search asks for a field of the user `k`.
pub(crate) fn column(field: &UserField) -> Column<'_> {
    match field {
        UserField::UserId => Column::of("k.user_id"),
        UserField::Email => Column::of("k.email"),
        UserField::EmailDomain => Column::either(
            "SPLIT_PART(k.email, '@', 2)",
            "CASE INSTR(k.email, '@') WHEN 0 THEN '' ELSE SUBSTR(k.email, INSTR(k.email, '@') + 1) END",
        ),
        UserField::Username => Column::of("k.username"),
        UserField::PhoneNumber => of_profile!("phone_number"),
        UserField::Name => Column::of("k.folded_name").folded(),
        UserField::GivenName => folded_of_profile!("given_name"),
        UserField::FamilyName => Column::of("k.folded_family_name").folded(),
        UserField::Nickname => folded_of_profile!("nickname"),
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
        UserField::EmailVerified => Column::of("k.email_verified"),
        UserField::PhoneVerified => Column::either(
            "CASE CAST(k.profile AS JSON) ->> 'phone_verified' WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
            "k.profile ->> 'phone_verified'",
        ),
        UserField::Blocked => Column::of("k.blocked"),
        UserField::CreatedAt => Column::of("k.created_at"),
        UserField::UpdatedAt => Column::of("k.updated_at"),
        UserField::LastLogin => Column::of("k.last_login"),
        UserField::LastPasswordReset => Column::of("k.last_password_reset"),
        UserField::LastIp => Column::of("k.last_ip"),
        UserField::LoginsCount => Column::of("k.logins_count"),
        UserField::Metadata(path) => Column::of("k.profile").part(path),
    }
}

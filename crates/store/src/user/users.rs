//! Users of database connections.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_one, fetch_optional, held_statements, on_engine,
    row, statements,
};
use crate::{from_text, to_text};
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::{User, is_of_profile};

/// The epoch of the user whom an identity signs in.
macro_rules! password_epoch {
    () => {
        "COALESCE((SELECT o.password_epoch FROM users o WHERE o.user_id = users.linked_to), password_epoch) AS password_epoch"
    };
}

held_statements! {
    INSERT: "INSERT INTO users (user_id, connection, email, email_verified, username, blocked, password_hash, profile,
                                created_at, updated_at, folded_name, folded_family_name, phone)
             SELECT $1, c.name, $3, $4, $5, $6, $7, $8, $9, $9, LOWER(CAST($10 AS TEXT)), LOWER(CAST($11 AS TEXT)), $12
               FROM connections c WHERE c.name = $2",
            c, " ON CONFLICT DO NOTHING";
}

statements! {
    REPLACE: "UPDATE users SET email = $2, email_verified = $3, username = $4, blocked = $5, profile = $6,
                     updated_at = $7, folded_name = LOWER(CAST($8 AS TEXT)), folded_family_name = LOWER(CAST($9 AS TEXT)),
                     phone = $10, version = version + 1
               WHERE user_id = $1";
    AFTER: "SELECT user_id, connection, email, email_verified, username, blocked, profile, created_at, updated_at,
                   logins_count, password_epoch, password_hash FROM users WHERE user_id > $1 AND linked_to IS NULL
                   ORDER BY user_id LIMIT $2";
    BY_ID: "SELECT user_id, connection, email, email_verified, username, blocked, profile, created_at, updated_at,
                   logins_count, password_epoch, password_hash FROM users WHERE user_id = $1 AND linked_to IS NULL";
    /// Whose e-mail address it is comes before a user who has it as a user name.
    BY_IDENTIFIER: ["SELECT user_id, connection, email, email_verified, username, blocked, profile, created_at,
                           updated_at, logins_count, ", password_epoch!(), ", password_hash, linked_to
                      FROM users WHERE connection = $1 AND (email = $2 OR username = $2)
                     ORDER BY CASE WHEN email = $2 THEN 0 ELSE 1 END LIMIT 1"];
    BY_PHONE: ["SELECT user_id, connection, email, email_verified, username, blocked, profile, created_at,
                      updated_at, logins_count, ", password_epoch!(), ", password_hash, linked_to
                 FROM users WHERE connection = $1 AND phone = $2"];
    RECORD_LOGIN: "UPDATE users SET last_login = $2, last_ip = $3, logins_count = logins_count + 1
                    WHERE user_id = $1 AND password_epoch = $4";
    REHASH: "UPDATE users SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2";
    SET_PASSWORD: "UPDATE users SET password_hash = $2, updated_at = $3, last_password_reset = $3, version = version + 1
                    WHERE user_id = $1";
    VOID_LOGINS: "UPDATE users SET password_epoch = password_epoch + 1 WHERE user_id = $1";
    IS_TAKEN: "SELECT COUNT(*) FROM users
                WHERE connection = $1 AND user_id <> $2 AND (email = $3 OR username = $3 OR email = $4 OR username = $4 OR phone = $5)";
    VERIFY_EMAIL: "UPDATE users SET email_verified = TRUE, updated_at = $3, version = version + 1
                    WHERE user_id = $1 AND email = $2";
    IDENTITY: ["SELECT user_id, connection, email, email_verified, username, blocked, profile, created_at, updated_at,
                      logins_count, ", password_epoch!(), ", password_hash, linked_to FROM users WHERE user_id = $1"];
    COUNT: "SELECT COUNT(*) FROM users WHERE linked_to IS NULL";
}

/// A user beside another row, by `LEFT JOIN users u`: the columns to ask for.
macro_rules! joined_user_columns {
    () => {
        "u.user_id AS u_user_id, u.connection AS u_connection, u.email AS u_email, \
         u.email_verified AS u_email_verified, u.username AS u_username, u.blocked AS u_blocked, \
         u.profile AS u_profile, u.created_at AS u_created_at, u.updated_at AS u_updated_at, \
         u.logins_count AS u_logins_count, u.password_epoch AS u_password_epoch"
    };
}
pub(crate) use joined_user_columns;

row! {
    /// What [`joined_user_columns`] gives.
    pub(crate) struct JoinedUser {
        u_user_id: Option<String>,
        u_connection: Option<String>,
        u_email: Option<String>,
        u_email_verified: Option<bool>,
        u_username: Option<String>,
        u_blocked: Option<bool>,
        u_profile: Option<String>,
        u_created_at: Option<i64>,
        u_updated_at: Option<i64>,
        u_logins_count: Option<i64>,
        u_password_epoch: Option<i64>,
    }
}

impl JoinedUser {
    /// The user, if the join found one.
    pub(crate) fn read(self) -> Result<Option<User>, StoreError> {
        let Some(user_id) = self.u_user_id else {
            return Ok(None);
        };
        let at = |ms: Option<i64>| Timestamp::from_millis(ms.unwrap_or_default());
        Ok(Some(User {
            user_id,
            connection: self.u_connection.unwrap_or_default(),
            email: self.u_email,
            email_verified: self.u_email_verified.unwrap_or_default(),
            username: self.u_username,
            // What is not known to be allowed is not.
            blocked: self.u_blocked.unwrap_or(true),
            profile: profile(self.u_profile.as_deref().unwrap_or("{}"))?,
            created_at: at(self.u_created_at),
            updated_at: at(self.u_updated_at),
            logins_count: self.u_logins_count.unwrap_or_default(),
            password_epoch: self.u_password_epoch.unwrap_or_default(),
        }))
    }
}

impl JoinedUser {
    /// The users of a list.
    pub(crate) fn read_all(rows: Vec<Self>) -> Result<Vec<User>, StoreError> {
        let read = rows.into_iter().filter_map(|row| row.read().transpose());
        read.collect()
    }
}

row! {
    pub(crate) struct Row {
        user_id: String,
        connection: String,
        email: Option<String>,
        email_verified: bool,
        username: Option<String>,
        blocked: bool,
        profile: String,
        created_at: i64,
        updated_at: i64,
        logins_count: i64,
        password_epoch: i64,
        password_hash: Option<String>,
    }
}

impl Row {
    pub(crate) fn read(self) -> Result<(User, Option<String>), StoreError> {
        let user = User {
            profile: profile(&self.profile)?,
            user_id: self.user_id,
            connection: self.connection,
            email: self.email,
            email_verified: self.email_verified,
            username: self.username,
            blocked: self.blocked,
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
            logins_count: self.logins_count,
            password_epoch: self.password_epoch,
        };
        Ok((user, self.password_hash))
    }
}

/// A stored profile, less what none holds: older versions stored whatever a tenant file said of a user.
fn profile(text: &str) -> Result<Map<String, Value>, StoreError> {
    let mut profile: Map<String, Value> = from_text("users", text)?;
    profile.retain(|key, _| is_of_profile(key));
    Ok(profile)
}

/// Stores a new user; false when the id, the e-mail address or the user name is taken in the connection, or there is no
/// such connection any more.
pub async fn insert(
    db: &mut Conn,
    user: &User,
    password_hash: Option<&str>,
) -> Result<bool, StoreError> {
    let sql = INSERT.on(db);
    let done = execute!(
        db,
        sql,
        user.user_id.as_str(),
        user.connection.as_str(),
        user.email.as_deref(),
        user.email_verified,
        user.username.as_deref(),
        user.blocked,
        password_hash,
        to_text(&user.profile),
        user.created_at.millis(),
        user.text("name"),
        user.text("family_name"),
        user.sign_in_phone(),
    )?;
    Ok(done == 1)
}

/// Replaces the identifiers and the profile; connection and password stay.
pub async fn replace(db: &mut Conn, user: &User) -> Result<bool, StoreError> {
    let done = execute!(
        db,
        REPLACE,
        user.user_id.as_str(),
        user.email.as_deref(),
        user.email_verified,
        user.username.as_deref(),
        user.blocked,
        to_text(&user.profile),
        user.updated_at.millis(),
        user.text("name"),
        user.text("family_name"),
        user.sign_in_phone(),
    )?;
    Ok(done == 1)
}

/// At most `limit` users in the order of their ids, from the first one past `after`.
pub async fn after(db: &mut Conn, after: &str, limit: i64) -> Result<Vec<User>, StoreError> {
    fetch_all!(Row, db, AFTER, after, limit)?
        .into_iter()
        .map(|row| row.read().map(|(user, _)| user))
        .collect()
}

/// The user with that id.
pub async fn by_id(db: &mut Conn, user_id: &str) -> Result<Option<User>, StoreError> {
    let row = fetch_optional!(Row, db, BY_ID, user_id)?;
    Ok(row.map(Row::read).transpose()?.map(|(user, _)| user))
}

/// An identity that a user signs in with.
#[derive(Clone)]
pub struct SignInIdentity {
    /// The identity, as a user of its own.
    pub identity: User,
    pub password_hash: Option<String>,
    /// Whom it signs in; `None`: itself.
    pub linked_to: Option<String>,
}

row! {
    struct CredentialsRow {
        #[sqlx(flatten)]
        identity: Row,
        linked_to: Option<String>,
    }
}

impl CredentialsRow {
    fn read(self) -> Result<SignInIdentity, StoreError> {
        let (identity, password_hash) = self.identity.read()?;
        Ok(SignInIdentity {
            identity,
            password_hash,
            linked_to: self.linked_to,
        })
    }
}

/// The identity with that canonical e-mail address or user name.
pub async fn by_identifier(
    db: &mut Conn,
    connection: &str,
    identifier: &str,
) -> Result<Option<SignInIdentity>, StoreError> {
    fetch_optional!(CredentialsRow, db, BY_IDENTIFIER, connection, identifier)?
        .map(CredentialsRow::read)
        .transpose()
}

/// The identity that signs in with that telephone number.
pub async fn by_phone(
    db: &mut Conn,
    connection: &str,
    phone: &str,
) -> Result<Option<SignInIdentity>, StoreError> {
    fetch_optional!(CredentialsRow, db, BY_PHONE, connection, phone)?
        .map(CredentialsRow::read)
        .transpose()
}

/// The identity with that id, linked or not.
pub async fn identity(db: &mut Conn, id: &str) -> Result<Option<SignInIdentity>, StoreError> {
    fetch_optional!(CredentialsRow, db, IDENTITY, id)?
        .map(CredentialsRow::read)
        .transpose()
}

/// Confirms an address; false when it is not the identity's any more.
pub async fn verify_email(
    db: &mut Conn,
    id: &str,
    email: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, VERIFY_EMAIL, id, email, now.millis())? == 1)
}

/// Counts a login with the password of that epoch; false when the user is gone, or got another one meanwhile.
pub async fn record_login(
    db: &mut Conn,
    (user_id, password_epoch): (&str, i64),
    ip: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, RECORD_LOGIN, user_id, now.millis(), ip, password_epoch)? == 1)
}

/// Replaces an old password hash by a better one of the same password, unless the password changed meanwhile.
pub async fn rehash(db: &mut Conn, user_id: &str, old: &str, new: &str) -> Result<(), StoreError> {
    execute!(db, REHASH, user_id, old, new).map(drop)
}

/// Gives the user another password.
pub async fn set_password(
    db: &mut Conn,
    user_id: &str,
    password_hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, SET_PASSWORD, user_id, password_hash, now.millis())? == 1)
}

/// Begins another epoch of a user's passwords: no login of an earlier one can make a session or a refresh token any more.
pub async fn void_logins(db: &mut Conn, user_id: &str) -> Result<(), StoreError> {
    execute!(db, VOID_LOGINS, user_id).map(drop)
}

/// Whether another user of the connection has one of the user's identifiers.
pub async fn is_taken(db: &mut Conn, user: &User) -> Result<bool, StoreError> {
    let (email, username) = (user.email.as_deref(), user.username.as_deref());
    let (connection, id) = (user.connection.as_str(), user.user_id.as_str());
    let phone = user.sign_in_phone();
    Ok(fetch_one!((i64,), db, IS_TAKEN, connection, id, email, username, phone)?.0 > 0)
}

/// How many users there are.
pub async fn count(db: &mut Conn) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT)?.0)
}

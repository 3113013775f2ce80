//! The users of a plan. They are looked up one by one: a tenant may have more than fit into memory.

use serde_json::{Map, Value};

use super::{PlanError, Planner, Write};
use crate::domain::identifier::Typed;
use crate::domain::user::{MAX_METADATA, METADATA, User, check_metadata, default_profile};
use crate::ids;
use crate::store::engine::{Conn, StoreError};
use crate::store::{spellings, users};
use crate::tenant_file::merge::{changed_keys, merge};
use crate::tenant_file::place::FileError;
use crate::tenant_file::sections::UserEntry;

/// Whose identifier it is, however it is written.
async fn stored(
    db: &mut Conn,
    connection: &str,
    identifier: &str,
) -> Result<Option<User>, StoreError> {
    let Some(typed) = Typed::read(identifier) else {
        return Ok(None);
    };
    let found = spellings::find(db, connection, &typed).await?;
    Ok(found.map(|found| found.identity))
}

impl Planner<'_> {
    pub(super) async fn user(&mut self, db: &mut Conn, given: &UserEntry) -> Result<(), PlanError> {
        let connection = self.connection_of(given)?;
        let known = self.known_user(db, given, &connection).await?;
        let identifiers = [&given.email, &given.username];
        for identifier in identifiers.into_iter().flatten() {
            self.once(
                &given.entry.place,
                &format!("user {identifier} of {connection}"),
            )?;
            let taken = stored(db, &connection, identifier).await?;
            let other = taken.map(|taken| taken.user_id);
            let other = other.filter(|id| known.as_ref().is_none_or(|k| k.user_id != *id));
            if let Some(other) = other {
                let problem = format!("{identifier} belongs to the user {other} already");
                return Err(given.entry.place.error(problem).into());
            }
        }
        if let Some(id) = &given.user_id {
            self.once(&given.entry.place, &format!("user {id}"))?;
        }
        match known {
            Some(user) => self.change_user(user, given, &connection)?,
            None => self.create_user(given, connection)?,
        }
        Ok(())
    }

    async fn known_user(
        &self,
        db: &mut Conn,
        given: &UserEntry,
        connection: &str,
    ) -> Result<Option<User>, StoreError> {
        if let Some(id) = &given.user_id {
            return users::by_id(db, id).await;
        }
        let Some(identifier) = given.email.as_deref().or(given.username.as_deref()) else {
            return Ok(None);
        };
        stored(db, connection, identifier).await
    }

    fn connection_of(&self, given: &UserEntry) -> Result<String, FileError> {
        let place = given.entry.place.key("connection");
        let default = self
            .state
            .tenant
            .get("default_directory")
            .and_then(Value::as_str);
        let only = match self.state.connections.as_slice() {
            [only] => Some(only.connection.name.as_str()),
            _ => None,
        };
        let name = given.connection.as_deref().or(default).or(only);
        let name = name.ok_or_else(|| place.error("must name a database"))?;
        if !self.state.has_connection(name) {
            return Err(place.error(format!(
                "{name:?} is no database of the file or of the tenant"
            )));
        }
        Ok(name.to_owned())
    }

    fn create_user(&mut self, given: &UserEntry, connection: String) -> Result<(), FileError> {
        let place = &given.entry.place;
        if given.email.is_none() && given.username.is_none() {
            return Err(place.error("is a new user, and needs an email or a username"));
        }
        if given.credential.is_none() {
            self.warnings
                .push(format!("{place}: is a new user without a password"));
        }
        let user = User {
            user_id: given
                .user_id
                .clone()
                .unwrap_or_else(|| ids::user_id(self.context.entropy)),
            connection,
            email: given.email.clone(),
            email_verified: given.email_verified.unwrap_or(false),
            username: given.username.clone(),
            blocked: given.blocked.unwrap_or(false),
            profile: new_profile(given)?,
            created_at: self.context.now,
            updated_at: self.context.now,
            logins_count: 0,
        };
        let what = format!("user {}", user.display_name());
        let write = Write::NewUser(Box::new(user), given.credential.clone());
        self.push(what, Vec::new(), write);
        Ok(())
    }

    /// The password of a user who is there stays, whatever the file says.
    fn change_user(
        &mut self,
        before: User,
        given: &UserEntry,
        connection: &str,
    ) -> Result<(), FileError> {
        if before.connection != connection {
            let place = given.entry.place.key("connection");
            return Err(place.error(format!("must be {}, where the user is", before.connection)));
        }
        let mut user = before.clone();
        user.email = given.email.clone().or(user.email);
        user.username = given.username.clone().or(user.username);
        user.email_verified = given.email_verified.unwrap_or(user.email_verified);
        user.blocked = given.blocked.unwrap_or(user.blocked);
        user.profile = merged(before.profile.clone(), given)?;
        let keys = changes(&before, &user);
        if !keys.is_empty() {
            user.updated_at = self.context.now;
            self.push(
                format!("user {}", user.user_id),
                keys,
                Write::User(Box::new(user)),
            );
        }
        Ok(())
    }
}

/// The profile with Auth0's defaults.
fn new_profile(given: &UserEntry) -> Result<Map<String, Value>, FileError> {
    let identifier = given.email.as_deref().or(given.username.as_deref());
    merged(identifier.map(default_profile).unwrap_or_default(), given)
}

/// The profile with what the file says.
fn merged(before: Map<String, Value>, given: &UserEntry) -> Result<Map<String, Value>, FileError> {
    let mut profile = before.clone();
    merge(&mut profile, &given.entry.document, &METADATA);
    let checked = check_metadata(&before, &profile, MAX_METADATA);
    checked.map_err(|invalid| given.entry.place.error(invalid.to_string()))?;
    Ok(profile)
}

fn changes(before: &User, after: &User) -> Vec<String> {
    let columns = [
        ("email", before.email != after.email),
        (
            "email_verified",
            before.email_verified != after.email_verified,
        ),
        ("username", before.username != after.username),
        ("blocked", before.blocked != after.blocked),
    ];
    let columns = columns.into_iter().filter(|(_, changed)| *changed);
    let mut keys: Vec<String> = columns.map(|(key, _)| key.to_owned()).collect();
    keys.extend(changed_keys(&before.profile, &after.profile));
    keys
}

//! The users of a plan. They are looked up one by one: a tenant may have more than fit into memory.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::judge::refused;
use super::{PlanError, Planner, Write};
use crate::domain::identifier::Typed;
use crate::domain::request_body::Mode;
use crate::domain::user::{MAX_METADATA, User, validate};
use crate::ids;
use crate::store::engine::{Conn, StoreError};
use crate::store::{spellings, users};
use crate::tenant_file::check::CLAIMS;
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
            None => self.create_user(given, &connection)?,
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
        let names = self.state.connections.iter();
        let names: Vec<&str> = names.map(|c| c.connection.name.as_str()).collect();
        let there = match names.as_slice() {
            [] => "there is none: add one under `databases`".to_owned(),
            names => format!("there are {}", names.join(", ")),
        };
        let name = name.ok_or_else(|| {
            let problem = "must name the database that the user belongs to, because tenant.default_directory names none";
            place.error(format!("{problem}; {there}"))
        })?;
        if !self.state.has_connection(name) {
            return Err(place.error(format!(
                "{name:?} is no database of the file or of the tenant; {there}"
            )));
        }
        Ok(name.to_owned())
    }

    fn create_user(&mut self, given: &UserEntry, connection: &str) -> Result<(), FileError> {
        let place = &given.entry.place;
        if given.email.is_none() && given.username.is_none() {
            return Err(place.error("is a new user, and needs an email or a username"));
        }
        if given.credential.is_none() {
            self.warnings
                .push(format!("{place}: is a new user without a password"));
        }
        let mut body = given.body();
        body.insert("connection".to_owned(), connection.into());
        if let Some(id) = &given.user_id {
            let own = id.strip_prefix("auth0|").unwrap_or(id);
            body.insert("user_id".to_owned(), own.into());
        }
        let schema = |body: &Map<_, _>| validate(body, Mode::Create);
        self.conform(place, &mut body, schema)?;
        let id = given.user_id.clone();
        let id = id.unwrap_or_else(|| ids::user_id(self.context.entropy));
        let new = (id, self.context.now);
        let made = User::of_body(&body, self.document_of(connection), new, MAX_METADATA);
        let mut user = made.map_err(|invalid| refused(place, &invalid))?;
        merge(&mut user.profile, &given.claims());
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
        let place = &given.entry.place;
        if before.connection != connection {
            let problem = format!("must be {}, where the user is", before.connection);
            return Err(place.key("connection").error(problem));
        }
        let mut body = given.body();
        // Said again, an address is not a new one that has to be verified.
        let identifiers = [("email", &before.email), ("username", &before.username)];
        for (key, there) in identifiers {
            if there.is_some() && body.get(key).and_then(Value::as_str) == there.as_deref() {
                body.shift_remove(key);
            }
        }
        let schema = |body: &Map<_, _>| validate(body, Mode::Update);
        self.conform(place, &mut body, schema)?;
        let mut user = before.clone();
        let changed = user.change(&body, self.document_of(connection), MAX_METADATA);
        changed.map_err(|invalid| refused(place, &invalid))?;
        merge(&mut user.profile, &given.claims());
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

    /// The document of the connection of that name.
    fn document_of(&self, connection: &str) -> &Map<String, Value> {
        static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        let mut connections = self.state.connections.iter();
        let found = connections.find(|c| c.connection.name == connection);
        found.map_or(&NONE, |found| &found.document)
    }
}

impl UserEntry {
    /// What a request of the Management API says of a user, of what the entry says.
    fn body(&self) -> Map<String, Value> {
        let mut body = self.entry.document.clone();
        body.retain(|key, _| !CLAIMS.contains(&key.as_str()));
        let texts = [("email", &self.email), ("username", &self.username)];
        for (key, text) in texts {
            if let Some(text) = text {
                body.insert(key.to_owned(), text.as_str().into());
            }
        }
        let flags = [
            ("email_verified", self.email_verified),
            ("blocked", self.blocked),
        ];
        for (key, flag) in flags {
            if let Some(flag) = flag {
                body.insert(key.to_owned(), flag.into());
            }
        }
        body
    }

    /// What the entry says besides, for which the Management API has no request.
    fn claims(&self) -> Map<String, Value> {
        let mut claims = self.entry.document.clone();
        claims.retain(|key, _| CLAIMS.contains(&key.as_str()));
        claims
    }
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
    let profile = changed_keys(&before.profile, &after.profile);
    // Whether a user is blocked is a column, and is shown in the profile.
    keys.extend(profile.into_iter().filter(|key| key != "blocked"));
    keys
}

//! `users` of the tenant file. They are looked up one by one: a tenant may have more than fit into memory.

mod credential;

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::identifier::{self, Typed};
use crate::domain::request_body::Mode;
use crate::domain::user::{MAX_METADATA, User, is_of_profile, validate};
use crate::ids;
use crate::store::engine::{Conn, StoreError, Tx};
use crate::store::{spellings, users};
use crate::tenant_file::entry::{Credential, Entry};
use crate::tenant_file::judge::refused;
use crate::tenant_file::merge::{changed_keys, merge};
use crate::tenant_file::place::FileError;
use crate::tenant_file::planner::{PlanError, Planner};
use crate::tenant_file::row::{PlannedRow, Storing};
use crate::tenant_file::section::{Export, ExportedPage, Layout, Planning, Section};

/// The folder is ours: Auth0's exports have none.
pub const SECTION: Section = Section {
    key: "users",
    layout: Layout::Folder("users"),
    read_only: "created_at updated_at identities last_login last_ip logins_count last_password_reset verify_email \
         multifactor multifactor_last_modified",
    read,
    planning: Planning::Stored(|planner, db, entry| Box::pin(user(planner, db, entry))),
    export: Export::Pages(|db, last| Box::pin(page(db, last))),
    ..Section::PLAIN
};

/// Of a user's profile, what a file may set and no request of the Management API.
const CLAIMS: [&str; 11] = [
    "middle_name",
    "preferred_username",
    "profile",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "address",
    "phone_number",
    "phone_verified",
];

/// The longest of them, in bytes.
const MAX_CLAIM: usize = 2_048;
/// How many users are exported at a time.
const PAGE: i64 = 500;

/// Puts what identifies the user into its canonical form.
fn read(entry: &mut Entry, warnings: &mut Vec<String>) -> Result<(), FileError> {
    entry.credential = credential::take(entry)?;
    let user_id = entry.take_text("user_id", 255)?.map(|id| {
        if id.contains('|') {
            id
        } else {
            format!("auth0|{id}")
        }
    });
    let connection = entry.take_text("connection", 128)?;
    let email = identifier(entry, "email")?;
    let username = identifier(entry, "username")?;
    let email_verified = entry.take_bool("email_verified")?;
    let blocked = entry.take_bool("blocked")?;
    if email.is_none() && username.is_none() && user_id.is_none() {
        let problem = "needs an email, a username or a user_id";
        return Err(entry.place.error(problem));
    }
    check_claims(entry)?;
    // Where users come from, they may have attributes of any name.
    let place = &entry.place;
    entry.document.retain(|key, _| {
        let is_known = is_of_profile(key);
        if !is_known {
            warnings.push(format!("{}: not understood, not applied", place.key(key)));
        }
        is_known
    });
    let members = [
        ("user_id", user_id.map(Value::from)),
        ("connection", connection.map(Value::from)),
        ("email", email.map(Value::from)),
        ("username", username.map(Value::from)),
        ("email_verified", email_verified.map(Value::from)),
        ("blocked", blocked.map(Value::from)),
    ];
    for (key, value) in members {
        entry
            .document
            .extend(value.map(|value| (key.to_owned(), value)));
    }
    Ok(())
}

fn check_claims(entry: &Entry) -> Result<(), FileError> {
    for key in CLAIMS {
        let fits = match entry.document.get(key) {
            None | Some(Value::Null) => true,
            Some(Value::Object(_)) => key == "address",
            Some(Value::Bool(_)) => key == "phone_verified",
            Some(Value::String(text)) => {
                key != "address" && key != "phone_verified" && text.len() <= MAX_CLAIM
            }
            Some(_) => false,
        };
        if !fits {
            return Err(entry.place.key(key).error(match key {
                "address" => "must be a mapping".to_owned(),
                "phone_verified" => "must be true or false".to_owned(),
                _ => format!("must be a string of at most {MAX_CLAIM} bytes"),
            }));
        }
    }
    Ok(())
}

/// Takes an e-mail address or a user name, in its canonical form.
fn identifier(entry: &mut Entry, key: &str) -> Result<Option<String>, FileError> {
    let place = entry.place.key(key);
    let Some(given) = entry.take_text(key, 320)? else {
        return Ok(None);
    };
    let (form, problem) = match key {
        "email" => (
            identifier::email(&given),
            "must be one e-mail address, without quotes, brackets, commas, colons, semicolons, empty parts of its domain \
             and characters that are not seen",
        ),
        _ => (
            identifier::canonical(&given),
            "must have no white space, no control characters and none that are not seen",
        ),
    };
    form.map(Some).ok_or_else(|| place.error(problem))
}

/// What a request of the Management API says of a user, of what the entry says.
fn body_of(entry: &Entry) -> Map<String, Value> {
    let mut body = entry.document.clone();
    body.retain(|key, _| {
        !CLAIMS.contains(&key.as_str()) && key != "user_id" && key != "connection"
    });
    body
}

/// What the entry says besides, for which the Management API has no request.
fn claims_of(entry: &Entry) -> Map<String, Value> {
    let mut claims = entry.document.clone();
    claims.retain(|key, _| CLAIMS.contains(&key.as_str()));
    claims
}

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

async fn user(planner: &mut Planner<'_>, db: &mut Conn, entry: &Entry) -> Result<(), PlanError> {
    let connection = connection_of(planner, entry)?;
    let known = known_user(db, entry, &connection).await?;
    let identifiers = [entry.text("email"), entry.text("username")];
    for identifier in identifiers.into_iter().flatten() {
        planner.once(&entry.place, &format!("user {identifier} of {connection}"))?;
        let taken = stored(db, &connection, identifier).await?;
        let other = taken.map(|taken| taken.user_id);
        let other = other.filter(|id| known.as_ref().is_none_or(|k| k.user_id != *id));
        if let Some(other) = other {
            let problem = format!("{identifier} belongs to the user {other} already");
            return Err(entry.place.error(problem).into());
        }
    }
    if let Some(id) = entry.text("user_id") {
        planner.once(&entry.place, &format!("user {id}"))?;
    }
    match known {
        Some(user) => change_user(planner, user, entry, &connection)?,
        None => create_user(planner, entry, &connection)?,
    }
    Ok(())
}

async fn known_user(
    db: &mut Conn,
    entry: &Entry,
    connection: &str,
) -> Result<Option<User>, StoreError> {
    if let Some(id) = entry.text("user_id") {
        return users::by_id(db, id).await;
    }
    let Some(identifier) = entry.text("email").or(entry.text("username")) else {
        return Ok(None);
    };
    stored(db, connection, identifier).await
}

fn connection_of(planner: &Planner<'_>, entry: &Entry) -> Result<String, FileError> {
    let place = entry.place.key("connection");
    let default = planner
        .state
        .tenant
        .get("default_directory")
        .and_then(Value::as_str);
    let only = match planner.state.connections.as_slice() {
        [only] => Some(only.connection.name.as_str()),
        _ => None,
    };
    let name = entry.text("connection").or(default).or(only);
    let names = planner.state.connections.iter();
    let names: Vec<&str> = names.map(|c| c.connection.name.as_str()).collect();
    let there = match names.as_slice() {
        [] => "there is none: add one under `databases`".to_owned(),
        names => format!("there are {}", names.join(", ")),
    };
    let name = name.ok_or_else(|| {
        let problem = "must name the database that the user belongs to, because tenant.default_directory names none";
        place.error(format!("{problem}; {there}"))
    })?;
    if !planner.state.has_connection(name) {
        return Err(place.error(format!(
            "{name:?} is no database of the file or of the tenant; {there}"
        )));
    }
    Ok(name.to_owned())
}

fn create_user(
    planner: &mut Planner<'_>,
    entry: &Entry,
    connection: &str,
) -> Result<(), FileError> {
    let place = &entry.place;
    if entry.text("email").is_none() && entry.text("username").is_none() {
        return Err(place.error("is a new user, and needs an email or a username"));
    }
    if entry.credential.is_none() {
        planner
            .warnings
            .push(format!("{place}: is a new user without a password"));
    }
    let mut body = body_of(entry);
    body.insert("connection".to_owned(), connection.into());
    let id = entry.text("user_id");
    if let Some(id) = id {
        let own = id.strip_prefix("auth0|").unwrap_or(id);
        body.insert("user_id".to_owned(), own.into());
    }
    let schema = |body: &Map<_, _>| validate(body, Mode::Create);
    planner.conform(place, &mut body, schema)?;
    let id = id.map_or_else(|| ids::user_id(planner.context.entropy), str::to_owned);
    let new = (id, planner.context.now);
    let made = User::of_body(&body, document_of(planner, connection), new, MAX_METADATA);
    let mut user = made.map_err(|invalid| refused(place, &invalid))?;
    merge(&mut user.profile, &claims_of(entry));
    let what = format!("user {}", user.display_name());
    let credential = entry.credential.clone();
    planner.push(what, Vec::new(), NewUser { user, credential });
    Ok(())
}

/// The password of a user who is there stays, whatever the file says.
fn change_user(
    planner: &mut Planner<'_>,
    before: User,
    entry: &Entry,
    connection: &str,
) -> Result<(), FileError> {
    let place = &entry.place;
    if before.connection != connection {
        let problem = format!("must be {}, where the user is", before.connection);
        return Err(place.key("connection").error(problem));
    }
    let mut body = body_of(entry);
    // Said again, an address is not a new one that has to be verified.
    let identifiers = [("email", &before.email), ("username", &before.username)];
    for (key, there) in identifiers {
        if there.is_some() && body.get(key).and_then(Value::as_str) == there.as_deref() {
            body.shift_remove(key);
        }
    }
    let schema = |body: &Map<_, _>| validate(body, Mode::Update);
    planner.conform(place, &mut body, schema)?;
    let mut user = before.clone();
    let changed = user.change(&body, document_of(planner, connection), MAX_METADATA);
    changed.map_err(|invalid| refused(place, &invalid))?;
    merge(&mut user.profile, &claims_of(entry));
    let keys = changes(&before, &user);
    if !keys.is_empty() {
        user.updated_at = planner.context.now;
        planner.push(format!("user {}", user.user_id), keys, ChangedUser(user));
    }
    Ok(())
}

/// The document of the connection of that name.
fn document_of<'p>(planner: &'p Planner<'_>, connection: &str) -> &'p Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let mut connections = planner.state.connections.iter();
    let found = connections.find(|c| c.connection.name == connection);
    found.map_or(&NONE, |found| &found.document)
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

struct NewUser {
    user: User,
    credential: Option<Credential>,
}

impl PlannedRow for NewUser {
    async fn store(&self, tx: &mut Tx, with: &Storing<'_>) -> Result<bool, StoreError> {
        let hash = match &self.credential {
            Some(Credential::Password(password)) => Some((with.hash)(&password.0)),
            Some(Credential::Hash(stored)) => Some(stored.0.clone()),
            Some(Credential::ClientSecret(_)) | None => None,
        };
        users::insert(tx, &self.user, hash.as_deref()).await
    }
}

struct ChangedUser(User);

impl PlannedRow for ChangedUser {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        users::replace(tx, &self.0).await
    }
}

/// The users after that id, each with its own.
async fn page(db: &mut Conn, last: &str) -> Result<ExportedPage, StoreError> {
    let page = users::after(db, last, PAGE).await?;
    let entry = |user: &User| (user.user_id.clone(), exported(user));
    Ok(page.iter().map(entry).collect())
}

fn exported(user: &User) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("user_id".into(), user.user_id.as_str().into());
    map.insert("connection".into(), user.connection.as_str().into());
    for (key, text) in [("email", &user.email), ("username", &user.username)] {
        if let Some(text) = text {
            map.insert(key.into(), text.as_str().into());
        }
    }
    map.insert("email_verified".into(), user.email_verified.into());
    // Shown, and written, once it was ever set.
    if user.blocked || user.profile.contains_key("blocked") {
        map.insert("blocked".into(), user.blocked.into());
    }
    let columns: Vec<String> = map.keys().cloned().collect();
    let profile = user.profile.iter().filter(|(k, _)| !columns.contains(k));
    map.extend(profile.map(|(k, v)| (k.clone(), v.clone())));
    map
}

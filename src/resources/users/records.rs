//! Users.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::domain::connection::Kind;
use crate::domain::password_policy::UnfitPassword;
use crate::domain::passwordless::Channel;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::ticket::TicketKind;
use crate::domain::upstream::ROOT;
use crate::domain::user::change::missing;
use crate::domain::user::{MAX_METADATA, User, validate};
use crate::flows::accounts::verification::Verification;
use crate::flows::login::new_password;
use crate::flows::{Ctx, actions, revoke};
use crate::ids;
use crate::resources::api::caller::Caller;
use crate::resources::api::error::{ApiError, Missing};
use crate::store::clients::StoredClient;
use crate::store::connections::{self, StoredConnection};
use crate::store::user_search::{self, FoundUser};
use crate::store::{erase, identities, spellings, tickets, users};
use crate::tenant_log::{Event, EventCode};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::coded("The user does not exist.", "inexistent_user");
/// Auth0's answer where there is none.
pub const SOME_MISSING: Missing = Missing::new("One or more of the users do not exist.");

/// The code of a user who is there already.
pub const EXISTS: &str = "auth0_idp_error";

/// The user with that id.
pub async fn get(ctx: &Ctx, user_id: &str) -> Result<FoundUser, ApiError> {
    let found = user_search::by_id(&mut ctx.store.read().await?, user_id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes a user of a body.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<FoundUser, ApiError> {
    validate(body, Mode::Create)?;
    let (connection, kind) = connection(ctx, text(body, "connection").unwrap_or_default()).await?;
    refuse_messages(body, kind)?;
    let id = text(body, "user_id").filter(|id| !id.is_empty());
    let id = id.map_or_else(|| ids::hex24(&ctx.entropy), str::to_owned);
    let new = (format!("{}|{id}", kind.strategy()), ctx.now);
    let hash = match (kind, text(body, "password")) {
        (Kind::Database, Some(password)) => Some(hash(ctx, (&connection, body), password).await?),
        (Kind::Database, None) => return Err(missing("password").into()),
        (Kind::Passwordless(_), None) => None,
        (Kind::Passwordless(_), Some(_)) => return Err(no_password().into()),
        (Kind::Upstream(_), _) => return Err(makes_no_users().into()),
    };
    let user = User::of_body(body, &connection.document, new, MAX_METADATA)?;
    let client = client(ctx, body).await?;
    let verification = verification(ctx, body, client.as_deref()).await?;
    let mut tx = ctx.store.begin().await?;
    if users::is_taken(&mut tx, &user).await?
        || spellings::is_taken(&mut tx, &user).await?
        || !users::insert(&mut tx, &user, hash.as_deref()).await?
    {
        return Err(exists());
    }
    if let Some(verification) = verification {
        verification.post(ctx, &mut tx, &user).await?;
    }
    tx.commit().await?;
    get(ctx, &user.user_id).await
}

/// Changes a user.
pub async fn update(
    ctx: &Ctx,
    caller: &Caller,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<FoundUser, ApiError> {
    validate(body, Mode::Update)?;
    refuse_pairs(body)?;
    let before = get(ctx, user_id).await?.user;
    let (connection, kind) =
        connection(ctx, text(body, "connection").unwrap_or(&before.connection)).await?;
    refuse_messages(body, kind)?;
    if connection.connection.name != before.connection {
        return Err(rule("Connection is not supported for this operation.").into());
    }
    refuse_providers_own(&connection, body)?;
    let hash = match text(body, "password") {
        Some(_) if kind != Kind::Database => return Err(no_password().into()),
        Some(password) => {
            // As it will be: the name may change with the password.
            let mut after = before.clone();
            after.change(body, &connection.document, caller.max_metadata())?;
            Some(hash(ctx, (&connection, &after.whole_profile()), password).await?)
        }
        None => None,
    };
    let client = client(ctx, body).await?;
    let verification = verification(ctx, body, client.as_deref()).await?;
    let mut tx = ctx.store.begin().await?;
    // Nothing of theirs begins while the password changes.
    if hash.is_some() && !identities::hold_one(&mut tx, user_id).await? {
        return Err(MISSING.error());
    }
    // Read again: what is merged with must be what is replaced.
    let found = users::by_id(&mut tx, user_id).await?;
    let before = found.ok_or_else(|| MISSING.error())?;
    let mut user = before.clone();
    user.change(body, &connection.document, caller.max_metadata())?;
    user.updated_at = ctx.now;
    if users::is_taken(&mut tx, &user).await? || spellings::is_taken(&mut tx, &user).await? {
        return Err(exists());
    }
    users::replace(&mut tx, &user).await?;
    if user.email != before.email {
        // Links that went to the old address are worth nothing, whatever the address is later.
        for kind in TicketKind::ALL {
            tickets::end_of_user(&mut tx, kind, user_id).await?;
        }
    }
    let ended = match &hash {
        Some(hash) => new_password::set(ctx, &mut tx, (user_id, user_id), hash).await?,
        None => Vec::new(),
    };
    if let Some(verification) = verification {
        verification.post(ctx, &mut tx, &user).await?;
    }
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    tell_of_identifiers(ctx, &before, &user);
    let after = get(ctx, user_id).await?;
    if hash.is_some() {
        actions::post_change_password(ctx, &after.user).await?;
    }
    Ok(after)
}

/// Tells the log of an address or a user name that was changed.
fn tell_of_identifiers(ctx: &Ctx, before: &User, after: &User) {
    if after.email != before.email {
        let text = "The email address of the user was changed";
        ctx.log(Event::new(EventCode::EmailChanged, text).user(after));
    }
    if after.username != before.username {
        let text = "The username of the user was changed";
        ctx.log(Event::new(EventCode::UsernameChanged, text).user(after));
    }
}

/// The client that the body names: the message that confirms an address leads to it.
async fn client(
    ctx: &Ctx,
    body: &Map<String, Value>,
) -> Result<Option<Arc<StoredClient>>, ApiError> {
    let Some(client_id) = text(body, "client_id") else {
        return Ok(None);
    };
    let found = ctx.store.client(client_id).await?;
    let found = found.ok_or_else(|| rule("The client does not exist"))?;
    Ok(Some(found))
}

/// The message that confirms the user's address, if the body asks for it.
async fn verification<'c>(
    ctx: &Ctx,
    body: &Map<String, Value>,
    client: Option<&'c StoredClient>,
) -> Result<Option<Verification<'c>>, ApiError> {
    if flag(body, "verify_email") != Some(true) {
        return Ok(None);
    }
    let client = client.map(|stored| &stored.client);
    Ok(Some(Verification::prepare(ctx, client).await?))
}

fn exists() -> ApiError {
    ApiError::exists("The user already exists.").code(EXISTS)
}

/// Deletes the user with their sessions and refresh tokens. Does nothing if there is no such user.
pub async fn delete(ctx: &Ctx, user_id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !erase::user(&mut tx, user_id).await? {
        return Ok(());
    }
    let ended = revoke::end_all(ctx, &mut tx, revoke::all_of(user_id)).await?;
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    Ok(())
}

/// Only users who sign in with their telephone have a number here.
fn refuse_messages(body: &Map<String, Value>, kind: Kind) -> Result<(), ApiError> {
    let is_of_sms = kind == Kind::Passwordless(Channel::Sms);
    let has_number =
        text(body, "phone_number").is_some() || flag(body, "phone_verified") == Some(true);
    if flag(body, "verify_phone_number") == Some(true) || (has_number && !is_of_sms) {
        return Err(ApiError::not_enabled());
    }
    Ok(())
}

fn refuse_pairs(body: &Map<String, Value>) -> Result<(), Invalid> {
    let pairs = [
        ("password", "email"),
        ("password", "email_verified"),
        ("username", "email"),
        ("username", "email_verified"),
        ("username", "password"),
    ];
    let both = pairs
        .iter()
        .find(|(a, b)| body.contains_key(*a) && body.contains_key(*b));
    match both {
        Some((a, b)) => Err(rule(&format!("Cannot update {a} and {b} simultaneously."))),
        None => Ok(()),
    }
}

fn makes_no_users() -> Invalid {
    rule(
        "Connection does not support user creation through the API. It must either be a database or passwordless connection.",
    )
}

/// What the identity provider says of its users at each login, others do not change.
fn refuse_providers_own(
    connection: &StoredConnection,
    body: &Map<String, Value>,
) -> Result<(), Invalid> {
    let Some((_, options)) = connection.connection.upstream() else {
        return Ok(());
    };
    let is_theirs = |name: &&str| {
        let is_identifier = ["email", "email_verified", "username"].contains(name);
        body.contains_key(*name) && (is_identifier || options.sync().owns(name))
    };
    let all = ["email", "email_verified", "username"].into_iter();
    let named: Vec<&str> = all.chain(ROOT).filter(is_theirs).collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(rule(&format!(
        "The following user attributes cannot be updated: {}. The connection ({}) must either be a database connection (using the Auth0 store), a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.",
        named.join(", "),
        connection.connection.name,
    )))
}

fn no_password() -> Invalid {
    rule("The connection must be a database connection to set a password.")
}

async fn connection(ctx: &Ctx, name: &str) -> Result<(StoredConnection, Kind), ApiError> {
    let found = connections::by_name(&mut ctx.store.read().await?, name).await?;
    let kind = found.as_ref().and_then(|found| found.connection.kind());
    match found.map(|found| (found, kind)) {
        Some((found, Some(kind))) => Ok((found, kind)),
        Some(_) => Err(makes_no_users().into()),
        None => Err(rule("Connection does not exist.").into()),
    }
}

async fn hash(
    ctx: &Ctx,
    (connection, profile): (&StoredConnection, &Map<String, Value>),
    password: &str,
) -> Result<String, ApiError> {
    let hash = new_password::hash(ctx, (&connection.document, profile), password).await?;
    let refused = |e: UnfitPassword| rule(&format!("{}: {}", e.name(), e.sentence()));
    Ok(hash.map_err(refused)?)
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str)
}

fn flag(body: &Map<String, Value>, name: &str) -> Option<bool> {
    body.get(name).and_then(Value::as_bool)
}

fn rule(sentence: &str) -> Invalid {
    Invalid::Rule(sentence.to_owned())
}

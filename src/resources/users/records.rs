//! Users of database connections.

use serde_json::{Map, Value};

use crate::domain::connection::DATABASE;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::user::{MAX_METADATA, User, missing, validate};
use crate::flows::login::new_password;
use crate::flows::{Ctx, actions, revoke};
use crate::ids;
use crate::resources::api::caller::Caller;
use crate::resources::api::error::{ApiError, Missing};
use crate::store::connections::{self, StoredConnection};
use crate::store::user_search::{self, FoundUser};
use crate::store::{erase, spellings, users};

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
    refuse_messages(body)?;
    let connection = database(ctx, text(body, "connection").unwrap_or_default()).await?;
    let password = text(body, "password").ok_or_else(|| missing("password"))?;
    let user_id = match text(body, "user_id").filter(|id| !id.is_empty()) {
        Some(id) => format!("auth0|{id}"),
        None => ids::user_id(&ctx.entropy),
    };
    let new = (user_id, ctx.now);
    let user = User::of_body(body, &connection.document, new, MAX_METADATA)?;
    let hash = hash(ctx, &connection, password).await?;
    let mut tx = ctx.store.begin().await?;
    if users::is_taken(&mut tx, &user).await?
        || spellings::is_taken(&mut tx, &user).await?
        || !users::insert(&mut tx, &user, Some(&hash)).await?
    {
        return Err(exists());
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
    refuse_messages(body)?;
    refuse_pairs(body)?;
    let before = get(ctx, user_id).await?.user;
    let connection = database(ctx, text(body, "connection").unwrap_or(&before.connection)).await?;
    if connection.connection.name != before.connection {
        return Err(rule("Connection is not supported for this operation.").into());
    }
    let hash = match text(body, "password") {
        Some(password) => Some(hash(ctx, &connection, password).await?),
        None => None,
    };
    let mut tx = ctx.store.begin().await?;
    // Read again: what is merged with must be what is replaced.
    let found = users::by_id(&mut tx, user_id).await?;
    let mut user = found.ok_or_else(|| MISSING.error())?;
    user.change(body, &connection.document, caller.max_metadata())?;
    user.updated_at = ctx.now;
    if users::is_taken(&mut tx, &user).await? || spellings::is_taken(&mut tx, &user).await? {
        return Err(exists());
    }
    users::replace(&mut tx, &user).await?;
    let ended = match &hash {
        Some(hash) => new_password::set(ctx, &mut tx, (user_id, user_id), hash).await?,
        None => Vec::new(),
    };
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    let after = get(ctx, user_id).await?;
    if hash.is_some() {
        actions::post_change_password(ctx, &after.user).await?;
    }
    Ok(after)
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

/// This server sends no e-mail, and users have no telephone numbers.
fn refuse_messages(body: &Map<String, Value>) -> Result<(), ApiError> {
    let asked = ["verify_email", "verify_phone_number", "phone_verified"];
    if asked.iter().any(|name| flag(body, name) == Some(true))
        || text(body, "phone_number").is_some()
    {
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

async fn database(ctx: &Ctx, name: &str) -> Result<StoredConnection, ApiError> {
    let found = connections::by_name(&mut ctx.store.read().await?, name).await?;
    match found {
        Some(found) if found.connection.strategy == DATABASE => Ok(found),
        Some(_) => Err(rule("Connection does not support user creation through the API. It must either be a database or passwordless connection.").into()),
        None => Err(rule("Connection does not exist.").into()),
    }
}

async fn hash(
    ctx: &Ctx,
    connection: &StoredConnection,
    password: &str,
) -> Result<String, ApiError> {
    let hash = new_password::hash(ctx, &connection.document, password).await?;
    hash.ok_or_else(|| rule("PasswordStrengthError: Password is too weak").into())
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

//! Several identities of one person: linking makes a user an identity of another, unlinking makes it a user of its own again.

use serde_json::{Map, Value};

use super::identity_link::Secondary;
use super::records::get;
use crate::domain::user::{METADATA, User};
use crate::flows::{Ctx, revoke};
use crate::resources::api::caller::Caller;
use crate::resources::api::error::ApiError;
use crate::store::user_search::FoundUser;
use crate::store::{connections, device_credentials, grants, identities, sessions, users};
use crate::tokens::id_token;

const INEXISTENT: &str = "Linking to an inexistent identity is not allowed.";

/// Links another user to this one. What they had of sessions, refresh tokens and consents ends: it was for a user who is no
/// more, and signing in again is all that is needed.
pub async fn link(
    ctx: &Ctx,
    caller: &Caller,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<FoundUser, ApiError> {
    let secondary = secondary(ctx, caller, Secondary::read(body)?).await?;
    get(ctx, user_id).await?;
    if secondary == user_id {
        return Err(ApiError::not_possible(
            "Main identity and the new one are the same.",
        ));
    }
    let mut tx = ctx.store.begin().await?;
    if !identities::hold(&mut tx, user_id, &secondary).await? {
        let owner = identities::owner(&mut tx, &secondary).await?;
        return Err(match owner {
            Some(owner) if owner == user_id => {
                ApiError::exists("Specified identity already exists.")
            }
            _ => ApiError::not_possible(INEXISTENT),
        });
    }
    let found = users::by_id(&mut tx, &secondary).await?;
    let mut identity: User = found.ok_or_else(|| ApiError::not_possible(INEXISTENT))?;
    if caller.user_id.is_some() {
        let primary = users::by_id(&mut tx, user_id).await?;
        refuse_unverified(primary.iter().chain([&identity]))?;
    }
    // What the secondary user had for themselves is not kept.
    for key in METADATA {
        identity.profile.shift_remove(key);
    }
    identities::link(&mut tx, &identity, user_id, ctx.now).await?;
    sessions::end_of_user(&mut tx, &secondary, ctx.now).await?;
    grants::forget_user(&mut tx, &secondary).await?;
    device_credentials::forget_user(&mut tx, &secondary).await?;
    let ended = revoke::end_all(ctx, &mut tx, revoke::all_of(&secondary)).await?;
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    get(ctx, user_id).await
}

/// Users link their own accounts only where both addresses are verified. Otherwise a user who signs up with a stranger's address
/// could leave an identity of their own on the account that its owner takes over by a new password.
fn refuse_unverified<'u>(mut users: impl Iterator<Item = &'u User>) -> Result<(), ApiError> {
    match users.any(|user| user.email.is_some() && !user.email_verified) {
        true => Err(ApiError::not_allowed(
            "The e-mail addresses of both accounts must be verified before they are linked.",
        )),
        false => Ok(()),
    }
}

/// Makes an identity a user of its own again.
pub async fn unlink(
    ctx: &Ctx,
    user_id: &str,
    (provider, identity): (&str, &str),
) -> Result<FoundUser, ApiError> {
    get(ctx, user_id).await?;
    let identity = format!("{provider}|{identity}");
    if identity == user_id {
        return Err(ApiError::not_possible("Main identity cannot be removed."));
    }
    let mut tx = ctx.store.begin().await?;
    if !identities::unlink(&mut tx, &identity, user_id, ctx.now).await? {
        return Err(ApiError::not_possible(
            "The user exists, but does not contain the given identity.",
        ));
    }
    tx.commit().await?;
    get(ctx, user_id).await
}

/// The id of the user who is to be linked, whether they exist or not.
async fn secondary(ctx: &Ctx, caller: &Caller, named: Secondary) -> Result<String, ApiError> {
    let (provider, id, connection_id) = match named {
        Secondary::Token(token) => return by_token(ctx, caller, &token),
        Secondary::Identity {
            provider,
            user_id,
            connection_id,
        } => (provider, user_id, connection_id),
    };
    let user_id = format!("{provider}|{id}");
    let mut db = ctx.store.read().await?;
    if let Some(connection_id) = connection_id {
        let connection = connections::by_id(&mut db, &connection_id).await?;
        let connection = connection.ok_or(ApiError::not_possible(
            "The provider/connection is not configured.",
        ))?;
        let user = users::by_id(&mut db, &user_id).await?;
        if user.is_some_and(|u| u.connection != connection.connection.name) {
            return Err(ApiError::not_possible(INEXISTENT));
        }
    }
    Ok(user_id)
}

/// The subject of an ID token that was issued to the caller: both users have signed in there.
fn by_token(ctx: &Ctx, caller: &Caller, token: &str) -> Result<String, ApiError> {
    let ring = ctx.keys.ring();
    let issuers: Vec<_> = ctx.settings.origins().collect();
    let Some(claims) = id_token::verify(&ring, token, &issuers, ctx.now) else {
        return Err(ApiError::not_possible("Invalid token (link_with)."));
    };
    if claims.client_id != caller.client.client.client_id {
        return Err(ApiError::not_possible(
            "JWT (link_with) must have an aud claim that matches that of the calling token's azp.",
        ));
    }
    Ok(claims.subject)
}

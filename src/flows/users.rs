//! Whether a user may sign in at a client: asked at the start and again at the end of every flow, by this one function.

use super::{Answer, Code, Ctx, Refusal};
use crate::domain::client::Client;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::users::SignInIdentity;
use crate::store::{codes, identities, users};
use crate::tokens::access_token::Verified;

/// Why a user may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unavailable {
    Gone,
    Blocked,
    ConnectionNotEnabled,
}

/// The user, if they exist, are not blocked, and their connection is enabled for the client.
pub async fn available(
    ctx: &Ctx,
    user_id: &str,
    client: &Client,
) -> Answer<Result<User, Unavailable>> {
    let found = users::by_id(&mut ctx.store.read().await?, user_id).await?;
    check(ctx, found, client).await
}

/// The user whose identity it is: another one, where it is linked.
pub async fn whom(ctx: &Ctx, found: SignInIdentity) -> Answer<Option<User>> {
    match found.linked_to {
        None => Ok(Some(found.identity)),
        Some(user_id) => Ok(users::by_id(&mut ctx.store.read().await?, &user_id).await?),
    }
}

/// Whether the user exists and is not blocked, and was there when the token was issued: what a token of theirs needs, wherever
/// it is shown.
pub async fn is_active(ctx: &Ctx, user_id: &str, issued_at: Timestamp) -> Answer<bool> {
    let found = users::by_id(&mut ctx.store.read().await?, user_id).await?;
    Ok(found.is_some_and(|user| !user.blocked && user.existed_at(issued_at, ctx.now)))
}

/// Whether a user's password is still the one of that epoch: a login with an older one has been overtaken.
pub async fn is_of_now(ctx: &Ctx, (user_id, password_epoch): (&str, i64)) -> Answer<bool> {
    let found = users::by_id(&mut ctx.store.read().await?, user_id).await?;
    Ok(found.is_some_and(|user| user.password_epoch == password_epoch))
}

/// Whether a signed token of a user's came of an authorization code that was shown again: it is taken back (RFC 6749 §4.1.2).
pub async fn took_back(ctx: &Ctx, token: &Verified) -> Answer<bool> {
    let whose = (token.subject.as_str(), token.client_id.as_str());
    let mut db = ctx.store.read().await?;
    Ok(codes::took_back(&mut db, whose, token.issued_at).await?)
}

/// What [`available`] says of a user who has just been read, or was not found.
pub async fn check(
    ctx: &Ctx,
    found: Option<User>,
    client: &Client,
) -> Answer<Result<User, Unavailable>> {
    let Some(user) = found else {
        return Ok(Err(Unavailable::Gone));
    };
    Ok(match may_sign_in(ctx, &user, client).await? {
        Some(why) => Err(why),
        None => Ok(user),
    })
}

/// Why this user may not sign in at this client; `None` when they may.
pub async fn may_sign_in(ctx: &Ctx, user: &User, client: &Client) -> Answer<Option<Unavailable>> {
    if user.blocked {
        return Ok(Some(Unavailable::Blocked));
    }
    let connections = ctx.store.connections().await?;
    let is_enabled = |name: &String| {
        connections
            .iter()
            .any(|c| c.name == *name && c.is_enabled_for(&client.client_id))
    };
    if is_enabled(&user.connection) {
        return Ok(None);
    }
    // A user with several identities may use any of them.
    let others = identities::connections(&mut ctx.store.read().await?, &user.user_id).await?;
    let enabled = others.iter().any(is_enabled);
    Ok((!enabled).then_some(Unavailable::ConnectionNotEnabled))
}

impl Unavailable {
    /// The refusal at the token endpoint, where a token of the user is shown.
    pub fn refuse(self) -> Refusal {
        match self {
            Self::Gone => Code::InvalidGrant
                .refuse("The refresh_token was generated for a user who doesn't exist anymore."),
            Self::Blocked => Code::UserBlocked.refuse("user is blocked"),
            Self::ConnectionNotEnabled => {
                Code::InvalidGrant.refuse("the connection is not enabled for the client")
            }
        }
    }

    /// The refusal of a login.
    pub fn refuse_login(self) -> Refusal {
        match self {
            Self::Gone => Code::AccessDenied.refuse("the user does not exist anymore"),
            Self::Blocked => Code::UserBlocked.refuse("user is blocked"),
            Self::ConnectionNotEnabled => {
                Code::AccessDenied.refuse("the connection is not enabled for the client")
            }
        }
    }
}

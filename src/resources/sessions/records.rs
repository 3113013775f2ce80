//! Sessions, by their `sid`.

use serde_json::{Map, Value};

use super::document::RevokedAccess;
use crate::flows::{Ctx, revoke};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::users::records as users;
use crate::store::families::FamilyOwner;
use crate::store::session_list::{self, ListedSession};
use crate::store::sessions;

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("The session does not exist.");

/// The living session with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<ListedSession, ApiError> {
    let found = session_list::by_id(&mut ctx.store.read().await?, id, ctx.now).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Replaces its metadata.
pub async fn set_metadata(
    ctx: &Ctx,
    id: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<ListedSession, ApiError> {
    get(ctx, id).await?;
    session_list::set_metadata(&mut ctx.store.write().await?, id, metadata).await?;
    get(ctx, id).await
}

/// Ends the session; refresh tokens that are not bound to it live on. One that is not there is as good as ended.
pub async fn end(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    sessions::end(&mut ctx.store.write().await?, id, ctx.now).await?;
    Ok(())
}

/// Ends every session of a user.
pub async fn end_of_user(ctx: &Ctx, user_id: &str) -> Result<(), ApiError> {
    sessions::end_of_user(&mut ctx.store.write().await?, user_id, ctx.now).await?;
    Ok(())
}

/// Ends the session and every refresh token that was issued in it, with their cascades. A session that has ended, but is
/// still known, can be revoked too: its refresh tokens may live.
pub async fn revoke(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !sessions::revoke(&mut tx, id, ctx.now).await? {
        return Err(MISSING.error());
    }
    let ended = revoke::end_all(ctx, &mut tx, FamilyOwner::Session(id)).await?;
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    Ok(())
}

/// Ends a session of a user or all of them, and the refresh tokens with them unless they are to be kept. A session that is not
/// the user's is as good as ended.
pub async fn revoke_access(
    ctx: &Ctx,
    user_id: &str,
    access: &RevokedAccess,
) -> Result<(), ApiError> {
    users::get(ctx, user_id).await?;
    let mut tx = ctx.store.begin().await?;
    let ended = match (&access.session_id, access.keeps_refresh_tokens) {
        (Some(id), keeps) => {
            let found = sessions::by_id(&mut tx, id).await?;
            if found.is_none_or(|session| session.user_id != user_id) {
                return Ok(());
            }
            if keeps {
                sessions::end(&mut tx, id, ctx.now).await?;
                Vec::new()
            } else {
                sessions::revoke(&mut tx, id, ctx.now).await?;
                revoke::end_all(ctx, &mut tx, FamilyOwner::Session(id)).await?
            }
        }
        (None, keeps) => {
            sessions::end_of_user(&mut tx, user_id, ctx.now).await?;
            if keeps {
                Vec::new()
            } else {
                revoke::end_all(ctx, &mut tx, revoke::all_of(user_id)).await?
            }
        }
    };
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    Ok(())
}

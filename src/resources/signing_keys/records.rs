//! Signing keys: listed, rotated, revoked. This process uses what it has changed at once, the others within a second.

use crate::flows::{Ctx, Failure};
use crate::resources::api::error::{ApiError, Missing};
use crate::store::signing_keys::{self, KeyStanding, ListedKey};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("Signing key not found.");

/// Every key, newest first, the revoked ones too.
pub async fn all(ctx: &Ctx) -> Result<Vec<ListedKey>, ApiError> {
    Ok(signing_keys::all(&mut ctx.store.read().await?).await?)
}

/// The key with that `kid`.
pub async fn get(ctx: &Ctx, kid: &str) -> Result<ListedKey, ApiError> {
    let found = all(ctx).await?.into_iter().find(|key| key.kid == kid);
    found.ok_or_else(|| MISSING.error())
}

/// Puts the next key to use. The answer is the new next one.
pub async fn rotate(ctx: &Ctx) -> Result<ListedKey, ApiError> {
    let rotated = ctx.keys.rotate(&ctx.store, ctx.now).await;
    rotated.map_err(Failure::from)?;
    let keys = all(ctx).await?;
    let next = keys
        .into_iter()
        .find(|key| key.standing == KeyStanding::Next);
    next.ok_or(ApiError::contended())
}

/// Withdraws a previous key: no token that it signed is good from now on.
pub async fn revoke(ctx: &Ctx, kid: &str) -> Result<ListedKey, ApiError> {
    let key = get(ctx, kid).await?;
    match key.standing {
        KeyStanding::Revoked => return Ok(key),
        KeyStanding::Current | KeyStanding::Next => {
            return Err(ApiError::not_possible(
                "Only previously used signing keys can be revoked.",
            ));
        }
        KeyStanding::Previous => {}
    }
    let mut db = ctx.store.write().await?;
    signing_keys::revoke(&mut db, kid, ctx.now).await?;
    drop(db);
    let refreshed = ctx.keys.refresh(&ctx.store).await;
    refreshed.map_err(Failure::from)?;
    get(ctx, kid).await
}

//! Refresh tokens, by the ids of their families: ending one evaluates the cascade of its client.

use serde_json::{Map, Value};

use crate::flows::Ctx;
use crate::flows::revoke::{cascades, client, end_all, tell};
use crate::resources::api::error::{ApiError, Missing};
use crate::store::families::{self, FamilyOwner, ListedFamily};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("The refresh token does not exist.");

/// The living family with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<ListedFamily, ApiError> {
    let found = families::by_id(&mut ctx.store.read().await?, id, ctx.now).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Replaces its metadata.
pub async fn set_metadata(
    ctx: &Ctx,
    id: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<ListedFamily, ApiError> {
    get(ctx, id).await?;
    families::set_metadata(&mut ctx.store.write().await?, id, metadata).await?;
    get(ctx, id).await
}

/// Ends families by their ids. One that is unknown or has ended is as good as ended.
pub async fn revoke(ctx: &Ctx, ids: &[&str]) -> Result<(), ApiError> {
    let mut db = ctx.store.write().await?;
    let mut ended = Vec::new();
    for id in ids {
        let Some(client_id) = families::client_of(&mut db, id).await? else {
            continue;
        };
        let client = client(&mut db, &client_id).await?;
        let family = families::end_one(&mut db, id, cascades(client.as_ref()), ctx.now).await?;
        ended.extend(family.map(|family| (family, client)));
    }
    drop(db);
    tell(ctx, &ended);
    Ok(())
}

/// Ends the families of a user, or those of them that were issued to one client, or to it for one API.
pub async fn revoke_all(ctx: &Ctx, whose: FamilyOwner<'_>) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    let ended = end_all(ctx, &mut tx, whose).await?;
    tx.commit().await?;
    tell(ctx, &ended);
    Ok(())
}

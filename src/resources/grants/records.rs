//! Grants: what users have consented to.

use crate::flows::{Ctx, revoke};
use crate::resources::api::error::ApiError;
use crate::store::families::FamilyOwner;
use crate::store::grants::{self, ConsentFilters};

/// Takes a consent back, and ends the refresh tokens that rest on it. One that is not there is as good as gone.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    end(ctx, ConsentFilters::one(id)).await
}

/// Takes everything back that a user has consented to.
pub async fn delete_of_user(ctx: &Ctx, user_id: &str) -> Result<(), ApiError> {
    end(ctx, ConsentFilters::of_user(user_id)).await
}

async fn end(ctx: &Ctx, filter: ConsentFilters<'_>) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    let mut ended = Vec::new();
    for grant in grants::delete(&mut tx, filter).await? {
        let whose = FamilyOwner::User {
            user_id: &grant.user_id,
            client_id: Some(&grant.client_id),
            audience: Some(&grant.audience),
        };
        ended.extend(revoke::end_all(ctx, &mut tx, whose).await?);
    }
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    Ok(())
}

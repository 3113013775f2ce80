//! The members of organizations, and their roles there.

use serde_json::{Map, Value};

use super::{document, records};
use crate::flows::Ctx;
use crate::resources::api::error::ApiError;
use crate::resources::roles::document::role_ids;
use crate::resources::roles::records as roles;
use crate::resources::users::records as users;
use crate::store::{organization_members as store, role_members};

/// Makes the users of a body members.
pub async fn add(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let wanted = document::member_ids(body)?;
    records::get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for user_id in &wanted {
        if !store::add(&mut tx, id, user_id).await? {
            return Err(users::SOME_MISSING.error());
        }
    }
    Ok(tx.commit().await?)
}

/// Ends the memberships of the users of a body, with the roles that they had there.
pub async fn remove(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let named = document::member_ids(body)?;
    records::get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for user_id in &named {
        store::remove(&mut tx, id, user_id).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives a member the roles of a body in the organization.
pub async fn assign_roles(
    ctx: &Ctx,
    id: &str,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<(), ApiError> {
    let wanted = role_ids(body)?;
    check(ctx, id, user_id).await?;
    let mut tx = ctx.store.begin().await?;
    roles::assign(&mut tx, user_id, id, &wanted).await?;
    Ok(tx.commit().await?)
}

/// Takes the roles of a body from a member.
pub async fn remove_roles(
    ctx: &Ctx,
    id: &str,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<(), ApiError> {
    let named = role_ids(body)?;
    check(ctx, id, user_id).await?;
    let mut tx = ctx.store.begin().await?;
    for role_id in &named {
        role_members::remove(&mut tx, user_id, id, role_id).await?;
    }
    Ok(tx.commit().await?)
}

/// Refuses an organization, or a user who is no member of it.
pub async fn check(ctx: &Ctx, id: &str, user_id: &str) -> Result<(), ApiError> {
    records::get(ctx, id).await?;
    if store::has(&mut ctx.store.read().await?, id, user_id).await? {
        Ok(())
    } else {
        Err(users::MISSING.error())
    }
}

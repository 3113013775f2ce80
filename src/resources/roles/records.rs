//! Roles, who has them, and what they and users by themselves may.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::role::{Permission, Role};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::resource_servers::records::{self as apis, canonical};
use crate::resources::users::records as users;
use crate::store::engine::Tx;
use crate::store::listing::RowRange;
use crate::store::permissions::{self, Sourced};
use crate::store::resource_servers::{self, StoredResourceServer};
use crate::store::{erase, role_members, roles};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("The role does not exist.");
/// Auth0's answer where the name is another's.
pub const EXISTS: &str = "The role already exists.";

/// The role with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<Role, ApiError> {
    let found = roles::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes a role of a body.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<Role, ApiError> {
    document::validate(body, Mode::Create)?;
    let mut made = Role {
        id: ids::prefixed(&ctx.entropy, "rol_"),
        name: String::new(),
        description: None,
    };
    made.apply(body);
    let mut db = ctx.store.write().await?;
    if roles::insert(&mut db, &made, ctx.now).await? {
        Ok(made)
    } else {
        Err(ApiError::exists(EXISTS))
    }
}

/// Deletes a role, and takes it from its users.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !erase::role(&mut tx, id).await? {
        return Err(MISSING.error());
    }
    Ok(tx.commit().await?)
}

/// A permission with what its API says of it.
#[derive(Debug)]
pub struct DescribedPermission {
    pub permission: Permission,
    pub api_name: Option<String>,
    pub description: Option<String>,
    /// The roles that it comes by, by id and name; `None`: by itself.
    pub sources: Vec<Option<(String, String)>>,
}

/// A part of what a role gives.
pub async fn permissions_of(
    ctx: &Ctx,
    id: &str,
    part: RowRange<'_>,
) -> Result<Vec<DescribedPermission>, ApiError> {
    get(ctx, id).await?;
    let mut db = ctx.store.read().await?;
    let found = permissions::list_of_role(&mut db, id, part).await?;
    drop(db);
    describe(ctx, found.into_iter().map(|p| (p, None)).collect()).await
}

/// A part of what a user may, and by what.
pub async fn permissions_of_user(
    ctx: &Ctx,
    id: &str,
    part: RowRange<'_>,
) -> Result<Vec<DescribedPermission>, ApiError> {
    users::get(ctx, id).await?;
    let mut db = ctx.store.read().await?;
    let found = permissions::list_of_user(&mut db, id, part).await?;
    drop(db);
    describe(ctx, found).await
}

/// The APIs of these permissions.
async fn apis_of<'p>(
    ctx: &Ctx,
    permissions: impl Iterator<Item = &'p Permission>,
) -> Result<Vec<StoredResourceServer>, ApiError> {
    let audiences: BTreeSet<String> = permissions.map(|p| p.audience.clone()).collect();
    let audiences: Vec<String> = audiences.into_iter().collect();
    let most = u32::try_from(audiences.len()).unwrap_or(u32::MAX);
    let mut db = ctx.store.read().await?;
    Ok(resource_servers::list(&mut db, Some(&audiences), RowRange::first(most)).await?)
}

async fn describe(ctx: &Ctx, found: Vec<Sourced>) -> Result<Vec<DescribedPermission>, ApiError> {
    let apis = apis_of(ctx, found.iter().map(|(permission, _)| permission)).await?;
    let mut out: Vec<DescribedPermission> = Vec::new();
    for (permission, source) in found {
        if let Some(same) = out.iter_mut().find(|d| d.permission == permission) {
            same.sources.push(source);
            continue;
        }
        let api = apis
            .iter()
            .map(|stored| &stored.resource_server)
            .find(|api| api.identifier == permission.audience);
        let defined = api.and_then(|api| api.scopes.iter().find(|s| s.value == permission.name));
        out.push(DescribedPermission {
            api_name: api.and_then(|api| api.name.clone()),
            description: defined.and_then(|scope| scope.description.clone()),
            sources: vec![source],
            permission,
        });
    }
    Ok(out)
}

/// Adds the permissions of a body to a role.
pub async fn grant(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let wanted = known_permissions(ctx, body).await?;
    get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for permission in &wanted {
        permissions::grant_to_role(&mut tx, id, permission).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes the permissions of a body from a role.
pub async fn revoke(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let named = named_permissions(ctx, body)?;
    get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for permission in &named {
        permissions::take_from_role(&mut tx, id, permission).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives a user the permissions of a body.
pub async fn grant_to_user(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let wanted = known_permissions(ctx, body).await?;
    users::get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for permission in &wanted {
        permissions::grant_to_user(&mut tx, id, permission).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes the permissions of a body from a user; what roles give stays.
pub async fn revoke_from_user(
    ctx: &Ctx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<(), ApiError> {
    let named = named_permissions(ctx, body)?;
    users::get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for permission in &named {
        permissions::take_from_user(&mut tx, id, permission).await?;
    }
    Ok(tx.commit().await?)
}

fn named_permissions(ctx: &Ctx, body: &Map<String, Value>) -> Result<Vec<Permission>, Invalid> {
    let mut named = document::permissions(body)?;
    for permission in &mut named {
        permission.audience = canonical(ctx, &permission.audience);
    }
    Ok(named)
}

/// The same, each a scope that its API defines.
async fn known_permissions(
    ctx: &Ctx,
    body: &Map<String, Value>,
) -> Result<Vec<Permission>, ApiError> {
    let named = named_permissions(ctx, body)?;
    let apis = apis_of(ctx, named.iter()).await?;
    for permission in &named {
        let is_it = |stored: &&StoredResourceServer| {
            stored.resource_server.identifier == permission.audience
        };
        let Some(api) = apis.iter().find(is_it) else {
            return Err(apis::MISSING.error());
        };
        let mut scopes = api.resource_server.scopes.iter();
        if !scopes.any(|scope| scope.value == permission.name) {
            let text =
                "Payload validation error: permissions must be scopes of their resource servers";
            return Err(Invalid::Rule(text.into()).into());
        }
    }
    Ok(named)
}

/// Gives the user the roles of a body.
pub async fn assign_to_user(
    ctx: &Ctx,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<(), ApiError> {
    let wanted = document::role_ids(body)?;
    users::get(ctx, user_id).await?;
    let mut tx = ctx.store.begin().await?;
    assign(&mut tx, user_id, role_members::TENANT, &wanted).await?;
    Ok(tx.commit().await?)
}

/// Gives the user the roles, all of which have to be there.
pub async fn assign(
    tx: &mut Tx,
    user_id: &str,
    organization: &str,
    wanted: &[String],
) -> Result<(), ApiError> {
    for role_id in wanted {
        if !role_members::add(tx, user_id, organization, role_id).await? {
            return Err(MISSING.error());
        }
    }
    Ok(())
}

/// Takes the roles of a body from the user.
pub async fn remove_from_user(
    ctx: &Ctx,
    user_id: &str,
    body: &Map<String, Value>,
) -> Result<(), ApiError> {
    let named = document::role_ids(body)?;
    users::get(ctx, user_id).await?;
    let mut tx = ctx.store.begin().await?;
    for role_id in &named {
        role_members::remove(&mut tx, user_id, role_members::TENANT, role_id).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives the role to the users of a body.
pub async fn assign_users(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<(), ApiError> {
    let wanted = document::user_ids(body)?;
    get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    for user_id in &wanted {
        if !role_members::add(&mut tx, user_id, role_members::TENANT, id).await? {
            return Err(users::SOME_MISSING.error());
        }
    }
    Ok(tx.commit().await?)
}

//! Organizations: reading and changing them, their connections and the client grants that they were given.

use serde_json::{Map, Value};

use super::document;
use crate::domain::client_grant::ClientGrant;
use crate::domain::organization::{EnabledConnection, OrganizationUsage};
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::client_grants;
use crate::store::engine::Tx;
use crate::store::listing::RowRange;
use crate::store::organization_connections::{NamedConnection, OrganizationConnectionFilters};
use crate::store::organizations::{self as store, StoredOrganization};
use crate::store::{connections, erase, organization_connections, organization_grants};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("No organization found by that id or name");
/// Auth0's answer where there is none.
pub const NO_CONNECTION: Missing = Missing::new("No connection found by that id");

const NAME_TAKEN: &str = "An organization with this name already exists.";

/// The organization with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<StoredOrganization, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// The organization of that name.
pub async fn named(ctx: &Ctx, name: &str) -> Result<StoredOrganization, ApiError> {
    let found = store::by_name(&mut ctx.store.read().await?, name).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes an organization of a body; the connections that it names, by their ids.
pub async fn create(
    ctx: &Ctx,
    body: &Map<String, Value>,
) -> Result<(StoredOrganization, Vec<NamedConnection>), ApiError> {
    document::validate(body, Mode::Create)?;
    document::check(body)?;
    let id = ids::prefixed(&ctx.entropy, "org_");
    let mut document = Map::new();
    document.insert("id".into(), id.as_str().into());
    document::merge(&mut document, body);
    let mut tx = ctx.store.begin().await?;
    if !store::insert(&mut tx, &document, ctx.now).await? {
        return Err(ApiError::exists(NAME_TAKEN));
    }
    let named = body.get("enabled_connections").and_then(Value::as_array);
    for connection in named.into_iter().flatten().filter_map(Value::as_object) {
        add_connection_to(&mut tx, &id, connection).await?;
    }
    tx.commit().await?;
    Ok((get(ctx, &id).await?, connections_of(ctx, &id).await?))
}

/// Stores a changed organization, unless another has its name; false if another request has changed it since `before`.
pub async fn replace(
    tx: &mut Tx,
    changed: &StoredOrganization,
    before: &StoredOrganization,
) -> Result<bool, ApiError> {
    if store::replace(tx, &changed.document, before.version).await? {
        return Ok(true);
    }
    let name = changed.document.get("name").and_then(Value::as_str);
    let holder = store::by_name(tx, name.unwrap_or_default()).await?;
    if holder.is_some_and(|other| other.organization.id != before.organization.id) {
        return Err(ApiError::exists(NAME_TAKEN));
    }
    Ok(false)
}

/// Deletes an organization with its memberships.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !erase::organization(&mut tx, id).await? {
        return Err(MISSING.error());
    }
    Ok(tx.commit().await?)
}

/// The connections of an organization that has just been made: no more than a body may name.
async fn connections_of(ctx: &Ctx, id: &str) -> Result<Vec<NamedConnection>, ApiError> {
    let mut db = ctx.store.read().await?;
    let part = RowRange::first(document::MAX_CONNECTIONS);
    Ok(
        organization_connections::list(&mut db, OrganizationConnectionFilters::all(id), part)
            .await?,
    )
}

/// One connection of an organization.
pub async fn connection(
    ctx: &Ctx,
    id: &str,
    connection_id: &str,
) -> Result<NamedConnection, ApiError> {
    get(ctx, id).await?;
    let mut db = ctx.store.read().await?;
    let one = OrganizationConnectionFilters {
        connection_id: Some(connection_id),
        ..OrganizationConnectionFilters::all(id)
    };
    let found = organization_connections::list(&mut db, one, RowRange::first(1)).await?;
    let found = found.into_iter().next();
    found.ok_or_else(|| NO_CONNECTION.error())
}

/// Gives an organization the connection of a body.
pub async fn add_connection(
    ctx: &Ctx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<NamedConnection, ApiError> {
    document::validate_connection(body, Mode::Create)?;
    get(ctx, id).await?;
    let mut tx = ctx.store.begin().await?;
    let connection_id = add_connection_to(&mut tx, id, body).await?;
    tx.commit().await?;
    connection(ctx, id, &connection_id).await
}

async fn add_connection_to(
    tx: &mut Tx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<String, ApiError> {
    let connection_id = body.get("connection_id").and_then(Value::as_str);
    let connection_id = connection_id.unwrap_or_default();
    if connections::by_id(tx, connection_id).await?.is_none() {
        return Err(NO_CONNECTION.error());
    }
    let mut settings = EnabledConnection::default();
    settings.apply(body);
    if organization_connections::insert(tx, (id, connection_id), &settings).await? {
        Ok(connection_id.to_owned())
    } else {
        Err(ApiError::exists(
            "The organization connection already exists.",
        ))
    }
}

/// Changes what a connection is to an organization.
pub async fn change_connection(
    ctx: &Ctx,
    id: &str,
    connection_id: &str,
    patch: &Map<String, Value>,
) -> Result<NamedConnection, ApiError> {
    document::validate_connection(patch, Mode::Update)?;
    let mut shown = connection(ctx, id, connection_id).await?;
    shown.settings.apply(patch);
    let mut db = ctx.store.write().await?;
    if organization_connections::replace(&mut db, (id, connection_id), &shown.settings).await? {
        Ok(shown)
    } else {
        Err(NO_CONNECTION.error())
    }
}

/// Takes a connection from an organization. One that it has not is as good as taken.
pub async fn remove_connection(ctx: &Ctx, id: &str, connection_id: &str) -> Result<(), ApiError> {
    get(ctx, id).await?;
    let mut db = ctx.store.write().await?;
    Ok(organization_connections::delete(&mut db, id, connection_id).await?)
}

/// Gives an organization the client grant of a body.
pub async fn add_grant(
    ctx: &Ctx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<ClientGrant, ApiError> {
    let grant_id = document::grant_id(body)?;
    get(ctx, id).await?;
    let grant = client_grants::get(ctx, grant_id).await?;
    if grant.organization_usage() == OrganizationUsage::Deny {
        let text = "The client grant does not allow organizations.";
        return Err(Invalid::Rule(text.into()).into());
    }
    let mut db = ctx.store.write().await?;
    if organization_grants::insert(&mut db, id, grant_id).await? {
        Ok(grant)
    } else {
        Err(ApiError::exists(
            "The client grant has already been added to this organization.",
        ))
    }
}

/// Takes a client grant from an organization.
pub async fn remove_grant(ctx: &Ctx, id: &str, grant_id: &str) -> Result<(), ApiError> {
    get(ctx, id).await?;
    let mut db = ctx.store.write().await?;
    Ok(organization_grants::delete(&mut db, id, grant_id).await?)
}

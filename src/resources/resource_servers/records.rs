//! APIs (resource servers): reading them from the store, never from a copy, and changing them.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::document;
use crate::domain::origin::Origin;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::resource_server::ResourceServer;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::custom_domains::records as custom_domains;
use crate::store::resource_servers::{self, StoredResourceServer};
use crate::store::{clients, erase};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::coded(
    "The resource server does not exist",
    "inexistent_resource_server",
);

/// The API with that id or identifier.
pub async fn get(ctx: &Ctx, name: &str) -> Result<StoredResourceServer, ApiError> {
    let mut db = ctx.store.read().await?;
    let mut found = resource_servers::by_name(&mut db, &canonical(ctx, name)).await?;
    if let (None, Some(name)) = (&found, escaped(name)) {
        found = resource_servers::by_name(&mut db, &canonical(ctx, &name)).await?;
    }
    found.ok_or_else(|| MISSING.error())
}

/// The clients that stand for these APIs (`resource_server_identifier`), by the APIs' identifiers.
pub async fn linked(
    ctx: &Ctx,
    apis: &[StoredResourceServer],
) -> Result<HashMap<String, String>, ApiError> {
    let mut names: Vec<String> = Vec::new();
    for api in apis {
        let identifier = &api.resource_server.identifier;
        if ctx.settings.is_management_audience(identifier) {
            let own = ctx.settings.origins().map(Origin::management_audiences);
            names.extend(own.flatten());
        }
        names.push(identifier.clone());
    }
    let links = clients::linked(&mut ctx.store.read().await?, &names).await?;
    let by_identifier = |(name, client_id): (String, String)| (canonical(ctx, &name), client_id);
    Ok(links.into_iter().map(by_identifier).collect())
}

/// The name that was percent-encoded twice, as Terraform's data source does; Auth0 finds it too. What it hid is bound by the
/// rule for every id: Postgres cannot look up NUL.
fn escaped(name: &str) -> Option<String> {
    let decoded = percent_decode_str(name).decode_utf8().ok()?;
    let is_other = decoded != name && !decoded.contains(char::is_control);
    is_other.then(|| decoded.into_owned())
}

/// The identifier by which the store knows an audience: the Management API has one for each domain.
pub fn canonical(ctx: &Ctx, audience: &str) -> String {
    if ctx.settings.is_management_audience(audience) {
        return ctx.settings.issuer.join("api/v2/");
    }
    audience.to_owned()
}

/// Makes an API of a body.
pub async fn create(ctx: &Ctx, body: Map<String, Value>) -> Result<StoredResourceServer, ApiError> {
    document::validate(&body, Mode::Create)?;
    let id = ids::hex24(&ctx.entropy);
    let mut made = document::complete(&id, body);
    document::ensure_secret(&mut made, || ids::client_secret(&ctx.entropy));
    let api = check(None, &made)?;
    let mut tx = ctx.store.begin().await?;
    let mut domains = custom_domains::hold_origins(ctx, &mut tx)
        .await?
        .into_iter();
    if domains.any(|origin| origin.reserves(&api.identifier)) {
        return Err(ApiError::exists(
            "The selected identifier is reserved: on a domain of this tenant it names the Management API or /userinfo.",
        ));
    }
    if !resource_servers::insert(&mut tx, &made, ctx.now).await? {
        return Err(ApiError::exists(
            "A resource server with the same identifier already exists.",
        ));
    }
    tx.commit().await?;
    ctx.store.forget_copies();
    get(ctx, &id).await
}

/// Deletes an API with the grants for it. Does nothing if there is no such API.
pub async fn delete(ctx: &Ctx, name: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    let Some(stored) = resource_servers::by_name(&mut tx, &canonical(ctx, name)).await? else {
        return Ok(());
    };
    let api = stored.resource_server;
    if api.is_system {
        return Err(ApiError::not_possible(
            "System resource servers cannot be deleted.",
        ));
    }
    erase::resource_server(&mut tx, &api.identifier).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(())
}

/// The API in a document, if it may be stored.
pub fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<ResourceServer, ApiError> {
    document::check(before, after)?;
    ResourceServer::from_document(after).map_err(|e| Invalid::unusable(e).into())
}

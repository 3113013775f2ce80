//! Client grants: reading them from the store, never from a copy, and changing them.

use serde_json::{Map, Value};

use crate::domain::client_grant::{self, ClientGrant, SubjectType};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::scope::Scope;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::retry::retry;
use crate::resources::clients::records as clients;
use crate::resources::resource_servers::records::{self as resource_servers, canonical};
use crate::store::{client_grants as store, organization_grants};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::coded("The grant does not exist.", "inexistent_client_grant");

/// Every grant, oldest first.
pub async fn all(ctx: &Ctx) -> Result<Vec<ClientGrant>, ApiError> {
    Ok(store::all(&mut ctx.store.read().await?).await?)
}

/// The grant with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<ClientGrant, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes a grant of a body.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<ClientGrant, ApiError> {
    client_grant::validate(body, Mode::Create)?;
    client_grant::check(body)?;
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let Some(client_id) = text("client_id") else {
        let sentence = "Missing required property: client_id";
        return Err(Invalid::Schema(Mismatch::at("", sentence, None)).into());
    };
    let client = clients::get(ctx, client_id).await?.client;
    if client.global {
        return Err(ApiError::not_enabled());
    }
    let mut made = ClientGrant {
        id: ids::prefixed(&ctx.entropy, "cgr_"),
        client_id: client.client_id,
        audience: canonical(ctx, text("audience").unwrap_or_default()),
        subject_type: SubjectType::parse(text("subject_type")),
        scope: Scope::default(),
        settings: Map::new(),
    };
    made.apply(body);
    check_scope(ctx, &made).await?;
    let mut db = ctx.store.write().await?;
    if !store::insert(&mut db, &made, ctx.now).await? {
        return Err(ApiError::exists(
            "A client grant for that client and that audience already exists.",
        ));
    }
    drop(db);
    ctx.store.forget_copies();
    Ok(made)
}

/// Changes a grant; its client and its API are what they are.
pub async fn update(
    ctx: &Ctx,
    id: &str,
    patch: &Map<String, Value>,
) -> Result<ClientGrant, ApiError> {
    client_grant::validate(patch, Mode::Update)?;
    client_grant::check(patch)?;
    retry(|| async {
        let before = get(ctx, id).await?;
        let mut after = before.clone();
        after.apply(patch);
        if patch.contains_key("scope") {
            check_scope(ctx, &after).await?;
        }
        let mut db = ctx.store.write().await?;
        if store::replace(&mut db, &before, &after).await? {
            drop(db);
            ctx.store.forget_copies();
            return Ok(Some(after));
        }
        Ok(None)
    })
    .await
}

/// Deletes a grant. One that is not there is as good as deleted.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut db = ctx.store.write().await?;
    store::delete(&mut db, id).await?;
    organization_grants::delete_dangling(&mut db).await?;
    drop(db);
    ctx.store.forget_copies();
    Ok(())
}

async fn check_scope(ctx: &Ctx, grant: &ClientGrant) -> Result<(), ApiError> {
    let api = resource_servers::get(ctx, &grant.audience).await?;
    if api.resource_server.identifier != grant.audience {
        // An API's id is no audience.
        return Err(resource_servers::MISSING.error());
    }
    if grant.scope.is_subset(&api.resource_server.scope()) {
        Ok(())
    } else {
        Err(client_grant::not_of_the_api().into())
    }
}

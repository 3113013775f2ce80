//! Connections: reading them from the store, never from a copy, and changing them.

use serde_json::{Map, Value};

use super::document;
use crate::domain::connection::Connection;
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::Call;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::resource::change;
use crate::resources::clients::records::MISSING as NO_CLIENT;
use crate::store::connections::{self, StoredConnection};
use crate::store::{clients, erase};

/// Auth0's answer where there is none.
pub const MISSING: Missing =
    Missing::coded("The connection does not exist", "inexistent_connection");

/// The connection with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<StoredConnection, ApiError> {
    let found = connections::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes a connection of a body.
pub async fn create(ctx: &Ctx, body: Map<String, Value>) -> Result<StoredConnection, ApiError> {
    document::validate(&body, Mode::Create)?;
    let id = ids::prefixed(&ctx.entropy, "con_");
    let made = document::complete(&id, document::with_first_options(body, "good"));
    check(None, &made)?;
    let mut tx = ctx.store.begin().await?;
    if !connections::insert(&mut tx, &made, ctx.now).await? {
        return Err(ApiError::exists(
            "A connection with the same name already exists",
        ));
    }
    tx.commit().await?;
    ctx.store.forget_copies();
    get(ctx, &id).await
}

/// Lets clients use the call's connection, and others no more.
pub async fn set_clients(call: &Call, changes: &[(String, bool)]) -> Result<(), ApiError> {
    get(&call.ctx, &call.id).await?;
    let mut db = call.ctx.store.read().await?;
    for (client_id, _) in changes.iter().filter(|(_, enabled)| *enabled) {
        if clients::by_id(&mut db, client_id).await?.is_none() {
            return Err(NO_CLIENT.error());
        }
    }
    drop(db);
    let apply = |stored: &mut StoredConnection| {
        let before = stored.document.clone();
        let enabled = stored.document.entry("enabled_clients");
        let enabled = enabled.or_insert(Value::Null);
        let mut ids: Vec<Value> = enabled.as_array().cloned().unwrap_or_default();
        for (client_id, is_enabled) in changes {
            ids.retain(|id| id != client_id.as_str());
            if *is_enabled {
                ids.push(client_id.as_str().into());
            }
        }
        *enabled = ids.into();
        stored.connection = check(Some(&before), &stored.document)?;
        Ok(())
    };
    change(call, apply).await.map(drop)
}

/// Deletes a connection with its users; false when it is not there.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<bool, ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !erase::connection(&mut tx, id, ctx.now).await? {
        return Ok(false);
    }
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(true)
}

/// The connection in a document, if it may be stored.
pub fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Connection, ApiError> {
    document::check(before, after)??;
    Connection::from_document(after).map_err(|e| Invalid::unusable(e).into())
}

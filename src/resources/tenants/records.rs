//! The tenant's settings: reading them from the store, never from a copy, and changing them.

use serde_json::{Map, Value};

use super::document;
use crate::domain::request_body::Invalid;
use crate::domain::tenant::Tenant;
use crate::flows::Ctx;
use crate::resources::api::error::ApiError;
use crate::resources::api::retry::retry;
use crate::store::tenant;

/// The settings as they are shown.
pub async fn get(ctx: &Ctx) -> Result<Map<String, Value>, ApiError> {
    let stored = tenant::document(&mut ctx.store.read().await?).await?;
    Ok(document::view(&stored))
}

/// Changes the settings by Auth0's merge rules.
pub async fn update(ctx: &Ctx, patch: &Map<String, Value>) -> Result<Map<String, Value>, ApiError> {
    document::validate(patch)?;
    retry(|| async {
        let mut db = ctx.store.write().await?;
        let (before, version) = tenant::versioned(&mut db).await?;
        let mut after = before.clone();
        document::merge(&mut after, patch);
        document::check(&before, &after)?;
        Tenant::from_document(&after)
            .map_err(|e| Invalid::Rule(format!("Payload validation error: {e}")))?;
        if tenant::change(&mut db, &after, version).await? {
            drop(db);
            ctx.store.forget_copies();
            return Ok(Some(document::view(&after)));
        }
        Ok(None)
    })
    .await
}

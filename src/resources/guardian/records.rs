//! The tenant's second factors, changed.

use serde_json::json;

use crate::domain::guardian::Guardian;
use crate::flows::Ctx;
use crate::resources::api::error::ApiError;
use crate::store::tenant;
use crate::tenant_log::{Event, EventCode};

const CHANGED: &str = "The second factors of the tenant were changed";

/// Changes what the tenant asks for, and tells the log if it is not as before. Changes wait for each other: tools switch all
/// factors at once.
pub async fn change(
    ctx: &Ctx,
    apply: impl FnOnce(&mut Guardian) -> Result<(), ApiError>,
) -> Result<Guardian, ApiError> {
    let mut tx = ctx.store.begin().await?;
    tenant::lock(&mut tx).await?;
    let before: Guardian = tenant::kept(&mut tx).await?;
    let mut after = before.clone();
    apply(&mut after)?;
    if after == before {
        return Ok(after);
    }
    tenant::replace_kept(&mut tx, &after).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    ctx.log(Event::new(EventCode::FactorsChanged, CHANGED).details(json!({})));
    Ok(after)
}

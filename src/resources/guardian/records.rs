//! The tenant's second factors, changed.

use serde_json::json;

use crate::domain::guardian::Guardian;
use crate::flows::Ctx;
use crate::resources::api::error::ApiError;
use crate::resources::api::retry::retry;
use crate::store::tenant;
use crate::tenant_log::{Event, EventCode};

const CHANGED: &str = "The second factors of the tenant were changed";

/// Changes what the tenant asks for, and tells the log if it is not as before.
pub async fn change(
    ctx: &Ctx,
    apply: impl Fn(&mut Guardian) -> Result<(), ApiError>,
) -> Result<Guardian, ApiError> {
    let (before, after) = retry(|| async {
        let (before, version): (Guardian, _) =
            tenant::kept_versioned(&mut ctx.store.read().await?).await?;
        let mut after = before.clone();
        apply(&mut after)?;
        if after == before {
            return Ok(Some((before, after)));
        }
        let mut tx = ctx.store.begin().await?;
        if !tenant::change_kept(&mut tx, &after, version).await? {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some((before, after)))
    })
    .await?;
    ctx.store.forget_copies();
    if after != before {
        ctx.log(Event::new(EventCode::FactorsChanged, CHANGED).details(json!({})));
    }
    Ok(after)
}

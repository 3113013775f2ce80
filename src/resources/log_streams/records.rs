//! Log streams: where the log is to be delivered to.

use serde_json::{Map, Value};

use crate::domain::log_stream::{LogStream, MOST_STREAMS, Refused};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::retry::retry;
use crate::store::log_dead_letters::{self, DeadLetter};
use crate::store::log_streams as store;

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("The log stream does not exist.");

/// Every stream, oldest first.
pub async fn all(ctx: &Ctx) -> Result<Vec<LogStream>, ApiError> {
    Ok(store::all(&mut ctx.store.read().await?).await?)
}

/// The stream with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<LogStream, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// What a stream goes on without, the newest first.
pub async fn dead_letters(ctx: &Ctx, id: &str) -> Result<Vec<DeadLetter>, ApiError> {
    let mut db = ctx.store.read().await?;
    Ok(log_dead_letters::of_stream(&mut db, id).await?)
}

/// Makes a stream of a body.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<LogStream, ApiError> {
    let made = LogStream::create(ids::log_stream_id(&ctx.entropy), body)?;
    // What happened before goes before it into the log.
    ctx.parts.log.flush().await;
    let mut tx = ctx.store.begin().await?;
    if store::count(&mut tx).await? >= MOST_STREAMS {
        return Err(ApiError::exists(
            "You have reached the maximum number of log streams for your account.",
        ));
    }
    store::insert(&mut tx, &made, ctx.now).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes a stream by Auth0's merge rules.
pub async fn update(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<LogStream, ApiError> {
    retry(|| async {
        let before = get(ctx, id).await?;
        let mut after = before.clone();
        after.update(body)?;
        if after == before {
            return Ok(Some(after));
        }
        let mut tx = ctx.store.begin().await?;
        if store::replace(&mut tx, &after).await? {
            tx.commit().await?;
            return Ok(Some(after));
        }
        Ok(None)
    })
    .await
}

/// Deletes a stream.
pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !store::delete(&mut tx, id).await? {
        return Err(MISSING.error());
    }
    Ok(tx.commit().await?)
}

impl From<Refused> for ApiError {
    fn from(e: Refused) -> Self {
        match e {
            Refused::Invalid(invalid) => invalid.into(),
            Refused::Forbidden => Self::not_enabled(),
        }
    }
}

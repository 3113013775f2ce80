//! `/api/v2/log-streams`: where the log is to be delivered to.

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value, json};

use crate::domain::log_stream::LogStream;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::engine::Tx;
use crate::store::{log_dead_letters, log_streams as store};
use document::{MOST_STREAMS, RefusedStream};

const MISSING: Missing = Missing::new("The log stream does not exist.");

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/log-streams", &["read:log_streams"], |call| {
        Box::pin(list(call))
    }),
    Route::post(
        "/log-streams",
        &["create:log_streams"],
        "Create a log stream",
        |call| Box::pin(create(call)),
    ),
    Route::get("/log-streams/{id}", &["read:log_streams"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        "/log-streams/{id}",
        &["update:log_streams"],
        "Update a log stream",
        update::<LogStream>,
    ),
    Route::delete(
        "/log-streams/{id}",
        &["delete:log_streams"],
        "Delete a log stream",
        |call| Box::pin(delete(call)),
    ),
];

impl Resource for LogStream {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        let found = store::by_id(&mut call.ctx.store.read().await?, &call.id).await?;
        found.ok_or_else(|| MISSING.error())
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(document::view(self).into())
    }

    /// What is wrong depends on the kind of the stream.
    fn validate(_call: &Call) -> Result<(), ApiError> {
        Ok(())
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        Ok(document::update(self, patch)?)
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(self == before || store::replace(tx, self).await?)
    }
}

/// GET /log-streams: a bare list, without pages.
async fn list(call: &Call) -> Outcome {
    let found = store::all(&mut call.ctx.store.read().await?).await?;
    let shown = found
        .iter()
        .map(|stream| Value::Object(document::view(stream)));
    Ok(Reply::ok(shown.collect::<Value>()))
}

/// GET /log-streams/{id}: with what the receiver refused, where it refused something.
async fn get(call: &Call) -> Outcome {
    let mut view = document::view(&LogStream::find(call).await?);
    let mut db = call.ctx.store.read().await?;
    let refused = log_dead_letters::of_stream(&mut db, &call.id).await?;
    if !refused.is_empty() {
        let shown = refused.iter().map(|letter| {
            json!({ "log_id": letter.log_id, "type": letter.code, "status": letter.status,
                "refused_at": letter.refused_at.to_string() })
        });
        view.insert("dead_letters".into(), shown.collect());
    }
    Ok(Reply::ok(view))
}

/// POST /log-streams
async fn create(call: &Call) -> Outcome {
    let ctx = &call.ctx;
    let made = document::create(ids::log_stream_id(&ctx.entropy), &call.body)?;
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
    Ok(Reply::ok(document::view(&made)))
}

/// DELETE /log-streams/{id}
async fn delete(call: &Call) -> Outcome {
    let mut tx = call.ctx.store.begin().await?;
    if !store::delete(&mut tx, &call.id).await? {
        return Err(MISSING.error());
    }
    tx.commit().await?;
    Ok(Reply::no_content())
}

impl From<RefusedStream> for ApiError {
    fn from(e: RefusedStream) -> Self {
        match e {
            RefusedStream::Invalid(invalid) => invalid.into(),
            RefusedStream::Forbidden => Self::not_enabled(),
        }
    }
}

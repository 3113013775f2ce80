//! A resource that is read and changed at its path. The order of the steps, and what happens when two requests change the
//! same thing at once, is here; a resource declares what the steps do, and names `read` and `update` in its `ROUTES`.

use serde_json::{Map, Value};

use super::call::{Answering, Call};
use super::error::ApiError;
use super::reply::Reply;
use super::retry::retry;
use crate::flows::Ctx;
use crate::store::engine::Tx;

/// What `GET` and `PATCH` at one path are about.
pub trait Resource: Clone + Send + Sync + 'static {
    /// Whether flows keep copies of it (`store/cache`), which a change has to end.
    const IS_COPIED: bool = false;

    /// The one that the call's path names; an error if there is none.
    fn find(call: &Call) -> impl Future<Output = Result<Self, ApiError>> + Send;

    /// As the answers show it.
    fn view(&self, call: &Call) -> impl Future<Output = Result<Value, ApiError>> + Send;

    /// What is wrong with a `PATCH` whatever it changes. It is said before it is looked up what that is.
    fn validate(call: &Call) -> Result<(), ApiError>;

    /// Takes over what a `PATCH` says, if the rules admit it.
    fn merge(
        &mut self,
        ctx: &Ctx,
        patch: &Map<String, Value>,
    ) -> impl Future<Output = Result<(), ApiError>> + Send;

    /// Stores `self` in the place of `before`; false if another request has changed that.
    fn replace(
        &self,
        tx: &mut Tx,
        before: &Self,
    ) -> impl Future<Output = Result<bool, ApiError>> + Send;
}

/// `GET`
pub fn read<R: Resource>(call: &Call) -> Answering<'_> {
    Box::pin(async {
        let found = R::find(call).await?;
        Ok(Reply::ok(found.view(call).await?))
    })
}

/// `PATCH`
pub fn update<R: Resource>(call: &Call) -> Answering<'_> {
    Box::pin(async {
        R::validate(call)?;
        let changed = retry(|| async {
            let before = R::find(call).await?;
            let mut after = before.clone();
            after.merge(&call.ctx, &call.body).await?;
            store(&call.ctx, &before, after).await
        });
        Ok(Reply::ok(changed.await?.view(call).await?))
    })
}

/// Changes what the call's path names in another way than a `PATCH` of it.
pub async fn change<R: Resource>(
    call: &Call,
    apply: impl Fn(&mut R) -> Result<(), ApiError>,
) -> Result<R, ApiError> {
    retry(|| async {
        let before = R::find(call).await?;
        let mut after = before.clone();
        apply(&mut after)?;
        store(&call.ctx, &before, after).await
    })
    .await
}

async fn store<R: Resource>(ctx: &Ctx, before: &R, after: R) -> Result<Option<R>, ApiError> {
    let mut tx = ctx.store.begin().await?;
    if !after.replace(&mut tx, before).await? {
        return Ok(None);
    }
    tx.commit().await?;
    if R::IS_COPIED {
        ctx.store.forget_copies();
    }
    Ok(Some(after))
}

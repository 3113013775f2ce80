//! The endpoints that most resources have alike: a list, and one thing that is read, created, changed and deleted by its
//! id. A resource declares what it is called and what its steps do; the order of the steps, and what happens when two
//! requests change the same thing, is here.

use serde_json::{Map, Value};

use super::call::{Call, Handler, Route};
use super::error::ApiError;
use super::query::Parameter;
use super::reply::{Outcome, Reply};
use super::retry::retry;
use crate::flows::Ctx;
use crate::store::engine::Tx;

/// What a resource is called.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Below `/api/v2`, with the parameter for one of them: `/roles/{id}`.
    pub path: &'static str,
    /// What its scopes end in: `roles` of `read:roles`, `create:roles`, `update:roles` and `delete:roles`.
    pub scopes: &'static str,
    /// One of them in the tenant log: `a role` of "Create a role", "Update a role" and "Delete a role".
    pub one: &'static str,
}

/// A resource with the standard endpoints.
pub trait Standard: Clone + Send + Sync + 'static {
    const NAMES: Names;
    /// The parameters of the list.
    const LIST: &'static [Parameter] = &[];
    /// The parameters of `GET` by id.
    const READ: &'static [Parameter] = &[];
    /// The status of `POST`.
    const CREATED: u16 = 201;
    /// Whether flows keep copies of it (`store/cache`), which a change has to end.
    const IS_COPIED: bool = false;

    /// `GET` without an id.
    fn list(call: &Call) -> impl Future<Output = Outcome> + Send;

    /// The one with that id; an error if there is none.
    fn find(ctx: &Ctx, id: &str) -> impl Future<Output = Result<Self, ApiError>> + Send;

    /// As the answers show it.
    fn view(&self, call: &Call) -> impl Future<Output = Result<Value, ApiError>> + Send;

    /// Makes one of the body, and stores it.
    fn create(call: &Call) -> impl Future<Output = Result<Self, ApiError>> + Send;

    /// What is wrong with a `PATCH` whatever it changes. It is said before it is looked up what that is.
    fn validate(_patch: &Map<String, Value>) -> Result<(), ApiError> {
        Ok(())
    }

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

    /// Deletes the one with the call's id.
    fn delete(call: &Call) -> impl Future<Output = Outcome> + Send;

    /// `GET` by id.
    fn read(call: &Call) -> impl Future<Output = Outcome> + Send {
        async {
            let found = Self::find(&call.ctx, &call.id).await?;
            Ok(Reply::ok(found.view(call).await?))
        }
    }
}

/// The standard endpoints of a resource.
pub fn routes<R: Standard>() -> Vec<Route> {
    let Names { path, scopes, one } = R::NAMES;
    let list = path.rsplit_once('/').map_or(path, |(list, _)| list);
    // Made once, for the life of the process.
    let scope = |verb: &str| -> &'static [&'static str] {
        let scope: &'static str = format!("{verb}:{scopes}").leak();
        vec![scope].leak()
    };
    let log = |verb: &str| -> &'static str { format!("{verb} {one}").leak() };
    let handlers: [Handler; 5] = [
        |call| Box::pin(R::list(call)),
        |call| Box::pin(create::<R>(call)),
        |call| Box::pin(R::read(call)),
        |call| Box::pin(update::<R>(call)),
        |call| Box::pin(R::delete(call)),
    ];
    let [listed, created, read, updated, deleted] = handlers;
    vec![
        Route::get(list, scope("read"), listed).query(R::LIST),
        Route::post(list, scope("create"), log("Create"), created),
        Route::get(path, scope("read"), read).query(R::READ),
        Route::patch(path, scope("update"), log("Update"), updated),
        Route::delete(path, scope("delete"), log("Delete"), deleted),
    ]
}

async fn create<R: Standard>(call: &Call) -> Outcome {
    let made = R::create(call).await?;
    Ok(Reply {
        status: R::CREATED,
        ..Reply::ok(made.view(call).await?)
    })
}

async fn update<R: Standard>(call: &Call) -> Outcome {
    R::validate(&call.body)?;
    let (ctx, id) = (&call.ctx, &call.id);
    let changed = retry(|| async {
        let before = R::find(ctx, id).await?;
        let mut after = before.clone();
        after.merge(ctx, &call.body).await?;
        let mut tx = ctx.store.begin().await?;
        if !after.replace(&mut tx, &before).await? {
            return Ok(None);
        }
        tx.commit().await?;
        if R::IS_COPIED {
            ctx.store.forget_copies();
        }
        Ok(Some(after))
    })
    .await?;
    Ok(Reply::ok(changed.view(call).await?))
}

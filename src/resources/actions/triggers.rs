//! `/api/v2/actions/triggers` and what is bound to them.

use serde_json::{Value, json};

use super::bindings::{self, BindingWithAction};
use super::{page, trigger, view};
use crate::resources::api::call::{Call, Route};
use crate::resources::api::paging::{PAGE, PER_PAGE};
use crate::resources::api::reply::{Outcome, Reply};

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/actions/triggers", &["read:actions"], |call| {
        Box::pin(list(call))
    }),
    Route::get(
        "/actions/triggers/{id}/bindings",
        &["read:actions"],
        |call| Box::pin(bindings(call)),
    )
    .query(&[PAGE, PER_PAGE]),
    Route::patch(
        "/actions/triggers/{id}/bindings",
        &["update:actions"],
        "Update trigger bindings",
        |call| Box::pin(bind(call)),
    ),
];

/// GET /actions/triggers
async fn list(_call: &Call) -> Outcome {
    Ok(Reply::ok(json!({ "triggers": trigger::listed() })))
}

/// GET /actions/triggers/{id}/bindings
async fn bindings(call: &Call) -> Outcome {
    let found = bindings::of_trigger(&call.ctx, &call.id).await?;
    Ok(Reply::ok(page(&call.query, "bindings", &found, shown)?))
}

/// PATCH /actions/triggers/{id}/bindings
async fn bind(call: &Call) -> Outcome {
    let bound = bindings::replace(&call.ctx, &call.id, &call.body).await?;
    let shown: Vec<Value> = bound.iter().map(shown).collect();
    Ok(Reply::ok(json!({ "bindings": shown })))
}

fn shown((binding, action): &BindingWithAction) -> Value {
    view::binding(binding, action)
}

//! `/api/v2/actions/triggers` and what is bound to them.

use serde_json::{Value, json};

use super::actions::{self, page};
use super::paging::{PAGE, PER_PAGE};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::action::trigger;
use crate::flows::admin::action_bindings::{self, Bound};

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/actions/triggers",
        scopes: &["read:actions"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "GET",
        path: "/actions/triggers/{id}/bindings",
        scopes: &["read:actions"],
        query: &[PAGE, PER_PAGE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(bindings(call)),
    },
    Route {
        method: "PATCH",
        path: "/actions/triggers/{id}/bindings",
        scopes: &["update:actions"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update trigger bindings"),
        handler: |call| Box::pin(bind(call)),
    },
];

/// GET /actions/triggers
async fn list(_call: &Call) -> Outcome {
    Ok(Reply::ok(json!({ "triggers": trigger::listed() })))
}

/// GET /actions/triggers/{id}/bindings
async fn bindings(call: &Call) -> Outcome {
    let found = action_bindings::of_trigger(&call.ctx, &call.id).await?;
    Ok(Reply::ok(page(&call.query, "bindings", &found, view)))
}

/// PATCH /actions/triggers/{id}/bindings
async fn bind(call: &Call) -> Outcome {
    let bound = action_bindings::replace(&call.ctx, &call.id, &call.body).await?;
    let shown: Vec<Value> = bound.iter().map(view).collect();
    Ok(Reply::ok(json!({ "bindings": shown })))
}

fn view((binding, action): &Bound) -> Value {
    actions::binding(binding, action)
}

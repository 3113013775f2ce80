//! `/api/v2/actions/actions`

mod view;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::paging::{PAGE, PER_PAGE, Page};
use super::query::{Parameter, Query};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::action::{self, Action, Version};
use crate::flows::admin::{AdminError, actions};
use view::Status;

pub(super) use view::binding;

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/actions/actions",
        scopes: &["read:actions"],
        query: &[
            PAGE,
            PER_PAGE,
            Parameter::text("triggerId"),
            Parameter::text("actionName"),
            Parameter::flag("deployed"),
            Parameter::flag("installed"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/actions/actions",
        scopes: &["create:actions"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an action"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/actions/actions/{id}",
        scopes: &["read:actions"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/actions/actions/{id}",
        scopes: &["update:actions"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update an action"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/actions/actions/{id}",
        scopes: &["delete:actions"],
        query: &[Parameter::flag("force")],
        takes: Takes::Nothing,
        writes: Some("Delete an action"),
        handler: |call| Box::pin(delete(call)),
    },
    Route {
        method: "POST",
        path: "/actions/actions/{id}/deploy",
        scopes: &["create:actions"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Deploy an action"),
        handler: |call| Box::pin(deploy(call)),
    },
    Route {
        method: "POST",
        path: "/actions/actions/{id}/test",
        scopes: &["create:actions"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Test an action"),
        handler: |call| Box::pin(test(call)),
    },
    Route {
        method: "GET",
        path: "/actions/actions/{id}/versions",
        scopes: &["read:actions"],
        query: &[PAGE, PER_PAGE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(versions(call)),
    },
    Route {
        method: "GET",
        path: "/actions/actions/{id}/versions/{version}",
        scopes: &["read:actions"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(version(call)),
    },
    Route {
        method: "POST",
        path: "/actions/actions/{id}/versions/{version}/deploy",
        scopes: &["create:actions"],
        query: &[],
        takes: Takes::ObjectOrNull,
        writes: Some("Deploy an action version"),
        handler: |call| Box::pin(deploy_version(call)),
    },
    Route {
        method: "GET",
        path: "/actions/executions/{id}",
        scopes: &["read:actions"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(execution(call)),
    },
];

/// GET /actions/actions
async fn list(call: &Call) -> Outcome {
    let mut found = actions::all(&call.ctx).await?;
    if let Some(id) = call.query.text("triggerId") {
        found.retain(|action| action.content.trigger.id == id);
    }
    if let Some(name) = call.query.text("actionName") {
        found.retain(|action| action.name == name);
    }
    if let Some(wanted) = call.query.flag("deployed") {
        found.retain(|action| action.deployed.is_some() == wanted);
    }
    // Actions that others have published cannot be installed here.
    if call.query.flag("installed") == Some(true) {
        found.clear();
    }
    let shown = |action: &Action| view::action(action, Status::Built);
    Ok(Reply::ok(page(&call.query, "actions", &found, shown)))
}

/// POST /actions/actions
async fn create(call: &Call) -> Outcome {
    let made = actions::create(&call.ctx, &call.body).await?;
    let shown = view::action(&made, Status::Pending);
    Ok(Reply::new(StatusCode::CREATED, shown))
}

/// GET /actions/actions/{id}
async fn get(call: &Call) -> Outcome {
    let found = actions::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view::action(&found, Status::Built)))
}

/// PATCH /actions/actions/{id}
async fn update(call: &Call) -> Outcome {
    let changed = actions::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view::action(&changed, Status::Pending)))
}

/// DELETE /actions/actions/{id}
async fn delete(call: &Call) -> Outcome {
    let force = call.query.flag("force") == Some(true);
    actions::delete(&call.ctx, &call.id, force).await?;
    Ok(Reply::no_content())
}

/// POST /actions/actions/{id}/deploy: 200, though Auth0's OpenAPI document says 202.
async fn deploy(call: &Call) -> Outcome {
    let (action, version) = actions::deploy(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view::new_version(&action, &version)))
}

/// POST /actions/actions/{id}/test
async fn test(call: &Call) -> Outcome {
    let payload = actions::test(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(json!({"payload": payload})))
}

/// GET /actions/actions/{id}/versions
async fn versions(call: &Call) -> Outcome {
    let (action, found) = actions::versions(&call.ctx, &call.id).await?;
    let shown = |version: &Version| view::version(&action, version);
    Ok(Reply::ok(page(&call.query, "versions", &found, shown)))
}

/// GET /actions/actions/{id}/versions/{version}
async fn version(call: &Call) -> Outcome {
    let (action, version) = actions::version(&call.ctx, &call.id, version_id(call)).await?;
    Ok(Reply::ok(view::version(&action, &version)))
}

/// POST /actions/actions/{id}/versions/{version}/deploy
async fn deploy_version(call: &Call) -> Outcome {
    let to_draft = action::updates_draft(&call.body).map_err(AdminError::from)?;
    let which = (call.id.as_str(), version_id(call));
    let (action, version) = actions::deploy_again(&call.ctx, which, to_draft).await?;
    Ok(Reply::ok(view::new_version(&action, &version)))
}

fn version_id(call: &Call) -> &str {
    call.further_ids.first().map_or("", String::as_str)
}

/// GET /actions/executions/{id}
async fn execution(call: &Call) -> Outcome {
    let found = actions::execution(&call.ctx, &call.id).await?;
    Ok(Reply::ok(Value::Object(found)))
}

/// A page of a list as these endpoints show it: zero is left out, and so is the total beside an empty page, by which
/// clients know that they have read everything.
pub(super) fn page<T>(
    query: &Query,
    name: &str,
    found: &[T],
    shown: impl Fn(&T) -> Value,
) -> Value {
    let page = Page::of(query);
    let cut: Vec<Value> = page.cut(found).into_iter().map(shown).collect();
    let is_empty = cut.is_empty();
    let mut body = json!({ name: cut });
    let number = query.integer("page").unwrap_or(0);
    if !is_empty {
        body["total"] = found.len().into();
    }
    if number > 0 {
        body["page"] = number.into();
    }
    if page.limit > 0 {
        body["per_page"] = page.limit.into();
    }
    body
}

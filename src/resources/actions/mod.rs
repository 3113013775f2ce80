//! `/api/v2/actions/actions`

pub mod bindings;
pub mod document;
pub mod records;
pub mod tenant_file;
mod trigger;
pub mod triggers;
mod view;

use serde_json::{Map, Value, json};

use crate::domain::action::{Action, Version};
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{PAGE, PER_PAGE, Part};
use crate::resources::api::query::{Parameter, Query};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::store::engine::Tx;
use view::BuildStatus;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/actions/actions", &["read:actions"], |call| {
        Box::pin(list(call))
    })
    .query(&[
        PAGE,
        PER_PAGE,
        Parameter::text("triggerId"),
        Parameter::text("actionName"),
        Parameter::flag("deployed"),
        Parameter::flag("installed"),
    ]),
    Route::post(
        "/actions/actions",
        &["create:actions"],
        "Create an action",
        |call| Box::pin(create(call)),
    ),
    Route::get("/actions/actions/{id}", &["read:actions"], read::<Action>),
    Route::patch(
        "/actions/actions/{id}",
        &["update:actions"],
        "Update an action",
        update::<Action>,
    ),
    Route::delete(
        "/actions/actions/{id}",
        &["delete:actions"],
        "Delete an action",
        |call| Box::pin(delete(call)),
    )
    .query(&[Parameter::flag("force")]),
    Route::post(
        "/actions/actions/{id}/deploy",
        &["create:actions"],
        "Deploy an action",
        |call| Box::pin(deploy(call)),
    )
    .takes(Takes::Nothing),
    Route::post(
        "/actions/actions/{id}/test",
        &["create:actions"],
        "Test an action",
        |call| Box::pin(test(call)),
    ),
    Route::get(
        "/actions/actions/{id}/versions",
        &["read:actions"],
        |call| Box::pin(versions(call)),
    )
    .query(&[PAGE, PER_PAGE]),
    Route::get(
        "/actions/actions/{id}/versions/{version}",
        &["read:actions"],
        |call| Box::pin(version(call)),
    ),
    Route::post(
        "/actions/actions/{id}/versions/{version}/deploy",
        &["create:actions"],
        "Deploy an action version",
        |call| Box::pin(deploy_version(call)),
    )
    .takes(Takes::ObjectOrNull),
    Route::get("/actions/executions/{id}", &["read:actions"], |call| {
        Box::pin(execution(call))
    }),
];

/// What is changed is the draft. What is deployed stays what it is.
impl Resource for Action {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    /// One that was just changed is not built yet.
    async fn view(&self, call: &Call) -> Result<Value, ApiError> {
        let status = match call.route.method {
            "GET" => BuildStatus::Built,
            _ => BuildStatus::Pending,
        };
        Ok(view::action(self, status))
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        document::validate(&call.body, Mode::Update)?;
        Ok(document::check(&call.body)?)
    }

    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        records::merge(self, ctx, patch)
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        records::replace(tx, self, before).await
    }
}

/// GET /actions/actions
async fn list(call: &Call) -> Outcome {
    let mut found = records::all(&call.ctx).await?;
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
    let shown = |action: &Action| view::action(action, BuildStatus::Built);
    Ok(Reply::ok(page(&call.query, "actions", &found, shown)?))
}

/// POST /actions/actions
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, &call.body).await?;
    let shown = view::action(&made, BuildStatus::Pending);
    Ok(Reply::created(shown))
}

/// DELETE /actions/actions/{id}
async fn delete(call: &Call) -> Outcome {
    let force = call.query.flag("force") == Some(true);
    records::delete(&call.ctx, &call.id, force).await?;
    Ok(Reply::no_content())
}

/// POST /actions/actions/{id}/deploy: 200, though Auth0's OpenAPI document says 202.
async fn deploy(call: &Call) -> Outcome {
    let (action, version) = records::deploy(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view::new_version(&action, &version)))
}

/// POST /actions/actions/{id}/test
async fn test(call: &Call) -> Outcome {
    let payload = records::test(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(json!({"payload": payload})))
}

/// GET /actions/actions/{id}/versions
async fn versions(call: &Call) -> Outcome {
    let (action, found) = records::versions(&call.ctx, &call.id).await?;
    let shown = |version: &Version| view::version(&action, version);
    Ok(Reply::ok(page(&call.query, "versions", &found, shown)?))
}

/// GET /actions/actions/{id}/versions/{version}
async fn version(call: &Call) -> Outcome {
    let (action, version) = records::version(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::ok(view::version(&action, &version)))
}

/// POST /actions/actions/{id}/versions/{version}/deploy
async fn deploy_version(call: &Call) -> Outcome {
    let to_draft = document::updates_draft(&call.body).map_err(ApiError::from)?;
    let which = (call.id.as_str(), call.second_id());
    let (action, version) = records::deploy_again(&call.ctx, which, to_draft).await?;
    Ok(Reply::ok(view::new_version(&action, &version)))
}

/// GET /actions/executions/{id}
async fn execution(call: &Call) -> Outcome {
    let found = records::execution(&call.ctx, &call.id).await?;
    Ok(Reply::ok(Value::Object(found)))
}

/// A page of a list as these endpoints show it: zero is left out, and so is the total beside an empty page, by which
/// clients know that they have read everything.
pub fn page<T>(
    query: &Query,
    name: &str,
    found: &[T],
    shown: impl Fn(&T) -> Value,
) -> Result<Value, ApiError> {
    let part = Part::of(query)?;
    let read = part.among(found.iter().collect(), |_| String::new());
    let cut: Vec<Value> = read.into_iter().map(shown).collect();
    let is_empty = cut.is_empty();
    let mut body = json!({ name: cut });
    let number = query.integer("page").unwrap_or(0);
    if !is_empty {
        body["total"] = found.len().into();
    }
    if number > 0 {
        body["page"] = number.into();
    }
    if part.size > 0 {
        body["per_page"] = part.size.into();
    }
    Ok(body)
}

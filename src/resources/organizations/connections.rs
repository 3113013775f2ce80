//! `/api/v2/organizations/{id}/enabled_connections`, and its newer form `/connections`, which has the disabled ones too

use serde_json::{Value, json};

use super::records;
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Invalid;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::organization_connections::{
    self as store, NamedConnection, OrganizationConnectionFilters,
};

/// What only the newer form knows.
const NEWER: [&str; 3] = [
    "is_enabled",
    "organization_access_level",
    "organization_connection_name",
];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/organizations/{id}/connections",
        &["read:organization_connections"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        Parameter::flag("is_enabled"),
    ]),
    Route::post(
        "/organizations/{id}/connections",
        &["create:organization_connections"],
        "Create an organization connection",
        |call| Box::pin(add(call)),
    ),
    Route::get(
        "/organizations/{id}/connections/{connection_id}",
        &["read:organization_connections"],
        |call| Box::pin(get(call)),
    ),
    Route::patch(
        "/organizations/{id}/connections/{connection_id}",
        &["update:organization_connections"],
        "Update an organization connection",
        |call| Box::pin(change(call)),
    ),
    Route::delete(
        "/organizations/{id}/connections/{connection_id}",
        &["delete:organization_connections"],
        "Delete an organization connection",
        |call| Box::pin(remove(call)),
    ),
    Route::get(
        "/organizations/{id}/enabled_connections",
        &["read:organization_connections"],
        |call| Box::pin(list_enabled(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/organizations/{id}/enabled_connections",
        &["create:organization_connections"],
        "Add a connection to an organization",
        |call| Box::pin(enable(call)),
    ),
    Route::get(
        "/organizations/{id}/enabled_connections/{connection_id}",
        &["read:organization_connections"],
        |call| Box::pin(get_enabled(call)),
    ),
    Route::patch(
        "/organizations/{id}/enabled_connections/{connection_id}",
        &["update:organization_connections"],
        "Modify an organization's connection",
        |call| Box::pin(change_enabled(call)),
    ),
    Route::delete(
        "/organizations/{id}/enabled_connections/{connection_id}",
        &["delete:organization_connections"],
        "Delete a connection from an organization",
        |call| Box::pin(remove(call)),
    ),
];

/// GET /organizations/{id}/connections
async fn list(call: &Call) -> Outcome {
    answer(call, "connections", call.query.flag("is_enabled"), view).await
}

/// GET /organizations/{id}/enabled_connections
async fn list_enabled(call: &Call) -> Outcome {
    answer(call, "enabled_connections", Some(true), view_enabled).await
}

async fn answer(
    call: &Call,
    name: &str,
    is_enabled: Option<bool>,
    shown: fn(&NamedConnection) -> Value,
) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    let part = Part::of(&call.query)?;
    let filters = OrganizationConnectionFilters {
        is_enabled,
        ..OrganizationConnectionFilters::all(&call.id)
    };
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, filters, part.rows()).await?;
    let total = part.total(store::count(&mut db, filters)).await?;
    let id = |c: &NamedConnection| c.id.clone();
    Ok(Reply::ok(part.answer(name, found, total, (id, shown))))
}

/// GET /organizations/{id}/connections/{connection_id}
async fn get(call: &Call) -> Outcome {
    let found = records::connection(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::ok(view(&found)))
}

/// GET /organizations/{id}/enabled_connections/{connection_id}
async fn get_enabled(call: &Call) -> Outcome {
    let found = records::connection(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::ok(view_enabled(&found)))
}

/// POST /organizations/{id}/connections
async fn add(call: &Call) -> Outcome {
    let added = records::add_connection(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(view(&added)))
}

/// POST /organizations/{id}/enabled_connections
async fn enable(call: &Call) -> Outcome {
    refuse_newer(call)?;
    let added = records::add_connection(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(view_enabled(&added)))
}

/// PATCH /organizations/{id}/connections/{connection_id}
async fn change(call: &Call) -> Outcome {
    let id = call.second_id();
    let changed = records::change_connection(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// PATCH /organizations/{id}/enabled_connections/{connection_id}
async fn change_enabled(call: &Call) -> Outcome {
    refuse_newer(call)?;
    let id = call.second_id();
    let changed = records::change_connection(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view_enabled(&changed)))
}

/// DELETE /organizations/{id}/enabled_connections/{connection_id}, and of the newer form
async fn remove(call: &Call) -> Outcome {
    records::remove_connection(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::no_content())
}

fn refuse_newer(call: &Call) -> Result<(), ApiError> {
    let found: Vec<&str> = call
        .body
        .keys()
        .map(String::as_str)
        .filter(|key| NEWER.contains(key))
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    let sentence = format!("Additional properties not allowed: {}", found.join(","));
    Err(Invalid::Schema(Mismatch::at("", sentence, None)).into())
}

fn view(shown: &NamedConnection) -> Value {
    let mut view = view_enabled(shown);
    view["is_enabled"] = shown.settings.is_enabled.into();
    view["organization_access_level"] = shown.settings.organization_access_level.as_str().into();
    if let Some(name) = &shown.settings.organization_connection_name {
        view["organization_connection_name"] = name.as_str().into();
    }
    view
}

fn view_enabled(shown: &NamedConnection) -> Value {
    json!({
        "connection_id": shown.id,
        "assign_membership_on_login": shown.settings.assign_membership_on_login,
        "show_as_button": shown.settings.show_as_button,
        "is_signup_enabled": shown.settings.is_signup_enabled,
        "connection": { "name": shown.name, "strategy": shown.strategy },
    })
}

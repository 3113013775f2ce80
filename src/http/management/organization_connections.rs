//! `/api/v2/organizations/{id}/enabled_connections`, and its newer form `/connections`, which has the disabled ones too

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Invalid;
use crate::flows::admin::AdminError;
use crate::flows::admin::organizations::{self, ShownConnection};

/// What only the newer form knows.
const NEWER: [&str; 3] = [
    "is_enabled",
    "organization_access_level",
    "organization_connection_name",
];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/organizations/{id}/connections",
        scopes: &["read:organization_connections"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            Parameter::flag("is_enabled"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/connections",
        scopes: &["create:organization_connections"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an organization connection"),
        handler: |call| Box::pin(add(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/connections/{connection_id}",
        scopes: &["read:organization_connections"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/organizations/{id}/connections/{connection_id}",
        scopes: &["update:organization_connections"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update an organization connection"),
        handler: |call| Box::pin(change(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/connections/{connection_id}",
        scopes: &["delete:organization_connections"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete an organization connection"),
        handler: |call| Box::pin(remove(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/enabled_connections",
        scopes: &["read:organization_connections"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list_enabled(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/enabled_connections",
        scopes: &["create:organization_connections"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Add a connection to an organization"),
        handler: |call| Box::pin(enable(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/enabled_connections/{connection_id}",
        scopes: &["read:organization_connections"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get_enabled(call)),
    },
    Route {
        method: "PATCH",
        path: "/organizations/{id}/enabled_connections/{connection_id}",
        scopes: &["update:organization_connections"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Modify an organization's connection"),
        handler: |call| Box::pin(change_enabled(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/enabled_connections/{connection_id}",
        scopes: &["delete:organization_connections"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a connection from an organization"),
        handler: |call| Box::pin(remove(call)),
    },
];

/// GET /organizations/{id}/connections
async fn list(call: &Call) -> Outcome {
    let mut found = organizations::connections_of(&call.ctx, &call.id).await?;
    let wanted = call.query.flag("is_enabled");
    found.retain(|c| wanted.is_none_or(|wanted| c.settings.is_enabled == wanted));
    answer(call, "connections", found, view)
}

/// GET /organizations/{id}/enabled_connections
async fn list_enabled(call: &Call) -> Outcome {
    let mut found = organizations::connections_of(&call.ctx, &call.id).await?;
    found.retain(|c| c.settings.is_enabled);
    answer(call, "enabled_connections", found, view_enabled)
}

fn answer(
    call: &Call,
    name: &str,
    found: Vec<ShownConnection>,
    shown: fn(&ShownConnection) -> Value,
) -> Outcome {
    let id = |c: &ShownConnection| c.id.clone();
    let body = paging::answer(&call.query, name, found, id, shown)?;
    Ok(Reply::ok(body))
}

/// GET /organizations/{id}/connections/{connection_id}
async fn get(call: &Call) -> Outcome {
    let found = organizations::connection(&call.ctx, &call.id, connection_id(call)).await?;
    Ok(Reply::ok(view(&found)))
}

/// GET /organizations/{id}/enabled_connections/{connection_id}
async fn get_enabled(call: &Call) -> Outcome {
    let found = organizations::connection(&call.ctx, &call.id, connection_id(call)).await?;
    Ok(Reply::ok(view_enabled(&found)))
}

/// POST /organizations/{id}/connections
async fn add(call: &Call) -> Outcome {
    let added = organizations::add_connection(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, view(&added)))
}

/// POST /organizations/{id}/enabled_connections
async fn enable(call: &Call) -> Outcome {
    refuse_newer(call)?;
    let added = organizations::add_connection(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, view_enabled(&added)))
}

/// PATCH /organizations/{id}/connections/{connection_id}
async fn change(call: &Call) -> Outcome {
    let id = connection_id(call);
    let changed = organizations::change_connection(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// PATCH /organizations/{id}/enabled_connections/{connection_id}
async fn change_enabled(call: &Call) -> Outcome {
    refuse_newer(call)?;
    let id = connection_id(call);
    let changed = organizations::change_connection(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view_enabled(&changed)))
}

/// DELETE /organizations/{id}/enabled_connections/{connection_id}, and of the newer form
async fn remove(call: &Call) -> Outcome {
    organizations::remove_connection(&call.ctx, &call.id, connection_id(call)).await?;
    Ok(Reply::no_content())
}

fn connection_id(call: &Call) -> &str {
    call.further_ids.first().map_or("", String::as_str)
}

fn refuse_newer(call: &Call) -> Result<(), AdminError> {
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

fn view(shown: &ShownConnection) -> Value {
    let mut view = view_enabled(shown);
    view["is_enabled"] = shown.settings.is_enabled.into();
    view["organization_access_level"] = shown.settings.organization_access_level.as_str().into();
    if let Some(name) = &shown.settings.organization_connection_name {
        view["organization_connection_name"] = name.as_str().into();
    }
    view
}

fn view_enabled(shown: &ShownConnection) -> Value {
    json!({
        "connection_id": shown.id,
        "assign_membership_on_login": shown.settings.assign_membership_on_login,
        "show_as_button": shown.settings.show_as_button,
        "is_signup_enabled": shown.settings.is_signup_enabled,
        "connection": { "name": shown.name, "strategy": shown.strategy },
    })
}

//! `/api/v2/client-grants`

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::client_grant::ClientGrant;
use crate::flows::admin::{client_grants, resource_servers};

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/client-grants",
        scopes: &["read:client_grants"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FROM,
            TAKE,
            Parameter::text("audience"),
            Parameter::text("client_id"),
            Parameter::text("subject_type"),
            Parameter::text("default_for"),
            Parameter::flag("allow_any_organization"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/client-grants",
        scopes: &["create:client_grants"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a client grant"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/client-grants/{id}",
        scopes: &["read:client_grants"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/client-grants/{id}",
        scopes: &["update:client_grants"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a client grant"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/client-grants/{id}",
        scopes: &["delete:client_grants"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a client grant"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /client-grants
async fn list(call: &Call) -> Outcome {
    let mut found = client_grants::all(&call.ctx).await?;
    let audience = call.query.text("audience");
    let audience = audience.map(|name| resource_servers::canonical(&call.ctx, name));
    let client_id = call.query.text("client_id");
    let subject_type = call.query.text("subject_type");
    let any_organization = call.query.flag("allow_any_organization");
    // No grant is for a group of clients.
    let is_possible = call.query.text("default_for").is_none();
    found.retain(|grant| {
        is_possible
            && audience.as_ref().is_none_or(|a| grant.audience == *a)
            && client_id.is_none_or(|id| grant.client_id == id)
            && subject_type.is_none_or(|t| grant.subject_type.name() == t)
            && any_organization.is_none_or(|any| grant.allows_any_organization() == any)
    });
    let id = |grant: &ClientGrant| grant.id.clone();
    let shown = |grant: &ClientGrant| Value::Object(view(grant));
    let body = paging::answer(&call.query, "client_grants", found, id, shown)?;
    Ok(Reply::ok(body))
}

/// GET /client-grants/{id}
async fn get(call: &Call) -> Outcome {
    Ok(Reply::ok(view(
        &client_grants::get(&call.ctx, &call.id).await?,
    )))
}

/// POST /client-grants
async fn create(call: &Call) -> Outcome {
    let made = client_grants::create(&call.ctx, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, view(&made).into()))
}

/// PATCH /client-grants/{id}
async fn update(call: &Call) -> Outcome {
    let changed = client_grants::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /client-grants/{id}
async fn delete(call: &Call) -> Outcome {
    client_grants::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// As Auth0 shows it: one for all scopes names none.
pub(super) fn view(grant: &ClientGrant) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("id".into(), grant.id.as_str().into());
    view.insert("client_id".into(), grant.client_id.as_str().into());
    view.insert("audience".into(), grant.audience.as_str().into());
    if !grant.allows_all_scopes() {
        let words: Vec<&str> = grant.scope.iter().collect();
        view.insert("scope".into(), json!(words));
    }
    view.insert("subject_type".into(), grant.subject_type.name().into());
    view.extend(grant.settings.clone());
    view
}

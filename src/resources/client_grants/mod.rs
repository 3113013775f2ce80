//! `/api/v2/client-grants`

pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::client_grant::ClientGrant;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::resource_servers::records as resource_servers;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/client-grants", &["read:client_grants"], |call| {
        Box::pin(list(call))
    })
    .query(&[
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
    ]),
    Route::post(
        "/client-grants",
        &["create:client_grants"],
        "Create a client grant",
        |call| Box::pin(create(call)),
    ),
    Route::get("/client-grants/{id}", &["read:client_grants"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        "/client-grants/{id}",
        &["update:client_grants"],
        "Update a client grant",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/client-grants/{id}",
        &["delete:client_grants"],
        "Delete a client grant",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /client-grants
async fn list(call: &Call) -> Outcome {
    let mut found = records::all(&call.ctx).await?;
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
    Ok(Reply::ok(view(&records::get(&call.ctx, &call.id).await?)))
}

/// POST /client-grants
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, &call.body).await?;
    Ok(Reply::created(view(&made)))
}

/// PATCH /client-grants/{id}
async fn update(call: &Call) -> Outcome {
    let changed = records::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /client-grants/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// As Auth0 shows it: one for all scopes names none.
pub fn view(grant: &ClientGrant) -> Map<String, Value> {
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

//! `/api/v2/resource-servers`

pub mod records;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::resources::api::call::{Call, Route};
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::resource_servers::StoredResourceServer;

/// Every property that an answer may show: what `fields` may name.
const PROPERTIES: &[&str] = &[
    "id",
    "name",
    "is_system",
    "identifier",
    "scopes",
    "signing_alg",
    "signing_secret",
    "allow_offline_access",
    "allow_online_access",
    "allow_online_access_with_ephemeral_sessions",
    "skip_consent_for_verifiable_first_party_clients",
    "token_lifetime",
    "token_lifetime_for_web",
    "enforce_policies",
    "token_dialect",
    "token_encryption",
    "consent_policy",
    "authorization_details",
    "authorization_policy",
    "proof_of_possession",
    "subject_type_authorization",
    "client_id",
];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/resource-servers", &["read:resource_servers"], |call| {
        Box::pin(list(call))
    })
    .query(&[
        FIELDS,
        INCLUDE_FIELDS,
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        Parameter::texts("identifiers"),
    ]),
    Route::post(
        "/resource-servers",
        &["create:resource_servers"],
        "Create a resource server",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/resource-servers/{identifier}",
        &["read:resource_servers"],
        |call| Box::pin(get(call)),
    )
    .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/resource-servers/{identifier}",
        &["update:resource_servers"],
        "Update a resource server",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/resource-servers/{identifier}",
        &["delete:resource_servers"],
        "Delete a resource server",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /resource-servers
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut found = records::all(&call.ctx).await?;
    if let Some(wanted) = call.query.texts("identifiers") {
        let wanted: Vec<String> = wanted
            .iter()
            .map(|name| records::canonical(&call.ctx, name))
            .collect();
        found.retain(|stored| wanted.contains(&stored.resource_server.identifier));
    }
    let id = |stored: &StoredResourceServer| stored.resource_server.id.clone();
    let linked = records::linked(&call.ctx).await?;
    let shown = |stored: &StoredResourceServer| {
        let mut view = view(stored, &linked);
        fields.cut(&mut view);
        Value::Object(view)
    };
    let body = paging::answer(&call.query, "resource_servers", found, id, shown)?;
    Ok(Reply::ok(body))
}

/// GET /resource-servers/{id}
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let found = records::get(&call.ctx, &call.id).await?;
    let mut view = view(&found, &records::linked(&call.ctx).await?);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /resource-servers
async fn create(call: &Call) -> Outcome {
    let stored = records::create(&call.ctx, call.body.clone()).await?;
    let view = view(&stored, &records::linked(&call.ctx).await?);
    Ok(Reply::created(view))
}

/// PATCH /resource-servers/{id}: 200, though Auth0's OpenAPI document says 201.
async fn update(call: &Call) -> Outcome {
    let stored = records::update(&call.ctx, &call.id, call.body.clone()).await?;
    let view = view(&stored, &records::linked(&call.ctx).await?);
    Ok(Reply::ok(view))
}

/// DELETE /resource-servers/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// The document, which holds nothing that must not be seen, and the client that is linked to the API.
fn view(stored: &StoredResourceServer, linked: &HashMap<String, String>) -> Map<String, Value> {
    let mut view = stored.document.clone();
    if let Some(client_id) = linked.get(&stored.resource_server.identifier) {
        view.insert("client_id".into(), client_id.as_str().into());
    }
    view
}

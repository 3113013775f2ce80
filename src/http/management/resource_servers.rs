//! `/api/v2/resource-servers`

use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::resource_servers;
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
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/resource-servers",
        scopes: &["read:resource_servers"],
        query: &[
            FIELDS,
            INCLUDE_FIELDS,
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            Parameter::texts("identifiers"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/resource-servers",
        scopes: &["create:resource_servers"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a resource server"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/resource-servers/{identifier}",
        scopes: &["read:resource_servers"],
        query: &[FIELDS, INCLUDE_FIELDS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/resource-servers/{identifier}",
        scopes: &["update:resource_servers"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a resource server"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/resource-servers/{identifier}",
        scopes: &["delete:resource_servers"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a resource server"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /resource-servers
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut found = resource_servers::all(&call.ctx).await?;
    if let Some(wanted) = call.query.texts("identifiers") {
        let wanted: Vec<String> = wanted
            .iter()
            .map(|name| resource_servers::canonical(&call.ctx, name))
            .collect();
        found.retain(|stored| wanted.contains(&stored.resource_server.identifier));
    }
    let id = |stored: &StoredResourceServer| stored.resource_server.id.clone();
    let linked = resource_servers::linked(&call.ctx).await?;
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
    let found = resource_servers::get(&call.ctx, &call.id).await?;
    let mut view = view(&found, &resource_servers::linked(&call.ctx).await?);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /resource-servers
async fn create(call: &Call) -> Outcome {
    let stored = resource_servers::create(&call.ctx, call.body.clone()).await?;
    let view = view(&stored, &resource_servers::linked(&call.ctx).await?);
    Ok(Reply::new(StatusCode::CREATED, view.into()))
}

/// PATCH /resource-servers/{id}: 200, though Auth0's OpenAPI document says 201.
async fn update(call: &Call) -> Outcome {
    let stored = resource_servers::update(&call.ctx, &call.id, call.body.clone()).await?;
    let view = view(&stored, &resource_servers::linked(&call.ctx).await?);
    Ok(Reply::ok(view))
}

/// DELETE /resource-servers/{id}
async fn delete(call: &Call) -> Outcome {
    resource_servers::delete(&call.ctx, &call.id).await?;
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

//! `/api/v2/clients/{id}/credentials`

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::client_credential::Credential;
use crate::flows::admin::client_credentials;

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/clients/{id}/credentials",
        scopes: &["read:client_credentials"],
        // Tools send them; the answer is the whole list all the same.
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/clients/{id}/credentials",
        scopes: &["create:client_credentials"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a client credential"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/clients/{id}/credentials/{credential_id}",
        scopes: &["read:client_credentials"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/clients/{id}/credentials/{credential_id}",
        scopes: &["update:client_credentials"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a client credential"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/clients/{id}/credentials/{credential_id}",
        scopes: &["delete:client_credentials"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a client credential"),
        handler: |call| Box::pin(delete(call)),
    },
];

/// GET /clients/{id}/credentials: always the bare array.
async fn list(call: &Call) -> Outcome {
    let found = client_credentials::all(&call.ctx, &call.id).await?;
    let views: Vec<Value> = found.iter().map(|c| view(c).into()).collect();
    Ok(Reply::ok(views))
}

/// GET /clients/{id}/credentials/{credential_id}
async fn get(call: &Call) -> Outcome {
    let found = client_credentials::get(&call.ctx, &call.id, credential_id(call)).await?;
    Ok(Reply::ok(view(&found)))
}

/// POST /clients/{id}/credentials
async fn create(call: &Call) -> Outcome {
    let made = client_credentials::create(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, view(&made).into()))
}

/// PATCH /clients/{id}/credentials/{credential_id}
async fn update(call: &Call) -> Outcome {
    let id = credential_id(call);
    let changed = client_credentials::update(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /clients/{id}/credentials/{credential_id}
async fn delete(call: &Call) -> Outcome {
    client_credentials::delete(&call.ctx, &call.id, credential_id(call)).await?;
    Ok(Reply::no_content())
}

fn credential_id(call: &Call) -> &str {
    call.further_ids.first().map_or("", String::as_str)
}

/// As Auth0 shows it: without the key.
pub(super) fn view(credential: &Credential) -> Map<String, Value> {
    let mut view = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            view.insert(name.into(), value.into());
        }
    };
    put("id", Some(credential.id.clone()));
    put("credential_type", Some("public_key".into()));
    put("kid", Some(credential.kid.clone()));
    put("alg", Some(credential.alg.as_str().into()));
    put("name", credential.name.clone());
    put("created_at", Some(credential.created_at.to_string()));
    put("updated_at", Some(credential.updated_at.to_string()));
    put("expires_at", credential.expires_at.map(|at| at.to_string()));
    view
}

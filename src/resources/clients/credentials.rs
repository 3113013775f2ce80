//! `/api/v2/clients/{id}/credentials`

use serde_json::{Map, Value};

use super::credential_records;
use crate::domain::client_credential::ClientCredential;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE};
use crate::resources::api::reply::{Outcome, Reply};

/// The endpoints.
pub const ROUTES: &[Route] = &[
    // Tools send them; the answer is the whole list all the same.
    Route::get(
        "/clients/{id}/credentials",
        &["read:client_credentials"],
        |call| Box::pin(list(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/clients/{id}/credentials",
        &["create:client_credentials"],
        "Create a client credential",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/clients/{id}/credentials/{credential_id}",
        &["read:client_credentials"],
        |call| Box::pin(get(call)),
    ),
    Route::patch(
        "/clients/{id}/credentials/{credential_id}",
        &["update:client_credentials"],
        "Update a client credential",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/clients/{id}/credentials/{credential_id}",
        &["delete:client_credentials"],
        "Delete a client credential",
        |call| Box::pin(delete(call)),
    ),
];

/// GET /clients/{id}/credentials: always the bare array.
async fn list(call: &Call) -> Outcome {
    let found = credential_records::all(&call.ctx, &call.id).await?;
    let views: Vec<Value> = found.iter().map(|c| view(c).into()).collect();
    Ok(Reply::ok(views))
}

/// GET /clients/{id}/credentials/{credential_id}
async fn get(call: &Call) -> Outcome {
    let found = credential_records::get(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::ok(view(&found)))
}

/// POST /clients/{id}/credentials
async fn create(call: &Call) -> Outcome {
    let made = credential_records::create(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(view(&made)))
}

/// PATCH /clients/{id}/credentials/{credential_id}
async fn update(call: &Call) -> Outcome {
    let id = call.second_id();
    let changed = credential_records::update(&call.ctx, &call.id, id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /clients/{id}/credentials/{credential_id}
async fn delete(call: &Call) -> Outcome {
    credential_records::delete(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::no_content())
}

/// As Auth0 shows it: without the key.
pub fn view(credential: &ClientCredential) -> Map<String, Value> {
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

//! `/api/v2/clients/{id}/credentials`: registering public keys, and saying when they end.

use serde_json::{Map, Value};

use super::{credential_document as document, keys, records};
use crate::domain::client::ClientAuth;
use crate::domain::client_credential::ClientCredential;
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::resources::api::retry::retry;
use crate::store::engine::Tx;
use crate::store::{client_credentials as store, clients as client_store};

const MISSING: Missing = Missing::new("Credential does not exist");

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
        read::<ClientCredential>,
    ),
    Route::patch(
        "/clients/{id}/credentials/{credential_id}",
        &["update:client_credentials"],
        "Update a client credential",
        update::<ClientCredential>,
    ),
    Route::delete(
        "/clients/{id}/credentials/{credential_id}",
        &["delete:client_credentials"],
        "Delete a client credential",
        |call| Box::pin(delete(call)),
    ),
];

impl Resource for ClientCredential {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await?;
        let mut db = call.ctx.store.read().await?;
        let found = store::find(&mut db, &call.id, call.second_id()).await?;
        found.ok_or_else(|| MISSING.error())
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(view(self).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    /// Nothing but its end can be changed.
    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        self.expires_at = keys::end(patch);
        self.updated_at = ctx.now;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, _before: &Self) -> Result<bool, ApiError> {
        let id = (self.client_id.as_str(), self.id.as_str());
        Ok(store::set_expiry(tx, id, self.expires_at, self.updated_at).await?)
    }
}

/// GET /clients/{id}/credentials: always the bare array, oldest first.
async fn list(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    let found = store::of_client(&mut call.ctx.store.read().await?, &call.id).await?;
    let views: Vec<Value> = found.iter().map(|c| view(c).into()).collect();
    Ok(Reply::ok(views))
}

/// POST /clients/{id}/credentials. The key signs for nothing until the client takes it into use.
async fn create(call: &Call) -> Outcome {
    let ctx = &call.ctx;
    document::validate(&call.body, Mode::Create)?;
    if records::get(ctx, &call.id).await?.client.global {
        return Err(ApiError::not_enabled());
    }
    let made = keys::read(ctx, &call.id, &call.body)?;
    let mut db = ctx.store.write().await?;
    keys::insert(&mut db, &made).await?;
    drop(db);
    ctx.store.forget_copies();
    Ok(Reply::created(view(&made)))
}

/// DELETE /clients/{id}/credentials/{credential_id}
async fn delete(call: &Call) -> Outcome {
    let id = (call.id.as_str(), call.second_id());
    retry(|| delete_unused(&call.ctx, id)).await?;
    Ok(Reply::no_content())
}

/// Deletes a credential that the client does not use. Does nothing if there is no such credential.
async fn delete_unused(ctx: &Ctx, (client_id, id): (&str, &str)) -> Result<Option<()>, ApiError> {
    let mut tx = ctx.store.begin().await?;
    let Some(stored) = client_store::by_id(&mut tx, client_id).await? else {
        return Ok(Some(()));
    };
    if let ClientAuth::PrivateKey(in_use) = stored.client.authentication()
        && in_use.iter().any(|used| used == id)
    {
        return Err(ApiError::not_possible(
            "The credential is in use by the client and cannot be deleted.",
        ));
    }
    store::delete(&mut tx, client_id, id).await?;
    // A new version of the same client: no request may have taken the credential into use meanwhile.
    let (document, secret) = (&stored.document, stored.secret.as_deref());
    if !client_store::replace(&mut tx, document, secret, stored.version).await? {
        return Ok(None);
    }
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(Some(()))
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

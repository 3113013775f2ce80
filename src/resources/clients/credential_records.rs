//! Credentials of clients: registering public keys, and saying when they end.

use serde_json::{Map, Value};

use super::{keys, records};
use crate::domain::client::ClientAuth;
use crate::domain::client_credential::{ClientCredential, validate};
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::retry::retry;
use crate::store::{client_credentials as store, clients as client_store};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("Credential does not exist");

/// The client's credentials, oldest first.
pub async fn all(ctx: &Ctx, client_id: &str) -> Result<Vec<ClientCredential>, ApiError> {
    records::get(ctx, client_id).await?;
    Ok(store::of_client(&mut ctx.store.read().await?, client_id).await?)
}

/// One credential of the client.
pub async fn get(ctx: &Ctx, client_id: &str, id: &str) -> Result<ClientCredential, ApiError> {
    records::get(ctx, client_id).await?;
    let found = store::find(&mut ctx.store.read().await?, client_id, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Registers a key. It signs for nothing until the client takes it into use.
pub async fn create(
    ctx: &Ctx,
    client_id: &str,
    body: &Map<String, Value>,
) -> Result<ClientCredential, ApiError> {
    validate(body, Mode::Create)?;
    if records::get(ctx, client_id).await?.client.global {
        return Err(ApiError::not_enabled());
    }
    let made = keys::read(ctx, client_id, body)?;
    let mut db = ctx.store.write().await?;
    keys::insert(&mut db, &made).await?;
    drop(db);
    ctx.store.forget_copies();
    Ok(made)
}

/// Changes when a credential ends.
pub async fn update(
    ctx: &Ctx,
    client_id: &str,
    id: &str,
    patch: &Map<String, Value>,
) -> Result<ClientCredential, ApiError> {
    validate(patch, Mode::Update)?;
    records::get(ctx, client_id).await?;
    let mut db = ctx.store.write().await?;
    let is_there = store::set_expiry(&mut db, (client_id, id), keys::end(patch), ctx.now).await?;
    drop(db);
    if !is_there {
        return Err(MISSING.error());
    }
    ctx.store.forget_copies();
    get(ctx, client_id, id).await
}

/// Deletes a credential that the client does not use. One that is not there is as good as deleted.
pub async fn delete(ctx: &Ctx, client_id: &str, id: &str) -> Result<(), ApiError> {
    retry(|| async {
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
        // A new version of the same client: nobody may have taken the credential into use meanwhile.
        let (document, secret) = (&stored.document, stored.secret.as_deref());
        if client_store::replace(&mut tx, document, secret, stored.version).await? {
            tx.commit().await?;
            ctx.store.forget_copies();
            return Ok(Some(()));
        }
        Ok(None)
    })
    .await
}

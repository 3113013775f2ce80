//! Clients: reading them from the store, never from a copy, and changing them.

use serde_json::{Map, Value};

use super::{document, keys};
use crate::domain::client::{Client, ClientAuth};
use crate::domain::client_credential::ClientCredential;
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::Call;
use crate::resources::api::caller::Caller;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::resource::change;
use crate::saml::add_on;
use crate::store::clients::{self, StoredClient};
use crate::store::engine::{Conn, Tx};
use crate::store::{self, erase};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::coded("The client does not exist", "inexistent_client");

/// The client with that id.
pub async fn get(ctx: &Ctx, client_id: &str) -> Result<StoredClient, ApiError> {
    let found = clients::by_id(&mut ctx.store.read().await?, client_id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes a client of a body, with an id and a secret of its own, and with the credentials that the body brings.
pub async fn create(
    ctx: &Ctx,
    body: Map<String, Value>,
) -> Result<(StoredClient, Vec<ClientCredential>), ApiError> {
    document::validate(&body, Mode::Create)?;
    let mut document = body;
    document::complete(&mut document);
    let client_id = if document::is_strict(&document) {
        ids::third_party_client_id(&ctx.entropy)
    } else {
        ids::client_id(&ctx.entropy)
    };
    document.insert("client_id".into(), client_id.as_str().into());
    check(None, &document)?;
    let credentials = keys::take(ctx, &client_id, &mut document)?;
    let secret = ids::client_secret(&ctx.entropy);
    let mut tx = ctx.store.begin().await?;
    if !clients::insert(&mut tx, &document, Some(&secret), ctx.now).await? {
        return Err(ApiError::contended());
    }
    for credential in &credentials {
        keys::insert(&mut tx, credential).await?;
    }
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok((get(ctx, &client_id).await?, credentials))
}

/// Changes a client as a `PATCH` says, by Auth0's merge rules. No flow acts upon the global client: it stays as it is.
pub fn merge(client: &mut StoredClient, mut patch: Map<String, Value>) -> Result<(), ApiError> {
    let before = client.clone();
    if let Some(Value::String(secret)) = patch.shift_remove("client_secret") {
        client.secret = Some(secret);
    }
    document::merge(&mut client.document, &patch);
    if before.client.global {
        let is_same = client.document == before.document && client.secret == before.secret;
        return if is_same {
            Ok(())
        } else {
            Err(ApiError::not_enabled())
        };
    }
    client.client = check(Some(&before.document), &client.document)?;
    Ok(())
}

/// Stores a changed client; false if another request has changed it since `before`.
pub async fn replace(
    tx: &mut Tx,
    after: &StoredClient,
    before: &StoredClient,
) -> Result<bool, ApiError> {
    if before.client.global {
        return Ok(true);
    }
    check_credentials(tx, before, after).await?;
    let (document, secret) = (&after.document, after.secret.as_deref());
    Ok(clients::replace(tx, document, secret, before.version).await?)
}

/// Gives the call's client a new secret; the old one is void at once.
pub async fn rotate_secret(call: &Call) -> Result<StoredClient, ApiError> {
    if get(&call.ctx, &call.id).await?.authenticates_by_key() {
        return Err(ApiError::not_possible(
            "The client authenticates by private_key_jwt and has no secret to rotate.",
        ));
    }
    let mut patch = Map::new();
    let secret = ids::client_secret(&call.ctx.entropy);
    patch.insert("client_secret".into(), secret.into());
    change(call, |stored| merge(stored, patch.clone())).await
}

/// Deletes the client with its grants, and ends its refresh tokens. Does nothing if there is no such client.
pub async fn delete(ctx: &Ctx, client_id: &str) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    let Some(stored) = clients::by_id(&mut tx, client_id).await? else {
        return Ok(());
    };
    if stored.client.global {
        return Err(ApiError::not_possible("Global client cannot be deleted."));
    }
    let cascades = stored.client.session_transfer().enforce_cascade_revocation;
    erase::client(&mut tx, client_id, cascades, ctx.now).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(())
}

/// The client in the document, if it may be stored: its parts go together, we act upon what it asks for, and it can be read.
fn check(
    before: Option<&Map<String, Value>>,
    after: &Map<String, Value>,
) -> Result<Client, ApiError> {
    document::check(before, after)??;
    let client = Client::from_document(after).map_err(Invalid::unusable)?;
    // What was stored before there was this rule may stay.
    if before.is_none_or(|before| before.get("addons") != after.get("addons")) {
        add_on::check(&client).map_err(Invalid::unusable)?;
    }
    Ok(client)
}

/// A client uses credentials of its own only.
async fn check_credentials(
    db: &mut Conn,
    before: &StoredClient,
    after: &StoredClient,
) -> Result<(), ApiError> {
    let ClientAuth::PrivateKey(in_use) = after.client.authentication() else {
        return Ok(());
    };
    if before.client.authentication() == after.client.authentication() {
        return Ok(());
    }
    let known = store::client_credentials::of_client(db, &after.client.client_id).await?;
    let is_known = |id: &String| known.iter().any(|c| c.id == *id);
    match in_use.iter().find(|id| !is_known(id)) {
        None => Ok(()),
        Some(id) => {
            let text = format!("Payload validation error: credential {id} does not exist");
            Err(Invalid::Rule(text).into())
        }
    }
}

/// Secrets and the rest of a client are changed under scopes of their own.
pub fn check_scopes(caller: &Caller, patch: &Map<String, Value>) -> Result<(), ApiError> {
    for key in patch.keys() {
        let scopes: &[&str] = match key.as_str() {
            "client_secret" => &["update:client_keys"],
            "client_authentication_methods" => &["update:clients", "update:client_credentials"],
            "token_vault_privileged_access" => &[
                "update:clients",
                "update:client_token_vault_privileged_access",
            ],
            _ => &["update:clients"],
        };
        if !caller.has_any(scopes) {
            return Err(ApiError::insufficient_scope(scopes));
        }
    }
    Ok(())
}

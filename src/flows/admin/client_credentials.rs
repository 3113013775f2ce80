//! Credentials of clients: registering public keys, and saying when they end.

use serde_json::{Map, Value, json};

use super::retry::retry;
use super::{AdminError, Missing};
use crate::domain::client::ClientAuth;
use crate::domain::client_credential::{Algorithm, Credential, validate};
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::time::Timestamp;
use crate::flows::Ctx;
use crate::ids;
use crate::keys::client_key;
use crate::store::client_credentials as store;
use crate::store::clients::{self as client_store, StoredClient};
use crate::store::engine::Conn;

/// The client's credentials, oldest first.
pub async fn all(ctx: &Ctx, client_id: &str) -> Result<Vec<Credential>, AdminError> {
    client(ctx, client_id).await?;
    Ok(store::of_client(&mut ctx.store.read().await?, client_id).await?)
}

async fn client(ctx: &Ctx, client_id: &str) -> Result<StoredClient, AdminError> {
    let found = client_store::by_id(&mut ctx.store.read().await?, client_id).await?;
    found.ok_or(AdminError::NoSuchClient)
}

/// One credential of the client.
pub async fn get(ctx: &Ctx, client_id: &str, id: &str) -> Result<Credential, AdminError> {
    client(ctx, client_id).await?;
    let found = store::find(&mut ctx.store.read().await?, client_id, id).await?;
    found.ok_or(AdminError::Missing(Missing::Credential))
}

/// Registers a key. It signs for nothing until the client takes it into use.
pub async fn create(
    ctx: &Ctx,
    client_id: &str,
    body: &Map<String, Value>,
) -> Result<Credential, AdminError> {
    validate(body, Mode::Create)?;
    if client(ctx, client_id).await?.client.global {
        return Err(AdminError::NotEnabled);
    }
    let made = read(ctx, client_id, body)?;
    let mut db = ctx.store.write().await?;
    insert(&mut db, &made).await?;
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
) -> Result<Credential, AdminError> {
    validate(patch, Mode::Update)?;
    client(ctx, client_id).await?;
    let mut db = ctx.store.write().await?;
    let is_there = store::set_expiry(&mut db, (client_id, id), end(patch), ctx.now).await?;
    drop(db);
    if !is_there {
        return Err(AdminError::Missing(Missing::Credential));
    }
    ctx.store.forget_copies();
    get(ctx, client_id, id).await
}

/// Deletes a credential that the client does not use. One that is not there is as good as deleted.
pub async fn delete(ctx: &Ctx, client_id: &str, id: &str) -> Result<(), AdminError> {
    retry(|| async {
        let mut tx = ctx.store.begin().await?;
        let Some(stored) = client_store::by_id(&mut tx, client_id).await? else {
            return Ok(Some(()));
        };
        if let ClientAuth::PrivateKey(in_use) = stored.client.authentication()
            && in_use.iter().any(|used| used == id)
        {
            return Err(AdminError::NotPossible(
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

/// Takes the keys out of a new client's document and leaves their ids in their place.
pub(super) fn take(
    ctx: &Ctx,
    client_id: &str,
    document: &mut Map<String, Value>,
) -> Result<Vec<Credential>, AdminError> {
    let Some(keys) = document
        .get_mut("client_authentication_methods")
        .and_then(|methods| methods.get_mut("private_key_jwt"))
        .and_then(|method| method.get_mut("credentials"))
    else {
        return Ok(vec![]);
    };
    let given = keys.as_array().into_iter().flatten();
    let empty = Map::new();
    let read = given.map(|key| read(ctx, client_id, key.as_object().unwrap_or(&empty)));
    let made = read.collect::<Result<Vec<_>, _>>()?;
    *keys = made.iter().map(|c| json!({ "id": c.id })).collect();
    Ok(made)
}

/// Stores a credential, unless the client has as many as it may.
pub(super) async fn insert(db: &mut Conn, credential: &Credential) -> Result<(), AdminError> {
    if store::insert(db, credential).await? {
        Ok(())
    } else {
        let text = "The client has as many credentials as it may have.";
        Err(AdminError::NotPossible(text))
    }
}

fn read(ctx: &Ctx, client_id: &str, body: &Map<String, Value>) -> Result<Credential, AdminError> {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    // The other kinds are certificates of mutual TLS.
    if text("credential_type") != Some("public_key") {
        return Err(AdminError::NotEnabled);
    }
    let uploaded = text("pem").and_then(client_key::read_pem);
    let uploaded = uploaded.ok_or_else(|| {
        let text = "Payload validation error: pem must be an RSA public key of 2048 bits or more, or a certificate of one";
        Invalid::Rule(text.into())
    })?;
    let from_certificate = body.get("parse_expiry_from_cert") == Some(&Value::Bool(true));
    let certificate_end = uploaded.expires_at.filter(|_| from_certificate);
    let alg = text("alg").and_then(Algorithm::parse);
    let name = text("name").filter(|name| !name.is_empty());
    let kid = text("kid").map_or_else(|| client_key::thumbprint(&uploaded.key), str::to_owned);
    Ok(Credential {
        id: ids::credential_id(&ctx.entropy),
        client_id: client_id.to_owned(),
        name: name.map(str::to_owned),
        kid,
        alg: alg.unwrap_or(Algorithm::Rs256),
        key: uploaded.key,
        expires_at: certificate_end.or_else(|| end(body)),
        created_at: ctx.now,
        updated_at: ctx.now,
    })
}

fn end(body: &Map<String, Value>) -> Option<Timestamp> {
    Timestamp::parse(body.get("expires_at")?.as_str()?)
}

//! Keys that clients authenticate by, as requests bring them.

use serde_json::{Map, Value, json};

use crate::domain::client_credential::{Algorithm, ClientCredential};
use crate::domain::request_body::Invalid;
use crate::domain::time::Timestamp;
use crate::flows::Ctx;
use crate::ids;
use crate::keys::client_key;
use crate::resources::api::error::ApiError;
use crate::store::client_credentials as store;
use crate::store::engine::Conn;

/// Takes the keys out of a new client's document and leaves their ids in their place.
pub fn take(
    ctx: &Ctx,
    client_id: &str,
    document: &mut Map<String, Value>,
) -> Result<Vec<ClientCredential>, ApiError> {
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
pub async fn insert(db: &mut Conn, credential: &ClientCredential) -> Result<(), ApiError> {
    if store::insert(db, credential).await? {
        Ok(())
    } else {
        let text = "The client has as many credentials as it may have.";
        Err(ApiError::not_possible(text))
    }
}

/// Reads the key of a body.
pub fn read(
    ctx: &Ctx,
    client_id: &str,
    body: &Map<String, Value>,
) -> Result<ClientCredential, ApiError> {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    // The other kinds are certificates of mutual TLS.
    if text("credential_type") != Some("public_key") {
        return Err(ApiError::not_enabled());
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
    Ok(ClientCredential {
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

/// When a body says that the credential ends.
pub fn end(body: &Map<String, Value>) -> Option<Timestamp> {
    Timestamp::parse(body.get("expires_at")?.as_str()?)
}

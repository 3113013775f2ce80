//! Device credentials: public keys, and refresh tokens as what a device has.

use serde_json::{Map, Value};

use super::document;
use crate::domain::device_credential::{DeviceCredential, DeviceCredentialKind};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::caller::Caller;
use crate::resources::api::error::ApiError;
use crate::resources::refresh_tokens::records as refresh_tokens;
use crate::store::device_credentials;
use crate::store::families::{self, ListedFamily};

/// A list ends here.
const MAX_RECORDS: u32 = 1_000;
/// How many keys a user may register.
const MAX_KEYS: i64 = 100;
const PREFIX: &str = "dcr_";

/// What a device has.
#[derive(Debug)]
pub enum Held {
    Key(DeviceCredential),
    Token(Box<ListedFamily>),
}

/// What a list is narrowed down to.
#[derive(Debug, Clone, Copy)]
pub struct DeviceCredentialFilters<'a> {
    pub user_id: Option<&'a str>,
    pub client_id: Option<&'a str>,
    pub kind: Option<DeviceCredentialKind>,
}

/// What the devices of users have.
pub async fn list(ctx: &Ctx, filter: DeviceCredentialFilters<'_>) -> Result<Vec<Held>, ApiError> {
    let (user_id, client_id) = (filter.user_id, filter.client_id);
    let mut db = ctx.store.read().await?;
    let mut held = Vec::new();
    if matches!(filter.kind, None | Some(DeviceCredentialKind::PublicKey)) {
        let keys = device_credentials::list(&mut db, user_id, client_id, MAX_RECORDS).await?;
        held.extend(keys.into_iter().map(Held::Key));
    }
    if filter.kind != Some(DeviceCredentialKind::PublicKey) {
        let whose = (user_id, client_id);
        let families = families::all(&mut db, whose, ctx.now, MAX_RECORDS).await?;
        let asked = |family: &ListedFamily| match filter.kind {
            Some(kind) => (kind == DeviceCredentialKind::RotatingRefreshToken) == family.rotating,
            None => true,
        };
        let tokens = families.into_iter().filter(asked);
        held.extend(tokens.map(|family| Held::Token(Box::new(family))));
    }
    Ok(held)
}

/// Registers a key for the device of the user who calls; its id.
pub async fn register(
    ctx: &Ctx,
    caller: &Caller,
    body: &Map<String, Value>,
) -> Result<String, ApiError> {
    document::validate(body)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let client_id = &caller.client.client.client_id;
    if body.contains_key("client_id") && text("client_id") != client_id {
        return Err(ApiError::not_allowed(
            "Cannot create device credentials for that client.",
        ));
    }
    let Some(user_id) = &caller.user_id else {
        return Err(ApiError::not_allowed(
            "Cannot create device credentials for that user.",
        ));
    };
    let credential = DeviceCredential {
        id: ids::prefixed(&ctx.entropy, PREFIX),
        user_id: user_id.clone(),
        client_id: client_id.clone(),
        device_id: text("device_id").to_ascii_lowercase(),
        device_name: text("device_name").to_owned(),
        value: text("value").to_owned(),
        created_at: ctx.now,
    };
    let mut db = ctx.store.write().await?;
    if !device_credentials::insert(&mut db, &credential, MAX_KEYS).await? {
        return Err(ApiError::exists(
            "A public key already exists for the device.",
        ));
    }
    Ok(credential.id)
}

/// Takes a key or a refresh token away; a user only their own. One that is not there is as good as gone.
pub async fn delete(ctx: &Ctx, caller: &Caller, id: &str) -> Result<(), ApiError> {
    let user_id = caller.user_id.as_deref();
    if id.starts_with(PREFIX) {
        let mut db = ctx.store.write().await?;
        return Ok(device_credentials::delete(&mut db, id, user_id).await?);
    }
    let found = families::by_id(&mut ctx.store.read().await?, id, ctx.now).await?;
    let own = found.is_some_and(|family| user_id.is_none_or(|user_id| family.user_id == user_id));
    if own {
        refresh_tokens::revoke(ctx, &[id]).await?;
    }
    Ok(())
}

//! Pushed authorization requests (RFC 9126): checked when they are pushed, and again when they are used.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::request;
use crate::flows::{Answer, Code, Ctx};
use crate::store::clients::StoredClient;
use crate::store::pushed_requests;
use crate::tokens::opaque::{self, OpaqueKind};

const URN: &str = "urn:ietf:params:oauth:request_uri:";

/// Whether it is a `request_uri` of a pushed request.
pub fn is_reference(request_uri: &str) -> bool {
    request_uri.starts_with(URN)
}

/// Stores a request; its `request_uri`.
pub async fn push(
    ctx: &Ctx,
    client: Arc<StoredClient>,
    parameters: Map<String, Value>,
) -> Answer<String> {
    let get = |name: &str| parameters.get(name).and_then(Value::as_str);
    // RFC 9126 §2.1.
    if get("request_uri").is_some() {
        return Err(Code::InvalidRequest
            .refuse("request_uri cannot be pushed")
            .into());
    }
    let callback = request::callback(ctx, client, &get).await?;
    request::rest(ctx, &callback, &get).await?;
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::RequestUri);
    let expires_at = ctx.now.plus(ctx.settings.lifetimes.pushed_request);
    let mut db = ctx.store.write().await?;
    pushed_requests::insert(
        &mut db,
        &minted.digest,
        &callback.client.client.client_id,
        &parameters,
        expires_at,
    )
    .await?;
    Ok(format!("{URN}{}", minted.secret))
}

/// Takes a pushed request, once, for the client that pushed it.
pub async fn take(ctx: &Ctx, client_id: &str, request_uri: &str) -> Answer<Map<String, Value>> {
    let refuse = || Code::InvalidRequest.refuse("Invalid or expired request_uri");
    let secret = request_uri.strip_prefix(URN).ok_or_else(refuse)?;
    let digest = opaque::recognise(OpaqueKind::RequestUri, secret).ok_or_else(refuse)?;
    let mut db = ctx.store.write().await?;
    Ok(pushed_requests::take(&mut db, &digest, client_id, ctx.now)
        .await?
        .ok_or_else(refuse)?)
}

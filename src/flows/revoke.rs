//! RFC 7009: a client gives a refresh token back. Whatever came of its transfers may end with it.

use serde_json::json;

use super::{Answer, Ctx};
use crate::domain::client::Client;
use crate::store::families::{self, EndedFamily};
use crate::store::refresh_tokens;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

/// Ends the token's family. A token that is unknown, dead or another client's is no error (§2.2).
pub async fn revoke(ctx: &Ctx, client: &Client, token: &str) -> Answer<()> {
    let Some(digest) = opaque::recognise(Kind::RefreshToken, token) else {
        return Ok(());
    };
    let found = refresh_tokens::find(&mut ctx.store.read().await?, &digest, ctx.now).await?;
    let Some(presented) = found.filter(|p| p.family.client_id == client.client_id) else {
        return Ok(());
    };
    let cascades = client.session_transfer().enforce_cascade_revocation;
    let mut db = ctx.store.write().await?;
    let ended = families::end_one(&mut db, &presented.family.id, cascades, ctx.now).await?;
    drop(db);
    if let Some(family) = ended {
        tell(ctx, Some(client), &family);
    }
    Ok(())
}

/// Tells the tenant log of a family that somebody ended.
pub(super) fn tell(ctx: &Ctx, client: Option<&Client>, family: &EndedFamily) {
    let event = Event::new(
        tenant_log::Code::Revocation,
        "Successful revocation of a refresh token",
    );
    let event = match client {
        Some(client) => event.client(client),
        None => event.with("client_id", Some(family.client_id.as_str())),
    };
    let event = event
        .with("user_id", Some(family.user_id.as_str()))
        .with("audience", family.audience.as_deref());
    ctx.log(event.details(json!({
        "credential_id": family.id,
        "session_id": family.session_id,
        "refresh_token": {
            "access": if family.online { "online" } else { "offline" },
            "session_id": family.session_id,
        },
    })));
}

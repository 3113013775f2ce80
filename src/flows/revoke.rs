//! RFC 7009: a client gives a refresh token back. Whatever came of its transfers may end with it.

use serde_json::json;

use super::{Answer, Ctx};
use crate::domain::client::Client;
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
    let family = presented.family;
    let cascades = client.session_transfer().enforce_cascade_revocation;
    if refresh_tokens::revoke(&mut ctx.store.write().await?, &family.id, ctx.now, cascades).await? {
        ctx.log(
            Event::new(
                tenant_log::Code::Revocation,
                "Successful revocation of a refresh token",
            )
            .client(client)
            .with("user_id", Some(family.user_id.as_str()))
            .with("audience", family.audience.as_deref())
            .details(json!({
                "credential_id": family.id,
                "session_id": family.session_id,
                "refresh_token": {
                    "access": if family.online { "online" } else { "offline" },
                    "session_id": family.session_id,
                },
            })),
        );
    }
    Ok(())
}

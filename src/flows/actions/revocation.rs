//! What an Action revokes while it refuses.

use serde_json::{Map, Value};

use crate::flows::{Answer, Ctx};
use crate::store::families::{self, FamilyOwner};
use crate::store::sessions;

/// The session, or the refresh token, of the login that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Revoked {
    Session { with_refresh_tokens: bool },
    RefreshToken,
}

impl Revoked {
    /// Ends it; the event says which it is.
    pub async fn end(self, ctx: &Ctx, event: &Map<String, Value>) -> Answer<()> {
        let id = |what: &str| event.get(what).and_then(|v| v["id"].as_str());
        match (self, id("session"), id("refresh_token")) {
            (
                Self::Session {
                    with_refresh_tokens: false,
                },
                Some(id),
                _,
            ) => {
                let mut db = ctx.store.write().await?;
                sessions::end(&mut db, id, ctx.now).await?;
            }
            (Self::Session { .. }, Some(id), _) => end_with_refresh_tokens(ctx, id).await?,
            (Self::RefreshToken, _, Some(id)) => {
                let client = event["client"]["client_id"].as_str().unwrap_or_default();
                let cascades = cascades(ctx, client).await?;
                let mut db = ctx.store.write().await?;
                families::end_one(&mut db, id, cascades, ctx.now).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

async fn end_with_refresh_tokens(ctx: &Ctx, session_id: &str) -> Answer<()> {
    let mut tx = ctx.store.begin().await?;
    sessions::revoke(&mut tx, session_id, ctx.now).await?;
    let owner = FamilyOwner::Session(session_id);
    for client in families::clients(&mut tx, owner).await? {
        let cascades = cascades(ctx, &client).await?;
        families::end(&mut tx, owner, (&client, cascades), ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether the client's refresh tokens take their descendants with them.
async fn cascades(ctx: &Ctx, client_id: &str) -> Answer<bool> {
    let client = ctx.store.client(client_id).await?;
    Ok(client.is_none_or(|c| c.client.session_transfer().enforce_cascade_revocation))
}

//! Refresh tokens end: a client gives one back (RFC 7009), or all of a user or a session end with something greater. What
//! came of their transfers may end with them.

use serde_json::json;

use super::{Answer, Ctx};
use crate::domain::client::Client;
use crate::store::engine::{Conn, Tx};
use crate::store::families::{self, EndedFamily, FamilyOwner};
use crate::store::{clients, refresh_tokens};
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, OpaqueKind};

/// Ends the token's family. A token that is unknown, dead or another client's is no error (§2.2).
pub async fn revoke(ctx: &Ctx, client: &Client, token: &str) -> Answer<()> {
    let Some(digest) = opaque::recognise(OpaqueKind::RefreshToken, token) else {
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
        tell_one(ctx, Some(client), &family);
    }
    Ok(())
}

/// Everything that was issued for a user.
pub fn all_of(user_id: &str) -> FamilyOwner<'_> {
    FamilyOwner::User {
        user_id,
        client_id: None,
        audience: None,
    }
}

/// A family that was ended, and its client if there still is one.
pub type Ended = (EndedFamily, Option<Client>);

/// Ends families as part of something greater; they are told of by [`tell`] when that is done.
pub async fn end_all(ctx: &Ctx, tx: &mut Tx, whose: FamilyOwner<'_>) -> Answer<Vec<Ended>> {
    let mut all = Vec::new();
    for client_id in families::clients(tx, whose).await? {
        let client = client(tx, &client_id).await?;
        let of_client = (client_id.as_str(), cascades(client.as_ref()));
        let ended = families::end(tx, whose, of_client, ctx.now).await?;
        all.extend(ended.into_iter().map(|family| (family, client.clone())));
    }
    Ok(all)
}

/// Tells the tenant log of what was ended.
pub fn tell(ctx: &Ctx, ended: &[Ended]) {
    for (family, client) in ended {
        tell_one(ctx, client.as_ref(), family);
    }
}

/// The client of a family, if there still is one.
pub async fn client(db: &mut Conn, client_id: &str) -> Answer<Option<Client>> {
    let found = clients::by_id(db, client_id).await?;
    Ok(found.map(|stored| stored.client))
}

/// What came of a client that is gone goes too.
pub fn cascades(client: Option<&Client>) -> bool {
    client.is_none_or(|c| c.session_transfer().enforce_cascade_revocation)
}

/// Tells the tenant log of one family that ended.
fn tell_one(ctx: &Ctx, client: Option<&Client>, family: &EndedFamily) {
    let event = Event::new(
        tenant_log::EventCode::Revocation,
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

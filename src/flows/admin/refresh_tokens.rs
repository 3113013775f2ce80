//! Refresh tokens, by the ids of their families: ending one evaluates the cascade of its client.

use serde_json::{Map, Value};

use super::{AdminError, Missing};
use crate::domain::client::Client;
use crate::flows::{Answer, Ctx, revoke};
use crate::store::clients;
use crate::store::engine::{Conn, Tx};
use crate::store::families::{self, EndedFamily, ListedFamily, Whose};

/// The living family with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<ListedFamily, AdminError> {
    let found = families::by_id(&mut ctx.store.read().await?, id, ctx.now).await?;
    found.ok_or(AdminError::Missing(Missing::RefreshToken))
}

/// Replaces its metadata.
pub async fn set_metadata(
    ctx: &Ctx,
    id: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<ListedFamily, AdminError> {
    get(ctx, id).await?;
    families::set_metadata(&mut ctx.store.write().await?, id, metadata).await?;
    get(ctx, id).await
}

/// Ends families by their ids. One that is unknown or has ended is as good as ended.
pub async fn revoke(ctx: &Ctx, ids: &[&str]) -> Result<(), AdminError> {
    let mut db = ctx.store.write().await?;
    let mut ended = Vec::new();
    for id in ids {
        let Some(client_id) = families::client_of(&mut db, id).await? else {
            continue;
        };
        let client = client(&mut db, &client_id).await?;
        let family = families::end_one(&mut db, id, cascades(client.as_ref()), ctx.now).await?;
        ended.extend(family.map(|family| (family, client)));
    }
    drop(db);
    tell(ctx, &ended);
    Ok(())
}

/// Ends the families of a user, or those of them that were issued to one client, or to it for one API.
pub async fn revoke_all(ctx: &Ctx, whose: Whose<'_>) -> Result<(), AdminError> {
    let mut tx = ctx.store.begin().await?;
    let ended = end_all(ctx, &mut tx, whose).await?;
    tx.commit().await?;
    tell(ctx, &ended);
    Ok(())
}

/// Everything that was issued for a user.
pub fn all_of(user_id: &str) -> Whose<'_> {
    Whose::User {
        user_id,
        client_id: None,
        audience: None,
    }
}

/// A family that was ended, and its client if there still is one.
pub type Ended = (EndedFamily, Option<Client>);

/// Ends families as part of something greater; they are told of by [`tell`] when that is done.
pub async fn end_all(ctx: &Ctx, tx: &mut Tx, whose: Whose<'_>) -> Answer<Vec<Ended>> {
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
        revoke::tell(ctx, client.as_ref(), family);
    }
}

async fn client(db: &mut Conn, client_id: &str) -> Answer<Option<Client>> {
    let found = clients::by_id(db, client_id).await?;
    Ok(found.map(|stored| stored.client))
}

/// What came of a client that is gone goes too.
fn cascades(client: Option<&Client>) -> bool {
    client.is_none_or(|c| c.session_transfer().enforce_cascade_revocation)
}

//! Browsers that are remembered: in which a user has passed a second factor, and asked not to be asked again for a while.

use std::time::Duration;

use crate::flows::{Answer, Ctx};
use crate::store::engine::{StoreError, Tx};
use crate::store::remembered_browsers;
use crate::tokens::opaque::{self, OpaqueKind};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a browser is remembered, as at Auth0.
pub const LIFETIME: Duration = Duration::from_secs(30 * DAY.as_secs());
/// How long it may go unused.
const IDLE: Duration = Duration::from_secs(7 * DAY.as_secs());

/// Remembers the browser for a user, under the password that they have signed in with; the cookie's value.
pub async fn remember(
    ctx: &Ctx,
    tx: &mut Tx,
    (user_id, password_epoch): (&str, i64),
) -> Result<String, StoreError> {
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::RememberedBrowser);
    let until = ctx.now.plus(LIFETIME);
    let of = (minted.digest.as_str(), user_id, password_epoch);
    remembered_browsers::remember(tx, of, ctx.now, until).await?;
    Ok(minted.secret)
}

/// Whether the browser of that cookie is remembered for the user.
pub async fn is_remembered(ctx: &Ctx, cookie: Option<&str>, user_id: &str) -> Answer<bool> {
    let digest = cookie.and_then(|c| opaque::recognise(OpaqueKind::RememberedBrowser, c));
    let Some(digest) = digest else {
        return Ok(false);
    };
    let mut db = ctx.store.write().await?;
    let since = ctx.now.minus(IDLE);
    Ok(remembered_browsers::note_use(&mut db, (&digest, user_id), ctx.now, since).await?)
}

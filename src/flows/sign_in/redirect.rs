//! An Action sends the user elsewhere: the request stands still until the same browser comes back to `/continue`.
//!
//! A session that began with this request is taken away meanwhile. A user who never comes back has not signed in.

use super::reply::{BrowserReply, Location, Page};
use super::state::{SignIn, out_of_order};
use super::transaction::{self, PendingStage, Redirected};
use crate::flows::actions::{Destination, Suspended};
use crate::flows::{Answer, Ctx};
use crate::store::sessions;

/// Keeps the request and lets the user go.
pub async fn leave(
    ctx: &Ctx,
    sign_in: SignIn,
    (to, suspended): (Destination, Suspended),
) -> Answer<BrowserReply> {
    let authenticated = sign_in.authenticated.ok_or_else(out_of_order)?;
    let begins = authenticated.begins_session;
    let connection = match sign_in.pending_session {
        Some(new) => Some(new.session.connection),
        None if begins => take_away(ctx, &authenticated.session_id).await?,
        None => None,
    };
    let stage = PendingStage::Redirected(Box::new(Redirected {
        authenticated,
        suspended,
        connection,
    }));
    // The page is not shown: the address that the user goes to carries our state.
    let page = (Page::Resume, &sign_in.browser);
    let mut reply = transaction::start(ctx, sign_in.request, stage, page).await?;
    if let Location::Page(_, state) = reply.to {
        reply.to = Location::Url(to.with_state(&state));
    }
    reply.cookies.session = sign_in.cookie.filter(|_| !begins);
    Ok(reply)
}

/// Takes a session back that has been stored for a page; the connection that it was begun with.
async fn take_away(ctx: &Ctx, session_id: &str) -> Answer<Option<String>> {
    let mut tx = ctx.store.begin().await?;
    let found = sessions::by_id(&mut tx, session_id).await?;
    let alive = found.filter(|session| session.is_alive(ctx.now));
    if alive.is_some() {
        sessions::delete(&mut tx, session_id).await?;
    }
    tx.commit().await?;
    Ok(alive.map(|session| session.connection))
}

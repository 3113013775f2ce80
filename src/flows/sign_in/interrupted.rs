//! A sign-in that stands still after its Actions have run, or some of them: an Action has sent the user elsewhere, or a second
//! factor is asked for.
//!
//! A session that began with this request is taken away meanwhile. A user who never comes back has not signed in.

use serde::{Deserialize, Serialize};

use super::state::{Authenticated, SignIn, out_of_order};
use crate::flows::actions::Suspended;
use crate::flows::{Answer, Ctx};
use crate::store::sessions;

/// What is kept of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Interrupted {
    pub authenticated: Authenticated,
    pub suspended: Suspended,
    /// The connection of the session that begins when the user is back.
    pub connection: Option<String>,
}

impl Interrupted {
    /// Stops a sign-in; the session cookie's new value, if it changed and the session stays.
    pub async fn of(
        ctx: &Ctx,
        sign_in: &mut SignIn,
        suspended: Suspended,
    ) -> Answer<(Self, Option<String>)> {
        let authenticated = sign_in.authenticated.take().ok_or_else(out_of_order)?;
        let begins = authenticated.begins_session;
        let connection = match sign_in.pending_session.take() {
            Some(new) => Some(new.session.connection),
            None if begins => take_away(ctx, &authenticated.session_id).await?,
            None => None,
        };
        let cookie = sign_in.cookie.take().filter(|_| !begins);
        let interrupted = Self {
            authenticated,
            suspended,
            connection,
        };
        Ok((interrupted, cookie))
    }
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

/// A user who signed in for this request and is refused is not signed in; a session that was there before stays.
pub async fn end_begun(ctx: &Ctx, authenticated: &Authenticated) -> Answer<()> {
    if authenticated.begins_session {
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &authenticated.session_id, ctx.now).await?;
    }
    Ok(())
}

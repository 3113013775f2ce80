//! A user has proved who that is: the session begins or is renewed, and the transaction goes on.

use std::time::Duration;

use super::browser::Browser;
use super::state::Authenticated;
use super::transaction::{Pending, PendingStage};
use crate::domain::session::{AuthenticationMethod, PASSKEY};
use crate::domain::user::User;
use crate::flows::{Answer, Ctx, Failure, session};
use crate::store::{session_list, sessions};
use crate::tokens::opaque::{self, OpaqueKind};

/// How often, and after how long each time, it is looked for another request that signs the same user in.
const LOOKS: u32 = 6;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Whether another request of the same browser moves the transaction on, or does so a moment later.
pub async fn is_signed_in_by_another(
    ctx: &Ctx,
    (state, pending): (&str, &Pending),
) -> Answer<bool> {
    for _ in 0..LOOKS {
        if pending.has_moved_on(ctx, state).await? {
            return Ok(true);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    pending.has_moved_on(ctx, state).await
}

/// Moves the transaction on with a user who has proved who that is; the session cookie's new value.
pub async fn signed_in(
    ctx: &Ctx,
    pending: Pending,
    (user, connection): (&User, &str),
    browser: &Browser,
) -> Answer<String> {
    let entered = enter(ctx, (user, connection), browser).await?;
    move_on(ctx, pending, (user, connection), entered).await
}

/// The same with a user who has shown a passkey, which the session notes.
pub async fn signed_in_with_passkey(
    ctx: &Ctx,
    pending: Pending,
    (user, connection): (&User, &str),
    browser: &Browser,
) -> Answer<String> {
    let entered = enter(ctx, (user, connection), browser).await?;
    let mut db = ctx.store.write().await?;
    let found = session_list::by_id(&mut db, &entered.session_id, ctx.now).await?;
    let mut methods = found.map(|session| session.methods).unwrap_or_default();
    methods.retain(|method| method.name != PASSKEY);
    methods.push(AuthenticationMethod {
        name: PASSKEY.to_owned(),
        kind: None,
        timestamp: ctx.now.to_string(),
    });
    session_list::set_methods(&mut db, &entered.session_id, &methods).await?;
    drop(db);
    move_on(ctx, pending, (user, connection), entered).await
}

async fn move_on(
    ctx: &Ctx,
    pending: Pending,
    (user, connection): (&User, &str),
    entered: Entered,
) -> Answer<String> {
    let Entered {
        session_id,
        cookie,
        begins,
    } = entered;
    let authenticated = Authenticated {
        user_id: user.user_id.clone(),
        session_id,
        authenticated_at: ctx.now,
        parent_family: None,
        transfer: None,
        organization: pending.request.organization.clone(),
        begins_session: begins,
        interactive: true,
        consented: false,
        confirmed: false,
        chosen: false,
        passkey_offered: false,
        password_epoch: user.password_epoch,
        connection: connection.to_owned(),
        factors: vec![],
    };
    let session_id = authenticated.session_id.clone();
    let stage = PendingStage::Authenticated(authenticated);
    match pending.advance(ctx, stage).await {
        Ok(()) => Ok(cookie),
        // The form was sent twice, and the session has the cookie of this answer.
        Err(Failure::Refused(_)) if !begins => Ok(cookie),
        Err(failure) => {
            let mut db = ctx.store.write().await?;
            sessions::end(&mut db, &session_id, ctx.now).await?;
            Err(failure)
        }
    }
}

/// The session that the user is in now.
struct Entered {
    session_id: String,
    cookie: String,
    /// It did not exist before.
    begins: bool,
}

/// The user's session: the one that the browser has if it is theirs, under a new cookie; otherwise a new one.
async fn enter(ctx: &Ctx, (user, connection): (&User, &str), browser: &Browser) -> Answer<Entered> {
    if let Some(current) = session::current(ctx, browser.session.as_deref()).await? {
        let mut db = ctx.store.write().await?;
        if current.session.user_id == user.user_id {
            let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionCookie);
            let id = current.session.id;
            if sessions::reauthenticate(&mut db, &id, &minted.digest, ctx.now, connection).await? {
                return Ok(Entered {
                    session_id: id,
                    cookie: minted.secret,
                    begins: false,
                });
            }
        } else {
            sessions::end(&mut db, &current.session.id, ctx.now).await?;
        }
    }
    let beginning = session::SessionStart {
        user_id: &user.user_id,
        password_epoch: user.password_epoch,
        connection,
        authenticated_at: ctx.now,
        transfer: None,
    };
    let (new, cookie) = session::begin(ctx, beginning).await?;
    session::store(ctx, Some(&new)).await?;
    Ok(Entered {
        session_id: new.session.id,
        cookie,
        begins: true,
    })
}

//! A user has proved who that is: the session begins or is renewed, and the transaction goes on.

use std::time::Duration;

use super::browser::Browser;
use super::state::{Authenticated, UsedPasskey};
use super::transaction::{Pending, PendingStage};
use crate::domain::passwordless::Channel;
use crate::domain::session::{AuthenticationMethod, PASSKEY};
use crate::domain::user::User;
use crate::flows::accounts::sign_up::{Declined, Draft};
use crate::flows::passkeys::Proved;
use crate::flows::session::{self, Current};
use crate::flows::{Answer, Ctx, Failure};
use crate::store::engine::{Conn, Tx};
use crate::store::sessions::NewSession;
use crate::store::{session_list, sessions};
use crate::webauthn::Refusal;

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
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let (new, cookie) = begin(ctx, (user, connection)).await?;
    let mut db = ctx.store.write().await?;
    let entered = enter(ctx, &mut db, (user, connection), (current, new, cookie)).await?;
    drop(db);
    let authenticated = authenticated(ctx, &pending, (user, connection), &entered);
    let stage = PendingStage::Authenticated(authenticated);
    match pending.advance(ctx, stage).await {
        Ok(()) => Ok(entered.cookie),
        // The form was sent twice, and the session has the cookie of this answer.
        Err(Failure::Refused(_)) if !entered.begins => Ok(entered.cookie),
        Err(failure) => {
            let mut db = ctx.store.write().await?;
            sessions::end(&mut db, &entered.session_id, ctx.now).await?;
            Err(failure)
        }
    }
}

/// The same by what the connection does not say: the session notes it, so that it is no second factor behind itself.
pub async fn signed_in_by(
    ctx: &Ctx,
    pending: Pending,
    ((user, connection), method): ((&User, &str), &'static str),
    browser: &Browser,
) -> Answer<String> {
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let (new, cookie) = begin(ctx, (user, connection)).await?;
    let mut tx = ctx.store.begin().await?;
    let entered = enter(ctx, &mut tx, (user, connection), (current, new, cookie)).await?;
    let shown = note(ctx, &mut tx, &entered, method).await?;
    let authenticated = Authenticated {
        methods: vec![shown],
        ..authenticated(ctx, &pending, (user, connection), &entered)
    };
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance_within(&mut tx, stage).await?;
    tx.commit().await?;
    Ok(entered.cookie)
}

/// Notes in the session what the user has signed in by.
async fn note(
    ctx: &Ctx,
    tx: &mut Tx,
    entered: &Entered,
    method: &'static str,
) -> Answer<AuthenticationMethod> {
    let found = session_list::by_id(tx, &entered.session_id, ctx.now).await?;
    let mut methods = found.map(|session| session.methods).unwrap_or_default();
    methods.retain(|before| before.name != PASSKEY && Channel::of(&before.name).is_none());
    let shown = AuthenticationMethod::first(method, ctx.now);
    methods.push(shown.clone());
    session_list::set_methods(tx, &entered.session_id, &methods).await?;
    Ok(shown)
}

/// The same with a passkey, which the session notes. It is taken with all that it changes, or not at all: of two answers to one
/// page, the first counts.
pub async fn signed_in_with_passkey(
    ctx: &Ctx,
    pending: Pending,
    (proved, connection): (Proved, &str),
    browser: &Browser,
) -> Answer<Result<String, Refusal>> {
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let (new, cookie) = begin(ctx, (proved.user(), connection)).await?;
    let mut tx = ctx.store.begin().await?;
    let entering = (current, new, cookie);
    let entered = with_passkey(ctx, &mut tx, pending, (proved, connection), entering).await?;
    if entered.is_ok() {
        tx.commit().await?;
    }
    Ok(entered)
}

/// The same with the passkey of an account that is not there yet: it is made with its first login, or not at all.
pub async fn signed_in_as_new(
    ctx: &Ctx,
    pending: Pending,
    (draft, connection): (&Draft<'_>, &str),
    browser: &Browser,
) -> Answer<Result<(User, String), Declined>> {
    let current = session::current(ctx, browser.session.as_deref()).await?;
    let (new, cookie) = begin(ctx, (draft.user(), connection)).await?;
    let mut tx = ctx.store.begin().await?;
    let user = match draft.store(ctx, &mut tx).await? {
        Ok(user) => user,
        Err(declined) => return Ok(Err(declined)),
    };
    let proved = Proved::new_account(user.clone());
    let entering = (current, new, cookie);
    let entered = with_passkey(ctx, &mut tx, pending, (proved, connection), entering).await?;
    let cookie = entered.map_err(|_| session::overtaken())?;
    tx.commit().await?;
    Ok(Ok((user, cookie)))
}

/// In a database transaction that is committed unless the passkey is refused.
async fn with_passkey(
    ctx: &Ctx,
    tx: &mut Tx,
    pending: Pending,
    (proved, connection): (Proved, &str),
    entering: (Option<Current>, NewSession, String),
) -> Answer<Result<String, Refusal>> {
    let passkey = UsedPasskey {
        id: proved.shown_id().to_owned(),
        is_of_another_device: proved.is_of_another_device,
    };
    let user = match proved.take(ctx, tx).await? {
        Ok(user) => user,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let entered = enter(ctx, tx, (&user, connection), entering).await?;
    let shown = note(ctx, tx, &entered, PASSKEY).await?;
    let authenticated = Authenticated {
        passkey: Some(passkey),
        methods: vec![shown],
        ..authenticated(ctx, &pending, (&user, connection), &entered)
    };
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance_within(tx, stage).await?;
    Ok(Ok(entered.cookie))
}

/// What the rest of a transaction knows of its user.
fn authenticated(
    ctx: &Ctx,
    pending: &Pending,
    (user, connection): (&User, &str),
    entered: &Entered,
) -> Authenticated {
    Authenticated {
        user_id: user.user_id.clone(),
        session_id: entered.session_id.clone(),
        authenticated_at: ctx.now,
        parent_family: None,
        transfer: None,
        organization: pending.request.organization.clone(),
        begins_session: entered.begins,
        interactive: true,
        consented: false,
        confirmed: false,
        chosen: false,
        passkey: None,
        passkey_offered: false,
        password_epoch: user.password_epoch,
        connection: connection.to_owned(),
        methods: vec![],
        factors: vec![],
    }
}

/// The session that the user is in now.
struct Entered {
    session_id: String,
    cookie: String,
    /// It did not exist before.
    begins: bool,
}

/// A session that may begin, and its cookie.
async fn begin(ctx: &Ctx, (user, connection): (&User, &str)) -> Answer<(NewSession, String)> {
    let beginning = session::SessionStart {
        user_id: &user.user_id,
        password_epoch: user.password_epoch,
        connection,
        authenticated_at: ctx.now,
        transfer: None,
    };
    session::begin(ctx, beginning).await
}

/// The user's session: the one that the browser has if it is theirs, under a new cookie; otherwise the new one.
async fn enter(
    ctx: &Ctx,
    db: &mut Conn,
    (user, connection): (&User, &str),
    (current, new, cookie): (Option<Current>, NewSession, String),
) -> Answer<Entered> {
    if let Some(Current { session, .. }) = current {
        if session.user_id != user.user_id {
            sessions::end(db, &session.id, ctx.now).await?;
        } else if sessions::reauthenticate(db, &session.id, &new.cookie_digest, ctx.now, connection)
            .await?
        {
            return Ok(Entered {
                session_id: session.id,
                cookie,
                begins: false,
            });
        }
    }
    if !sessions::insert(db, &new).await? {
        return Err(session::not_stored(ctx, &user.user_id, user.password_epoch).await?);
    }
    Ok(Entered {
        session_id: new.session.id,
        cookie,
        begins: true,
    })
}

//! The browser's session: found by its cookie, begun, used, ended.

use crate::domain::action::run::Life;
use crate::domain::session::Session;
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;
use crate::flows::users::Unavailable;
use crate::flows::{Answer, Code, Ctx, Failure, Refusal};
use crate::ids;
use crate::store::sessions::{self, NewSession};
use crate::store::users;
use crate::tokens::opaque::{self, OpaqueKind};

/// How old `last_interacted_at` may be before using the session is worth a write.
const TOUCH_AFTER: std::time::Duration = std::time::Duration::from_secs(60);

/// A living session and the digest of the cookie that it was found by.
#[derive(Debug, Clone)]
pub struct Current {
    pub session: Session,
    pub cookie_digest: String,
}

/// The living session that the browser's cookie names.
pub async fn current(ctx: &Ctx, cookie: Option<&str>) -> Answer<Option<Current>> {
    let Some(cookie_digest) = cookie.and_then(|c| opaque::recognise(OpaqueKind::SessionCookie, c))
    else {
        return Ok(None);
    };
    let found = sessions::by_cookie(&mut ctx.store.read().await?, &cookie_digest).await?;
    Ok(found
        .filter(|s| s.is_alive(ctx.now))
        .map(|session| Current {
            session,
            cookie_digest,
        }))
}

/// How a session begins.
#[derive(Clone, Copy)]
pub struct SessionStart<'a> {
    pub user_id: &'a str,
    /// Of the password that the user has signed in with.
    pub password_epoch: i64,
    pub connection: &'a str,
    pub authenticated_at: Timestamp,
    /// The transfer that makes it.
    pub transfer: Option<&'a Transfer>,
}

/// A new session, not stored yet, and its cookie.
pub async fn begin(ctx: &Ctx, beginning: SessionStart<'_>) -> Answer<(NewSession, String)> {
    let lifetimes = ctx.store.tenant().await?.session_lifetimes();
    let expires_at = ctx.now.plus(lifetimes.absolute);
    let session = Session {
        id: ids::opaque_id(&ctx.entropy),
        user_id: beginning.user_id.to_owned(),
        connection: beginning.connection.to_owned(),
        created_at: ctx.now,
        authenticated_at: beginning.authenticated_at,
        last_interacted_at: ctx.now,
        idle_expires_at: ctx.now.plus(lifetimes.idle).min(expires_at),
        expires_at,
        ended_at: None,
        parent_family: beginning.transfer.map(|t| t.family_id.clone()),
        parent_ended: false,
        initial_device: ctx.device.clone(),
        last_device: ctx.device.clone(),
    };
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionCookie);
    let new = NewSession {
        session,
        cookie_digest: minted.digest,
        transfer_id: beginning.transfer.map(|t| t.id.clone()),
        password_epoch: beginning.password_epoch,
    };
    Ok((new, minted.secret))
}

/// Stores a session that begins here.
pub async fn store(ctx: &Ctx, begun: Option<&NewSession>) -> Answer<()> {
    let Some(new) = begun else {
        return Ok(());
    };
    if sessions::insert(&mut ctx.store.write().await?, new).await? {
        Ok(())
    } else {
        Err(not_stored(ctx, &new.session.user_id, new.password_epoch).await?)
    }
}

/// Gives the browser's session another cookie, because its user has proved more; the cookie's value. `None`: another request of
/// the browser has done so.
pub async fn renew_cookie(ctx: &Ctx, cookie: Option<&str>) -> Answer<Option<String>> {
    let Some(current) = current(ctx, cookie).await? else {
        return Ok(None);
    };
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::SessionCookie);
    let digests = (current.cookie_digest.as_str(), minted.digest.as_str());
    let mut db = ctx.store.write().await?;
    let id = &current.session.id;
    let is_renewed = sessions::replace_cookie(&mut db, id, digests.0, digests.1).await?;
    Ok(is_renewed.then_some(minted.secret))
}

/// Lets a session end earlier, stored or not.
pub async fn shorten(
    ctx: &Ctx,
    life: &Life,
    (id, begun): (&str, Option<&mut NewSession>),
) -> Answer<()> {
    if let Some(NewSession { session, .. }) = begun {
        session.expires_at = life
            .expires_at
            .into_iter()
            .fold(session.expires_at, Ord::min);
        let idle = life.idle_expires_at.into_iter().chain([session.expires_at]);
        session.idle_expires_at = idle.fold(session.idle_expires_at, Ord::min);
        return Ok(());
    }
    if life.expires_at.is_some() || life.idle_expires_at.is_some() {
        let mut db = ctx.store.write().await?;
        sessions::shorten(&mut db, id, life).await?;
    }
    Ok(())
}

/// Why a session was not stored: meanwhile its user has been deleted, or got another password. A token is burnt once and ids
/// are random, so a session that is there already is a defect, and no login.
pub async fn not_stored(ctx: &Ctx, user_id: &str, password_epoch: i64) -> Answer<Failure> {
    let found = users::by_id(&mut ctx.store.read().await?, user_id).await?;
    Ok(match found {
        None => Unavailable::Gone.refuse_login().into(),
        Some(user) if user.password_epoch != password_epoch => overtaken().into(),
        Some(_) => Failure::Broken(anyhow::anyhow!("the session is there already")),
    })
}

/// Whether the session still stands: a page or an Action takes time, and a logout, a revocation or a new password may have come
/// meanwhile.
pub async fn is_alive(ctx: &Ctx, session_id: &str) -> Answer<bool> {
    let found = sessions::by_id(&mut ctx.store.read().await?, session_id).await?;
    Ok(found.is_some_and(|session| session.is_alive(ctx.now)))
}

/// The refusal of a login whose session was ended, or whose password was changed, before its end.
pub fn overtaken() -> Refusal {
    Code::AccessDenied.refuse("the session was ended during the login")
}

/// Records that the session was used: its idle time begins again.
pub async fn touch(ctx: &Ctx, session: &Session) -> Answer<()> {
    if ctx.now.since(session.last_interacted_at) < TOUCH_AFTER {
        return Ok(());
    }
    let lifetimes = ctx.store.tenant().await?.session_lifetimes();
    let idle = ctx.now.plus(lifetimes.idle).min(session.expires_at);
    Ok(sessions::touch(
        &mut ctx.store.write().await?,
        &session.id,
        ctx.now,
        idle,
        &ctx.device,
    )
    .await?)
}

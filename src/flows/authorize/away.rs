//! An Action sends the user elsewhere: the request stands still until the same browser comes back to `/continue`.
//!
//! A session that began with this request is taken away meanwhile. Whoever never comes back has not signed in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::admit::{Admission, Entrance};
use super::request::Request;
use super::resume::is_signed_in;
use super::transaction::{self, Stage};
use super::{Browser, Changed, Page, Reply, Step, nobody, proceed};
use crate::flows::actions::{Destination, Resumption, Suspended};
use crate::flows::session::Beginning;
use crate::flows::{Answer, Ctx, session};
use crate::store::sessions::{self, NewSession};

/// Somebody who has to go elsewhere before they are signed in.
pub struct Departure {
    pub to: Destination,
    pub suspended: Suspended,
    pub admission: Admission,
    /// The session, if it begins here and is not stored yet.
    pub begun: Option<NewSession>,
}

/// What is kept of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Away {
    admission: Admission,
    suspended: Suspended,
    /// The connection of the session that begins when the user is back.
    connection: Option<String>,
}

/// Keeps the request and lets the user go. `session` is the session cookie's new value, if there is one.
pub(super) async fn leave(
    ctx: &Ctx,
    request: Request,
    departure: Departure,
    (browser, session): (&Browser, Option<String>),
) -> Answer<Reply> {
    let Departure {
        to,
        suspended,
        admission,
        begun,
    } = departure;
    let begins = admission.begins_session;
    let connection = match begun {
        Some(new) => Some(new.session.connection),
        None if begins => take_away(ctx, &admission.session_id).await?,
        None => None,
    };
    let away = Away {
        admission,
        suspended,
        connection,
    };
    let stage = Stage::Away(Box::new(away));
    // The page is not shown: where the user goes has our state in its address.
    let reply = transaction::start(ctx, request, stage, (Page::Resume, browser)).await?;
    let step = match reply.step {
        Step::Page(_, state) => Step::Elsewhere(to.with_state(&state)),
        other => other,
    };
    let cookies = Changed {
        session: session.filter(|_| !begins),
        ..reply.cookies
    };
    Ok(Reply { step, cookies })
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

/// Whether that state waits for somebody to come back to `/continue`.
pub async fn is_awaited(ctx: &Ctx, state: &str) -> Answer<()> {
    match transaction::load(ctx, state).await?.1 {
        transaction::Transaction::Pending {
            stage: Stage::Away(_),
            ..
        } => Ok(()),
        _ => Err(transaction::lost().into()),
    }
}

/// `/continue`: the user is back, with what the other side gave them.
pub async fn come_back(
    ctx: &Ctx,
    state: &str,
    browser: &Browser,
    query: Map<String, Value>,
) -> Answer<Reply> {
    let pending = transaction::pending(ctx, state, browser).await?;
    if !matches!(pending.stage, Stage::Away(_)) {
        return Err(transaction::lost().into());
    }
    let (request, Stage::Away(away)) = pending.take(ctx).await? else {
        return Err(transaction::lost().into());
    };
    let Away {
        admission,
        suspended,
        connection,
    } = *away;
    let begins = admission.begins_session;
    let mut entrance = Entrance::again(admission);
    let is_here = match connection {
        Some(connection) => begin(ctx, &mut entrance, &connection, browser).await?,
        None => !begins && is_signed_in(ctx, &entrance.admission.session_id).await?,
    };
    if !is_here {
        return nobody(ctx, request, browser).await;
    }
    entrance.resumption = Some(Resumption { suspended, query });
    proceed(ctx, request, entrance, browser).await
}

/// The session begins now, under the id that Actions have seen. False: somebody else has signed in meanwhile, and stays.
async fn begin(
    ctx: &Ctx,
    entrance: &mut Entrance,
    connection: &str,
    browser: &Browser,
) -> Answer<bool> {
    let admission = &entrance.admission;
    if let Some(current) = session::current(ctx, browser.session.as_deref()).await? {
        if current.session.user_id != admission.user_id {
            return Ok(false);
        }
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &current.session.id, ctx.now).await?;
    }
    let beginning = Beginning {
        user_id: &admission.user_id,
        connection,
        authenticated_at: admission.authenticated_at,
        transfer: admission.transfer.as_deref(),
    };
    let (mut new, cookie) = session::begin(ctx, beginning).await?;
    new.session.id.clone_from(&admission.session_id);
    entrance.begun = Some(new);
    entrance.cookie = Some(cookie);
    Ok(true)
}

//! The browser comes back: from a page of ours to `/authorize/resume`, or from where an Action sent it to `/continue`. The
//! request enters the table of steps again.

use serde_json::{Map, Value};

use super::browser::Browser;
use super::client;
use super::factor_stage::FactorPurpose;
use super::factor_step::FactorStep;
use super::front_channel::FrontChannelMessage;
use super::interrupted::Interrupted;
use super::outcome::SignInOutcome;
use super::reply::{BrowserReply, Location, Page};
use super::request::{CheckedRequest, SignInRequest};
use super::state::{Authenticated, SignIn};
use super::steps::{At, run_from};
use super::transaction::{self, Pending, PendingStage, PostedTo, Transaction};
use crate::flows::actions::Resumption;
use crate::flows::session::SessionStart;
use crate::flows::{Answer, Ctx, session, users};
use crate::store::sessions;

/// What a state stands for.
pub enum Resumed {
    /// The request goes on.
    Request(SignInOutcome),
    /// An answer for a page to post.
    Answer(FrontChannelMessage),
    /// A request that was posted: to be read as if it came now.
    Posted(String, PostedTo),
}

/// Goes on with the transaction of `state`.
pub async fn resume(ctx: &Ctx, state: &str, browser: Browser) -> Answer<Resumed> {
    let (digest, loaded, version) = transaction::load(ctx, state).await?;
    match loaded {
        Transaction::Answer(message) => {
            transaction::take(ctx, &digest, version).await?;
            Ok(Resumed::Answer(message))
        }
        Transaction::Posted { query, to } => {
            transaction::take(ctx, &digest, version).await?;
            Ok(Resumed::Posted(query, to))
        }
        waiting => {
            let pending = Pending::of((digest, waiting, version), &browser)?;
            let outcome = go_on(ctx, (state, pending), browser).await?;
            Ok(Resumed::Request(outcome))
        }
    }
}

/// Where a browser goes that has sent a form twice.
pub enum NextPage {
    Ours(Page),
    /// The page for a new password, by its address.
    NewPassword(String),
}

/// The page that is next in the transaction of `state`, whichever request has moved it there.
pub async fn next_page(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<NextPage> {
    let pending = transaction::pending(ctx, state, browser).await?;
    if let PendingStage::Recovered { page } = pending.stage {
        return Ok(NextPage::NewPassword(page));
    }
    let page = pending.stage.page().ok_or_else(transaction::lost)?;
    Ok(NextPage::Ours(page))
}

async fn go_on(
    ctx: &Ctx,
    (state, pending): (&str, Pending),
    browser: Browser,
) -> Answer<SignInOutcome> {
    if let PendingStage::SecondFactor(stage) = &pending.stage
        && matches!(stage.at, FactorStep::Passed)
    {
        let FactorPurpose::SignIn(interrupted) = stage.purpose.clone() else {
            let done = Location::Page(Page::EnrollmentResult, state.to_owned());
            return Ok(SignInOutcome::Waiting(BrowserReply::to(done)));
        };
        let (request, _) = pending.take(ctx).await?;
        let query = request.query.clone();
        return continue_with(ctx, (request, *interrupted), browser, query).await;
    }
    let PendingStage::Authenticated(authenticated) = pending.stage.clone() else {
        let page = pending.stage.page().ok_or_else(transaction::lost)?;
        let page = Location::Page(page, state.to_owned());
        return Ok(SignInOutcome::Waiting(BrowserReply::to(page)));
    };
    let (request, _) = pending.take(ctx).await?;
    let is_here = session::is_alive(ctx, &authenticated.session_id).await?;
    let mut sign_in = again(ctx, request, browser).await?;
    if !is_here {
        return run_from(ctx, sign_in, At::Provider).await;
    }
    sign_in.authenticated = Some(authenticated);
    run_from(ctx, sign_in, At::Hint).await
}

/// A request of a transaction, with its client as it is now.
async fn again(ctx: &Ctx, request: SignInRequest, browser: Browser) -> Answer<SignIn> {
    let client = client::known(ctx, &request.client_id).await?;
    Ok(SignIn::new(CheckedRequest { request, client }, browser))
}

/// Whether that state waits for a browser to come back to `/continue`.
pub async fn is_awaited(ctx: &Ctx, state: &str) -> Answer<()> {
    transaction::waits(ctx, state, |at| matches!(at, PendingStage::Redirected(_))).await
}

/// `/continue`: the user is back, with what the other side gave them.
pub async fn come_back(
    ctx: &Ctx,
    state: &str,
    browser: Browser,
    query: Map<String, Value>,
) -> Answer<SignInOutcome> {
    let pending = transaction::pending(ctx, state, &browser).await?;
    if !matches!(pending.stage, PendingStage::Redirected(_)) {
        return Err(transaction::lost().into());
    }
    let (request, PendingStage::Redirected(interrupted)) = pending.take(ctx).await? else {
        return Err(transaction::lost().into());
    };
    continue_with(ctx, (request, *interrupted), browser, query).await
}

/// The sign-in that stood still goes on; `query` is what Actions see of the request.
async fn continue_with(
    ctx: &Ctx,
    (request, interrupted): (SignInRequest, Interrupted),
    browser: Browser,
    query: Map<String, Value>,
) -> Answer<SignInOutcome> {
    let Interrupted {
        authenticated,
        suspended,
        connection,
    } = interrupted;
    let mut sign_in = again(ctx, request, browser).await?;
    let is_here = match connection {
        Some(connection) => begin(ctx, &mut sign_in, &authenticated, &connection).await?,
        None => {
            !authenticated.begins_session
                && session::is_alive(ctx, &authenticated.session_id).await?
        }
    };
    if is_here && authenticated.has_passed_factor() && sign_in.pending_session.is_none() {
        sign_in.cookie = session::renew_cookie(ctx, sign_in.browser.session.as_deref()).await?;
    }
    if !is_here {
        return run_from(ctx, sign_in, At::Provider).await;
    }
    sign_in.authenticated = Some(authenticated);
    sign_in.resumption = Some(Resumption { suspended, query });
    run_from(ctx, sign_in, At::Hint).await
}

/// The session begins now, under the id that Actions have seen. False: meanwhile another user has signed in, and stays, or
/// the user has got another password.
async fn begin(
    ctx: &Ctx,
    sign_in: &mut SignIn,
    authenticated: &Authenticated,
    connection: &str,
) -> Answer<bool> {
    let password = (authenticated.user_id.as_str(), authenticated.password_epoch);
    if !users::is_of_now(ctx, password).await? {
        return Ok(false);
    }
    if let Some(current) = session::current(ctx, sign_in.browser.session.as_deref()).await? {
        if current.session.user_id != authenticated.user_id {
            return Ok(false);
        }
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &current.session.id, ctx.now).await?;
    }
    let beginning = SessionStart {
        user_id: &authenticated.user_id,
        password_epoch: authenticated.password_epoch,
        connection,
        authenticated_at: authenticated.authenticated_at,
        transfer: authenticated.transfer.as_deref(),
    };
    let (mut new, cookie) = session::begin(ctx, beginning).await?;
    new.session.id.clone_from(&authenticated.session_id);
    sign_in.pending_session = Some(new);
    sign_in.cookie = Some(cookie);
    Ok(true)
}

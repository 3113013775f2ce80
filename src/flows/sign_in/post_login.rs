//! What the tenant's Actions say of a login, whichever protocol it came by, before anything of it is stored.

use tracing::Instrument;

use super::consent;
use super::state::{Authenticated, Next, SignIn};
use crate::domain::scope::Scope;
use crate::flows::access::Access;
use crate::flows::actions::{self, Decision, LoginPlace, LoginRequest, PostLogin};
use crate::flows::{Answer, Ctx, Failure, session};
use crate::store::sessions;
use crate::telemetry::step;

/// Asks the Actions; their refusal ends a session that has just begun.
pub async fn run(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let authenticated = sign_in.authenticated()?;
    let SignIn {
        request, client, ..
    } = &*sign_in;
    let mut access = match &request.access {
        Some(requested) => consent::access(ctx, requested, &client.client, authenticated).await?,
        None => Access::none(),
    };
    let nothing = Scope::default();
    let requested = request.access.as_ref().map(|requested| &requested.scope);
    let protocol = &request.protocol;
    let login = PostLogin {
        client: &client.client,
        user: sign_in.user()?,
        access: &access,
        requested_scope: requested.unwrap_or(&nothing),
        protocol: &protocol.profile,
        place: match &sign_in.pending_session {
            Some(new) => LoginPlace::Beginning(new),
            None => LoginPlace::Session(&authenticated.session_id),
        },
        transfer: authenticated.transfer.as_deref(),
        family: None,
        request: Some(LoginRequest {
            query: &request.query,
            redirect_uri: &request.redirect_uri,
            response_mode: protocol.response_mode.map(|mode| mode.name()),
            state: protocol.state.as_deref(),
            login_hint: request.login_hint.as_deref(),
            is_silent: request.prompt.none,
        }),
        organization: sign_in.organization.as_ref(),
        authenticated_at: authenticated.authenticated_at,
        resumption: sign_in.resumption.as_ref(),
    };
    let effects = match actions::post_login(ctx, login)
        .instrument(step!("actions"))
        .await
    {
        Ok(Decision::Go(effects)) => effects,
        Ok(Decision::Leave(to, suspended)) => return Ok(Next::Leave(to, suspended)),
        Err(Failure::Refused(refusal)) => {
            end_session(ctx, authenticated).await?;
            return Err(refusal.into());
        }
        Err(accident) => return Err(accident),
    };
    access.scope = effects.scope(&access);
    let session_id = authenticated.session_id.clone();
    let session = (session_id.as_str(), sign_in.pending_session.as_mut());
    session::shorten(ctx, &effects.session, session).await?;
    sign_in.decided = Some((access, effects));
    Ok(Next::Continue)
}

/// A user who signed in for this request and is refused is not signed in; a session that was there before stays.
async fn end_session(ctx: &Ctx, authenticated: &Authenticated) -> Answer<()> {
    if authenticated.begins_session {
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &authenticated.session_id, ctx.now).await?;
    }
    Ok(())
}

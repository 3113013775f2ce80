//! What the tenant's Actions say of a login, whichever protocol it came by, before anything of it is stored.

use tracing::Instrument;

use super::consent;
use super::factor_gate;
use super::interrupted::end_begun;
use super::state::{Next, SignIn};
use crate::domain::scope::Scope;
use crate::flows::access::Access;
use crate::flows::actions::{self, Decision, Effects, LoginPlace, LoginRequest, PostLogin};
use crate::flows::{Answer, Ctx, Failure, session};
use crate::telemetry::step;

/// Asks the Actions; their refusal ends a session that has just begun.
pub async fn run(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    loop {
        let (access, decision) = ask(ctx, sign_in).await?;
        match decision {
            Decision::Go(effects) => return go(ctx, sign_in, (access, effects)).await,
            Decision::Leave(to, suspended) => return Ok(Next::Leave(to, suspended)),
            Decision::Ask(command, suspended) => {
                let asked = (command, *suspended);
                if let Some(next) = factor_gate::commanded(ctx, sign_in, asked).await? {
                    return Ok(next);
                }
            }
        }
    }
}

async fn ask(ctx: &Ctx, sign_in: &SignIn) -> Answer<(Access, Decision)> {
    let authenticated = sign_in.authenticated()?;
    let SignIn {
        request, client, ..
    } = sign_in;
    let access = match &request.access {
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
        method: None,
        resumption: sign_in.resumption.as_ref(),
    };
    match actions::post_login(ctx, login)
        .instrument(step!("actions"))
        .await
    {
        Ok(decision) => Ok((access, decision)),
        Err(Failure::Refused(refusal)) => {
            end_begun(ctx, authenticated).await?;
            Err(refusal.into())
        }
        Err(accident) => Err(accident),
    }
}

/// Takes over what the Actions decided.
async fn go(
    ctx: &Ctx,
    sign_in: &mut SignIn,
    (mut access, effects): (Access, Box<Effects>),
) -> Answer<Next> {
    access.scope = effects.scope(&access);
    let session_id = sign_in.authenticated()?.session_id.clone();
    let session = (session_id.as_str(), sign_in.pending_session.as_mut());
    session::shorten(ctx, &effects.session, session).await?;
    sign_in.decided = Some((access, effects));
    Ok(Next::Continue)
}

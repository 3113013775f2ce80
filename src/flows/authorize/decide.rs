//! What the tenant's Actions say of a login, whichever protocol it came by, before anything of it is stored.

use tracing::Instrument;

use super::admit::Admission;
use super::consent;
use super::request::{Protocol, Request};
use crate::domain::scope::Scope;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::actions::{
    self, Decision, Destination, Effects, LoginRequest, Place, PostLogin, Resumption, Suspended,
};
use crate::flows::organizations::Entered;
use crate::flows::{Answer, Ctx, Failure, session};
use crate::store::clients::StoredClient;
use crate::store::sessions::{self, NewSession};
use crate::telemetry::step;

/// Somebody who is signed in, and what for, before it is certain that they may be.
pub(super) struct Arriving<'a> {
    pub request: &'a Request,
    pub client: &'a StoredClient,
    pub admission: &'a Admission,
    pub user: &'a User,
    pub organization: Option<&'a Entered>,
    pub resumption: Option<&'a Resumption>,
}

/// Whether the login can be answered.
pub(super) enum Decided {
    /// What the client may have, and what the Actions decided besides.
    Go(Access, Box<Effects>),
    /// The user has to go elsewhere first.
    Leave(Destination, Box<Suspended>),
}

/// Asks the Actions; their refusal ends a session that has just begun.
pub(super) async fn decide(
    ctx: &Ctx,
    arriving: &Arriving<'_>,
    begun: Option<&mut NewSession>,
) -> Answer<Decided> {
    let Arriving {
        request,
        client,
        admission,
        user,
        organization,
        resumption,
    } = arriving;
    let nothing = Scope::default();
    let (mut access, requested_scope, protocol) = match &request.protocol {
        Protocol::OpenId(asked) => {
            let access = consent::access(ctx, asked, &client.client, admission).await?;
            (access, &asked.scope, asked.response_type.protocol())
        }
        Protocol::Saml(_) => (Access::none(), &nothing, "samlp"),
        Protocol::WsFed(_) => (Access::none(), &nothing, "wsfed"),
    };
    let open_id = request.open_id();
    let seen = LoginRequest {
        query: &request.query,
        redirect_uri: &request.redirect_uri,
        response_mode: open_id.map(|asked| asked.response_mode.name()),
        state: open_id.and_then(|asked| asked.state.as_deref()),
        login_hint: request.login_hint.as_deref(),
        is_silent: request.prompt.none,
    };
    let login = PostLogin {
        client: &client.client,
        user,
        access: &access,
        requested_scope,
        protocol,
        place: match &begun {
            Some(new) => Place::Beginning(new),
            None => Place::Session(&admission.session_id),
        },
        transfer: admission.transfer.as_deref(),
        family: None,
        request: Some(seen),
        organization: *organization,
        authenticated_at: admission.authenticated_at,
        resumption: *resumption,
    };
    let effects = match actions::post_login(ctx, login)
        .instrument(step!("actions"))
        .await
    {
        Ok(Decision::Go(effects)) => effects,
        Ok(Decision::Leave(to, suspended)) => return Ok(Decided::Leave(to, suspended)),
        Err(Failure::Refused(refusal)) => {
            leave(ctx, admission).await?;
            return Err(refusal.into());
        }
        Err(accident) => return Err(accident),
    };
    access.scope = effects.scope(&access);
    session::shorten(ctx, &effects.session, (&admission.session_id, begun)).await?;
    Ok(Decided::Go(access, effects))
}

/// Whoever signed in for this request and is refused is not signed in; a session that was there before stays.
async fn leave(ctx: &Ctx, admission: &Admission) -> Answer<()> {
    if admission.begins_session {
        let mut db = ctx.store.write().await?;
        sessions::end(&mut db, &admission.session_id, ctx.now).await?;
    }
    Ok(())
}

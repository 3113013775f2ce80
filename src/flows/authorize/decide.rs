//! What the tenant's Actions say of a login, whichever protocol it came by, before anything of it is stored.

use tracing::Instrument;

use super::admit::Admission;
use super::consent;
use super::request::{Protocol, Request};
use crate::domain::scope::Scope;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::actions::{self, Effects, Place, PostLogin};
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
}

/// What the client may have, and what the Actions decided besides; their refusal ends a login that has just begun.
pub(super) async fn decide(
    ctx: &Ctx,
    arriving: &Arriving<'_>,
    begun: Option<&mut NewSession>,
) -> Answer<(Access, Effects)> {
    let Arriving {
        request,
        client,
        admission,
        user,
        organization,
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
        request: Some(request),
        organization: *organization,
        authenticated_at: admission.authenticated_at,
    };
    let effects = match actions::post_login(ctx, login)
        .instrument(step!("actions"))
        .await
    {
        Err(Failure::Refused(refusal)) => {
            leave(ctx, admission).await?;
            return Err(refusal.into());
        }
        run => run?,
    };
    access.scope = effects.scope(&access);
    session::shorten(ctx, &effects.session, (&admission.session_id, begun)).await?;
    Ok((access, effects))
}

/// Whoever has just typed a password and is refused is not signed in; a session that was there before stays.
async fn leave(ctx: &Ctx, admission: &Admission) -> Answer<()> {
    if !admission.interactive {
        return Ok(());
    }
    let mut db = ctx.store.write().await?;
    let found = sessions::by_id(&mut db, &admission.session_id).await?;
    if found.is_some_and(|s| s.created_at == s.authenticated_at) {
        sessions::end(&mut db, &admission.session_id, ctx.now).await?;
    }
    Ok(())
}

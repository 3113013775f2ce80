//! RFC 6749 §4.1.3: a code for tokens. The code is taken first, so whatever is wrong with the rest of the request spends it.

use tracing::Instrument;

use super::TokenResponse;
use super::mint::{Login, begin_family};
use super::request::AuthorizationCode;
use crate::domain::client::Client;
use crate::domain::code::Grant;
use crate::domain::scope::Scope;
use crate::domain::session::Session;
use crate::domain::user::User;
use crate::flows::access::{self, Access, Subject};
use crate::flows::organizations::{self, Entered};
use crate::flows::{Answer, Code, Ctx, Refusal, users};
use crate::store::clients::StoredClient;
use crate::store::codes::{self, Taken};
use crate::store::refresh_tokens;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

fn invalid(reason: &'static str) -> Refusal {
    Code::InvalidGrant
        .refuse("Invalid authorization code")
        .because(reason)
}

pub(super) async fn exchange(
    ctx: &Ctx,
    client: &StoredClient,
    request: &AuthorizationCode,
) -> Answer<TokenResponse> {
    let digest = opaque::recognise(Kind::AuthorizationCode, &request.code)
        .ok_or_else(|| invalid("the code is not one of ours"))?;
    let client_id = &client.client.client_id;
    let login = match codes::take(&ctx.store, &digest, client_id, ctx.now)
        .instrument(step!("take code"))
        .await?
    {
        Taken::Login(login) => login,
        Taken::Replayed { family_id } => {
            // RFC 6749 §4.1.2: what the first use got ends.
            if let Some(family) = family_id {
                let cascades = client.client.session_transfer().enforce_cascade_revocation;
                let mut db = ctx.store.write().await?;
                refresh_tokens::revoke(&mut db, &family, ctx.now, cascades).await?;
            }
            return Err(invalid("the code was used before").into());
        }
        Taken::Unknown => {
            let why = "the code is unknown, expired, or another client's";
            return Err(invalid(why).into());
        }
    };
    let codes::Login {
        grant,
        session,
        user,
    } = *login;
    check(&client.client, &grant, request)?;
    let Some(session) = session.filter(|s| s.is_alive(ctx.now)) else {
        return Err(invalid("the session has ended since").into());
    };
    if has_lost_its_parent(ctx, &grant, &session).await? {
        return Err(invalid("the transfer's parent refresh token has been revoked").into());
    }
    let user = users::check(ctx, user, &client.client)
        .await?
        .map_err(users::Unavailable::refuse)?;
    let id = grant.organization.as_deref();
    let organization = organizations::of_login(ctx, id, &user).await?;
    let subject = Subject {
        user_id: &user.user_id,
        organization: grant.organization.as_deref(),
    };
    let audience = grant.audience.as_deref();
    let access = access::of_user(ctx, &client.client, subject, audience, &grant.scope).await?;
    let exchange = Exchange {
        grant: &grant,
        session: &session,
        user: &user,
        organization: organization.as_ref(),
        access,
        digest: &digest,
    };
    respond(ctx, client, exchange).await
}

struct Exchange<'a> {
    grant: &'a Grant,
    session: &'a Session,
    user: &'a User,
    organization: Option<&'a Entered>,
    access: Access,
    digest: &'a str,
}

async fn respond(
    ctx: &Ctx,
    client: &StoredClient,
    exchange: Exchange<'_>,
) -> Answer<TokenResponse> {
    let Exchange {
        grant,
        session,
        user,
        organization,
        access,
        digest,
    } = exchange;
    let mut login = Login {
        client,
        user,
        access,
        requested_scope: grant.requested_scope.clone(),
        session_id: Some(&grant.session_id),
        organization: organization.map(Entered::claims),
        nonce: grant.nonce.as_deref(),
        authenticated_at: grant.authenticated_at,
        tells_auth_time: grant.tells_auth_time,
        gty: None,
        family_id: None,
        parent_family: grant.parent_family.as_deref(),
        code: Some(digest),
        claims: grant.claims.clone(),
        refresh_life: grant.refresh_token.clone(),
    };
    let parent = grant
        .parent_family
        .as_ref()
        .or(session.parent_family.as_ref());
    let refresh_token =
        if may_have_refresh_token(&client.client, &login.access.scope, parent.is_some()) {
            let online = parent.is_some()
                && client
                    .client
                    .session_transfer()
                    .enforce_online_refresh_tokens;
            let family = login.new_family(ctx, parent.cloned(), online);
            let token = begin_family(ctx, client, &family, Some(digest))
                .instrument(step!("refresh token"))
                .await?;
            let token = token.ok_or_else(|| invalid("the code was used twice at once"))?;
            login.family_id = Some(family.id);
            Some(token)
        } else {
            None
        };
    ctx.log(
        Event::new(
            tenant_log::Code::CodeExchange,
            "Authorization Code for Access Token",
        )
        .client(&client.client)
        .user(user)
        .with("audience", login.access.audience())
        .with("scope", Some(login.access.scope.to_string()))
        .with("organization_id", organization.map(|o| o.id.as_str()))
        .with("organization_name", organization.map(|o| o.name.as_str()))
        .details(serde_json::json!({"session_id": grant.session_id})),
    );
    login.respond(ctx, refresh_token).await
}

/// Whether the code's own transfer has been taken back: a session that was there before has another parent, or none.
async fn has_lost_its_parent(ctx: &Ctx, grant: &Grant, session: &Session) -> Answer<bool> {
    match &grant.parent_family {
        Some(parent) if grant.parent_family != session.parent_family => {
            let mut db = ctx.store.read().await?;
            Ok(refresh_tokens::takes_descendants(&mut db, parent).await?)
        }
        _ => Ok(false),
    }
}

/// After a login by transfer only clients that allow it get refresh tokens; the login works all the same.
fn may_have_refresh_token(client: &Client, scope: &Scope, by_transfer: bool) -> bool {
    scope.contains("offline_access")
        && (!by_transfer || client.session_transfer().allow_refresh_token)
}

fn check(client: &Client, grant: &Grant, request: &AuthorizationCode) -> Result<(), Refusal> {
    if grant.redirect_uri.is_some() && grant.redirect_uri != request.redirect_uri {
        return Err(Code::InvalidGrant
            .refuse("The redirect URI is wrong")
            .because("redirect_uri differs from the authorization request's"));
    }
    let proof = (&grant.challenge, &request.code_verifier);
    let proved = match proof {
        (Some(challenge), Some(verifier)) => challenge.is_met_by(verifier),
        (None, None) => client.authenticates(),
        // Neither side may drop PKCE by itself (RFC 9700 §4.8.2).
        _ => false,
    };
    if proved {
        Ok(())
    } else {
        Err(Code::InvalidGrant.refuse("Failed to verify code verifier"))
    }
}

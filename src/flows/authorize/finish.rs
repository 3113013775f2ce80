//! The last step: a code, tokens, or both; and the event that tells of it.

use serde_json::json;

use super::admit::{Admission, Entrance};
use super::consent;
use super::request::Request;
use super::response::AuthorizationResponse;
use crate::domain::client::Client;
use crate::domain::code::Grant;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::organizations::{self, Entered, NotAdmitted};
use crate::flows::token::{Login, front_channel_tokens};
use crate::flows::{Answer, Code, Ctx, Refusal, session, users};
use crate::store::clients::StoredClient;
use crate::store::codes::{self, NewCode};
use crate::store::sessions::{self, NewSession};
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

/// The answer for the application. A session that begins here is stored in the step that stores its first code.
pub async fn finish(
    ctx: &Ctx,
    request: &Request,
    client: &StoredClient,
    entrance: Entrance,
) -> Answer<AuthorizationResponse> {
    let Entrance {
        admission,
        user,
        begun,
        ..
    } = entrance;
    let user = match user {
        Some(user) => user,
        None => users::available(ctx, &admission.user_id, &client.client)
            .await?
            .map_err(refuse_user)?,
    };
    let organization = enter_organization(ctx, request, &client.client, &user).await?;
    let access = consent::access(ctx, request, &client.client, &admission).await?;
    let mut parameters = Vec::new();
    let mut code = None;
    if request.response_type.code {
        let grant = grant(request, &admission, &access);
        let secret = issue_code(ctx, &request.client_id, &grant, begun.as_ref()).await?;
        parameters.push(("code".to_owned(), secret.clone()));
        code = Some(secret);
    } else {
        session::store(ctx, begun.as_ref()).await?;
        let mut db = ctx.store.write().await?;
        sessions::add_client(&mut db, &admission.session_id, &request.client_id).await?;
    }
    if request.response_type.uses_front_channel() {
        let login = Login {
            organization: organization.as_ref().map(Entered::claims),
            ..front_channel_login(request, client, &admission, (&user, access))
        };
        let wants = (request.response_type.token, request.response_type.id_token);
        parameters.extend(front_channel_tokens(ctx, &login, wants, code.as_deref()));
    }
    log_success(
        ctx,
        request,
        client,
        (&user, &admission),
        organization.as_ref(),
    );
    Ok(AuthorizationResponse::success(request, parameters))
}

/// Users of some connections become members by signing in.
async fn enter_organization(
    ctx: &Ctx,
    request: &Request,
    client: &Client,
    user: &User,
) -> Answer<Option<Entered>> {
    organizations::may_name(client, request.organization.as_deref())?;
    let Some(id) = &request.organization else {
        return Ok(None);
    };
    let entered = organizations::enter(ctx, id, user).await?;
    let refuse = |why: NotAdmitted| why.refuse(Code::AccessDenied, id, user);
    Ok(Some(entered.map_err(refuse)?))
}

async fn issue_code(
    ctx: &Ctx,
    client_id: &str,
    grant: &Grant,
    begun: Option<&NewSession>,
) -> Answer<String> {
    let minted = opaque::mint(&ctx.entropy, Kind::AuthorizationCode);
    let new = NewCode {
        digest: &minted.digest,
        client_id,
        grant,
        expires_at: ctx.now.plus(ctx.settings.lifetimes.authorization_code),
    };
    if codes::issue(&ctx.store, new, begun).await? {
        Ok(minted.secret)
    } else {
        Err(session::taken())
    }
}

fn refuse_user(why: users::Unavailable) -> Refusal {
    match why {
        users::Unavailable::Blocked => Code::UserBlocked.refuse("user is blocked"),
        users::Unavailable::Gone => Code::AccessDenied.refuse("the user does not exist anymore"),
        users::Unavailable::ConnectionNotEnabled => {
            Code::AccessDenied.refuse("the connection is not enabled for the client")
        }
    }
}

fn grant(request: &Request, admission: &Admission, access: &Access) -> Grant {
    Grant {
        user_id: admission.user_id.clone(),
        session_id: admission.session_id.clone(),
        redirect_uri: request
            .sent_redirect_uri
            .then(|| request.redirect_uri.clone()),
        scope: access.scope.clone(),
        requested_scope: request.scope.clone(),
        audience: access.audience().map(str::to_owned),
        organization: admission.organization.clone(),
        nonce: request.nonce.clone(),
        challenge: request.challenge.clone(),
        authenticated_at: admission.authenticated_at,
        tells_auth_time: tells_auth_time(request),
        parent_family: admission.parent_family.clone(),
    }
}

fn tells_auth_time(request: &Request) -> bool {
    request.max_age.is_some() || request.prompt.login
}

fn front_channel_login<'a>(
    request: &'a Request,
    client: &'a StoredClient,
    admission: &'a Admission,
    (user, access): (&'a User, Access),
) -> Login<'a> {
    Login {
        client,
        user,
        access,
        requested_scope: request.scope.clone(),
        session_id: Some(&admission.session_id),
        organization: None,
        nonce: request.nonce.as_deref(),
        authenticated_at: admission.authenticated_at,
        tells_auth_time: tells_auth_time(request),
        gty: None,
        family_id: None,
        parent_family: admission.parent_family.as_deref(),
        code: None,
    }
}

fn log_success(
    ctx: &Ctx,
    request: &Request,
    client: &StoredClient,
    (user, admission): (&User, &Admission),
    organization: Option<&Entered>,
) {
    let by_transfer = admission.parent_family.is_some();
    let (code, description) = if request.prompt.none {
        (
            tenant_log::Code::SilentAuth,
            "Successful silent authentication",
        )
    } else {
        (tenant_log::Code::Login, "Successful login")
    };
    let mut event = Event::new(code, description)
        .client(&client.client)
        .user(user)
        .with("audience", request.audience.clone())
        .with("scope", Some(request.scope.to_string()))
        .with("organization_id", organization.map(|o| o.id.as_str()))
        .with("organization_name", organization.map(|o| o.name.as_str()))
        .details(json!({"session_id": admission.session_id, "completedAt": ctx.now.millis()}));
    if by_transfer {
        event = event.details(json!({"triggered_by_session_transfer_token": true}));
    }
    ctx.log(event);
}

/// The event of a request that ended in an error for the application.
pub async fn log_refusal(ctx: &Ctx, request: &Request, refusal: &Refusal) -> Answer<()> {
    let client = super::checks::client(ctx, request).await?;
    let code = if request.prompt.none {
        tenant_log::Code::FailedSilentAuth
    } else {
        tenant_log::Code::FailedLogin
    };
    let error = json!({"message": refusal.reason(), "oauthError": refusal.code.wire().1, "type": "oauth-authorization"});
    ctx.log(
        Event::new(code, refusal.reason())
            .client(&client.client)
            .with("audience", request.audience.clone())
            .with("scope", Some(request.scope.to_string()))
            .details(json!({"error": error})),
    );
    Ok(())
}

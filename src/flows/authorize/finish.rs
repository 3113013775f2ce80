//! The last step: a code, tokens, or an assertion; and the event that tells of it.

use serde_json::json;
use tracing::Instrument;

use super::admit::{Admission, Entrance};
use super::away::Departure;
use super::decide::{Arriving, Decided, decide};
use super::request::{OpenId, Protocol, Request};
use super::response::{self, AuthorizationResponse};
use crate::domain::action::run::Life;
use crate::domain::client::Client;
use crate::domain::code::Grant;
use crate::domain::session::CookieMode;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::actions::{self, Effects};
use crate::flows::organizations::{self, Entered, NotAdmitted};
use crate::flows::token::{Login, front_channel_tokens};
use crate::flows::{Answer, Code, Ctx, Refusal, saml, session, users, wsfed};
use crate::store::clients::StoredClient;
use crate::store::codes::{self, NewCode};
use crate::store::session_list;
use crate::store::sessions::{self, NewSession};
use crate::telemetry::metrics as names;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, Kind};

/// Ways of proving who one is that a session remembers.
const MOST_METHODS: usize = 20;

/// What the last step comes to.
pub enum Finished {
    /// The answer for the application, and how long the session's cookie lives, where an Action decided it.
    Answered(AuthorizationResponse, Option<CookieMode>),
    /// An Action sends the user elsewhere first.
    Away(Box<Departure>),
}

/// The answer for the application. A session that begins here is stored in the step that stores its first code.
pub async fn finish(
    ctx: &Ctx,
    request: &Request,
    client: &StoredClient,
    entrance: Entrance,
) -> Answer<Finished> {
    let Entrance {
        admission,
        user,
        mut begun,
        resumption,
        ..
    } = entrance;
    let user = match user {
        Some(user) => user,
        None => users::available(ctx, &admission.user_id, &client.client)
            .await?
            .map_err(refuse_user)?,
    };
    let organization = enter_organization(ctx, request, &client.client, &user).await?;
    let arriving = Arriving {
        request,
        client,
        admission: &admission,
        user: &user,
        organization: organization.as_ref(),
        resumption: resumption.as_ref(),
    };
    let (access, effects) = match decide(ctx, &arriving, begun.as_mut()).await? {
        Decided::Go(access, effects) => (access, effects),
        Decided::Leave(to, suspended) => {
            return Ok(Finished::Away(Box::new(Departure {
                to,
                suspended: *suspended,
                admission,
                begun,
            })));
        }
    };
    let arrived = Arrived {
        request,
        client,
        admission: &admission,
        user: &user,
        organization: organization.as_ref(),
        effects: &effects,
    };
    let response = match &request.protocol {
        Protocol::OpenId(asked) => open_id(ctx, &arrived, (asked, access), begun.as_ref()).await?,
        Protocol::Saml(asked) => {
            arrived.join_session(ctx, begun.as_ref()).await?;
            saml::answer::success(ctx, &arrived, asked)
                .instrument(step!("assertion"))
                .await?
        }
        Protocol::WsFed(asked) => {
            arrived.join_session(ctx, begun.as_ref()).await?;
            step!("assertion").in_scope(|| wsfed::answer(ctx, &arrived, asked))?
        }
    };
    keep(ctx, &admission.session_id, &effects).await?;
    log_success(ctx, &arrived);
    Ok(Finished::Answered(response, effects.cookie_mode))
}

/// Stores what Actions decided of the session.
async fn keep(ctx: &Ctx, session_id: &str, effects: &Effects) -> Answer<()> {
    if let Some(metadata) = &effects.session.metadata {
        let mut db = ctx.store.write().await?;
        session_list::set_metadata(&mut db, session_id, Some(metadata)).await?;
    }
    if let Some(mode) = effects.cookie_mode {
        let mut db = ctx.store.write().await?;
        session_list::set_cookie_mode(&mut db, session_id, mode).await?;
    }
    if effects.methods.is_empty() {
        return Ok(());
    }
    let mut tx = ctx.store.begin().await?;
    let found = session_list::by_id(&mut tx, session_id, ctx.now).await?;
    let mut methods = found.map(|session| session.methods).unwrap_or_default();
    methods.retain(|known| effects.methods.iter().all(|new| new.name != known.name));
    methods.extend(effects.methods.iter().cloned());
    let oldest = methods.len().saturating_sub(MOST_METHODS);
    session_list::set_methods(&mut tx, session_id, &methods[oldest..]).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody who is signed in, and what for.
#[derive(Clone, Copy)]
pub struct Arrived<'a> {
    pub request: &'a Request,
    pub client: &'a StoredClient,
    pub admission: &'a Admission,
    pub user: &'a User,
    pub organization: Option<&'a Entered>,
    /// What Actions decided.
    pub effects: &'a Effects,
}

impl Arrived<'_> {
    /// Stores the session if it begins here, and that the client takes part in it.
    async fn join_session(&self, ctx: &Ctx, begun: Option<&NewSession>) -> Answer<()> {
        let join = async {
            session::store(ctx, begun).await?;
            let mut db = ctx.store.write().await?;
            let (session_id, client_id) = (&self.admission.session_id, &self.request.client_id);
            Ok(sessions::add_client(&mut db, session_id, client_id).await?)
        };
        join.instrument(step!("session")).await
    }
}

/// A code, tokens, or both.
async fn open_id(
    ctx: &Ctx,
    arrived: &Arrived<'_>,
    (asked, access): (&OpenId, Access),
    begun: Option<&NewSession>,
) -> Answer<AuthorizationResponse> {
    let request = arrived.request;
    let mut parameters = Vec::new();
    let mut code = None;
    if asked.response_type.code {
        let grant = grant(arrived, asked, &access);
        let secret = issue_code(ctx, &request.client_id, &grant, begun).await?;
        parameters.push(("code".to_owned(), secret.clone()));
        code = Some(secret);
    } else {
        arrived.join_session(ctx, begun).await?;
    }
    if asked.response_type.uses_front_channel() {
        let login = front_channel_login(arrived, asked, access);
        let wants = (asked.response_type.token, asked.response_type.id_token);
        let tokens = front_channel_tokens(ctx, &login, wants, code.as_deref());
        parameters.extend(tokens.instrument(step!("sign")).await?);
    }
    let issuer = response::issuer(ctx, &arrived.client.client);
    Ok(AuthorizationResponse::success(
        request, asked, parameters, issuer,
    ))
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
    if codes::issue(&ctx.store, new, begun)
        .instrument(step!("code"))
        .await?
    {
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

fn grant(arrived: &Arrived<'_>, asked: &OpenId, access: &Access) -> Grant {
    let (request, admission) = (arrived.request, arrived.admission);
    Grant {
        user_id: admission.user_id.clone(),
        session_id: admission.session_id.clone(),
        redirect_uri: asked
            .sent_redirect_uri
            .then(|| request.redirect_uri.clone()),
        scope: access.scope.clone(),
        requested_scope: asked.scope.clone(),
        audience: access.audience().map(str::to_owned),
        organization: admission.organization.clone(),
        nonce: asked.nonce.clone(),
        challenge: asked.challenge.clone(),
        authenticated_at: admission.authenticated_at,
        tells_auth_time: tells_auth_time(request),
        parent_family: admission.parent_family.clone(),
        claims: arrived.effects.claims.clone(),
        refresh_token: arrived.effects.refresh_token.clone(),
    }
}

fn tells_auth_time(request: &Request) -> bool {
    request.max_age.is_some() || request.prompt.login
}

fn front_channel_login<'a>(arrived: &Arrived<'a>, asked: &'a OpenId, access: Access) -> Login<'a> {
    let admission = arrived.admission;
    Login {
        client: arrived.client,
        user: arrived.user,
        access,
        requested_scope: asked.scope.clone(),
        session_id: Some(&admission.session_id),
        organization: arrived.organization.map(Entered::claims),
        nonce: asked.nonce.as_deref(),
        authenticated_at: admission.authenticated_at,
        tells_auth_time: tells_auth_time(arrived.request),
        gty: None,
        family_id: None,
        parent_family: admission.parent_family.as_deref(),
        code: None,
        claims: arrived.effects.claims.clone(),
        refresh_life: Life::default(),
    }
}

/// Counts an authorization request that has been answered.
pub fn count(is_silent: bool, outcome: &'static str) {
    let silent = if is_silent { "true" } else { "false" };
    metrics::counter!(names::LOGINS, "silent" => silent, "outcome" => outcome).increment(1);
}

fn log_success(ctx: &Ctx, arrived: &Arrived<'_>) {
    let (request, admission) = (arrived.request, arrived.admission);
    count(request.prompt.none, "ok");
    let (code, description) = if request.prompt.none {
        (
            tenant_log::Code::SilentAuth,
            "Successful silent authentication",
        )
    } else {
        (tenant_log::Code::Login, "Successful login")
    };
    let mut event = about(request, Event::new(code, description))
        .client(&arrived.client.client)
        .user(arrived.user)
        .with(
            "organization_id",
            arrived.organization.map(|o| o.id.as_str()),
        )
        .with(
            "organization_name",
            arrived.organization.map(|o| o.name.as_str()),
        )
        .details(json!({"session_id": admission.session_id, "completedAt": ctx.now.millis()}));
    if admission.parent_family.is_some() {
        event = event.details(json!({"triggered_by_session_transfer_token": true}));
    }
    ctx.log(event.with_details(actions::executions(&arrived.effects.executions)));
}

/// What the event tells of the request.
fn about(request: &Request, event: Event) -> Event {
    match &request.protocol {
        Protocol::OpenId(asked) => event
            .with("audience", asked.audience.clone())
            .with("scope", Some(asked.scope.to_string())),
        Protocol::Saml(_) => event.details(json!({"protocol": "samlp"})),
        Protocol::WsFed(_) => event.details(json!({"protocol": "wsfed"})),
    }
}

/// The event of a request that ended in an error for the application.
pub async fn log_refusal(ctx: &Ctx, request: &Request, refusal: &Refusal) -> Answer<()> {
    count(request.prompt.none, refusal.code.wire().1);
    let client = super::checks::client(ctx, request).await?;
    let code = if request.prompt.none {
        tenant_log::Code::FailedSilentAuth
    } else {
        tenant_log::Code::FailedLogin
    };
    let error = json!({"message": refusal.reason(), "oauthError": refusal.code.wire().1, "type": "oauth-authorization"});
    ctx.log(
        about(request, Event::new(code, refusal.reason()))
            .client(&client.client)
            .details(json!({"error": error}))
            .with_details(refusal.details().cloned()),
    );
    Ok(())
}

//! RFC 6749 §6: a refresh token for new tokens, or, with a `…:session_transfer` audience, for a session transfer token.
//! Everything that can refuse the request without touching the family comes first; rotation comes last.

use serde_json::json;
use tracing::Instrument;

use super::checks::{Checked, Claimed, LiveSession, LoginFacts, LoginOrganization, Permitted};
use super::factor::Passing;
use super::grant::{Grant, Parameters, Requested};
use super::mint::{How, Minting, TokenResponse};
use super::shown::{Found, TOUCH_AFTER, find};
use crate::domain::client::Client;
use crate::domain::dialect::Dialect;
use crate::domain::grant_type::{GrantType, REFRESH_TOKEN};
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::session::SignedInBy;
use crate::domain::session_transfer::{is_audience, looks_like_audience};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::actions::Effects;
use crate::flows::mfa::waiting::{RequestedTokens, WaitingRequest};
use crate::flows::session_transfer::{Blank, Prepared};
use crate::flows::{Answer, Code, Ctx, Refusal, session_transfer};
use crate::store::exchange::{self, Exchange, Rotation};
use crate::store::refresh_tokens::{self, Presented};
use crate::store::{families, session_list, sessions};
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, OpaqueKind};

/// The request.
pub struct RefreshToken {
    refresh_token: String,
    requested: RequestedTokens,
}

impl Grant for RefreshToken {
    const TYPE: &'static GrantType = &REFRESH_TOKEN;
    const LABELS: &'static [&'static str] = &["refresh_token", "session_transfer"];
    const SUCCESS: (tenant_log::EventCode, &'static str) = (
        tenant_log::EventCode::RefreshExchange,
        "Successful Refresh Token exchange",
    );
    const FAILURE: tenant_log::EventCode = tenant_log::EventCode::FailedRefreshExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        Ok(Self {
            refresh_token: parameters.required("refresh_token")?,
            requested: parameters.requested_tokens()?,
        })
    }

    fn requested(&self) -> Requested<'_> {
        Requested::from(&self.requested)
    }

    fn label(audience: Option<&str>) -> &'static str {
        Self::LABELS[usize::from(audience.is_some_and(looks_like_audience))]
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        let wants_transfer = wants_transfer(ctx, client.client(), &self.requested)?;
        let shown = opaque::recognise(OpaqueKind::RefreshToken, &self.refresh_token)
            .ok_or_else(|| invalid("the token is not one of ours"))?;
        let transfer = wants_transfer.then(|| session_transfer::mint(ctx));
        let found = find(ctx, client.client(), &shown, transfer.as_ref())
            .instrument(step!("find refresh token"))
            .await?;
        let stored = transfer.as_ref().filter(|_| found.is_issued);
        let stored = stored.map(|blank| blank.id().to_owned());
        let exchange = Exchanging {
            requested: &self.requested,
            success: Self::SUCCESS,
        };
        let answer = exchange.run(ctx, client, (found, transfer), None).await;
        if let (Err(_), Some(id)) = (&answer, stored) {
            session_transfer::take_back(ctx, &id).await;
        }
        answer
    }
}

impl RefreshToken {
    /// An exchange that has waited for a second factor, of the token with that digest. It begins anew, but for the Actions.
    pub async fn resume(
        ctx: &Ctx,
        client: Permitted<'_>,
        (digest, requested): (String, RequestedTokens),
        (passing, success): (Passing, (tenant_log::EventCode, &'static str)),
    ) -> Answer<TokenResponse> {
        let wants_transfer = wants_transfer(ctx, client.client(), &requested)?;
        let transfer = wants_transfer.then(|| session_transfer::mint(ctx));
        let found = find(ctx, client.client(), &digest, None).await?;
        let is_superseded = |presented: &Presented| presented.superseded_at.is_some();
        if found.presented.as_ref().is_some_and(is_superseded) {
            // No replay: the application has used it, and then went on with this.
            return Err(invalid(
                "the token was rotated while the user was asked for a second factor",
            )
            .into());
        }
        let exchange = Exchanging {
            requested: &requested,
            success,
        };
        exchange
            .run(ctx, client, (found, transfer), Some(passing))
            .await
    }
}

/// An exchange under way.
struct Exchanging<'a> {
    requested: &'a RequestedTokens,
    success: (tenant_log::EventCode, &'static str),
}

impl Exchanging<'_> {
    async fn run(
        &self,
        ctx: &Ctx,
        client: Permitted<'_>,
        (found, transfer): (Found, Option<Blank>),
        passing: Option<Passing>,
    ) -> Answer<TokenResponse> {
        let requested_scope = self.requested.scope.as_ref();
        let presented = found.presented;
        let presented = presented.ok_or_else(|| invalid("the token is unknown"))?;
        let family = &presented.family;
        let session = check(ctx, client.client(), &presented)?;
        let use_ = Use {
            client: client.client(),
            presented: &presented,
            shown: &found.shown,
            is_issued: found.is_issued,
        };
        if transfer.is_some() {
            let counted_by = if use_.rotates() {
                &family.id
            } else {
                use_.shown
            };
            session_transfer::may_issue(ctx, counted_by, family)?;
        }
        let claimed = Claimed {
            user: presented.user.clone(),
            session,
            organization: LoginOrganization::of_login(family.organization.as_deref()),
        };
        let login = client.user(ctx, claimed).await?;
        let dialect = ctx.dialect(client.client());
        let scope = narrowed(&family.scope, requested_scope, dialect)?;
        let login = login
            .access(ctx, family.audience.as_deref(), &scope)
            .await?;
        let facts = LoginFacts {
            protocol: "oauth2-refresh-token",
            requested_scope: Some(requested_scope.unwrap_or(&family.scope)),
            authenticated_at: family.authenticated_at,
            method: None,
            family: Some(family),
        };
        // Before the rotation: a client that is refused still has the token.
        let login = match passing {
            Some(passing) => passing.pass(ctx, login, &facts).await?,
            None => {
                let shown = use_.shown.to_owned();
                let request = WaitingRequest::RefreshToken(shown, self.requested.clone());
                let login = login.post_login(ctx, facts).await?;
                let by = signed_in_by(&presented);
                login.second_factor(ctx, (request, by)).await?
            }
        };

        let transfer = transfer.map(|blank| blank.stand_for(ctx, family));
        let next = advance(ctx, &use_, login.user(), transfer.as_ref())
            .instrument(step!("rotate"))
            .await?;
        carry_out(ctx, login.effects(), family).await?;
        let how = How {
            login: Some(&family.login),
            gty: Some("refresh_token"),
            parent_family: family.parent_family.as_deref(),
            ..How::default()
        };
        let mut minting = Minting::new(&login, how);
        minting.continue_family(family.id.clone(), next.refresh_token);
        let response = match transfer {
            Some(prepared) => minting.respond_with_transfer(ctx, prepared, family),
            None => minting.respond(ctx).await?,
        };
        ctx.log(self.success(&use_, next.counter, &login));
        Ok(response)
    }
}

/// How the user of a token had signed in; families from before that was kept say no more than the user does.
fn signed_in_by(presented: &Presented) -> SignedInBy {
    let mut by = presented.family.login.clone();
    if let (true, Some(user)) = (by.connection.is_empty(), &presented.user) {
        by.connection.clone_from(&user.connection);
    }
    by
}

fn invalid(reason: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Code::InvalidGrant
        .refuse("Unknown or invalid refresh token.")
        .because(reason)
}

/// What Actions decided of the refresh token and its session.
async fn carry_out(ctx: &Ctx, effects: &Effects, family: &Family) -> Answer<()> {
    let (token, session) = (&effects.refresh_token, &effects.session);
    if token.is_unchanged() && session.is_unchanged() {
        return Ok(());
    }
    let mut db = ctx.store.write().await?;
    families::shorten(&mut db, &family.id, token).await?;
    if let Some(metadata) = &token.metadata {
        families::set_metadata(&mut db, &family.id, Some(metadata)).await?;
    }
    if let Some(id) = &family.session_id {
        sessions::shorten(&mut db, id, session).await?;
        if let Some(metadata) = &session.metadata {
            session_list::set_metadata(&mut db, id, Some(metadata)).await?;
        }
    }
    Ok(())
}

struct Use<'a> {
    client: &'a Client,
    presented: &'a Presented,
    shown: &'a str,
    /// The session transfer token that is asked for is stored already.
    is_issued: bool,
}

impl Use<'_> {
    /// Whether the token is to be replaced.
    fn rotates(&self) -> bool {
        self.client.refresh_policy().rotates() || self.presented.superseded_at.is_some()
    }
}

/// Whether the token may be used by this client; the session that it belongs to.
fn check<'a>(
    ctx: &Ctx,
    client: &Client,
    presented: &'a Presented,
) -> Result<LiveSession<'a>, Refusal> {
    let family = &presented.family;
    if family.client_id != client.client_id {
        return Err(invalid("the token was issued to another client"));
    }
    if family.revoked_at.is_some() {
        return Err(invalid("the token has been revoked"));
    }
    if !family.is_alive(ctx.now) {
        return Err(invalid("the token has expired"));
    }
    if presented.parent_ended {
        return Err(invalid(
            "the refresh token that the session was transferred from has been revoked",
        ));
    }
    LiveSession::of_refresh_token(presented)
        .ok_or_else(|| invalid("the session that the token is bound to has ended"))
}

/// At most what was granted at first. Apps repeat the whole scope of their login, words that were not granted included:
/// Auth0 leaves those out again, RFC 6749 §6 refuses them.
fn narrowed(
    granted: &Scope,
    requested: Option<&Scope>,
    dialect: Dialect,
) -> Result<Scope, Refusal> {
    let Some(requested) = requested.filter(|r| !r.is_empty()) else {
        return Ok(granted.clone());
    };
    let within = requested.filtered(|word| granted.contains(word));
    if dialect.is_standard() && within != *requested {
        return Err(Code::InvalidScope.refuse("The scope exceeds the one granted at first"));
    }
    Ok(within)
}

struct Next {
    refresh_token: Option<String>,
    counter: i64,
}

/// Rotates, or records the use of a token that does not; and stores the transfer token, if one is asked for, in the same
/// step: only the request that wins the rotation has it.
async fn advance(
    ctx: &Ctx,
    use_: &Use<'_>,
    user: &User,
    transfer: Option<&Prepared>,
) -> Answer<Next> {
    if !use_.rotates() {
        return keep(ctx, use_, transfer).await;
    }
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::RefreshToken);
    let issue = transfer.map(Prepared::issue);
    let rotation =
        exchange::rotate(&ctx.store, &minted.digest, exchange_of(ctx, use_), issue).await?;
    match rotation {
        Rotation::Rotated { counter } => Ok(Next {
            refresh_token: Some(minted.secret),
            counter,
        }),
        Rotation::Reused { latest_counter } => Err(reused(use_, user, latest_counter).into()),
        Rotation::Revoked => Err(invalid("the token has been revoked").into()),
    }
}

/// The token stays as it is.
async fn keep(ctx: &Ctx, use_: &Use<'_>, transfer: Option<&Prepared>) -> Answer<Next> {
    let presented = use_.presented;
    if use_.is_issued || record(ctx, use_, transfer).await? {
        Ok(Next {
            refresh_token: None,
            counter: presented.token_counter,
        })
    } else {
        Err(invalid("the family was revoked meanwhile").into())
    }
}

/// False when the family has been revoked meanwhile.
async fn record(ctx: &Ctx, use_: &Use<'_>, transfer: Option<&Prepared>) -> Answer<bool> {
    let is_recent = |at: Timestamp| ctx.now.since(at) < TOUCH_AFTER;
    let touches = !use_.presented.last_exchanged_at.is_some_and(is_recent);
    if !touches && transfer.is_none() {
        return Ok(true);
    }
    let mut db = ctx.store.write().await?;
    if touches && !refresh_tokens::touch(&mut db, exchange_of(ctx, use_)).await? {
        return Ok(false);
    }
    Ok(match transfer {
        Some(prepared) => prepared.store(&mut db).await?,
        None => true,
    })
}

fn exchange_of<'a>(ctx: &'a Ctx, use_: &Use<'a>) -> Exchange<'a> {
    let client = use_.client;
    let policy = client.refresh_policy();
    Exchange {
        family_id: &use_.presented.family.id,
        shown: use_.shown,
        now: ctx.now,
        leeway_from: (!policy.leeway().is_zero()).then(|| ctx.now.minus(policy.leeway())),
        expires_at: policy.expires_at(ctx.now),
        idle_expires_at: policy.idle_expires_at(ctx.now),
        device: &ctx.device,
        cascades: client.session_transfer().enforce_cascade_revocation,
    }
}

/// RFC 9700 §4.14.2: there is a copy of the token. The family is revoked already.
fn reused(use_: &Use<'_>, user: &User, latest_counter: i64) -> Refusal {
    let event = Event::new(
        tenant_log::EventCode::RefreshReuse,
        "Reused rotating refresh token",
    )
    .user(user)
    .details(json!({
        "familyId": use_.presented.family.id,
        "tokenCounter": use_.presented.token_counter,
        "latestCounter": latest_counter,
    }));
    invalid("a token was shown again after its rotation").telling(event)
}

/// Whether a session transfer token is asked for; refused here if this client may not have one.
fn wants_transfer(
    ctx: &Ctx,
    client: &Client,
    requested: &RequestedTokens,
) -> Result<bool, Refusal> {
    let audience = requested.audience.as_deref();
    let Some(audience) = audience.filter(|a| looks_like_audience(a)) else {
        return Ok(false);
    };
    // The domain that the request came to is one of ours in test mode even if no setting names it.
    let origins = ctx.settings.origins().chain([&ctx.origin]);
    if !is_audience(audience, origins) {
        let text = format!("Service not enabled within domain: {audience}");
        return Err(Code::AccessDenied.refuse(text));
    }
    if !client.session_transfer().can_create_session_transfer_token {
        return Err(Code::InvalidRequest
            .refuse("The client is not allowed to create session transfer tokens")
            .because("session_transfer.can_create_session_transfer_token is false"));
    }
    Ok(true)
}

impl Exchanging<'_> {
    fn success(&self, use_: &Use<'_>, counter: i64, login: &Checked<'_>) -> Event {
        let requested = self.requested;
        let audience = requested.audience.as_deref().or(login.access().audience());
        let family = &use_.presented.family;
        login
            .event(self.success, Some(audience.unwrap_or_default()))
            .details(json!({
                "familyId": family.id,
                "tokenCounter": counter,
                "requested_audience": requested.audience,
                "requested_scope": requested.scope.as_ref().map(ToString::to_string),
                "requested_client_id": use_.client.client_id,
                "refresh_token": {
                    "access": if family.online { "online" } else { "offline" },
                    "session_id": family.session_id,
                },
                "actions": {"executions": login.effects().executions},
            }))
    }
}

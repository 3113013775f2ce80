//! The checks that every grant shares, one step after the other. Each step takes what the step before it made, and tokens
//! are minted of the last one alone:
//!
//! [`permit`] → [`Permitted::user`] → [`AllowedUser::access`] → [`Entitled::post_login`] → [`Decided::second_factor`] →
//! [`Checked`]
//!
//! A request that was refused for want of a second factor goes on with [`Entitled::after_factor`] once the user has passed one.
//! A client that asks for itself goes from [`Permitted`] to [`super::machine::CheckedMachine`].

use tracing::Instrument;

use crate::domain::client::Client;
use crate::domain::code;
use crate::domain::grant_type::GrantType;
use crate::domain::guardian::{FactorWish, Passed};
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::session::{Session, SignedInBy};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::{self, Access, Subject};
use crate::flows::actions::{self, Effects, LoginPlace, PostLogin};
use crate::flows::factors::demand::{Demand, Situation, demand};
use crate::flows::factors::first_factor;
use crate::flows::factors::held::HeldFactors;
use crate::flows::login_tokens::GrantedLogin;
use crate::flows::mfa::pass::PassedFactor;
use crate::flows::mfa::required;
use crate::flows::mfa::waiting::{WaitingGrant, WaitingRequest};
use crate::flows::organizations::{self, Entered};
use crate::flows::{Answer, Code, Ctx, Refusal, users};
use crate::store::clients::StoredClient;
use crate::store::refresh_tokens::Presented;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};

/// An authenticated client that may use the grant.
#[derive(Clone, Copy)]
pub struct Permitted<'a>(&'a StoredClient);

/// Whether the client may use the grant: it is among its `grant_types`, and the client authenticates where it has to.
pub(super) fn permit<'a>(
    client: &'a StoredClient,
    grant: &GrantType,
) -> Result<Permitted<'a>, Refusal> {
    if !client.client.may_use(grant) {
        let text = format!("Grant type '{}' not allowed for the client.", grant.name);
        return Err(Code::UnauthorizedClient.refuse(text));
    }
    if !grant.allows_public_clients && !client.client.authenticates() {
        return Err(Code::Unauthenticated
            .refuse("Unauthorized")
            .because("a public client has no credentials"));
    }
    Ok(Permitted(client))
}

/// Whose login a grant stands for.
pub struct Claimed<'a> {
    /// As stored; `None` when the user is gone.
    pub user: Option<User>,
    pub session: LiveSession<'a>,
    pub organization: LoginOrganization<'a>,
}

/// The session that the login belongs to, which has not ended; or none.
#[derive(Clone, Copy)]
pub struct LiveSession<'a>(Option<&'a str>);

impl<'a> LiveSession<'a> {
    /// The login has no session.
    pub fn none() -> Self {
        Self(None)
    }

    /// The session of a code; `None` if it has ended.
    pub fn of_code(session: Option<&'a Session>, now: Timestamp) -> Option<Self> {
        let session = session.filter(|session| session.is_alive(now))?;
        Some(Self(Some(&session.id)))
    }

    /// The session of a refresh token; `None` if it has ended and the token with it.
    pub fn of_refresh_token(presented: &'a Presented) -> Option<Self> {
        (!presented.session_ended).then_some(Self(presented.family.session_id.as_deref()))
    }
}

/// The organization of the login, by its id, or none.
#[derive(Clone, Copy)]
pub struct LoginOrganization<'a>(Option<&'a str>);

impl<'a> LoginOrganization<'a> {
    /// The one that the user signed in to. [`Permitted::user`] checks that it still lets the user in.
    pub fn of_login(id: Option<&'a str>) -> Self {
        Self(id)
    }

    /// The grant names no organization; refused if the client's logins have to.
    pub fn none(client: Permitted<'_>) -> Result<Self, Refusal> {
        organizations::may_name(client.client(), None)?;
        Ok(Self(None))
    }
}

impl<'a> Permitted<'a> {
    /// The client.
    pub fn client(&self) -> &'a Client {
        &self.0.client
    }

    /// The user exists, may sign in at this client, and is let in by the organization.
    pub async fn user(self, ctx: &Ctx, claimed: Claimed<'a>) -> Answer<AllowedUser<'a>> {
        let user = users::check(ctx, claimed.user, self.client())
            .await?
            .map_err(users::Unavailable::refuse)?;
        let organization = organizations::of_login(ctx, claimed.organization.0, &user).await?;
        Ok(AllowedUser {
            client: self.0,
            user,
            session_id: claimed.session.0,
            organization,
        })
    }
}

/// A user who may sign in at the client.
pub struct AllowedUser<'a> {
    client: &'a StoredClient,
    user: User,
    session_id: Option<&'a str>,
    organization: Option<Entered>,
}

impl<'a> AllowedUser<'a> {
    /// What the user may give the client access to, of what is requested.
    pub async fn access(
        self,
        ctx: &Ctx,
        audience: Option<&str>,
        requested: &Scope,
    ) -> Answer<Entitled<'a>> {
        let subject = Subject {
            user_id: &self.user.user_id,
            organization: self.organization.as_ref().map(|o| o.id.as_str()),
        };
        let client = &self.client.client;
        let access = access::of_user(ctx, client, subject, audience, requested).await?;
        Ok(Entitled {
            allowed: self,
            access,
        })
    }
}

/// A user who may sign in, and what the client may have by it.
pub struct Entitled<'a> {
    allowed: AllowedUser<'a>,
    access: Access,
}

/// What Actions learn of a login at the token endpoint.
pub struct LoginFacts<'a> {
    /// `event.transaction.protocol`.
    pub protocol: &'static str,
    /// As the client sent it; `None` for everything that may be granted.
    pub requested_scope: Option<&'a Scope>,
    pub authenticated_at: Timestamp,
    /// How the user has proved who they are, where the connection does not say it.
    pub method: Option<&'static str>,
    /// The refresh token that is exchanged.
    pub family: Option<&'a Family>,
}

impl<'a> Entitled<'a> {
    /// Runs the Actions of `post-login`, which may refuse and may change the scope.
    pub async fn post_login(mut self, ctx: &Ctx, facts: LoginFacts<'_>) -> Answer<Decided<'a>> {
        let requested_scope = facts.requested_scope.unwrap_or(&self.access.scope).clone();
        let AllowedUser {
            client,
            user,
            session_id,
            organization,
        } = &self.allowed;
        let login = PostLogin {
            client: &client.client,
            user,
            access: &self.access,
            requested_scope: &requested_scope,
            protocol: facts.protocol,
            place: session_id.map_or(LoginPlace::NoSession, LoginPlace::Session),
            transfer: None,
            family: facts.family,
            request: None,
            organization: organization.as_ref(),
            authenticated_at: facts.authenticated_at,
            method: facts.method,
            resumption: None,
        };
        let effects = actions::post_login_here(ctx, login)
            .instrument(step!("actions"))
            .await?;
        self.access.scope = effects.scope(&self.access);
        Ok(Decided(Checked {
            allowed: self.allowed,
            access: self.access,
            requested_scope,
            authenticated_at: facts.authenticated_at,
            effects,
            passed: None,
            recovery_code: None,
        }))
    }

    /// Takes over what the Actions decided before the user was asked for a second factor, which they have passed by now.
    pub fn after_factor(mut self, passed: PassedFactor, facts: &LoginFacts<'_>) -> Checked<'a> {
        let requested_scope = facts.requested_scope.unwrap_or(&self.access.scope).clone();
        let factor = passed.factor();
        let (effects, recovery_code) = passed.into_parts();
        self.access.scope = effects.scope(&self.access);
        Checked {
            allowed: self.allowed,
            access: self.access,
            requested_scope,
            authenticated_at: facts.authenticated_at,
            effects,
            passed: Some(factor),
            recovery_code,
        }
    }

    /// Takes over what the Actions decided that ran before the code was issued.
    pub fn post_login_of_code(self, grant: &code::CodeGrant) -> Checked<'a> {
        let mut effects = Effects::default();
        effects.claims = grant.claims.clone();
        effects.refresh_token = grant.refresh_token.clone();
        Checked {
            allowed: self.allowed,
            access: self.access,
            requested_scope: grant.requested_scope.clone(),
            authenticated_at: grant.authenticated_at,
            effects,
            passed: None,
            recovery_code: None,
        }
    }

    /// The user and the client.
    pub fn parties(&self) -> (&User, &Client) {
        (&self.allowed.user, &self.allowed.client.client)
    }
}

/// A login whose Actions have let it through.
pub struct Decided<'a>(Checked<'a>);

impl<'a> Decided<'a> {
    /// Refuses the request if it needs a second factor: it waits for one. A password, and what takes its place, is asked for
    /// one by the tenant's policy and by Actions, a refresh token by Actions alone: the login that it came of has gone through
    /// the gate.
    pub async fn second_factor(
        self,
        ctx: &Ctx,
        (request, signed_in_by): (WaitingRequest, SignedInBy),
    ) -> Answer<Checked<'a>> {
        let Self(checked) = self;
        let by_policy = match request {
            WaitingRequest::Password(_)
            | WaitingRequest::EmailCode(_)
            | WaitingRequest::SmsCode(_)
            | WaitingRequest::Passkey(_) => ctx.store.guardian().await?.asks_always(),
            WaitingRequest::RefreshToken(..) | WaitingRequest::Factors { .. } => false,
        };
        let opens_factors = checked.access.opens_factors()
            && HeldFactors::of(ctx, checked.user())
                .await?
                .guards_against(&Passed::among(&signed_in_by.methods));
        let wish = checked.effects.multifactor.as_ref();
        let situation = Situation {
            wish,
            by_policy,
            opens_factors,
            ..Situation::default()
        };
        if demand(&situation) == Demand::Nothing {
            return Ok(checked);
        }
        let factors = wish.map_or(&[][..], FactorWish::factors).to_vec();
        let Checked {
            allowed, effects, ..
        } = checked;
        let executions = actions::executions(&effects.executions);
        let behind = first_factor::of(ctx, &signed_in_by).await?;
        let waiting = WaitingGrant {
            request,
            effects,
            factors,
            behind,
            signed_in_by,
        };
        let client = &allowed.client.client;
        let refusal = required::require(ctx, &allowed.user, client, &waiting).await?;
        Err(match executions {
            Some(executions) => refusal.detailed(executions).into(),
            None => refusal.into(),
        })
    }
}

/// A login that has passed every check: tokens are minted of it ([`super::Minting`]).
pub struct Checked<'a> {
    allowed: AllowedUser<'a>,
    access: Access,
    requested_scope: Scope,
    authenticated_at: Timestamp,
    effects: Effects,
    /// The second factor that the user has passed for it.
    passed: Option<Passed>,
    /// See [`Checked::recovery_code`].
    recovery_code: Option<String>,
}

impl Checked<'_> {
    /// The recovery code that takes the place of the one that the user has used.
    pub fn recovery_code(&self) -> Option<&str> {
        self.recovery_code.as_deref()
    }

    /// The second factor that the user has passed for it.
    pub fn passed(&self) -> Option<Passed> {
        self.passed
    }

    /// The user.
    pub fn user(&self) -> &User {
        &self.allowed.user
    }

    /// The organization that the user signed in to.
    pub fn organization(&self) -> Option<&Entered> {
        self.allowed.organization.as_ref()
    }

    /// What the client gets access to.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// What Actions decided.
    pub fn effects(&self) -> &Effects {
        &self.effects
    }

    /// The login, to make tokens of it.
    pub(super) fn login(&self) -> GrantedLogin<'_> {
        GrantedLogin {
            client: self.allowed.client,
            user: self.user(),
            access: self.access.clone(),
            requested_scope: self.requested_scope.clone(),
            session_id: self.allowed.session_id,
            organization: self.organization().map(Entered::claims),
            nonce: None,
            authenticated_at: self.authenticated_at,
            tells_auth_time: false,
            second_factor: false,
            passed: self.passed.into_iter().collect(),
            gty: None,
            family_id: None,
            parent_family: None,
            code: None,
            claims: self.effects.claims.clone(),
        }
    }

    /// The event of a successful exchange, as far as all grants tell the same.
    pub fn event(
        &self,
        (code, description): (tenant_log::EventCode, &'static str),
        audience: Option<&str>,
    ) -> Event {
        Event::new(code, description)
            .client(&self.allowed.client.client)
            .user(self.user())
            .with("audience", audience)
            .with("scope", Some(self.access.scope.to_string()))
            .with(
                "organization_id",
                self.organization().map(|o| o.id.as_str()),
            )
    }
}

//! What a grant declares.

use std::pin::Pin;

use super::checks::Permitted;
use super::mint::TokenResponse;
use crate::domain::grant_type::GrantType;
use crate::domain::scope::Scope;
use crate::flows::mfa::waiting::RequestedTokens;
use crate::flows::{Answer, Code, Ctx};
use crate::tenant_log;

/// What the token endpoint does for one `grant_type`: the implementing type is a request that has been read.
///
/// Only [`Minting`](super::Minting) and [`CheckedMachine`](super::CheckedMachine) make a [`TokenResponse`], and only the
/// shared checks make what those are made of. A grant that runs all of them compiles:
///
/// ```
/// # use footbridge::domain::{scope::Scope, session::SignedInBy, user::User};
/// # use footbridge::flows::{Answer, Ctx};
/// # use footbridge::flows::token::*;
/// async fn exchange(ctx: &Ctx, client: Permitted<'_>, user: Option<User>) -> Answer<TokenResponse> {
///     let (session, organization) = (LiveSession::none(), LoginOrganization::none(client)?);
///     let login = client.user(ctx, Claimed { user, session, organization }).await?;
///     let login = login.access(ctx, None, &Scope::parse("openid")).await?;
///     let facts = LoginFacts { protocol: "p", requested_scope: None, authenticated_at: ctx.now, method: None, family: None };
///     let login = login.post_login(ctx, facts).await?;
///     let request = WaitingRequest::Password(RequestedTokens::default());
///     let login = login.second_factor(ctx, (request, SignedInBy::default())).await?;
///     Minting::new(&login, How::default()).respond(ctx).await
/// }
/// ```
///
/// One that leaves out a check, here the Actions or the second factor, does not:
///
/// ```compile_fail,E0308
/// # use footbridge::domain::{scope::Scope, user::User};
/// # use footbridge::flows::{Answer, Ctx};
/// # use footbridge::flows::token::*;
/// async fn exchange(ctx: &Ctx, client: Permitted<'_>, user: Option<User>) -> Answer<TokenResponse> {
///     let (session, organization) = (LiveSession::none(), LoginOrganization::none(client)?);
///     let login = client.user(ctx, Claimed { user, session, organization }).await?;
///     let login = login.access(ctx, None, &Scope::parse("openid")).await?;
///     Minting::new(&login, How::default()).respond(ctx).await
/// }
/// ```
///
/// ```compile_fail,E0308
/// # use footbridge::domain::{scope::Scope, user::User};
/// # use footbridge::flows::{Answer, Ctx};
/// # use footbridge::flows::token::*;
/// async fn exchange(ctx: &Ctx, client: Permitted<'_>, user: Option<User>) -> Answer<TokenResponse> {
///     let (session, organization) = (LiveSession::none(), LoginOrganization::none(client)?);
///     let login = client.user(ctx, Claimed { user, session, organization }).await?;
///     let login = login.access(ctx, None, &Scope::parse("openid")).await?;
///     let facts = LoginFacts { protocol: "p", requested_scope: None, authenticated_at: ctx.now, method: None, family: None };
///     let login = login.post_login(ctx, facts).await?;
///     Minting::new(&login, How::default()).respond(ctx).await
/// }
/// ```
pub trait Grant: Sized + Send + Sync + 'static {
    /// Its name, and which clients may have it.
    const TYPE: &'static GrantType;
    /// Its labels in metrics. The first is the usual one.
    const LABELS: &'static [&'static str];
    /// Type and description of the event that tells of success.
    const SUCCESS: (tenant_log::EventCode, &'static str);
    /// Type of the event that tells of a refusal.
    const FAILURE: tenant_log::EventCode;

    /// Reads its parameters; what it does not read is ignored.
    fn read(parameters: &Parameters<'_>) -> Answer<Self>;

    /// What was requested, for the event that tells of a refusal.
    fn requested(&self) -> Requested<'_> {
        Requested::default()
    }

    /// The label in metrics of a request with this `audience`.
    fn label(_audience: Option<&str>) -> &'static str {
        Self::LABELS[0]
    }

    /// Checks and uses up what the client presents, and mints tokens.
    fn exchange(
        &self,
        ctx: &Ctx,
        client: Permitted<'_>,
    ) -> impl Future<Output = Answer<TokenResponse>> + Send;
}

/// What a request asks for.
#[derive(Clone, Copy, Default)]
pub struct Requested<'a> {
    pub audience: Option<&'a str>,
    pub scope: Option<&'a Scope>,
}

impl<'a> From<&'a RequestedTokens> for Requested<'a> {
    fn from(of: &'a RequestedTokens) -> Self {
        Self {
            audience: of.audience.as_deref(),
            scope: of.scope.as_ref(),
        }
    }
}

/// Gives the value of a parameter, or refuses one that is no string.
pub type GetParameter<'a> = &'a dyn Fn(&str) -> Answer<Option<&'a str>>;

/// The parameters of a token request.
pub struct Parameters<'a>(pub(super) GetParameter<'a>);

impl Parameters<'_> {
    /// A parameter that may be left out.
    pub fn optional(&self, name: &str) -> Answer<Option<String>> {
        Ok((self.0)(name)?.map(str::to_owned))
    }

    /// A parameter that must be there.
    pub fn required(&self, name: &str) -> Answer<String> {
        let missing = || Code::InvalidRequest.refuse(format!("Missing required parameter: {name}"));
        Ok(self.optional(name)?.ok_or_else(missing)?)
    }

    /// `scope`.
    pub fn scope(&self) -> Answer<Option<Scope>> {
        Ok((self.0)("scope")?.map(Scope::requested).transpose()?)
    }

    /// `audience` and `scope`, of a request that may have to wait for a second factor.
    pub fn requested_tokens(&self) -> Answer<RequestedTokens> {
        Ok(RequestedTokens {
            audience: self.optional("audience")?,
            scope: self.scope()?,
            organization: None,
        })
    }
}

/// A grant as the table holds it.
pub(super) struct GrantEntry {
    pub grant_type: &'static GrantType,
    pub labels: &'static [&'static str],
    pub label: fn(Option<&str>) -> &'static str,
    pub failure: tenant_log::EventCode,
    pub read: fn(&Parameters<'_>) -> Answer<Box<dyn AnyGrant>>,
}

impl GrantEntry {
    /// From its declaration.
    pub const fn of<G: Grant>() -> Self {
        Self {
            grant_type: G::TYPE,
            labels: G::LABELS,
            label: G::label,
            failure: G::FAILURE,
            read: |parameters| Ok(Box::new(G::read(parameters)?)),
        }
    }
}

type Running<'a> = Pin<Box<dyn Future<Output = Answer<TokenResponse>> + Send + 'a>>;

/// The request of any [`Grant`].
pub(super) trait AnyGrant: Send + Sync {
    fn requested(&self) -> Requested<'_>;
    fn run<'a>(&'a self, ctx: &'a Ctx, client: Permitted<'a>) -> Running<'a>;
}

impl<G: Grant> AnyGrant for G {
    fn requested(&self) -> Requested<'_> {
        Grant::requested(self)
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, client: Permitted<'a>) -> Running<'a> {
        Box::pin(self.exchange(ctx, client))
    }
}

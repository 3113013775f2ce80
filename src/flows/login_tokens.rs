//! The tokens of a user's login: the same for the token endpoint and for what `/authorize` answers with.

use std::time::Duration;

use crate::domain::action::run::CustomClaims;
use crate::domain::digest::digest;
use crate::domain::guardian::Passed;
use crate::domain::resource_server::MFA_SCOPES;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::mfa::waiting::OwnFactors;
use crate::flows::{Answer, Ctx};
use crate::store::clients::StoredClient;
use crate::store::userinfo_claims;
use crate::tokens::TokenOrganization;
use crate::tokens::access_token::{ApiToken, OpaqueToken};
use crate::tokens::id_token::IdToken;

/// Who signed in where and when, and what the client may have of it.
#[derive(Debug, Clone)]
pub struct GrantedLogin<'a> {
    pub client: &'a StoredClient,
    pub user: &'a User,
    pub access: Access,
    pub requested_scope: Scope,
    pub session_id: Option<&'a str>,
    pub organization: Option<TokenOrganization<'a>>,
    pub nonce: Option<&'a str>,
    pub authenticated_at: Timestamp,
    /// The ID token says when.
    pub tells_auth_time: bool,
    /// The user has passed a second factor for this request: the ID token says so.
    pub second_factor: bool,
    /// Those that the user has passed for it, here or at the login that it comes of.
    pub passed: Vec<Passed>,
    /// `gty` of the access token.
    pub gty: Option<&'static str>,
    /// The refresh-token family beside the access token.
    pub family_id: Option<String>,
    /// The family whose transfer the login came of.
    pub parent_family: Option<&'a str>,
    /// The digest of the code that all this is exchanged for.
    pub code: Option<&'a str>,
    /// What Actions add to the tokens.
    pub claims: CustomClaims,
}

impl GrantedLogin<'_> {
    /// What Actions add to the ID token, `/userinfo` tells with this access token, too.
    pub async fn keep_claims(
        &self,
        ctx: &Ctx,
        access_token: &str,
        lifetime: Duration,
    ) -> Answer<()> {
        let claims = &self.claims.id_token;
        if claims.is_empty() || !self.access.scope.contains("openid") {
            return Ok(());
        }
        let mut db = ctx.store.write().await?;
        let expires_at = ctx.now.plus(lifetime);
        userinfo_claims::keep(&mut db, &digest(access_token), claims, expires_at).await?;
        Ok(())
    }

    /// The access token: of an API, or the opaque one for `/userinfo`.
    pub fn access_token(&self, ctx: &Ctx, scope: &Scope, lifetime: Duration) -> String {
        let ring = ctx.keys.ring();
        let Some(api) = &self.access.resource_server else {
            let token = OpaqueToken {
                user_id: self.user.user_id.clone(),
                client_id: self.client.client.client_id.clone(),
                scope: scope.clone(),
                session_id: self.session_id.map(str::to_owned),
                family_id: self.family_id.clone(),
                parent_family: self.parent_family.map(str::to_owned),
                code: self.code.map(str::to_owned),
                issued_at: Some(ctx.now),
                expires_at: ctx.now.plus(lifetime),
            };
            return token.seal(&ring, &ctx.entropy);
        };
        let token = ApiToken {
            issuer: &ctx.origin,
            subject: &self.user.user_id,
            client_id: &self.client.client.client_id,
            audience: &api.identifier,
            scope,
            organization: self.organization,
            permissions: self.access.permissions.as_deref(),
            secret: api.hs256_secret(),
            grant: self.gty,
            dialect: api.dialect(),
            issued_at: ctx.now,
            lifetime,
            custom: &self.claims.access_token,
        };
        token.sign(&ring, &ctx.entropy)
    }

    /// The ID token; beside a code or an access token from the front channel it binds them.
    pub fn id_token(&self, ctx: &Ctx, access_token: Option<&str>, code: Option<&str>) -> String {
        let token = IdToken {
            issuer: &ctx.origin,
            client: &self.client.client,
            user: self.user,
            scope: &self.access.scope,
            session_id: self.session_id,
            nonce: self.nonce,
            authenticated_at: self.tells_auth_time.then_some(self.authenticated_at),
            second_factor: self.second_factor,
            organization: self.organization,
            access_token,
            code,
            issued_at: ctx.now,
            dialect: ctx.dialect(&self.client.client),
            custom: &self.claims.id_token,
        };
        token.sign(&ctx.keys.ring(), self.client.secret.as_deref())
    }
}

/// The access token of the MFA API, where that is what a login gives access to: it has a row, as an `mfa_token` has.
pub async fn factors_token(ctx: &Ctx, login: &GrantedLogin<'_>) -> Answer<Option<String>> {
    if !login.access.opens_factors() {
        return Ok(None);
    }
    let may = |word: &str| MFA_SCOPES.contains(&word);
    let factors = OwnFactors {
        scope: login.access.scope.filtered(may),
        passed: login.passed.clone(),
    };
    let token = factors.open(ctx, login.user, &login.client.client).await?;
    Ok(Some(token))
}

/// What the front channel gets of a login, by response type: parameters of the authorization response.
pub async fn front_channel_tokens(
    ctx: &Ctx,
    login: &GrantedLogin<'_>,
    wants: (bool, bool),
    code: Option<&str>,
) -> Answer<Vec<(String, String)>> {
    let (wants_token, wants_id_token) = wants;
    let mut out = Vec::new();
    let mut access_token = None;
    if wants_token {
        let lifetime = match &login.access.resource_server {
            Some(api) => api.token_lifetime_for_web(),
            None => ctx.settings.lifetimes.opaque_token_for_web,
        };
        let scope = login.access.scope.without("offline_access");
        let token = match factors_token(ctx, login).await? {
            Some(token) => token,
            None => login.access_token(ctx, &scope, lifetime),
        };
        login.keep_claims(ctx, &token, lifetime).await?;
        out.push(("access_token".into(), token.clone()));
        out.push((
            "scope".into(),
            login.access.scope.without("offline_access").to_string(),
        ));
        out.push(("expires_in".into(), lifetime.as_secs().to_string()));
        out.push(("token_type".into(), "Bearer".into()));
        access_token = Some(token);
    }
    if wants_id_token {
        out.push((
            "id_token".into(),
            login.id_token(ctx, access_token.as_deref(), code),
        ));
    }
    Ok(out)
}

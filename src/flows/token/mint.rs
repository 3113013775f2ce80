//! From a user's login to tokens: the same for every grant that has a user.

use std::time::Duration;

use super::TokenResponse;
use crate::domain::action::run::{CustomClaims, Life};
use crate::domain::digest::digest;
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::{Answer, Ctx};
use crate::ids;
use crate::store::clients::StoredClient;
use crate::store::new_families::{self, NewFamily};
use crate::store::userinfo_claims;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::Organization;
use crate::tokens::access_token::{ApiToken, OpaqueToken};
use crate::tokens::id_token::IdToken;
use crate::tokens::opaque::{self, Kind};

/// Who signed in where and when, and what the client may have of it.
#[derive(Debug, Clone)]
pub struct Login<'a> {
    pub client: &'a StoredClient,
    pub user: &'a User,
    pub access: Access,
    pub requested_scope: Scope,
    pub session_id: Option<&'a str>,
    pub organization: Option<Organization<'a>>,
    pub nonce: Option<&'a str>,
    pub authenticated_at: Timestamp,
    /// The ID token says when.
    pub tells_auth_time: bool,
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
    /// What Actions decide of a new refresh token.
    pub refresh_life: Life,
}

impl Login<'_> {
    /// Access token, ID token if `openid` was granted, and `refresh_token` as given.
    pub async fn respond(&self, ctx: &Ctx, refresh_token: Option<String>) -> Answer<TokenResponse> {
        let response = step!("sign").in_scope(|| self.sign(ctx, refresh_token));
        let lifetime = Duration::from_secs(response.expires_in);
        self.keep_claims(ctx, &response.access_token, lifetime)
            .await?;
        Ok(response)
    }

    fn sign(&self, ctx: &Ctx, refresh_token: Option<String>) -> TokenResponse {
        let granted = if refresh_token.is_some() || self.family_id.is_some() {
            self.access.scope.clone()
        } else {
            self.access.scope.without("offline_access")
        };
        let lifetime = match &self.access.resource_server {
            Some(api) => api.token_lifetime(),
            None => ctx.settings.lifetimes.opaque_token,
        };
        let has_id_token = granted.contains("openid");
        let tells_scope = has_id_token || granted != self.requested_scope;
        TokenResponse {
            access_token: self.access_token(ctx, &granted, lifetime),
            refresh_token,
            id_token: has_id_token.then(|| self.id_token(ctx, None, None)),
            issued_token_type: None,
            scope: tells_scope.then(|| granted.to_string()),
            expires_in: lifetime.as_secs(),
            token_type: "Bearer",
        }
    }

    /// What Actions add to the ID token, `/userinfo` tells with this access token, too.
    async fn keep_claims(&self, ctx: &Ctx, access_token: &str, lifetime: Duration) -> Answer<()> {
        let claims = &self.claims.id_token;
        if claims.is_empty() || !self.access.scope.contains("openid") {
            return Ok(());
        }
        let mut db = ctx.store.write().await?;
        let expires_at = ctx.now.plus(lifetime);
        userinfo_claims::keep(&mut db, &digest(access_token), claims, expires_at).await?;
        Ok(())
    }

    fn access_token(&self, ctx: &Ctx, scope: &Scope, lifetime: Duration) -> String {
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
            organization: self.organization,
            access_token,
            code,
            issued_at: ctx.now,
            dialect: ctx.dialect(&self.client.client),
            custom: &self.claims.id_token,
        };
        token.sign(&ctx.keys.ring(), self.client.secret.as_deref())
    }

    /// A new refresh-token family for this login; `parent_family` is the family whose transfer the login came of.
    pub fn new_family(&self, ctx: &Ctx, parent_family: Option<String>, online: bool) -> Family {
        let policy = self.client.client.refresh_policy();
        let life = &self.refresh_life;
        Family {
            id: ids::family_id(&ctx.entropy),
            user_id: self.user.user_id.clone(),
            client_id: self.client.client.client_id.clone(),
            session_id: self.session_id.map(str::to_owned),
            online,
            parent_family,
            audience: self.access.audience().map(str::to_owned),
            scope: self.access.scope.clone(),
            organization: self.organization.map(|o| o.id.to_owned()),
            authenticated_at: self.authenticated_at,
            created_at: ctx.now,
            expires_at: earlier(policy.expires_at(ctx.now), life.expires_at),
            idle_expires_at: earlier(policy.idle_expires_at(ctx.now), life.idle_expires_at),
            revoked_at: None,
            counter: 1,
        }
    }
}

/// An Action may shorten a life, never lengthen it.
fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// Stores a family with a new token, and ends the oldest ones over the limit; the token. `None`: the code that it comes of
/// has been replayed meanwhile.
pub(super) async fn begin_family(
    ctx: &Ctx,
    client: &StoredClient,
    family: &Family,
    code: Option<&str>,
) -> Answer<Option<String>> {
    let minted = opaque::mint(&ctx.entropy, Kind::RefreshToken);
    let new = NewFamily {
        family,
        digest: &minted.digest,
        rotating: client.client.refresh_policy().rotates(),
        device: &ctx.device,
        code,
        cascades: client.client.session_transfer().enforce_cascade_revocation,
    };
    let Some(ended) = new_families::begin(&ctx.store, new).await? else {
        return Ok(None);
    };
    if ended > 0 {
        ctx.log(
            Event::new(
                tenant_log::Code::ResourceCleanup,
                "Refresh token excess warning",
            )
            .client(&client.client)
            .with("user_id", Some(family.user_id.as_str()))
            .details(serde_json::json!({"resource": "refresh_tokens", "removedCount": ended})),
        );
    }
    Ok(Some(minted.secret))
}

/// What the front channel gets of a login, by response type: parameters of the authorization response.
pub async fn front_channel_tokens(
    ctx: &Ctx,
    login: &Login<'_>,
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
        let token =
            login.access_token(ctx, &login.access.scope.without("offline_access"), lifetime);
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

//! The token response (RFC 6749 §5.1). It is made here alone, and only for what has passed every check.

use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use tracing::Instrument;

use super::checks::Checked;
use super::machine::CheckedMachine;
use crate::domain::guardian::Passed;
use crate::domain::refresh_token::Family;
use crate::domain::session::SignedInBy;
use crate::domain::session_transfer::{LIFETIME, TOKEN_TYPE};
use crate::domain::time::Timestamp;
use crate::flows::login_tokens::{GrantedLogin, factors_token};
use crate::flows::session_transfer::Prepared;
use crate::flows::{Answer, Ctx};
use crate::ids;
use crate::store::new_families::{self, NewFamily};
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::opaque::{self, OpaqueKind};

/// What a grant answers, in the order in which Auth0 writes it.
#[derive(Serialize)]
pub struct TokenResponse {
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// Seconds.
    expires_in: u64,
    token_type: &'static str,
    /// The one that takes the place of the one that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_code: Option<String>,
}

/// What the tokens tell of a login beside what was checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct How<'a> {
    /// `gty` of the access token.
    pub gty: Option<&'static str>,
    pub nonce: Option<&'a str>,
    /// The ID token says when the user signed in.
    pub tells_auth_time: bool,
    /// The ID token says that the user has passed a second factor.
    pub second_factor: bool,
    /// The family whose transfer the login came of.
    pub parent_family: Option<&'a str>,
    /// The digest of the code that is exchanged.
    pub code: Option<&'a str>,
    /// How the user has signed in, for a family that begins.
    pub login: Option<&'a SignedInBy>,
}

/// The tokens of a user's login, about to be made.
pub struct Minting<'a> {
    checked: &'a Checked<'a>,
    login: GrantedLogin<'a>,
    signed_in_by: Option<&'a SignedInBy>,
    refresh_token: Option<String>,
}

impl<'a> Minting<'a> {
    /// Tokens without a refresh token.
    pub fn new(checked: &'a Checked<'a>, how: How<'a>) -> Self {
        let mut passed = checked.login().passed;
        if let Some(by) = how.login {
            passed.extend(Passed::among(&by.methods));
        }
        let login = GrantedLogin {
            gty: how.gty,
            nonce: how.nonce,
            tells_auth_time: how.tells_auth_time,
            second_factor: how.second_factor,
            passed,
            parent_family: how.parent_family,
            code: how.code,
            ..checked.login()
        };
        Self {
            checked,
            login,
            signed_in_by: how.login,
            refresh_token: None,
        }
    }

    /// Adds the first refresh token of a new family, and ends the oldest families over the limit. `parent_family` is the
    /// family whose transfer the login came of. False if the code has been replayed meanwhile.
    pub async fn begin_family(
        &mut self,
        ctx: &Ctx,
        parent_family: Option<String>,
        online: bool,
    ) -> Answer<bool> {
        let family = self.new_family(ctx, parent_family, online);
        let client = &self.login.client.client;
        let minted = opaque::mint(&ctx.entropy, OpaqueKind::RefreshToken);
        let new = NewFamily {
            family: &family,
            digest: &minted.digest,
            rotating: client.refresh_policy().rotates(),
            device: &ctx.device,
            code: self.login.code,
            password_epoch: self.login.user.password_epoch,
            cascades: client.session_transfer().enforce_cascade_revocation,
        };
        let ended = new_families::begin(&ctx.store, new)
            .instrument(step!("refresh token"))
            .await?;
        let Some(ended) = ended else {
            return Ok(false);
        };
        if ended > 0 {
            ctx.log(
                Event::new(
                    tenant_log::EventCode::ResourceCleanup,
                    "Refresh token excess warning",
                )
                .client(client)
                .with("user_id", Some(family.user_id.as_str()))
                .details(json!({"resource": "refresh_tokens", "removedCount": ended})),
            );
        }
        self.continue_family(family.id, Some(minted.secret));
        Ok(true)
    }

    fn new_family(&self, ctx: &Ctx, parent_family: Option<String>, online: bool) -> Family {
        let login = &self.login;
        let policy = login.client.client.refresh_policy();
        let life = &self.checked.effects().refresh_token;
        Family {
            id: ids::family_id(&ctx.entropy),
            user_id: login.user.user_id.clone(),
            client_id: login.client.client.client_id.clone(),
            session_id: login.session_id.map(str::to_owned),
            online,
            parent_family,
            audience: login.access.audience().map(str::to_owned),
            scope: login.access.scope.clone(),
            organization: login.organization.map(|o| o.id.to_owned()),
            authenticated_at: login.authenticated_at,
            login: self.signed_in_by.cloned().unwrap_or_default(),
            created_at: ctx.now,
            expires_at: earlier(policy.expires_at(ctx.now), life.expires_at),
            idle_expires_at: earlier(policy.idle_expires_at(ctx.now), life.idle_expires_at),
            revoked_at: None,
            counter: 1,
        }
    }

    /// The tokens belong to a family that there is; `refresh_token` is its new one, if it rotates.
    pub fn continue_family(&mut self, family_id: String, refresh_token: Option<String>) {
        self.login.family_id = Some(family_id);
        self.refresh_token = refresh_token;
    }

    /// Access token, ID token if `openid` was granted, and the refresh token.
    pub async fn respond(self, ctx: &Ctx) -> Answer<TokenResponse> {
        let of_factors = factors_token(ctx, &self.login).await?;
        let response = step!("sign").in_scope(|| self.sign(ctx, of_factors));
        let lifetime = Duration::from_secs(response.expires_in);
        self.login
            .keep_claims(ctx, &response.access_token, lifetime)
            .await?;
        Ok(response)
    }

    /// `of_factors` is the access token of the MFA API, where that is asked for.
    fn sign(&self, ctx: &Ctx, of_factors: Option<String>) -> TokenResponse {
        let login = &self.login;
        let granted = if login.family_id.is_some() {
            login.access.scope.clone()
        } else {
            login.access.scope.without("offline_access")
        };
        let lifetime = match &login.access.resource_server {
            Some(api) => api.token_lifetime(),
            None => ctx.settings.lifetimes.opaque_token,
        };
        let has_id_token = granted.contains("openid");
        let tells_scope = has_id_token || granted != login.requested_scope;
        TokenResponse {
            access_token: of_factors.unwrap_or_else(|| login.access_token(ctx, &granted, lifetime)),
            refresh_token: self.refresh_token.clone(),
            id_token: has_id_token.then(|| login.id_token(ctx, None, None)),
            issued_token_type: None,
            scope: tells_scope.then(|| granted.to_string()),
            expires_in: lifetime.as_secs(),
            token_type: "Bearer",
            recovery_code: self.checked.recovery_code().map(str::to_owned),
        }
    }

    /// A session transfer token in place of an access token: it travels in `access_token`, and `issued_token_type` says
    /// what it is.
    pub fn respond_with_transfer(
        self,
        ctx: &Ctx,
        transfer: Prepared,
        family: &Family,
    ) -> TokenResponse {
        let sign = || self.login.id_token(ctx, None, None);
        let id_token = (family.scope.contains("openid")).then(|| step!("sign").in_scope(sign));
        TokenResponse {
            access_token: transfer.into_token(),
            refresh_token: self.refresh_token,
            id_token,
            issued_token_type: Some(TOKEN_TYPE),
            scope: None,
            expires_in: LIFETIME.as_secs(),
            token_type: "N_A",
            recovery_code: self.checked.recovery_code().map(str::to_owned),
        }
    }
}

impl CheckedMachine<'_> {
    /// An access token of the client's own; `gty` is the claim of that name.
    pub fn respond(&self, ctx: &Ctx, gty: &'static str) -> TokenResponse {
        let scope = self.scope();
        TokenResponse {
            access_token: self.access_token(ctx, gty),
            refresh_token: None,
            id_token: None,
            issued_token_type: None,
            scope: (!scope.is_empty()).then(|| scope.to_string()),
            expires_in: self.api().token_lifetime().as_secs(),
            token_type: "Bearer",
            recovery_code: None,
        }
    }
}

/// An Action may shorten a life, never lengthen it.
fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

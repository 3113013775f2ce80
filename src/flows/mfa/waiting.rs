//! The `mfa_token`: a token request that waits. It names the user, the client and the request, is good for ten minutes and once,
//! and dies when the user gets another password. It is no session, and no other token is made of it.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::client::Client;
use crate::domain::guardian::{Factor, Passed, will_do};
use crate::domain::scope::Scope;
use crate::domain::session::SignedInBy;
use crate::domain::user::User;
use crate::flows::actions::Effects;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::clients::StoredClient;
use crate::store::mfa_tokens::{self, NewMfaToken, StoredMfaToken};
use crate::store::users;
use crate::telemetry;
use crate::tokens::opaque::{self, OpaqueKind};

/// How long one is good, as at Auth0.
const LIFETIME: Duration = Duration::from_secs(600);

/// What goes on once the user has passed a factor.
#[derive(Clone, Serialize, Deserialize)]
pub enum WaitingRequest {
    /// The password was right.
    Password(RequestedTokens),
    /// The code that was sent by e-mail instead of a password was right.
    EmailCode(RequestedTokens),
    /// The same by a text message.
    SmsCode(RequestedTokens),
    /// The passkey has answered.
    Passkey(RequestedTokens),
    /// A refresh token, by its digest, was in order.
    RefreshToken(String, RequestedTokens),
    /// Nothing: it is an access token of the MFA API.
    Factors(OwnFactors),
}

/// What an access token of the MFA API stands for.
#[derive(Clone, Serialize, Deserialize)]
pub struct OwnFactors {
    pub scope: Scope,
    /// The factors that the user has passed for it; a user who had none has shown a password alone.
    #[serde(default)]
    pub passed: Vec<Passed>,
}

/// What a token request asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RequestedTokens {
    pub audience: Option<String>,
    pub scope: Option<Scope>,
    /// The organization that the user signs in to, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// A token request that waits.
#[derive(Serialize, Deserialize)]
pub struct WaitingGrant {
    pub request: WaitingRequest,
    /// What the Actions decided: they do not run again.
    pub effects: Effects,
    /// Which factors will do; empty for any.
    pub factors: Vec<Factor>,
    /// What the request has shown already, if that would do as a second factor.
    #[serde(default)]
    pub behind: Option<Factor>,
    /// How the user has signed in.
    #[serde(default)]
    pub signed_in_by: SignedInBy,
}

impl WaitingGrant {
    /// Whether a factor will do: another one than the request has shown already.
    pub fn takes(&self, factor: Factor) -> bool {
        self.behind != Some(factor) && will_do(&self.factors, factor)
    }

    /// Has it wait; the token that it waits under. `None` where the user is gone, or has another password by now.
    pub async fn begin(&self, ctx: &Ctx, user: &User, client: &Client) -> Answer<Option<String>> {
        let minted = opaque::mint(&ctx.entropy, OpaqueKind::MfaToken);
        let new = NewMfaToken {
            digest: &minted.digest,
            user_id: &user.user_id,
            client_id: &client.client_id,
            password_epoch: user.password_epoch,
            document: self,
            expires_at: ctx.now.plus(LIFETIME),
        };
        let mut tx = ctx.store.begin().await?;
        let is_stored = mfa_tokens::insert(&mut tx, &new).await?;
        tx.commit().await?;
        Ok(is_stored.then_some(minted.secret))
    }
}

/// A token that was shown and is good. Not `Debug`: see [`StoredMfaToken`].
pub struct MfaToken {
    pub digest: String,
    pub stored: StoredMfaToken<WaitingGrant>,
    /// Whose request waits.
    pub user: User,
}

impl MfaToken {
    /// What waits.
    pub fn waiting(&self) -> &WaitingGrant {
        &self.stored.document
    }

    /// The client that it was given to.
    pub async fn client(&self, ctx: &Ctx) -> Answer<Arc<StoredClient>> {
        let client = ctx.store.client(&self.stored.client_id).await?;
        Ok(client.ok_or_else(|| malformed("the client of the mfa_token is gone"))?)
    }

    /// Whether it was given to that client.
    pub fn is_of(&self, client: &Client) -> Result<(), Refusal> {
        let is_of = self.stored.client_id == client.client_id;
        is_of
            .then_some(())
            .ok_or_else(|| malformed("the mfa_token was given to another client"))
    }
}

/// Looks a token up.
pub async fn find(ctx: &Ctx, shown: &str) -> Answer<MfaToken> {
    let digest = opaque::recognise(OpaqueKind::MfaToken, shown)
        .ok_or_else(|| malformed("the mfa_token is not one of ours"))?;
    let mut db = ctx.store.read().await?;
    let stored = mfa_tokens::find::<WaitingGrant>(&mut db, &digest).await?;
    let stored = stored.ok_or_else(|| malformed("the mfa_token is unknown"))?;
    if stored.is_used || stored.expires_at <= ctx.now {
        return Err(expired("the mfa_token has expired or was used").into());
    }
    let user = users::by_id(&mut db, &stored.user_id).await?;
    let user = user.filter(|user| user.password_epoch == stored.password_epoch);
    let user = user.ok_or_else(overtaken)?;
    Ok(MfaToken {
        digest,
        stored,
        user,
    })
}

/// The same where nothing but the token names the client.
pub async fn find_by_itself(ctx: &Ctx, shown: &str) -> Answer<MfaToken> {
    let token = find(ctx, shown).await?;
    telemetry::client(&token.stored.client_id);
    Ok(token)
}

/// The refusal of what is no token of the kind.
pub(super) fn malformed(reason: &'static str) -> Refusal {
    Code::InvalidGrant
        .refuse("Malformed mfa_token")
        .because(reason)
}

/// The refusal of one that is good no more.
pub(super) fn expired(reason: &'static str) -> Refusal {
    Code::ExpiredToken
        .refuse("mfa_token is expired")
        .because(reason)
}

/// The same where the user has changed.
pub(super) fn overtaken() -> Refusal {
    expired("meanwhile the user was deleted, or got another password")
}

//! Access tokens of the MFA API, by which users manage their own second factors at any time. Each has a row beside those of
//! `mfa_token`s: it dies when its user gets another password, and what is begun to be enrolled by it is confirmed by it.

use super::waiting::{
    MfaToken, OwnFactors, WaitingGrant, WaitingRequest, find_by_itself, overtaken,
};
use crate::domain::client::Client;
use crate::domain::guardian::Passed;
use crate::domain::session::SignedInBy;
use crate::domain::user::User;
use crate::flows::actions::Effects;
use crate::flows::{Answer, Code, Ctx, Refusal, users};
use crate::store::authenticators::StoredAuthenticator;

impl OwnFactors {
    /// A token for it.
    pub async fn open(self, ctx: &Ctx, user: &User, client: &Client) -> Answer<String> {
        let waiting = WaitingGrant {
            request: WaitingRequest::Factors(self),
            effects: Effects::default(),
            factors: vec![],
            behind: None,
            signed_in_by: SignedInBy {
                connection: user.connection.clone(),
                methods: vec![],
            },
        };
        let token = waiting.begin(ctx, user, client).await?;
        Ok(token.ok_or_else(overtaken)?)
    }
}

impl MfaToken {
    /// What it stands for, if it is an access token and no `mfa_token`.
    pub fn own(&self) -> Option<&OwnFactors> {
        match &self.waiting().request {
            WaitingRequest::Factors(own) => Some(own),
            _ => None,
        }
    }

    /// What the user has passed for it.
    pub fn passed(&self) -> &[Passed] {
        self.own().map_or(&[], |own| own.passed.as_slice())
    }

    /// Whether it may change what the user has enrolled: they have passed some of it, which is there still.
    pub fn may_change(&self, enrolled: &[StoredAuthenticator]) -> bool {
        let enrolled = || enrolled.iter().map(|stored| &stored.authenticator);
        self.passed().iter().any(|one| one.still_guards(enrolled()))
    }

    /// Whether it may do what needs that scope; an `mfa_token` needs none.
    pub fn may(&self, scope: &str) -> Result<(), Refusal> {
        match self.own() {
            Some(own) if !own.scope.contains(scope) => {
                let text = format!("Insufficient scope, expected any of: {scope}");
                Err(Code::AccessDenied.refuse(text))
            }
            _ => Ok(()),
        }
    }
}

/// The token of a request that needs that scope. Access tokens of users who are blocked are good for nothing.
pub(super) async fn find_for(ctx: &Ctx, shown: &str, scope: &str) -> Answer<MfaToken> {
    let token = find_by_itself(ctx, shown).await?;
    token.may(scope)?;
    if token.own().is_some() {
        let client = token.client(ctx).await?;
        let unavailable = users::may_sign_in(ctx, &token.user, &client.client).await?;
        if let Some(unavailable) = unavailable {
            return Err(unavailable.refuse().into());
        }
    }
    Ok(token)
}

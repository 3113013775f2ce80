//! `POST /oauth/token`: the table of the grants, and what is done for each of them. A grant is one file, which declares
//! what it is ([`Grant`]).

mod authorization_code;
mod checks;
mod client_credentials;
mod factor;
mod factor_grants;
mod grant;
mod machine;
mod mint;
mod passkey;
mod password;
mod password_realm;
mod passwordless_otp;
mod refresh_token;
mod shown;
#[cfg(test)]
mod tests;

use std::fmt;

pub use checks::{
    AllowedUser, Checked, Claimed, Decided, Entitled, LiveSession, LoginFacts, LoginOrganization,
    Permitted,
};
pub use grant::{GetParameter, Grant, Parameters, Requested};
pub use machine::{CheckedMachine, MachineRequest};
pub use mint::{How, Minting, TokenResponse};

pub use super::mfa::waiting::{RequestedTokens, WaitingRequest};
use super::{Answer, Code, Ctx, Failure};
use crate::store::clients::StoredClient;
use crate::tenant_log::Event;
use grant::{AnyGrant, GrantEntry};

/// All grants of the token endpoint.
static GRANTS: [GrantEntry; 10] = [
    GrantEntry::of::<authorization_code::AuthorizationCode>(),
    GrantEntry::of::<refresh_token::RefreshToken>(),
    GrantEntry::of::<password::Password>(),
    GrantEntry::of::<password_realm::PasswordRealm>(),
    GrantEntry::of::<passwordless_otp::PasswordlessOtp>(),
    GrantEntry::of::<passkey::Passkey>(),
    GrantEntry::of::<client_credentials::ClientCredentials>(),
    GrantEntry::of::<factor_grants::MfaOtp>(),
    GrantEntry::of::<factor_grants::MfaOob>(),
    GrantEntry::of::<factor_grants::MfaRecoveryCode>(),
];

/// The label in metrics of a request that names no grant that there is.
const UNKNOWN: &str = "unknown";

fn find(grant_type: &str) -> Option<&'static GrantEntry> {
    GRANTS
        .iter()
        .find(|entry| entry.grant_type.name == grant_type)
}

/// The label of a request in metrics, whether it can be read or not; `get` gives a parameter's value.
pub fn label<'a>(get: impl Fn(&str) -> Option<&'a str>) -> &'static str {
    match get("grant_type").and_then(find) {
        Some(entry) => {
            let label = (entry.label)(get("audience"));
            debug_assert!(entry.labels.contains(&label), "{label} is not declared");
            label
        }
        None => UNKNOWN,
    }
}

/// A request under one of the grants, read once. Not `Debug` with its parameters: they are secrets.
pub struct TokenRequest {
    grant: &'static GrantEntry,
    parameters: Box<dyn AnyGrant>,
}

impl TokenRequest {
    /// Reads the request.
    pub fn read(get: GetParameter<'_>) -> Answer<Self> {
        let parameters = Parameters(get);
        let named = parameters.required("grant_type")?;
        let grant = find(&named).ok_or_else(|| {
            let shown: String = named.chars().take(100).collect();
            Code::UnsupportedGrantType.refuse(format!("Unsupported grant type: {shown}"))
        })?;
        let parameters = (grant.read)(&parameters)?;
        Ok(Self { grant, parameters })
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("grant_type", &self.grant.grant_type.name)
            .finish_non_exhaustive()
    }
}

/// Answers a token request of an authenticated client; every refusal is an event.
pub async fn grant(
    ctx: &Ctx,
    client: &StoredClient,
    request: &TokenRequest,
) -> Answer<TokenResponse> {
    let answer = run(ctx, client, request).await;
    if let Err(failure) = &answer {
        let refusal = match failure {
            Failure::Refused(refusal) => Some(refusal),
            Failure::Unavailable(_) | Failure::Broken(_) => None,
        };
        let told = refusal.and_then(|r| r.event().cloned());
        let details = refusal.and_then(|r| r.details().cloned());
        let usual = || Event::new(request.grant.failure, failure.reason());
        let requested = request.parameters.requested();
        ctx.log(
            told.unwrap_or_else(usual)
                .client(&client.client)
                .with("audience", requested.audience)
                .with("scope", requested.scope.map(ToString::to_string))
                .with_details(details),
        );
    }
    answer
}

async fn run(ctx: &Ctx, client: &StoredClient, request: &TokenRequest) -> Answer<TokenResponse> {
    let permitted = checks::permit(client, request.grant.grant_type)?;
    request.parameters.run(ctx, permitted).await
}

//! `POST /oauth/token`: the steps that no grant can forget, then the grant.

mod authorization_code;
mod client_credentials;
mod mint;
mod password;
mod refresh_token;
mod request;
mod response;

pub use mint::{Login, front_channel_tokens};
pub use request::{PASSWORD_REALM, TokenRequest};
pub use response::TokenResponse;

use super::{Answer, Code, Ctx, Failure};
use crate::store::clients::StoredClient;
use crate::tenant_log::Event;

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
        let usual = || Event::new(request.failure_event(), failure.reason());
        ctx.log(
            told.unwrap_or_else(usual)
                .client(&client.client)
                .with("audience", request.audience())
                .with("scope", request.scope().map(ToString::to_string))
                .with_details(details),
        );
    }
    answer
}

async fn run(ctx: &Ctx, client: &StoredClient, request: &TokenRequest) -> Answer<TokenResponse> {
    let grant_type = request.grant_type();
    if !client.client.may_use(grant_type) {
        let text = format!("Grant type '{grant_type}' not allowed for the client.");
        return Err(Code::UnauthorizedClient.refuse(text).into());
    }
    match request {
        TokenRequest::AuthorizationCode(r) => authorization_code::exchange(ctx, client, r).await,
        TokenRequest::RefreshToken(r) => refresh_token::exchange(ctx, client, r).await,
        TokenRequest::Password(r) => password::exchange(ctx, client, r).await,
        TokenRequest::ClientCredentials(r) => {
            client_credentials::exchange(ctx, &client.client, r).await
        }
    }
}

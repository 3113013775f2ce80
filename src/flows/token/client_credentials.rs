//! RFC 6749 §4.4: a client asks for itself.

use super::checks::Permitted;
use super::grant::{Grant, Parameters, Requested};
use super::machine::MachineRequest;
use super::mint::TokenResponse;
use crate::domain::grant_type::{CLIENT_CREDENTIALS, GrantType};
use crate::domain::scope::Scope;
use crate::flows::{Answer, Ctx};
use crate::tenant_log::EventCode;

/// The request.
pub struct ClientCredentials {
    audience: Option<String>,
    organization: Option<String>,
    scope: Option<Scope>,
}

impl Grant for ClientCredentials {
    const TYPE: &'static GrantType = &CLIENT_CREDENTIALS;
    const LABELS: &'static [&'static str] = &["client_credentials"];
    const SUCCESS: (EventCode, &'static str) = (
        EventCode::ClientCredentials,
        "Client Credentials for Access Token",
    );
    const FAILURE: EventCode = EventCode::FailedClientCredentials;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        Ok(Self {
            audience: parameters.optional("audience")?,
            organization: parameters.optional("organization")?,
            scope: parameters.scope()?,
        })
    }

    fn requested(&self) -> Requested<'_> {
        Requested {
            audience: self.audience.as_deref(),
            scope: self.scope.as_ref(),
        }
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        let request = MachineRequest {
            audience: self.audience.as_deref(),
            organization: self.organization.as_deref(),
            scope: self.scope.as_ref(),
        };
        let checked = client.machine(ctx, request).await?;
        let response = checked.respond(ctx, "client-credentials");
        ctx.log(checked.event(Self::SUCCESS));
        Ok(response)
    }
}

//! Auth0's grant of a passkey: an application has shown it by itself, and answers the challenge that it was given.

use super::checks::Permitted;
use super::grant::{Grant, Parameters, Requested};
use super::mint::TokenResponse;
use super::password::{BY_PASSKEY, log_in};
use crate::domain::grant_type::{self, GrantType};
use crate::flows::mfa::waiting::RequestedTokens;
use crate::flows::passkeys::native::{ShownPasskey, sign_in};
use crate::flows::{Answer, Code, Ctx, organizations};
use crate::tenant_log::EventCode;

/// An answer to `/passkey/challenge`, or to `/passkey/register`.
pub struct Passkey {
    shown: ShownPasskey,
    requested: RequestedTokens,
}

impl Grant for Passkey {
    const TYPE: &'static GrantType = &grant_type::PASSKEY;
    const LABELS: &'static [&'static str] = &["passkey"];
    const SUCCESS: (EventCode, &'static str) = (EventCode::Login, "Successful login");
    const FAILURE: EventCode = EventCode::FailedLogin;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        Ok(Self {
            shown: ShownPasskey {
                auth_session: parameters.required("auth_session")?,
                response: parameters.required("authn_response")?,
                realm: parameters.optional("realm")?,
                organization: parameters.optional("organization")?,
            },
            requested: parameters.requested_tokens()?,
        })
    }

    fn requested(&self) -> Requested<'_> {
        Requested::from(&self.requested)
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        // The organization is the challenge's; whether the user is let in is asked once it is known who that is.
        let (user, organization) = sign_in(ctx, client.client(), &self.shown).await?;
        if let Some(id) = &organization {
            let entered = organizations::enter(ctx, id, &user).await?;
            entered.map_err(|why| why.refuse(Code::InvalidGrant, id, &user))?;
        }
        let requested = RequestedTokens {
            organization,
            ..self.requested.clone()
        };
        let taken = BY_PASSKEY.at(ctx, user.connection.clone());
        let login = (&requested, taken);
        log_in(ctx, (client, user), login, (None, Self::SUCCESS)).await
    }
}

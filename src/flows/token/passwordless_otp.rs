//! Auth0's grant for a code that was sent instead of a password.

use tracing::Instrument;

use super::checks::{LoginOrganization, Permitted};
use super::grant::{Grant, Parameters, Requested};
use super::mint::TokenResponse;
use super::password::{BY_CODE, log_in};
use crate::domain::grant_type::{self, GrantType};
use crate::domain::passwordless::Channel;
use crate::flows::mfa::waiting::RequestedTokens;
use crate::flows::passwordless::code::{ClientsPlace, PasswordlessCode};
use crate::flows::passwordless::prove::Unproved;
use crate::flows::passwordless::recipient::{self, Recipient};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::telemetry::step;
use crate::tenant_log::EventCode;
use crate::texts::Preferences;

/// The kind of application that has no business with this grant, as at Auth0: its pages send users to the login page.
const SINGLE_PAGE: &str = "spa";

/// The request.
pub struct PasswordlessOtp {
    /// The address or the number that the code was sent to.
    username: String,
    otp: String,
    /// The name of the connection.
    realm: String,
    requested: RequestedTokens,
}

impl Grant for PasswordlessOtp {
    const TYPE: &'static GrantType = &grant_type::PASSWORDLESS_OTP;
    const LABELS: &'static [&'static str] = &["passwordless_otp"];
    const SUCCESS: (EventCode, &'static str) = (EventCode::Login, "Successful login");
    const FAILURE: EventCode = EventCode::FailedPasswordlessExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        Ok(Self {
            username: parameters.required("username")?,
            otp: parameters.required("otp")?,
            realm: parameters.required("realm")?,
            requested: RequestedTokens {
                audience: parameters.optional("audience")?,
                scope: parameters.scope()?,
            },
        })
    }

    fn requested(&self) -> Requested<'_> {
        Requested {
            audience: self.requested.audience.as_deref(),
            scope: self.requested.scope.as_ref(),
        }
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        // Refused before the code is looked at.
        LoginOrganization::none(client)?;
        if client.client().app_type.as_deref() == Some(SINGLE_PAGE) {
            let text = "Single-page applications may not use this grant";
            return Err(Code::UnauthorizedClient.refuse(text).into());
        }
        let recipient = self.recipient(ctx, client).await?;
        let place = ClientsPlace::of(ctx, client.client(), &recipient);
        let languages = Preferences::new(None, ctx.sent.language.as_deref());
        let code = PasswordlessCode {
            of: place.code(),
            client: client.client(),
            recipient: &recipient,
            languages: &languages,
        };
        let proved = code.prove(ctx, &self.otp).instrument(step!("check code"));
        let user = match proved.await? {
            Ok(user) => user,
            Err(why) => {
                let event = code.failed(Self::FAILURE, &why);
                return Err(refused(recipient.channel, &why).telling(event).into());
            }
        };
        let login = (&self.requested, BY_CODE);
        log_in(ctx, (client, user), login, (None, Self::SUCCESS)).await
    }
}

impl PasswordlessOtp {
    /// Whom the request names, at a connection of the client's.
    async fn recipient(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<Recipient> {
        let found = recipient::connection(ctx, &self.realm).await?;
        let found = found.filter(|c| c.is_enabled_for(&client.client().client_id));
        let connection = found.ok_or_else(|| {
            let reason = format!("connection {:?} is none without passwords", self.realm);
            let refusal = Code::AccessDenied.refuse("the connection is not enabled");
            refusal.because(reason)
        })?;
        let recipient = Recipient::read(&connection, &self.username);
        Ok(recipient.ok_or_else(|| wrong(Channel::Email))?)
    }
}

fn wrong(channel: Channel) -> Refusal {
    Code::InvalidGrant.refuse(match channel {
        Channel::Email => "Wrong email or verification code.",
        Channel::Sms => "Wrong phone number or verification code.",
    })
}

/// The refusal, in Auth0's words.
fn refused(channel: Channel, why: &Unproved) -> Refusal {
    match why {
        Unproved::Wrong => wrong(channel),
        Unproved::TooMany => Code::TooManyAttempts
            .refuse("You've reached the maximum number of attempts. Please try again later."),
        Unproved::Suspicious => {
            Code::SuspiciousAddress.refuse("Too many failed logins from this network")
        }
        Unproved::Blocked => Code::UserBlocked.refuse("user is blocked"),
        Unproved::Declined(declined) => Code::AccessDenied.refuse(declined.sentence().to_owned()),
    }
}

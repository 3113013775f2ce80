//! Auth0's grant for a code that was sent instead of a password.

use tracing::Instrument;

use super::checks::{LoginOrganization, Permitted};
use super::grant::{Grant, Parameters, Requested};
use super::mint::TokenResponse;
use super::password::{by_code, log_in};
use crate::domain::grant_type::{self, GrantType};
use crate::domain::passwordless::Channel;
use crate::flows::mfa::waiting::RequestedTokens;
use crate::flows::passwordless::code::{ClientsPlace, PasswordlessCode};
use crate::flows::passwordless::otp;
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
    otp: String,
    of: Of,
    requested: RequestedTokens,
}

/// What the code was sent for.
enum Of {
    /// A recipient, at the connection of that name.
    Connection { username: String, realm: String },
    /// What `/otp/challenge` has answered.
    Session(String),
}

impl Grant for PasswordlessOtp {
    const TYPE: &'static GrantType = &grant_type::PASSWORDLESS_OTP;
    const LABELS: &'static [&'static str] = &["passwordless_otp"];
    const SUCCESS: (EventCode, &'static str) = (EventCode::Login, "Successful login");
    const FAILURE: EventCode = EventCode::FailedPasswordlessExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        let of = match parameters.optional("auth_session")? {
            Some(session) => Of::Session(session),
            None => Of::Connection {
                username: parameters.required("username")?,
                realm: parameters.required("realm")?,
            },
        };
        Ok(Self {
            otp: parameters.required("otp")?,
            of,
            requested: parameters.requested_tokens()?,
        })
    }

    fn requested(&self) -> Requested<'_> {
        Requested::from(&self.requested)
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        // Refused before the code is looked at.
        LoginOrganization::none(client)?;
        if client.client().app_type.as_deref() == Some(SINGLE_PAGE) {
            let text = "Single-page applications may not use this grant";
            return Err(Code::UnauthorizedClient.refuse(text).into());
        }
        match &self.of {
            Of::Connection { username, realm } => {
                let recipient = recipient(ctx, client, (username, realm)).await?;
                let place = ClientsPlace::of(ctx, client.client(), &recipient);
                let proving = (&recipient, &place);
                self.log_in(ctx, client, proving, refused).await
            }
            Of::Session(session) => {
                let recipient = otp::recipient(ctx, client.client(), session).await?;
                let recipient = recipient.ok_or_else(no_session)?;
                let place = ClientsPlace::of_session(session);
                let refused = |_, why: &Unproved| refused_of_session(why);
                self.log_in(ctx, client, (&recipient, &place), refused)
                    .await
            }
        }
    }
}

impl PasswordlessOtp {
    async fn log_in(
        &self,
        ctx: &Ctx,
        client: Permitted<'_>,
        (recipient, place): (&Recipient, &ClientsPlace),
        refuse: impl Fn(Channel, &Unproved) -> Refusal,
    ) -> Answer<TokenResponse> {
        let languages = Preferences::new(None, ctx.sent.language.as_deref());
        let code = PasswordlessCode {
            of: place.code(),
            client: client.client(),
            recipient,
            languages: &languages,
        };
        let proved = code.prove(ctx, &self.otp).instrument(step!("check code"));
        let user = match proved.await? {
            Ok(user) => user,
            Err(why) => {
                let event = code.failed(Self::FAILURE, &why);
                return Err(refuse(recipient.channel, &why).telling(event).into());
            }
        };
        let connection = recipient.connection.name.clone();
        let taken = by_code(recipient.channel).at(ctx, connection);
        let login = (&self.requested, taken);
        log_in(ctx, (client, user), login, (None, Self::SUCCESS)).await
    }
}

/// Whom a request names, at a connection of the client's.
async fn recipient(
    ctx: &Ctx,
    client: Permitted<'_>,
    (username, realm): (&str, &str),
) -> Answer<Recipient> {
    let found = recipient::connection(ctx, realm).await?;
    let found = found.filter(|c| c.is_enabled_for(&client.client().client_id));
    let connection = found.ok_or_else(|| {
        let reason = format!("connection {realm:?} is none without passwords");
        let refusal = Code::AccessDenied.refuse("the connection is not enabled");
        refusal.because(reason)
    })?;
    let recipient = Recipient::read(&connection, username);
    Ok(recipient.ok_or_else(|| wrong(Channel::Email))?)
}

/// One refusal for all that may be wrong.
fn no_session() -> Refusal {
    Code::InvalidRequest.refuse("The auth_session or the otp is wrong, was used, or has expired")
}

fn refused_of_session(why: &Unproved) -> Refusal {
    match why {
        Unproved::Wrong | Unproved::Declined(_) => no_session(),
        Unproved::Blocked => Code::AccessDenied.refuse("user is blocked"),
        Unproved::TooMany | Unproved::Suspicious => refused(Channel::Email, why),
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

//! Auth0's `mfa-…` grants: a request that was refused with `mfa_required` goes on, with a code of the user's app, one that was sent
//! to them, or their recovery code.

use super::checks::Permitted;
use super::factor::Passing;
use super::grant::{Grant, Parameters};
use super::mint::TokenResponse;
use super::password::{self, BY_PASSKEY, BY_PASSWORD, by_code};
use super::refresh_token::RefreshToken;
use crate::domain::grant_type::{self, GrantType};
use crate::domain::passwordless::Channel;
use crate::flows::mfa::pass::ShownProof;
use crate::flows::mfa::waiting::{RequestedTokens, WaitingRequest, find};
use crate::flows::{Answer, Ctx};
use crate::tenant_log::EventCode;

type Success = (EventCode, &'static str);

/// A code of the user's app.
pub struct MfaOtp(FactorLogin);

impl Grant for MfaOtp {
    const TYPE: &'static GrantType = &grant_type::MFA_OTP;
    const LABELS: &'static [&'static str] = &["mfa_otp"];
    const SUCCESS: Success = (EventCode::OtpExchange, "OTP for Access Token");
    const FAILURE: EventCode = EventCode::FailedOtpExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        FactorLogin::read(parameters, |get| Ok(ShownProof::Otp(get.required("otp")?))).map(Self)
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        self.0.exchange(ctx, client, Self::SUCCESS).await
    }
}

/// A code that was sent to the user.
pub struct MfaOob(FactorLogin);

impl Grant for MfaOob {
    const TYPE: &'static GrantType = &grant_type::MFA_OOB;
    const LABELS: &'static [&'static str] = &["mfa_oob"];
    const SUCCESS: Success = (EventCode::OobExchange, "OOB Challenge for Access Token");
    const FAILURE: EventCode = EventCode::FailedOobExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        let shown = |get: &Parameters<'_>| {
            Ok(ShownProof::Oob {
                oob_code: get.required("oob_code")?,
                binding_code: get.required("binding_code")?,
            })
        };
        FactorLogin::read(parameters, shown).map(Self)
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        self.0.exchange(ctx, client, Self::SUCCESS).await
    }
}

/// The user's recovery code.
pub struct MfaRecoveryCode(FactorLogin);

impl Grant for MfaRecoveryCode {
    const TYPE: &'static GrantType = &grant_type::MFA_RECOVERY_CODE;
    const LABELS: &'static [&'static str] = &["mfa_recovery_code"];
    const SUCCESS: Success = (
        EventCode::RecoveryCodeExchange,
        "Recovery Code for Access Token",
    );
    const FAILURE: EventCode = EventCode::FailedRecoveryCodeExchange;

    fn read(parameters: &Parameters<'_>) -> Answer<Self> {
        let shown =
            |get: &Parameters<'_>| Ok(ShownProof::RecoveryCode(get.required("recovery_code")?));
        FactorLogin::read(parameters, shown).map(Self)
    }

    async fn exchange(&self, ctx: &Ctx, client: Permitted<'_>) -> Answer<TokenResponse> {
        self.0.exchange(ctx, client, Self::SUCCESS).await
    }
}

/// What the three have in common.
struct FactorLogin {
    mfa_token: String,
    shown: ShownProof,
}

impl FactorLogin {
    fn read(
        parameters: &Parameters<'_>,
        shown: impl Fn(&Parameters<'_>) -> Answer<ShownProof>,
    ) -> Answer<Self> {
        Ok(Self {
            mfa_token: parameters.required("mfa_token")?,
            shown: shown(parameters)?,
        })
    }

    /// The tokens that the request would have had at once.
    async fn exchange(
        &self,
        ctx: &Ctx,
        client: Permitted<'_>,
        success: Success,
    ) -> Answer<TokenResponse> {
        let token = find(ctx, &self.mfa_token).await?;
        token.is_of(client.client())?;
        let (user, request) = (token.user.clone(), token.waiting().request.clone());
        let shown = self.shown.clone();
        let way = match &request {
            WaitingRequest::Password(_) | WaitingRequest::Factors(_) => BY_PASSWORD,
            WaitingRequest::EmailCode(_) => by_code(Channel::Email),
            WaitingRequest::SmsCode(_) => by_code(Channel::Sms),
            WaitingRequest::Passkey(_) | WaitingRequest::RefreshToken(..) => BY_PASSKEY,
        };
        let success = match &request {
            WaitingRequest::Passkey(_) => after_passkey(success),
            _ => success,
        };
        let connection = token.waiting().signed_in_by.connection.clone();
        let taken = way.at(ctx, connection);
        let audience = token.own().map(|_| ctx.settings.issuer.join("mfa/"));
        let passing = Passing { token, shown };
        match request {
            WaitingRequest::Password(requested)
            | WaitingRequest::EmailCode(requested)
            | WaitingRequest::SmsCode(requested)
            | WaitingRequest::Passkey(requested) => {
                let (login, passing) = ((&requested, taken), (Some(passing), success));
                password::log_in(ctx, (client, user), login, passing).await
            }
            WaitingRequest::Factors(own) => {
                let requested = RequestedTokens {
                    audience,
                    scope: Some(own.scope),
                    ..RequestedTokens::default()
                };
                let (login, passing) = ((&requested, taken), (Some(passing), success));
                password::log_in(ctx, (client, user), login, passing).await
            }
            WaitingRequest::RefreshToken(digest, requested) => {
                RefreshToken::resume(ctx, client, (digest, requested), (passing, success)).await
            }
        }
    }
}

/// The event of a factor that was passed after a passkey.
fn after_passkey(success: Success) -> Success {
    match success.0 {
        EventCode::OtpExchange => (
            EventCode::PasskeyOtpExchange,
            "Passkey and OTP Challenge for Access Token",
        ),
        EventCode::OobExchange => (
            EventCode::PasskeyOobExchange,
            "Passkey and OOB Challenge for Access Token",
        ),
        EventCode::RecoveryCodeExchange => (
            EventCode::PasskeyRecoveryCodeExchange,
            "Passkey and MFA Recovery Code for Access Token",
        ),
        _ => success,
    }
}

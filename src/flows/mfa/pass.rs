//! Passing the factor that a token request waits for.

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::kinds::{self, not_enrolled};
use super::waiting::{self, MfaToken};
use crate::domain::client::Client;
use crate::domain::guardian::{Authenticator, AuthenticatorKind, Factor, Passed};
use crate::flows::actions::Effects;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::prove::{Proof, prove};
use crate::flows::factors::sent_code::SentCode;
use crate::flows::factors::subject::{Subject, Wrong};
use crate::flows::factors::{enroll, told};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::authenticators::{self, Secret};
use crate::store::engine::Tx;
use crate::store::{mfa_tokens, remembered_browsers};
use crate::tokens::opaque::{self, OpaqueKind};

/// What the user shows. Not `Debug`: it holds codes.
#[derive(Clone)]
pub enum ShownProof {
    Otp(String),
    Oob {
        oob_code: String,
        binding_code: String,
    },
    RecoveryCode(String),
}

/// A factor that was passed for one token request, which is used up. Only [`pass`] makes one.
pub struct PassedFactor {
    effects: Effects,
    passed: Passed,
    recovery_code: Option<String>,
}

impl PassedFactor {
    /// Which one, and when.
    pub fn factor(&self) -> Passed {
        self.passed
    }

    /// What the Actions of the request had decided, and the recovery code that takes the place of the one that was used.
    pub fn into_parts(self) -> (Effects, Option<String>) {
        (self.effects, self.recovery_code)
    }
}

/// Takes what the user shows, and uses the token up: both or neither.
pub async fn pass(
    ctx: &Ctx,
    token: MfaToken,
    client: &Client,
    shown: &ShownProof,
) -> Answer<PassedFactor> {
    let held = held(ctx, &token).await?;
    let is_enrolled = held.is_enrolled();
    let sent = token.stored.oob.as_ref();
    let sent = sent.and_then(|(_, to)| Destination::read(to));
    may_show(&token, &held, shown.factor(sent.as_ref()))?;
    let proof = shown.proof((&token, sent.as_ref()), &held)?;
    let whose = Subject {
        user: &token.user,
        client,
    };
    let proved = prove(ctx, whose, &held, proof).await?;
    let mut proved = proved.map_err(|wrong| shown.refuse(wrong))?;
    if !is_enrolled {
        let confirmed = proved.authenticator.as_ref();
        let confirmed = confirmed.filter(|of| token.stored.enrolling.as_ref() == Some(&of.id));
        let confirmed = confirmed.ok_or_else(not_enrolled)?;
        confirm(ctx, &mut proved.tx, &token, confirmed).await?;
    }
    if !use_up(ctx, &mut proved.tx, &token).await? {
        return Err(waiting::expired(
            "meanwhile the mfa_token was used, or the user got another password",
        )
        .into());
    }
    let (passed, recovery_code) = (proved.passed, proved.next_recovery_code.clone());
    let enrolled = proved.authenticator.clone().filter(|_| !is_enrolled);
    proved.commit(ctx).await?;
    if let Some(enrolled) = enrolled {
        ctx.log(told::enrolled(ctx, whose, &enrolled));
    }
    Ok(PassedFactor {
        effects: token.stored.document.effects,
        passed,
        recovery_code,
    })
}

/// What the proof can be of: what is begun counts only while there is nothing else. By an access token of the MFA API nothing is
/// passed but what is begun by it.
async fn held(ctx: &Ctx, token: &MfaToken) -> Answer<HeldFactors> {
    if token.own().is_some() {
        let held = HeldFactors::with_pending(ctx, &token.user).await?;
        return Ok(held.only(token.stored.enrolling.as_deref()));
    }
    let held = HeldFactors::of(ctx, &token.user).await?;
    Ok(match held.is_enrolled() {
        true => held,
        false => HeldFactors::with_pending(ctx, &token.user).await?,
    })
}

/// Uses the token up, or, of an access token, what was begun by it.
async fn use_up(ctx: &Ctx, tx: &mut Tx, token: &MfaToken) -> Answer<bool> {
    let digest = token.digest.as_str();
    let is_used = match (token.own(), &token.stored.enrolling) {
        (None, _) => mfa_tokens::burn(tx, digest, ctx.now).await?,
        (Some(_), Some(begun)) => mfa_tokens::settle(tx, (digest, begun), ctx.now).await?,
        (Some(_), None) => false,
    };
    Ok(is_used)
}

/// Whether a factor of that kind will do for the request.
fn may_show(token: &MfaToken, held: &HeldFactors, factor: Factor) -> Result<(), Refusal> {
    let is_begun = factor != Factor::RecoveryCode && token.stored.enrolling.is_some();
    let is_usable = match held.is_enrolled() {
        true => kinds::usable(held, token.waiting()).contains(&factor),
        false => is_begun && token.waiting().takes(factor),
    };
    is_usable.then_some(()).ok_or_else(not_enrolled)
}

/// The first proof of what the user has begun to enroll.
async fn confirm(
    ctx: &Ctx,
    tx: &mut Tx,
    token: &MfaToken,
    confirmed: &Authenticator,
) -> Answer<()> {
    let mut others = authenticators::of_user(tx, &confirmed.user_id).await?;
    others.retain(|one| one.authenticator.is_guard() && one.authenticator.id != confirmed.id);
    if !others.is_empty() && !token.may_change(&others) {
        return Err(Code::AccessDenied
            .refuse("User is already enrolled.")
            .because("the user has enrolled something else meanwhile")
            .into());
    }
    // What was remembered before was remembered of other factors.
    remembered_browsers::forget(tx, &confirmed.user_id).await?;
    if let Some(digest) = &token.stored.recovery_code {
        let kind = AuthenticatorKind::RecoveryCode;
        let secret = (kind, Secret::RecoveryCode(digest.clone()));
        let new = enroll::new(ctx, &confirmed.user_id, secret, true);
        authenticators::insert(tx, &new, 0).await?;
    }
    Ok(())
}

impl ShownProof {
    /// Its factor. `sent` is where the newest code went.
    fn factor(&self, sent: Option<&Destination>) -> Factor {
        match self {
            Self::Otp(_) => Factor::Otp,
            Self::Oob { .. } => sent.map_or(Factor::Email, Destination::factor),
            Self::RecoveryCode(_) => Factor::RecoveryCode,
        }
    }

    /// As the factors take it. An `oob_code` belongs to its token, and only the newest is good.
    fn proof<'a>(
        &'a self,
        (token, to): (&'a MfaToken, Option<&'a Destination>),
        held: &HeldFactors,
    ) -> Result<Proof<'a>, Refusal> {
        let (oob_code, binding_code) = match self {
            Self::Otp(typed) => return Ok(Proof::Otp(typed)),
            Self::RecoveryCode(typed) => return Ok(Proof::RecoveryCode(typed)),
            Self::Oob {
                oob_code,
                binding_code,
            } => (oob_code, binding_code),
        };
        let invalid = || Code::ExpiredToken.refuse("oob_code is invalid");
        let digest = opaque::recognise(OpaqueKind::OobCode, oob_code).ok_or_else(invalid)?;
        let is_it =
            |known: &str| verify_slices_are_equal(known.as_bytes(), digest.as_bytes()).is_ok();
        let sent = token.stored.oob.as_ref().zip(to);
        let sent = sent
            .filter(|((known, _), to)| is_it(known) && (!held.is_enrolled() || held.reaches(to)));
        let (_, to) = sent.ok_or_else(invalid)?;
        let code = SentCode {
            id: &token.digest,
            secret: oob_code,
            to,
            enrolls: false,
        };
        Ok(Proof::Sent(code, binding_code))
    }

    fn refuse(&self, wrong: Wrong) -> Refusal {
        match (wrong, self) {
            (Wrong::Format | Wrong::Code, Self::Otp(_)) => {
                Code::InvalidGrant.refuse("Invalid otp_code.")
            }
            (Wrong::Format | Wrong::Code, Self::Oob { .. }) => {
                Code::InvalidGrant.refuse("Invalid binding_code.")
            }
            (Wrong::Format | Wrong::Code, Self::RecoveryCode(_)) => Code::InvalidGrant
                .refuse("MFA Authorization rejected.")
                .because("wrong recovery code"),
            (Wrong::TooMany, _) => Code::TooManyAttempts
                .refuse("Too many failed codes. Wait for some minutes before retrying.")
                .because("the user has had too many tries of their factors"),
            (Wrong::Suspicious, _) => Code::SuspiciousAddress
                .refuse("Too many failed codes. Wait for some minutes before retrying.")
                .because("too many logins have failed on the network of the caller"),
            (Wrong::NotEnrolled | Wrong::AlreadyEnrolled | Wrong::Authenticator(_), _) => {
                not_enrolled()
            }
        }
    }
}

//! Factors by the names that the MFA API has for them.

use super::waiting::WaitingGrant;
use crate::domain::guardian::Factor;
use crate::flows::factors::held::HeldFactors;
use crate::flows::{Answer, Code, Ctx, Refusal};

/// `challenge_type`, and `authenticator_type` of what is enrolled.
pub(super) const fn challenge_type(factor: Factor) -> &'static str {
    match factor {
        Factor::Otp => "otp",
        Factor::RecoveryCode => "recovery-code",
        _ => "oob",
    }
}

/// `oob_channel` of a factor by which codes are sent.
pub(super) const fn channel(factor: Factor) -> Option<&'static str> {
    match factor {
        Factor::Email => Some("email"),
        Factor::Sms => Some("sms"),
        _ => None,
    }
}

/// What the user can pass, of what will do. Authenticators of WebAuthn answer to pages alone.
pub(super) fn usable(held: &HeldFactors, waiting: &WaitingGrant) -> Vec<Factor> {
    let usable = held.usable().into_iter();
    usable
        .filter(|factor| waiting.takes(*factor) && !factor.is_webauthn())
        .collect()
}

/// What the user can enroll, of what will do. Unlike on the pages, an address can be the first.
pub(super) async fn enrollable(
    ctx: &Ctx,
    held: &HeldFactors,
    waiting: &WaitingGrant,
) -> Answer<Vec<Factor>> {
    let mut factors = held.enrollable();
    if !factors.is_empty() && ctx.store.guardian().await?.has(Factor::Email) {
        factors.push(Factor::Email);
    }
    factors.retain(|factor| waiting.takes(*factor) && !factor.is_webauthn());
    Ok(factors)
}

/// The user has nothing of the kind.
pub(super) fn not_enrolled() -> Refusal {
    Code::AssociationRequired.refuse("The user has no such authenticator enrolled")
}

//! Security keys and users' devices among the second factors: what their pages ask, and when a device is offered.

use super::factor_page::FactorScreen;
use super::factor_stage::FactorStage;
use super::factor_step::FactorStep;
use crate::domain::guardian::Factor;
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::prove::Proved;
use crate::flows::factors::webauthn;
use crate::flows::webauthn::challenge;

/// The text key of an answer that does not hold.
pub(super) fn error_key(at: &FactorStep) -> &'static str {
    match at {
        FactorStep::EnrollWebauthn { factor, .. } => match factor {
            Factor::WebauthnPlatform => "webauthn-platform-associate-error",
            _ => "webauthn-associate-error",
        },
        FactorStep::Webauthn { factor, .. } => match factor {
            Factor::WebauthnPlatform => "webauthn-platform-challenge-error",
            _ => "webauthn-challenge-error",
        },
        _ => "authenticator-error",
    }
}

/// What the page asks the authenticator; `None` where it asks none.
pub(super) fn ceremony(
    ctx: &Ctx,
    stage: &FactorStage,
    (held, user): (&HeldFactors, &User),
) -> Option<FactorScreen> {
    let (factor, challenge, is_offer) = match &stage.at {
        FactorStep::EnrollWebauthn {
            factor,
            challenge,
            is_offer,
        } => (*factor, challenge, *is_offer),
        FactorStep::Webauthn { factor, challenge } => (*factor, challenge, false),
        _ => return None,
    };
    let of = (webauthn::kind(factor)?, held.guardian().webauthn(factor)?);
    let options = match &stage.at {
        FactorStep::Webauthn { .. } => webauthn::showing(ctx, held, of, challenge),
        _ => webauthn::creating(ctx, (held, user), of, challenge),
    };
    Some(FactorScreen::Webauthn {
        page: stage.at.page(),
        options,
        is_offer,
    })
}

/// The step for the name of the security key that a proof has enrolled; `None` for any other proof.
pub(super) fn naming(at: &FactorStep, proved: &Proved, code: Option<String>) -> Option<FactorStep> {
    let is_key = matches!(
        at,
        FactorStep::EnrollWebauthn {
            factor: Factor::WebauthnRoaming,
            ..
        }
    );
    let new = proved.authenticator.as_ref().filter(|_| is_key)?;
    Some(FactorStep::NameKey {
        id: new.id.clone(),
        code,
    })
}

/// The step that offers the user's device, once another factor is passed; `None` where it is not offered.
pub(super) fn offer(ctx: &Ctx, at: &FactorStep, held: &HeldFactors) -> Option<FactorStep> {
    let factor = Factor::WebauthnPlatform;
    let has_passed_it = at.asks_for().is_some_and(|(passed, _)| passed == factor);
    let is_offered = held.guardian().has(factor) && !has_passed_it && !held.has_this_device();
    is_offered.then(|| FactorStep::EnrollWebauthn {
        factor,
        challenge: challenge(ctx),
        is_offer: true,
    })
}

//! What becomes of the forms of a second factor.

use super::browser::Browser;
use super::factor_page::{FactorAnswer, FactorForm};
use super::factor_step::FactorStep;
use super::reply::Page;
use super::second_factor::{Shown, Waiting};
use crate::flows::factors::enroll;
use crate::flows::factors::prove::{Proof, prove};
use crate::flows::{Answer, Ctx};

/// What becomes of its form.
pub async fn submit(
    ctx: &Ctx,
    (state, page): (&str, Page),
    form: FactorForm<'_>,
    browser: &Browser,
) -> Answer<FactorAnswer> {
    let waiting = match Waiting::load(ctx, state, browser, page).await? {
        Ok(waiting) => waiting,
        Err(other) => return Ok(FactorAnswer::Elsewhere(other)),
    };
    match (&waiting.stage.at, form.action) {
        (FactorStep::Choose, name) => waiting.choose(ctx, name).await,
        (FactorStep::ChooseNew, name) => waiting.choose_new(ctx, name).await,
        (at, "pick-authenticator") if at.enrolls() => {
            waiting.go_to(ctx, FactorStep::ChooseNew).await
        }
        (FactorStep::EnrollPhone, _) => waiting.take_number(ctx, form.phone).await,
        (FactorStep::EnrollPhoneByCode { .. }, "pick-sms") => {
            waiting.go_to(ctx, FactorStep::EnrollPhone).await
        }
        (FactorStep::EnrollTotp { key, as_text }, "toggle-view") => {
            let at = FactorStep::EnrollTotp {
                key: key.clone(),
                as_text: !as_text,
            };
            waiting.go_to(ctx, at).await
        }
        (FactorStep::EnrollTotp { key, .. }, _) => {
            let typed = (key.as_slice(), form.code);
            let held = (&waiting.held, waiting.is_first());
            let enrolled = enroll::totp(ctx, waiting.whose(), held, typed).await?;
            waiting.judge(ctx, enrolled, form).await
        }
        (FactorStep::EnrollWebauthn { .. } | FactorStep::Webauthn { .. }, action)
            if action != "pick-authenticator" =>
        {
            waiting.answer_of_authenticator(ctx, form).await
        }
        (FactorStep::NameKey { .. }, _) => waiting.name_key(ctx, form.nickname).await,
        (FactorStep::KeepRecoveryCode { is_next: false, .. }, _) if !form.is_saved => {
            waiting.show(ctx, Shown::error("no-confirmation")).await
        }
        (FactorStep::KeepRecoveryCode { .. }, _) => {
            let next = waiting.last_step(ctx);
            waiting.go_to(ctx, next).await
        }
        (_, "pick-authenticator") => waiting.go_to(ctx, FactorStep::Choose).await,
        (at, "resend-code") if at.destination().is_some() => waiting.resend(ctx).await,
        (_, _) if form.code.trim().is_empty() => waiting.show(ctx, Shown::error("no-code")).await,
        (FactorStep::EnrollPhoneByCode { to }, _) => {
            let typed = (waiting.code(to), form.code);
            let held = (&waiting.held, waiting.is_first());
            let enrolled = enroll::phone(ctx, waiting.whose(), held, typed).await?;
            waiting.judge(ctx, enrolled, form).await
        }
        (at, _) => {
            let proof = match at {
                FactorStep::RecoveryCode => Proof::RecoveryCode(form.code),
                FactorStep::Code { to, .. } => Proof::Sent(waiting.code(to), form.code),
                _ => Proof::Otp(form.code),
            };
            let proved = prove(ctx, waiting.whose(), &waiting.held, proof).await?;
            waiting.judge(ctx, proved, form).await
        }
    }
}

//! What becomes of the forms of security keys and devices.

use std::time::Duration;

use super::factor_page::{FactorAnswer, FactorForm};
use super::factor_step::FactorStep;
use super::second_factor::{Shown, Waiting};
use super::webauthn_step::error_key;
use crate::domain::guardian::Factor;
use crate::domain::identifier::read_as;
use crate::flows::factors::prove::{Proof, prove};
use crate::flows::factors::{enroll, told, webauthn};
use crate::flows::{Answer, Ctx};
use crate::store::authenticators;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a device is not offered to a user who wants to be asked later, as at Auth0.
const SNOOZED: Duration = Duration::from_secs(14 * DAY.as_secs());
/// How long it is not offered to a user who does not want it.
const REFUSED: Duration = Duration::from_secs(365 * DAY.as_secs());
/// How long the name of a key may be.
const NAME: usize = 20;
/// What a page posts when the browser has no answer, with the error as JSON.
const SHOW_ERROR: &str = "showError::";

impl Waiting<'_> {
    /// What becomes of the form of such a page.
    pub(super) async fn answer_of_authenticator(
        self,
        ctx: &Ctx,
        form: FactorForm<'_>,
    ) -> Answer<FactorAnswer> {
        match (&self.stage.at, form.action) {
            (FactorStep::EnrollWebauthn { is_offer: true, .. }, "snooze-enrollment") => {
                self.decline(ctx, SNOOZED).await
            }
            (FactorStep::EnrollWebauthn { is_offer: true, .. }, "refuse-add-device") => {
                self.decline(ctx, REFUSED).await
            }
            (_, action) if action.starts_with(SHOW_ERROR) => {
                self.tell_of_browser(ctx, &action[SHOW_ERROR.len()..]);
                self.show(ctx, Shown::error(error_key(&self.stage.at)))
                    .await
            }
            (
                FactorStep::EnrollWebauthn {
                    factor, challenge, ..
                },
                _,
            ) => {
                let made = (*factor, challenge.as_str(), form.response);
                let held = (&self.held, self.is_first());
                let enrolled = enroll::webauthn(ctx, self.whose(), held, made).await?;
                self.judge(ctx, enrolled, form).await
            }
            (FactorStep::Webauthn { factor, challenge }, _) => {
                let proof = Proof::Webauthn(*factor, challenge, form.response);
                let proved = prove(ctx, self.whose(), &self.held, proof).await?;
                self.judge(ctx, proved, form).await
            }
            _ => self.show(ctx, Shown::default()).await,
        }
    }

    /// The user goes on without the factor that was offered.
    async fn decline(self, ctx: &Ctx, lasts: Duration) -> Answer<FactorAnswer> {
        self.go_to(ctx, FactorStep::Passed).await?;
        Ok(FactorAnswer::Declined { lasts })
    }

    /// Why the browser has no answer, by the name of its error.
    fn tell_of_browser(&self, ctx: &Ctx, error: &str) {
        let Some((factor, enrolls)) = self.stage.at.asks_for() else {
            return;
        };
        let why = told::browser_error(error);
        ctx.log(match enrolls {
            true => told::not_enrolled(ctx, self.whose(), factor, why),
            false => told::not_shown(ctx, self.whose(), factor, why),
        });
    }

    /// Names the key that was just added.
    pub(super) async fn name_key(self, ctx: &Ctx, name: &str) -> Answer<FactorAnswer> {
        let FactorStep::NameKey { id, code } = &self.stage.at else {
            return self.show(ctx, Shown::default()).await;
        };
        let name = name.trim();
        let error = match name.chars().count() {
            _ if read_as(name).trim().is_empty() => Some("no-nickname"),
            length if length > NAME => Some("nickname-too-long"),
            _ => None,
        };
        if let Some(error) = error {
            return self.show(ctx, Shown::error(error)).await;
        }
        let kind = webauthn::kind(Factor::WebauthnRoaming);
        let mut keys = kind.into_iter().flat_map(|kind| self.held.stored(kind));
        if let Some(stored) = keys.find(|stored| stored.authenticator.id == *id) {
            let mut of = stored.authenticator.clone();
            of.details.name = Some(name.to_owned());
            authenticators::describe(&mut ctx.store.write().await?, &of).await?;
        }
        let next = match code.clone() {
            Some(code) => FactorStep::KeepRecoveryCode {
                code,
                is_next: false,
            },
            None => self.last_step(ctx),
        };
        drop(keys);
        self.go_to(ctx, next).await
    }
}

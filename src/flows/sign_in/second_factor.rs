//! The pages of a second factor: what they show, and where a proof leads.

use std::sync::Arc;

use super::browser::Browser;
use super::client;
use super::factor_gate::{enrollment_of, first_challenge, first_step, step_of};
use super::factor_page::{FactorAnswer, FactorForm, FactorPage, FactorScreen};
use super::factor_stage::{FactorPurpose, FactorStage};
use super::factor_step::FactorStep;
use super::first_factor::behind;
use super::organization::ShownOrganization;
use super::reply::Page;
use super::transaction::{self, Pending, PendingStage};
use super::webauthn_step;
use crate::domain::guardian::Factor;
use crate::domain::phone::PhoneNumber;
use crate::domain::user::User;
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::prove::Proved;
use crate::flows::factors::sent_code::{CodeSent, SentCode};
use crate::flows::factors::subject::{Subject, Wrong};
use crate::flows::factors::{browsers, enroll, totp};
use crate::flows::{Answer, Ctx, users};
use crate::store::clients::StoredClient;
use crate::store::users as stored_users;

/// A transaction that waits for a second factor.
pub(super) struct Waiting<'a> {
    pub(super) state: &'a str,
    pub(super) pending: Pending,
    pub(super) stage: FactorStage,
    pub(super) user: User,
    pub(super) client: Arc<StoredClient>,
    pub(super) held: HeldFactors,
    /// The browser's device is not to be offered as a factor.
    pub(super) declines_device: bool,
}

/// What a page shows besides what the transaction says.
#[derive(Default)]
pub(super) struct Shown {
    is_resent: bool,
    error: Option<&'static str>,
}

impl Shown {
    pub(super) fn error(key: &'static str) -> Self {
        Self {
            error: Some(key),
            ..Self::default()
        }
    }
}

/// A page of a transaction that waits for a second factor. The first look at the page for a code sends it.
pub async fn page(ctx: &Ctx, state: &str, browser: &Browser, page: Page) -> Answer<FactorAnswer> {
    let mut waiting = match Waiting::load(ctx, state, browser, page).await? {
        Ok(waiting) => waiting,
        Err(other) => return Ok(FactorAnswer::Elsewhere(other)),
    };
    let FactorStep::Code { is_sent, .. } = &mut waiting.stage.at else {
        return waiting.show(ctx, Shown::default()).await;
    };
    if *is_sent {
        return waiting.show(ctx, Shown::default()).await;
    }
    *is_sent = true;
    let error = waiting.send(ctx).await?;
    let shown = waiting
        .describe(
            ctx,
            Shown {
                is_resent: false,
                error,
            },
        )
        .await?;
    if error.is_none() {
        waiting.advance(ctx).await?;
    }
    Ok(FactorAnswer::Page(Box::new(shown)))
}

/// What the user has, but for what they have signed in by.
async fn held(ctx: &Ctx, user: &User, stage: &FactorStage) -> Answer<HeldFactors> {
    let held = HeldFactors::of(ctx, user).await?;
    Ok(match &stage.purpose {
        FactorPurpose::SignIn(interrupted) => {
            held.behind(behind(ctx, &interrupted.authenticated).await?)
        }
        FactorPurpose::Ticket(_) => held,
    })
}

impl<'a> Waiting<'a> {
    /// The transaction, if that page is next in it; otherwise the page that is. No address skips one.
    pub(super) async fn load(
        ctx: &Ctx,
        state: &'a str,
        browser: &Browser,
        page: Page,
    ) -> Answer<Result<Self, Page>> {
        let pending = transaction::pending(ctx, state, browser).await?;
        let PendingStage::SecondFactor(stage) = &pending.stage else {
            let next = pending.stage.page().ok_or_else(transaction::lost)?;
            return Ok(Err(next));
        };
        if stage.at.page() != page {
            return Ok(Err(stage.at.page()));
        }
        let stage = (**stage).clone();
        let (user_id, password_epoch) = stage.user();
        let user = stored_users::by_id(&mut ctx.store.read().await?, user_id).await?;
        let user = user.ok_or_else(transaction::lost)?;
        let client = match &stage.purpose {
            FactorPurpose::SignIn(_) => client::known(ctx, &pending.request.client_id).await?,
            // That of all applications.
            FactorPurpose::Ticket(_) => {
                let found = client::find(ctx, &pending.request.client_id).await?;
                found.ok_or_else(transaction::lost)?
            }
        };
        // Who has got another password, or is blocked, has to sign in anew.
        let is_of_now = user.password_epoch == password_epoch;
        let is_unavailable = match &stage.purpose {
            FactorPurpose::SignIn(_) => {
                let why = users::may_sign_in(ctx, &user, &client.client).await?;
                why.is_some()
            }
            FactorPurpose::Ticket(_) => user.blocked,
        };
        if !is_of_now || is_unavailable {
            return Err(transaction::lost().into());
        }
        let waiting = Self {
            held: held(ctx, &user, &stage).await?,
            declines_device: browser.declines_device,
            client,
            state,
            pending,
            stage,
            user,
        };
        if waiting.can_be_asked() {
            return Ok(Ok(waiting));
        }
        waiting.begin_again(ctx).await.map(Err)
    }

    /// Whether what the transaction asks for is still the user's to show, or to add.
    fn can_be_asked(&self) -> bool {
        match &self.stage.at {
            FactorStep::EnrollWebauthn { factor, .. } => {
                let has = self.held.guardian().has(*factor);
                has && (!self.is_first() || !self.held.is_enrolled())
            }
            FactorStep::Webauthn { factor, .. } => self.options().contains(factor),
            at if at.enrolls() => !self.is_first() || !self.held.is_enrolled(),
            FactorStep::Totp => self.options().contains(&Factor::Otp),
            FactorStep::RecoveryCode => self.options().contains(&Factor::RecoveryCode),
            FactorStep::Code { to, .. } => {
                self.options().contains(&to.factor()) && self.held.reaches(to)
            }
            _ => true,
        }
    }

    /// Whether what is enrolled has to be the user's first factor: who has passed one may add others.
    pub(super) fn is_first(&self) -> bool {
        !self.stage.adds(&self.held)
    }

    /// Asks for what the user has by now; the page.
    async fn begin_again(mut self, ctx: &Ctx) -> Answer<Page> {
        if matches!(self.stage.purpose, FactorPurpose::Ticket(_)) {
            // It was for the first factor, and there is one.
            return Err(transaction::lost().into());
        }
        self.held = held(ctx, &self.user, &self.stage).await?;
        let at = first_step(ctx, &self.held, &self.stage.factors);
        self.stage.at = at.ok_or_else(transaction::lost)?;
        let page = self.stage.at.page();
        self.advance(ctx).await?;
        Ok(page)
    }

    pub(super) fn whose(&self) -> Subject<'_> {
        Subject {
            user: &self.user,
            client: &self.client.client,
        }
    }

    /// The place of the transaction's code.
    pub(super) fn code<'s>(&'s self, to: &'s Destination) -> SentCode<'s> {
        SentCode {
            id: &self.pending.digest,
            secret: self.state,
            to,
            enrolls: self.stage.at.enrolls(),
        }
    }

    async fn advance(self, ctx: &Ctx) -> Answer<()> {
        let stage = PendingStage::SecondFactor(Box::new(self.stage));
        self.pending.advance(ctx, stage).await
    }

    pub(super) async fn go_to(mut self, ctx: &Ctx, at: FactorStep) -> Answer<FactorAnswer> {
        let page = at.page();
        self.stage.at = at;
        self.advance(ctx).await?;
        Ok(FactorAnswer::Elsewhere(page))
    }

    /// The factor of that name, or what came first.
    pub(super) async fn choose(self, ctx: &Ctx, name: &str) -> Answer<FactorAnswer> {
        let chosen = Factor::parse(name).filter(|factor| self.options().contains(factor));
        let at = match chosen {
            Some(factor) => step_of(ctx, factor, &self.held),
            None => first_challenge(ctx, &self.held, &self.stage.factors),
        };
        let at = at.ok_or_else(transaction::lost)?;
        self.go_to(ctx, at).await
    }

    /// The factor of that name to enroll, or the strongest one.
    pub(super) async fn choose_new(self, ctx: &Ctx, name: &str) -> Answer<FactorAnswer> {
        let options = self.new_options();
        let chosen = Factor::parse(name).filter(|factor| options.contains(factor));
        let chosen = chosen.or_else(|| options.first().copied());
        let at = chosen.and_then(|factor| enrollment_of(ctx, factor));
        self.go_to(ctx, at.ok_or_else(transaction::lost)?).await
    }

    /// Sends a code to the number that the user has typed.
    pub(super) async fn take_number(mut self, ctx: &Ctx, typed: &str) -> Answer<FactorAnswer> {
        let error = match (typed.trim(), PhoneNumber::parse(typed)) {
            ("", _) => "no-phone",
            (typed, None) if !typed.starts_with('+') => "invalid-phone-format",
            (_, None) => "invalid-phone",
            (_, Some(number)) => {
                let before = self.stage.at;
                let to = Destination::Phone(number);
                self.stage.at = FactorStep::EnrollPhoneByCode { to };
                let Some(error) = self.send(ctx).await? else {
                    let page = self.stage.at.page();
                    self.advance(ctx).await?;
                    return Ok(FactorAnswer::Elsewhere(page));
                };
                self.stage.at = before;
                error
            }
        };
        self.show(ctx, Shown::error(error)).await
    }

    /// What the user may enroll.
    fn new_options(&self) -> Vec<Factor> {
        let new = self.held.enrollable().into_iter();
        new.filter(|factor| self.stage.takes(*factor)).collect()
    }

    /// What the user may choose from.
    fn options(&self) -> Vec<Factor> {
        let usable = self.held.usable().into_iter();
        usable.filter(|factor| self.stage.takes(*factor)).collect()
    }

    /// Moves the transaction on with what was proved, or says why it was not.
    pub(super) async fn judge(
        mut self,
        ctx: &Ctx,
        proved: Result<Proved, Wrong>,
        form: FactorForm<'_>,
    ) -> Answer<FactorAnswer> {
        let mut proved = match proved {
            Ok(proved) => proved,
            Err(Wrong::AlreadyEnrolled) => {
                return self.begin_again(ctx).await.map(FactorAnswer::Elsewhere);
            }
            Err(wrong) => {
                let key = self.key(wrong);
                return self.show(ctx, Shown::error(key)).await;
            }
        };
        let is_offered = self.stage.may_remember
            && matches!(
                self.stage.at,
                FactorStep::Totp | FactorStep::Code { .. } | FactorStep::Webauthn { .. }
            );
        let remembered = match form.remember && is_offered {
            true => {
                let of = self.stage.user();
                Some(browsers::remember(ctx, &mut proved.tx, of).await?)
            }
            false => None,
        };
        self.stage.note(proved.passed);
        let code = proved.next_recovery_code.take();
        self.stage.at = self.step_after(ctx, &proved, code);
        let stage = PendingStage::SecondFactor(Box::new(self.stage));
        self.pending.advance_within(&mut proved.tx, stage).await?;
        proved.commit(ctx).await?;
        Ok(FactorAnswer::Passed { remembered })
    }

    /// What the user is asked after a proof that was right.
    fn step_after(&self, ctx: &Ctx, proved: &Proved, code: Option<String>) -> FactorStep {
        let at = &self.stage.at;
        if let Some(naming) = webauthn_step::naming(at, proved, code.clone()) {
            return naming;
        }
        match code {
            Some(code) => FactorStep::KeepRecoveryCode {
                code,
                is_next: matches!(at, FactorStep::RecoveryCode),
            },
            None => self.last_step(ctx),
        }
    }

    /// Nothing more; unless the user's device can be added.
    pub(super) fn last_step(&self, ctx: &Ctx) -> FactorStep {
        let offer = webauthn_step::offer(ctx, &self.stage.at, &self.held);
        let is_ticket = matches!(self.stage.purpose, FactorPurpose::Ticket(_));
        let offer = offer.filter(|_| !self.declines_device && !is_ticket);
        offer.unwrap_or(FactorStep::Passed)
    }

    /// Why a proof was not taken, as a text key of the page.
    fn key(&self, wrong: Wrong) -> &'static str {
        match (wrong, &self.stage.at) {
            (Wrong::Format, FactorStep::RecoveryCode) => "invalid-code-format",
            (
                Wrong::Format,
                at @ (FactorStep::EnrollWebauthn { .. } | FactorStep::Webauthn { .. }),
            ) => webauthn_step::error_key(at),
            (Wrong::Format, _) => "invalid-otp-code-format",
            (Wrong::Code, _) => "invalid-code",
            (Wrong::Authenticator(_), at) => webauthn_step::error_key(at),
            (Wrong::TooMany, FactorStep::Webauthn { .. }) => {
                "too-many-webauthn-challenge-attempts-error"
            }
            (Wrong::TooMany, _) => "too-many-failures",
            (Wrong::Suspicious, _) => "ip-blocked",
            (Wrong::NotEnrolled | Wrong::AlreadyEnrolled, _) => "authenticator-error",
        }
    }

    /// Sends the transaction's code; a text key where none is sent.
    async fn send(&self, ctx: &Ctx) -> Answer<Option<&'static str>> {
        let Some(to) = self.stage.at.destination() else {
            return Ok(None);
        };
        let languages = &self.pending.request.languages;
        let sent = self.code(to).send(ctx, self.whose(), languages).await?;
        Ok(match sent {
            CodeSent::Queued => None,
            CodeSent::TooMany => Some(match to {
                Destination::Email(_) => "too-many-email",
                Destination::Phone(_) => "too-many-sms",
            }),
            CodeSent::No => Some(match to {
                Destination::Email(_) => "authenticator-error",
                Destination::Phone(_) => "send-sms-failed",
            }),
        })
    }

    pub(super) async fn resend(self, ctx: &Ctx) -> Answer<FactorAnswer> {
        let error = self.send(ctx).await?;
        let is_resent = error.is_none();
        self.show(ctx, Shown { is_resent, error }).await
    }

    pub(super) async fn show(&self, ctx: &Ctx, shown: Shown) -> Answer<FactorAnswer> {
        let page = self.describe(ctx, shown).await?;
        Ok(FactorAnswer::Page(Box::new(page)))
    }

    async fn describe(&self, ctx: &Ctx, shown: Shown) -> Answer<FactorPage> {
        let client = &self.client.client;
        Ok(FactorPage {
            screen: self.screen(ctx).await?,
            client_name: match &self.stage.purpose {
                FactorPurpose::SignIn(_) => client.name.clone(),
                FactorPurpose::Ticket(holder) => holder.name.clone(),
            },
            logo_uri: client.logo_uri.clone(),
            organization: ShownOrganization::of(ctx, &self.pending.request).await?,
            may_remember: self.stage.may_remember,
            has_others: match self.stage.at.enrolls() {
                true => self.new_options().len() > 1,
                false => self.options().len() > 1,
            },
            is_resent: shown.is_resent,
            error: shown.error,
            languages: self.pending.request.languages.clone(),
        })
    }

    async fn screen(&self, ctx: &Ctx) -> Answer<FactorScreen> {
        Ok(match &self.stage.at {
            FactorStep::EnrollTotp { key, as_text: true } => FactorScreen::OtpEnrollmentCode {
                secret: totp::written(key),
            },
            FactorStep::EnrollTotp { key, .. } => FactorScreen::OtpEnrollmentQr {
                uri: enroll::uri(ctx, &self.user, key).await?,
            },
            FactorStep::EnrollWebauthn { .. } | FactorStep::Webauthn { .. } => {
                let whose = (&self.held, &self.user);
                let asked = webauthn_step::ceremony(ctx, &self.stage, whose);
                asked.ok_or_else(transaction::lost)?
            }
            FactorStep::NameKey { .. } => FactorScreen::SecurityKeyName,
            FactorStep::Choose => FactorScreen::Options {
                factors: self.options(),
            },
            FactorStep::Totp => FactorScreen::OtpChallenge,
            FactorStep::EnrollPhone => FactorScreen::SmsEnrollment,
            FactorStep::EnrollPhoneByCode { to } => FactorScreen::SmsChallenge {
                number: to.hidden(),
                is_new: true,
            },
            FactorStep::ChooseNew => FactorScreen::EnrollmentOptions {
                factors: self.new_options(),
            },
            FactorStep::Code { to, .. } => match to {
                Destination::Email(_) => FactorScreen::EmailChallenge { email: to.hidden() },
                Destination::Phone(_) => FactorScreen::SmsChallenge {
                    number: to.hidden(),
                    is_new: false,
                },
            },
            FactorStep::RecoveryCode => FactorScreen::RecoveryCodeChallenge,
            FactorStep::KeepRecoveryCode { code, is_next } => match is_next {
                true => FactorScreen::RecoveryCodeNew { code: code.clone() },
                false => FactorScreen::RecoveryCodeEnrollment { code: code.clone() },
            },
            FactorStep::Passed => return Err(transaction::lost().into()),
        })
    }
}

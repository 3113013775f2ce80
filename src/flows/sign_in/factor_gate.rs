//! The gate of the second factor: the last step of every sign-in, whatever protocol, session or token brought the user here.

use super::factor_stage::{FactorPurpose, FactorStage};
use super::factor_step::FactorStep;
use super::first_factor::behind;
use super::interrupted::{Interrupted, end_begun};
use super::outcome::SignInOutcome;
use super::reply::Page;
use super::state::{Authenticated, NeededFactor, Next, SignIn, out_of_order};
use super::transaction::{self, PendingStage};
use crate::domain::guardian::{Factor, FactorCommand, FactorWish, Passed, will_do};
use crate::domain::session::MFA;
use crate::flows::actions::{Resumption, Suspended};
use crate::flows::factors::decision::{Decision, Outcome};
use crate::flows::factors::demand::{Demand, PassedWhere, Situation, demand};
use crate::flows::factors::destination::Destination;
use crate::flows::factors::held::HeldFactors;
use crate::flows::factors::subject::Subject;
use crate::flows::factors::{browsers, told, totp};
use crate::flows::webauthn::challenge;
use crate::flows::{Answer, Code, Ctx, session_transfer};
use crate::store::session_list;

/// Whether one is needed that the user has not passed.
pub async fn needed(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let authenticated = sign_in.authenticated()?;
    let (access, effects) = sign_in.decided.as_ref().ok_or_else(out_of_order)?;
    let opens_factors = access.opens_factors();
    let guardian = ctx.store.guardian().await?;
    let is_requested = sign_in.request.requests_factor && guardian.can_ask();
    let by_policy = guardian.asks_always();
    let wish = effects.multifactor.clone();
    let is_asked = wish.is_some() || is_requested || by_policy;
    if !is_asked && !opens_factors {
        return Ok(Next::Continue);
    }
    let user = sign_in.user()?;
    let held = HeldFactors::of(ctx, user).await?;
    let opens_factors = opens_factors && held.is_enrolled();
    if !is_asked && !opens_factors {
        return Ok(Next::Continue);
    }
    let situation = Situation {
        wish: wish.as_ref(),
        by_policy,
        is_requested,
        opens_factors,
        passed: passed_where(ctx, (authenticated, &held), wanted(wish.as_ref())).await?,
    };
    let cookie = sign_in.browser.remembered.as_deref();
    let demand = demand(&situation);
    let remembered = match demand {
        Demand::UnlessRemembered => {
            Some(browsers::is_remembered(ctx, cookie, &user.user_id).await?)
        }
        Demand::Nothing | Demand::Always => None,
    };
    let tell = |outcome| {
        let decision = Decision {
            situation,
            command: None,
            remembered,
            outcome,
        };
        told_of_transfer(ctx, sign_in, &decision);
    };
    if demand == Demand::Nothing || remembered == Some(true) {
        tell(match (situation.passed, remembered) {
            (_, Some(true)) => Outcome::Remembered,
            (PassedWhere::Now, _) => Outcome::Passed,
            (PassedWhere::InSession, _) if situation.wish.is_none() => Outcome::Passed,
            _ => Outcome::NotAsked,
        });
        return Ok(Next::Continue);
    }
    let held = held.behind(behind(ctx, authenticated).await?);
    let factors = wanted(wish.as_ref()).to_vec();
    let Some(first) = first_step(ctx, &held, &factors) else {
        tell(Outcome::Refused);
        return nothing_to_ask(ctx, sign_in).await;
    };
    tell(asking(&first, sign_in));
    let (_, effects) = sign_in.decided.take().ok_or_else(out_of_order)?;
    Ok(Next::Factor(Box::new(NeededFactor {
        suspended: Suspended::at_the_end(*effects),
        factors,
        may_remember: demand == Demand::UnlessRemembered,
        first,
    })))
}

fn wanted(wish: Option<&FactorWish>) -> &[Factor] {
    wish.map_or(&[], FactorWish::factors)
}

/// Whether the user has passed one for this request that will do.
fn has_passed(authenticated: &Authenticated, wanted: &[Factor]) -> bool {
    let mut passed = authenticated.factors.iter();
    passed.any(|passed| will_do(wanted, passed.factor))
}

/// An Action asks for a factor before the next one runs. `None`: the user has passed it, and the Actions go on.
pub async fn commanded(
    ctx: &Ctx,
    sign_in: &mut SignIn,
    (command, suspended): (FactorCommand, Suspended),
) -> Answer<Option<Next>> {
    let authenticated = sign_in.authenticated()?;
    let held = HeldFactors::of(ctx, sign_in.user()?).await?;
    let held = held.behind(behind(ctx, authenticated).await?);
    let guardian = ctx.store.guardian().await?;
    let situation = Situation {
        wish: None,
        by_policy: guardian.asks_always(),
        is_requested: sign_in.request.requests_factor && guardian.can_ask(),
        opens_factors: false,
        passed: passed_where(ctx, (authenticated, &held), &command.factors).await?,
    };
    let tell = |sign_in: &SignIn, outcome| {
        let decision = Decision {
            situation,
            command: Some(&command),
            remembered: None,
            outcome,
        };
        told_of_transfer(ctx, sign_in, &decision);
    };
    let FactorCommand { enrolls, factors } = &command;
    if factors.is_empty() {
        // Only factors that this server does not know were named: others do not stand in for them.
        tell(sign_in, Outcome::Refused);
        return nothing_to_ask(ctx, sign_in).await;
    }
    let has_passed = |factor: &Factor| authenticated.factors.iter().any(|p| p.factor == *factor);
    let is_done = match *enrolls {
        true => factors.iter().any(|factor| held.usable().contains(factor)),
        false => factors.iter().any(has_passed),
    };
    if is_done {
        tell(sign_in, Outcome::Passed);
        sign_in.resumption = Some(Resumption {
            suspended,
            query: sign_in.request.query.clone(),
        });
        return Ok(None);
    }
    let first = match *enrolls {
        // Who has a factor adds another one behind it.
        true if held.guards_against(&authenticated.factors) => None,
        true => enrollment(ctx, &held, factors),
        false => first_challenge(ctx, &held, factors),
    };
    let Some(first) = first else {
        tell(sign_in, Outcome::Refused);
        return nothing_to_ask(ctx, sign_in).await;
    };
    tell(sign_in, asking(&first, sign_in));
    Ok(Some(Next::Factor(Box::new(NeededFactor {
        suspended,
        factors: command.factors,
        may_remember: false,
        first,
    }))))
}

/// Where the user has passed a factor. What another login of the native app has passed is no factor of the session that the
/// transfer begins: it stands for the first factor alone.
async fn passed_where(
    ctx: &Ctx,
    (authenticated, held): (&Authenticated, &HeldFactors),
    wanted: &[Factor],
) -> Answer<PassedWhere> {
    if has_passed(authenticated, wanted) && stand(held, &authenticated.factors) {
        return Ok(PassedWhere::Now);
    }
    let mut native = authenticated.methods.iter();
    let natively = match native.any(|method| method.name == MFA) {
        true => PassedWhere::Natively,
        false => PassedWhere::Nowhere,
    };
    if authenticated.begins_session && authenticated.transfer.is_some() {
        return Ok(natively);
    }
    let mut db = ctx.store.read().await?;
    let found = session_list::by_id(&mut db, &authenticated.session_id, ctx.now).await?;
    let methods = found.map(|session| session.methods).unwrap_or_default();
    let mut passed = Passed::among(&methods);
    passed.retain(|passed| passed.at >= authenticated.authenticated_at);
    Ok(match stand(held, &passed) {
        true => PassedWhere::InSession,
        false => natively,
    })
}

/// Whether any of what the user has passed still guards the account.
fn stand(held: &HeldFactors, passed: &[Passed]) -> bool {
    passed.iter().any(|one| held.stands(*one))
}

/// The user is asked, unless the request is silent.
fn asking(first: &FactorStep, sign_in: &SignIn) -> Outcome {
    match first.enrolls() {
        _ if sign_in.request.prompt.none => Outcome::LoginRequired,
        true => Outcome::EnrollmentAsked,
        false => Outcome::Asked,
    }
}

/// Tells the trace of the transfer that has brought the user here, if one has.
fn told_of_transfer(ctx: &Ctx, sign_in: &SignIn, decision: &Decision<'_>) {
    let Some(authenticated) = &sign_in.authenticated else {
        return;
    };
    if let Some(transfer) = &authenticated.transfer {
        let view = decision.view(&authenticated.connection, &authenticated.methods);
        session_transfer::decided(ctx, (transfer, &sign_in.client.client), view);
    }
}

/// What the user is asked first: what they have enrolled, or to enroll. `None`: there is nothing that would do.
pub fn first_step(ctx: &Ctx, held: &HeldFactors, factors: &[Factor]) -> Option<FactorStep> {
    match held.is_enrolled() {
        true => first_challenge(ctx, held, factors),
        false => enrollment(ctx, held, factors),
    }
}

/// The first factor that the user has and that will do.
pub fn first_challenge(ctx: &Ctx, held: &HeldFactors, factors: &[Factor]) -> Option<FactorStep> {
    let usable = held.usable();
    // An Action's order goes before ours.
    let chosen = match factors {
        [] => usable.first(),
        _ => factors.iter().find(|factor| usable.contains(factor)),
    };
    step_of(ctx, *chosen?, held)
}

/// The strongest factor that the user can enroll and that will do, or the list of them.
pub fn enrollment(ctx: &Ctx, held: &HeldFactors, factors: &[Factor]) -> Option<FactorStep> {
    let mut enrollable = held.enrollable();
    enrollable.retain(|new| will_do(factors, *new));
    match enrollable.as_slice() {
        [_, _, ..] if held.lists_new => Some(FactorStep::ChooseNew),
        all => enrollment_of(ctx, *all.first()?),
    }
}

/// The step in which a user enrolls that factor.
pub fn enrollment_of(ctx: &Ctx, factor: Factor) -> Option<FactorStep> {
    match factor {
        Factor::Otp => Some(FactorStep::EnrollTotp {
            key: totp::draw(ctx),
            as_text: false,
        }),
        Factor::Sms => Some(FactorStep::EnrollPhone),
        Factor::WebauthnRoaming | Factor::WebauthnPlatform => Some(FactorStep::EnrollWebauthn {
            factor,
            challenge: challenge(ctx),
            is_offer: false,
        }),
        _ => None,
    }
}

/// The step that asks for a factor which the user has.
pub fn step_of(ctx: &Ctx, factor: Factor, held: &HeldFactors) -> Option<FactorStep> {
    match factor {
        Factor::Otp => Some(FactorStep::Totp),
        Factor::RecoveryCode => Some(FactorStep::RecoveryCode),
        Factor::WebauthnRoaming | Factor::WebauthnPlatform => Some(FactorStep::Webauthn {
            factor,
            challenge: challenge(ctx),
        }),
        Factor::Email => {
            let first = held.addresses().into_iter().next()?;
            let to = Destination::Email(first.to_owned());
            Some(FactorStep::Code { to, is_sent: false })
        }
        Factor::Sms => {
            let first = held.numbers().into_iter().next()?;
            let to = Destination::Phone(first.clone());
            Some(FactorStep::Code { to, is_sent: false })
        }
        _ => None,
    }
}

/// An Action wants one, and there is none that the user could be asked for: the login is refused.
async fn nothing_to_ask<T>(ctx: &Ctx, sign_in: &SignIn) -> Answer<T> {
    end_begun(ctx, sign_in.authenticated()?).await?;
    let refusal = Code::AccessDenied.refuse("Multifactor authentication required");
    let reason = "an Action asks for a second factor, and none that is enabled will do for this user: PUT /api/v2/guardian/factors/{name}";
    Err(refusal.because(reason).into())
}

/// Keeps the request until the user has passed a factor. A silent request is refused, and its session, if it would begin
/// here, does not.
pub async fn wait(ctx: &Ctx, mut sign_in: SignIn, needed: NeededFactor) -> Answer<SignInOutcome> {
    if sign_in.request.prompt.none {
        return Ok(SignInOutcome::refused(
            sign_in,
            Page::OtpChallenge.not_silently(),
        ));
    }
    let (interrupted, cookie) = Interrupted::of(ctx, &mut sign_in, needed.suspended).await?;
    let page = needed.first.page();
    if let (Some((factor, enrolls)), Some(user)) = (needed.first.asks_for(), &sign_in.user) {
        let whose = Subject {
            user,
            client: &sign_in.client.client,
        };
        ctx.log(told::asked(ctx, whose, factor, enrolls));
    }
    let stage = PendingStage::SecondFactor(Box::new(FactorStage {
        purpose: FactorPurpose::SignIn(Box::new(interrupted)),
        factors: needed.factors,
        may_remember: needed.may_remember,
        at: needed.first,
    }));
    let to = (page, &sign_in.browser);
    let mut reply = transaction::start(ctx, sign_in.request, stage, to).await?;
    reply.cookies.session = cookie;
    Ok(SignInOutcome::Waiting(reply))
}

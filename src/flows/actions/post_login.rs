//! `post-login`: the same for every way in which a user's login ends.

use serde_json::Map;

use super::course::{Course, run};
use super::destination::Destination;
use super::effects::Effects;
use super::event;
use super::login::PostLogin;
use super::redirect::{Resumption, Suspended, impossible};
use super::trigger::{POST_LOGIN, bound};
use crate::domain::action::run::BoundAction;
use crate::domain::guardian::{FactorCommand, FactorWish};
use crate::flows::{Answer, Code, Ctx, Refusal};

/// What became of a login.
pub enum Decision {
    /// It goes on.
    Go(Box<Effects>),
    /// The user has to go elsewhere first.
    Leave(Destination, Box<Suspended>),
    /// The user is asked for a factor before the next Action runs.
    Ask(FactorCommand, Box<Suspended>),
}

/// Whether any are bound.
pub async fn run_at_logins(ctx: &Ctx) -> Answer<bool> {
    Ok(bound(ctx, POST_LOGIN).await?.is_some())
}

/// Runs the Actions of `post-login`, or what is left of them; a refusal when one of them refuses or fails.
pub async fn post_login(ctx: &Ctx, login: PostLogin<'_>) -> Answer<Decision> {
    let Some(bound) = bound_or_waiting(ctx, &login).await? else {
        return Ok(Decision::Go(Box::default()));
    };
    let mut course = Course::new(event::post_login(ctx, &login).await?);
    course.can_redirect = login.request.is_some_and(|request| !request.is_silent);
    if let Some(back) = login.resumption {
        course.resume(back);
    }
    if course.is_over(&bound) {
        return Ok(Decision::Go(Box::new(course.effects)));
    }
    let Course {
        mut effects,
        event,
        ran,
        ..
    } = run(ctx, POST_LOGIN, &bound, course).await?;
    effects.ran = ran;
    let (destination, command) = (effects.destination.take(), effects.factor_command.take());
    let suspended = |effects, calls_back| {
        Box::new(Suspended {
            effects,
            transaction: event.get("transaction").cloned().unwrap_or_default(),
            calls_back,
        })
    };
    if let Some(destination) = destination {
        return Ok(Decision::Leave(destination, suspended(effects, true)));
    }
    if let Some(command) = command {
        return Ok(Decision::Ask(command, suspended(effects, false)));
    }
    let user = (login.client, login.user.user_id.as_str());
    effects.keep_metadata(ctx, user).await?;
    Ok(Decision::Go(Box::new(effects)))
}

/// The same where there is no browser that could be sent anywhere: all Actions run, and a factor that one of them asks for is
/// what is wanted at the end.
pub async fn post_login_here(ctx: &Ctx, login: PostLogin<'_>) -> Answer<Effects> {
    let (mut stopped, mut wish) = (None, None);
    loop {
        let login = PostLogin {
            resumption: stopped.as_ref(),
            ..login
        };
        match post_login(ctx, login).await? {
            Decision::Go(mut effects) => {
                effects.multifactor = both(wish, effects.multifactor.take())?;
                return Ok(*effects);
            }
            Decision::Ask(command, suspended) => {
                let asked = FactorWish::Ask {
                    remember: false,
                    factors: command.factors,
                };
                wish = both(wish, Some(asked))?;
                stopped = Some(Resumption {
                    suspended: *suspended,
                    query: Map::new(),
                });
            }
            Decision::Leave(..) => return Err(impossible().into()),
        }
    }
}

/// What will do for both. A request without a browser passes one factor: refused where that cannot be enough.
fn both(one: Option<FactorWish>, other: Option<FactorWish>) -> Result<Option<FactorWish>, Refusal> {
    let (mut factors, others) = match (one, other) {
        (None | Some(FactorWish::Never), wish) | (wish, None | Some(FactorWish::Never)) => {
            return Ok(wish);
        }
        (
            Some(FactorWish::Ask { factors, .. }),
            Some(FactorWish::Ask {
                factors: others, ..
            }),
        ) => (factors, others),
    };
    if factors.is_empty() {
        factors = others;
    } else if !others.is_empty() {
        factors.retain(|factor| others.contains(factor));
        if factors.is_empty() {
            let refusal = Code::AccessDenied.refuse("Multifactor authentication required");
            return Err(refusal.because("Actions ask for several second factors, of which a request without a browser can pass one"));
        }
    }
    Ok(Some(FactorWish::Ask {
        remember: false,
        factors,
    }))
}

/// What is bound; nothing, and not `None`, where an Action that waits for its user was unbound meanwhile.
async fn bound_or_waiting(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<Vec<BoundAction>>> {
    let bound = bound(ctx, POST_LOGIN).await?;
    Ok(bound.or_else(|| login.resumption.map(|_| vec![])))
}

impl Course {
    /// Whether all Actions have run before a second factor was asked for, and the sign-in has only to go on.
    fn is_over(&self, bound: &[BoundAction]) -> bool {
        let has_run = |action: &BoundAction| self.ran.contains(&action.name);
        !self.is_back && bound.iter().all(has_run)
    }

    /// Goes on where the Actions stood still, with what they had set.
    fn resume(&mut self, back: &Resumption) {
        let Suspended {
            mut effects,
            transaction,
            calls_back,
        } = back.suspended.clone();
        effects.show_in(&mut self.event);
        if !transaction.is_null() {
            self.event.insert("transaction".into(), transaction);
        }
        self.ran = std::mem::take(&mut effects.ran);
        self.effects = effects;
        self.is_back = calls_back;
    }
}

//! `post-login`: the same for every way in which a user's login ends.

use super::course::{Course, run};
use super::destination::Destination;
use super::effects::Effects;
use super::event;
use super::login::PostLogin;
use super::redirect::{Resumption, Suspended, impossible};
use super::trigger::{POST_LOGIN, bound};
use crate::domain::action::run::BoundAction;
use crate::flows::{Answer, Ctx};

/// What became of a login.
pub enum Decision {
    /// It goes on.
    Go(Box<Effects>),
    /// The user has to go elsewhere first.
    Leave(Destination, Box<Suspended>),
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
    let Course {
        mut effects,
        event,
        ran,
        ..
    } = run(ctx, POST_LOGIN, &bound, course).await?;
    if let Some(destination) = effects.destination.take() {
        let suspended = Suspended {
            effects,
            ran,
            transaction: event.get("transaction").cloned().unwrap_or_default(),
        };
        return Ok(Decision::Leave(destination, Box::new(suspended)));
    }
    let user = (login.client, login.user.user_id.as_str());
    effects.keep_metadata(ctx, user).await?;
    Ok(Decision::Go(Box::new(effects)))
}

/// The same where there is no browser that could be sent anywhere.
pub async fn post_login_here(ctx: &Ctx, login: PostLogin<'_>) -> Answer<Effects> {
    match post_login(ctx, login).await? {
        Decision::Go(effects) => Ok(*effects),
        Decision::Leave(..) => Err(impossible().into()),
    }
}

/// What is bound; nothing, and not `None`, where an Action that waits for its user was unbound meanwhile.
async fn bound_or_waiting(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<Vec<BoundAction>>> {
    let bound = bound(ctx, POST_LOGIN).await?;
    Ok(bound.or_else(|| login.resumption.map(|_| vec![])))
}

impl Course {
    /// Goes on where the Actions stood still, with what they had set.
    fn resume(&mut self, back: &Resumption) {
        let Suspended {
            effects,
            ran,
            transaction,
        } = back.suspended.clone();
        effects.show_in(&mut self.event);
        self.event.insert("transaction".into(), transaction);
        self.effects = effects;
        self.ran = ran;
        self.is_back = true;
    }
}

//! `post-login`: the same for every way in which a user's login ends.

use super::redirect::{Destination, Resumption, Suspended, impossible};
use super::{Course, Effects, POST_LOGIN, bound, event, run};
use crate::domain::action::run::BoundAction;
use crate::domain::client::Client;
use crate::domain::refresh_token::Family;
use crate::domain::scope::Scope;
use crate::domain::session_transfer::Transfer;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::access::Access;
use crate::flows::authorize::request::Request;
use crate::flows::organizations::Entered;
use crate::flows::{Answer, Ctx};
use crate::store::sessions::NewSession;

/// A login that is about to be answered.
#[derive(Clone, Copy)]
pub struct PostLogin<'a> {
    pub client: &'a Client,
    pub user: &'a User,
    pub access: &'a Access,
    pub requested_scope: &'a Scope,
    /// `event.transaction.protocol`.
    pub protocol: &'static str,
    pub place: Place<'a>,
    /// The transfer that signs the user in, in this request.
    pub transfer: Option<&'a Transfer>,
    /// The refresh token that is being exchanged.
    pub family: Option<&'a Family>,
    /// The request at `/authorize`.
    pub request: Option<&'a Request>,
    pub organization: Option<&'a Entered>,
    pub authenticated_at: Timestamp,
    /// Where an Action had sent the user away, and they are back.
    pub resumption: Option<&'a Resumption>,
}

/// Where the login takes place.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    NoSession,
    /// A session that is stored.
    Session(&'a str),
    /// A session that will be.
    Beginning(&'a NewSession),
}

/// What became of a login.
pub enum Decision {
    /// It goes on.
    Go(Box<Effects>),
    /// The user has to go elsewhere first.
    Leave(Destination, Box<Suspended>),
}

/// Runs the Actions of `post-login`, or what is left of them; a refusal when one of them refuses or fails.
pub async fn post_login(ctx: &Ctx, login: PostLogin<'_>) -> Answer<Decision> {
    let Some(bound) = bound_or_waiting(ctx, &login).await? else {
        return Ok(Decision::Go(Box::default()));
    };
    let mut course = Course::new(event::post_login(ctx, &login).await?);
    course.can_redirect = login.request.is_some_and(|request| !request.prompt.none);
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
    effects.keep_metadata(ctx, &login).await?;
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

//! `post-login`: the same for every way in which a user's login ends.

use super::{Effects, POST_LOGIN, bound, event, run};
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

/// Runs the Actions of `post-login`; a refusal when one of them refuses or fails.
pub async fn post_login(ctx: &Ctx, login: PostLogin<'_>) -> Answer<Effects> {
    let Some(bound) = bound(ctx, POST_LOGIN).await? else {
        return Ok(Effects::default());
    };
    let event = event::post_login(ctx, &login).await?;
    let effects = run(ctx, POST_LOGIN, &bound, event).await?;
    effects.keep_metadata(ctx, &login.user.user_id).await?;
    Ok(effects)
}

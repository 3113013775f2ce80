//! An Action sends the user elsewhere: the request stands still until the same browser comes back to `/continue`.

use super::interrupted::Interrupted;
use super::reply::{BrowserReply, Location, Page};
use super::state::SignIn;
use super::transaction::{self, PendingStage};
use crate::flows::actions::{Destination, Suspended};
use crate::flows::{Answer, Ctx};

/// Keeps the request and lets the user go.
pub async fn leave(
    ctx: &Ctx,
    mut sign_in: SignIn,
    (to, suspended): (Destination, Suspended),
) -> Answer<BrowserReply> {
    let (interrupted, cookie) = Interrupted::of(ctx, &mut sign_in, suspended).await?;
    let stage = PendingStage::Redirected(Box::new(interrupted));
    // The page is not shown: the address that the user goes to carries our state.
    let page = (Page::Resume, &sign_in.browser);
    let mut reply = transaction::start(ctx, sign_in.request, stage, page).await?;
    if let Location::Page(_, state) = reply.to {
        reply.to = Location::Url(to.with_state(&state));
    }
    reply.cookies.session = cookie;
    Ok(reply)
}

//! The refresh token that is shown: looked up, and where a session transfer token is asked for, that is often stored at once.

use crate::domain::client::Client;
use crate::flows::session_transfer::Blank;
use crate::flows::{Answer, Ctx, actions};
use crate::store::refresh_tokens::{self, Presented};
use crate::store::session_transfers;

/// How old `last_exchanged_at` may be before the use of a token that does not rotate is worth a write.
pub const TOUCH_AFTER: std::time::Duration = std::time::Duration::from_secs(60);

/// What was found of the token that is shown.
pub struct Found {
    /// Its digest.
    pub shown: String,
    /// `None` if it is unknown.
    pub presented: Option<Presented>,
    /// The session transfer token that is asked for is stored already.
    pub is_issued: bool,
}

/// Looks the token up; where nothing but its row can refuse a session transfer token, that is stored in the same step.
pub async fn find(
    ctx: &Ctx,
    client: &Client,
    shown: &str,
    transfer: Option<&Blank>,
) -> Answer<Found> {
    let (presented, is_issued) = match transfer {
        Some(blank) if may_issue_at_once(ctx, client, shown).await? => {
            let used_since = ctx.now.minus(TOUCH_AFTER);
            let wanted = blank.wanted(ctx, (shown, &client.client_id), used_since);
            let looked = session_transfers::find_and_issue(&ctx.store, wanted).await?;
            (looked.presented, looked.is_issued)
        }
        _ => {
            let mut db = ctx.store.read().await?;
            (refresh_tokens::find(&mut db, shown, ctx.now).await?, false)
        }
    };
    Ok(Found {
        shown: shown.to_owned(),
        presented,
        is_issued,
    })
}

/// Not where Actions may refuse, nor where there were too many already.
async fn may_issue_at_once(ctx: &Ctx, client: &Client, shown: &str) -> Answer<bool> {
    let may = ctx.store.engine().is_postgres()
        && !client.refresh_policy().rotates()
        && ctx.limits.transfers.has_left(shown, ctx.clock.now())
        && !actions::run_at_logins(ctx).await?;
    Ok(may)
}

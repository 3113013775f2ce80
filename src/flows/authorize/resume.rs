//! `/authorize/resume`: the browser comes back from a page.

use super::admit::Entrance;
use super::response::AuthorizationResponse;
use super::transaction::{self, Endpoint, Stage, Transaction};
use super::{Browser, Page, Reply, Step, nobody, proceed};
use crate::flows::{Answer, Ctx};
use crate::store::sessions;

/// What a state stands for.
pub enum Resumed {
    /// The request goes on.
    Reply(Reply),
    /// An answer for a page to post.
    Answer(AuthorizationResponse),
    /// A request that was posted: to be read as if it came now.
    Posted(String, Endpoint),
}

/// Goes on with the transaction of `state`.
pub async fn resume(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<Resumed> {
    let (digest, loaded, version) = transaction::load(ctx, state).await?;
    match loaded {
        Transaction::Answer(response) => {
            transaction::take(ctx, &digest, version).await?;
            Ok(Resumed::Answer(response))
        }
        Transaction::Posted { query, to } => {
            transaction::take(ctx, &digest, version).await?;
            Ok(Resumed::Posted(query, to))
        }
        Transaction::Logout { .. } | Transaction::SingleLogout(_) => {
            Err(transaction::lost().into())
        }
        Transaction::Pending { .. } => {
            let pending = transaction::pending(ctx, state, browser).await?;
            match &pending.stage {
                Stage::Login => {
                    let step = Step::Page(Page::Login, state.to_owned());
                    Ok(Resumed::Reply(Reply::to(step)))
                }
                Stage::Away(_) => Err(transaction::lost().into()),
                Stage::Admitted(admission) => {
                    let admission = admission.clone();
                    let (request, _) = pending.take(ctx).await?;
                    let reply = if is_signed_in(ctx, &admission.session_id).await? {
                        proceed(ctx, request, Entrance::again(admission), browser).await?
                    } else {
                        nobody(ctx, request, browser).await?
                    };
                    Ok(Resumed::Reply(reply))
                }
            }
        }
    }
}

/// Whether the session still stands: a page takes time, and a logout or a revocation may have come meanwhile.
pub(super) async fn is_signed_in(ctx: &Ctx, session_id: &str) -> Answer<bool> {
    let found = sessions::by_id(&mut ctx.store.read().await?, session_id).await?;
    Ok(found.is_some_and(|session| session.is_alive(ctx.now)))
}

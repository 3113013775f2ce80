//! What stands behind a second factor in the browser.

use super::state::Authenticated;
use crate::domain::guardian::Factor;
use crate::domain::session::SignedInBy;
use crate::flows::factors::first_factor;
use crate::flows::{Answer, Ctx};
use crate::store::{refresh_tokens, session_list};

/// What the user has signed in by, if it would do as a second factor: natively, where a transfer has brought them here.
pub(super) async fn behind(ctx: &Ctx, authenticated: &Authenticated) -> Answer<Option<Factor>> {
    first_factor::of(ctx, &signed_in_by(ctx, authenticated).await?).await
}

async fn signed_in_by(ctx: &Ctx, authenticated: &Authenticated) -> Answer<SignedInBy> {
    let mut by = SignedInBy {
        connection: authenticated.connection.clone(),
        methods: authenticated.methods.clone(),
    };
    if authenticated.interactive || authenticated.transfer.is_some() {
        return Ok(by);
    }
    let mut db = ctx.store.read().await?;
    let found = session_list::by_id(&mut db, &authenticated.session_id, ctx.now).await?;
    let Some(found) = found else {
        return Ok(by);
    };
    let began = found.session.authenticated_at;
    let at_once = found.methods.into_iter();
    by.methods
        .extend(at_once.filter(|method| method.timestamp == began.to_string()));
    if let Some(parent) = &found.session.parent_family {
        let parent = refresh_tokens::by_id(&mut db, parent, ctx.now).await?;
        // Who has signed in here since stands on that.
        let parent = parent.filter(|parent| parent.family.authenticated_at == began);
        by.methods
            .extend(parent.into_iter().flat_map(|p| p.family.login.methods));
    }
    Ok(by)
}

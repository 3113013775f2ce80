//! What the tenant's page template may know of the sign-in that a page belongs to.

use std::sync::Arc;

use super::browser::Browser;
use super::client;
use super::transaction::{self, PendingStage};
use crate::domain::user::User;
use crate::flows::{Answer, Ctx};
use crate::store::clients::StoredClient;
use crate::store::organizations::{self, StoredOrganization};
use crate::store::users;

/// What a page is about.
#[derive(Debug, Default)]
pub struct PageContext {
    pub client: Option<Arc<StoredClient>>,
    pub organization: Option<StoredOrganization>,
    /// The user who has signed in; `None` before.
    pub user: Option<User>,
}

/// Of the transaction with that state, if this is its browser.
pub async fn of(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<PageContext> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let client = client::find(ctx, &pending.request.client_id).await?;
    let mut db = ctx.store.read().await?;
    let user = match &pending.stage {
        PendingStage::Authenticated(authenticated) => {
            users::by_id(&mut db, &authenticated.user_id).await?
        }
        _ => None,
    };
    let organization = match &pending.request.organization {
        Some(id) => organizations::by_id(&mut db, id).await?,
        None => None,
    };
    Ok(PageContext {
        client,
        organization,
        user,
    })
}

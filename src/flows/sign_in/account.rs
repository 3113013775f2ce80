//! `prompt=select_account` (OIDC Core §3.1.2.1): the browser knows a user, who goes on or makes room for another.

use super::browser::Browser;
use super::reply::Page;
use super::state::{Authenticated, Next, SignIn};
use super::transaction::{self, Pending, PendingStage};
use super::{client, consent};
use crate::flows::{Answer, Ctx};
use crate::texts::Preferences;

/// The page, unless the user has chosen by signing in.
pub async fn choice(sign_in: &SignIn) -> Answer<Next> {
    let authenticated = sign_in.authenticated()?;
    let has_chosen = authenticated.interactive || authenticated.chosen;
    Ok(if sign_in.request.prompt.select_account && !has_chosen {
        Next::Page(Page::AccountChooser)
    } else {
        Next::Continue
    })
}

/// What the page shows.
#[derive(Debug)]
pub struct AccountQuestion {
    pub client_name: String,
    /// The user's e-mail address or name.
    pub user: String,
    pub languages: Preferences,
}

/// The question of a transaction that waits for the choice.
pub async fn question(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<AccountQuestion> {
    let (pending, authenticated) = waiting(ctx, state, browser).await?;
    let client = client::known(ctx, &pending.request.client_id).await?;
    Ok(AccountQuestion {
        client_name: client.client.name.clone(),
        user: consent::name_of(ctx, &authenticated.user_id).await?,
        languages: pending.request.languages.clone(),
    })
}

/// The user goes on as the one whom the browser knows; or, `is_theirs` being false, another user signs in.
pub async fn choose(ctx: &Ctx, state: &str, browser: &Browser, is_theirs: bool) -> Answer<Page> {
    let (pending, mut authenticated) = waiting(ctx, state, browser).await?;
    if !is_theirs {
        pending.advance(ctx, PendingStage::Login).await?;
        return Ok(Page::Login);
    }
    authenticated.chosen = true;
    let stage = PendingStage::Authenticated(authenticated);
    pending.advance(ctx, stage).await?;
    Ok(Page::Resume)
}

async fn waiting(ctx: &Ctx, state: &str, browser: &Browser) -> Answer<(Pending, Authenticated)> {
    let pending = transaction::pending(ctx, state, browser).await?;
    match &pending.stage {
        PendingStage::Authenticated(authenticated)
            if pending.request.prompt.select_account && !authenticated.chosen =>
        {
            let authenticated = authenticated.clone();
            Ok((pending, authenticated))
        }
        _ => Err(transaction::lost().into()),
    }
}

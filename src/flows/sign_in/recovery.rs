//! The page on which users ask for a new password, and what becomes of its form.

use super::browser::Browser;
use super::client;
use super::transaction::{self, Pending, PendingStage};
use crate::flows::accounts::recovery::{RecoveryRequest, ask};
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::texts::Preferences;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct RecoveryPage {
    pub client_name: String,
    /// The name of the database.
    pub connection: String,
    pub username: String,
    /// A text key: why nothing was sent.
    pub error: Option<&'static str>,
    /// The page says that the message is sent, whether the account exists or not.
    pub is_sent: bool,
    pub languages: Preferences,
}

/// The form. Not more than was typed: it says nothing of who has an account.
#[derive(Debug, Clone, Copy)]
pub struct RecoveryForm<'a> {
    pub state: &'a str,
    /// The name of the database, of the page's address.
    pub connection: &'a str,
    pub username: &'a str,
}

/// The page of a transaction that waits for a login.
pub async fn page(
    ctx: &Ctx,
    (state, connection): (&str, &str),
    browser: &Browser,
) -> Answer<RecoveryPage> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let username = match &pending.stage {
        PendingStage::Identified { identifier } => identifier.clone(),
        _ => pending.request.login_hint.clone().unwrap_or_default(),
    };
    let form = RecoveryForm {
        state,
        connection,
        username: &username,
    };
    describe(ctx, &pending, form, None).await
}

/// Sends the link, if there is such an account. The page is the same if there is none.
pub async fn submit(ctx: &Ctx, form: RecoveryForm<'_>, browser: &Browser) -> Answer<RecoveryPage> {
    let pending = transaction::pending(ctx, form.state, browser).await?;
    if form.username.trim().is_empty() {
        return describe(ctx, &pending, form, Some("no-email")).await;
    }
    let client = client::known(ctx, &pending.request.client_id).await?;
    let request = RecoveryRequest {
        client: Some(&client.client),
        connection: form.connection,
        identifier: form.username,
        organization_id: pending.request.organization.as_deref(),
        languages: &pending.request.languages,
    };
    match ask(ctx, request).await {
        Ok(()) => Ok(RecoveryPage {
            is_sent: true,
            ..describe(ctx, &pending, form, None).await?
        }),
        Err(Failure::Refused(refusal)) => {
            let key = match refusal.code {
                Code::TooManyRequests => "too-many-requests",
                _ => "reset-password-error",
            };
            describe(ctx, &pending, form, Some(key)).await
        }
        Err(accident) => Err(accident),
    }
}

async fn describe(
    ctx: &Ctx,
    pending: &Pending,
    form: RecoveryForm<'_>,
    error: Option<&'static str>,
) -> Answer<RecoveryPage> {
    let client = client::known(ctx, &pending.request.client_id).await?;
    Ok(RecoveryPage {
        client_name: client.client.name.clone(),
        connection: form.connection.to_owned(),
        username: form.username.to_owned(),
        error,
        is_sent: false,
        languages: pending.request.languages.clone(),
    })
}

//! The page on which users ask for a new password, and what becomes of its form.

use super::browser::Browser;
use super::client;
use super::transaction::{self, Pending, PendingStage, Recovering};
use crate::flows::accounts::recovery::{RecoveryRequest, ask};
use crate::flows::accounts::recovery_code;
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
    /// The message has a code and no link.
    pub by_code: bool,
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

/// What becomes of the form.
pub enum Recovered {
    /// The page again: the message is sent, or why it is not.
    Page(Box<RecoveryPage>),
    /// The page for the code of the message comes next.
    Challenge,
}

/// The page of a transaction that waits for a login.
pub async fn page(
    ctx: &Ctx,
    (state, connection): (&str, &str),
    browser: &Browser,
) -> Answer<RecoveryPage> {
    let pending = transaction::pending(ctx, state, browser).await?;
    let username = match &pending.stage {
        PendingStage::Identified { identifier }
        | PendingStage::Recovering(Recovering { identifier, .. }) => identifier.clone(),
        _ => pending.request.login_hint.clone().unwrap_or_default(),
    };
    let form = RecoveryForm {
        state,
        connection,
        username: &username,
    };
    describe(ctx, &pending, form, None).await
}

/// Sends the link or the code, if there is such an account. The page is the same if there is none.
pub async fn submit(ctx: &Ctx, form: RecoveryForm<'_>, browser: &Browser) -> Answer<Recovered> {
    let pending = transaction::pending(ctx, form.state, browser).await?;
    if form.username.trim().is_empty() {
        return again(ctx, &pending, form, "no-email").await;
    }
    let client = client::known(ctx, &pending.request.client_id).await?;
    let request = RecoveryRequest {
        client: Some(&client.client),
        connection: form.connection,
        identifier: form.username,
        organization_id: pending.request.organization.as_deref(),
        languages: &pending.request.languages,
    };
    let by_code = is_by_code(ctx, form.connection).await?;
    let asked = match by_code {
        true => {
            // Each is a row that is written before it is known who asks.
            transaction::allow_login(ctx)?;
            let of = pending.code(form.state);
            recovery_code::ask(ctx, request, of).await
        }
        false => ask(ctx, request).await,
    };
    match asked {
        Ok(()) if by_code => {
            let recovering = Recovering {
                connection: form.connection.to_owned(),
                identifier: form.username.trim().chars().take(320).collect(),
                asked_at: ctx.now,
            };
            let stage = PendingStage::Recovering(recovering);
            pending.advance(ctx, stage).await?;
            Ok(Recovered::Challenge)
        }
        Ok(()) => Ok(Recovered::Page(Box::new(RecoveryPage {
            is_sent: true,
            ..describe(ctx, &pending, form, None).await?
        }))),
        Err(Failure::Refused(refusal)) => {
            let key = match refusal.code {
                Code::TooManyRequests => "too-many-requests",
                _ => "reset-password-error",
            };
            again(ctx, &pending, form, key).await
        }
        Err(accident) => Err(accident),
    }
}

/// Whether the users of a database prove their addresses by codes.
async fn is_by_code(ctx: &Ctx, connection: &str) -> Answer<bool> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == connection);
    Ok(found.is_some_and(|connection| connection.proves_addresses_by_code()))
}

async fn again(
    ctx: &Ctx,
    pending: &Pending,
    form: RecoveryForm<'_>,
    error: &'static str,
) -> Answer<Recovered> {
    let shown = describe(ctx, pending, form, Some(error)).await?;
    Ok(Recovered::Page(Box::new(shown)))
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
        by_code: is_by_code(ctx, form.connection).await?,
        languages: pending.request.languages.clone(),
    })
}

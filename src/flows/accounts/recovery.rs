//! A new password for a forgotten one: a link in a message, asked for at a page or at `/dbconnections/change_password`.

use std::time::Duration;

use crate::domain::budget::Rate;
use crate::domain::client::Client;
use crate::domain::connection::{Connection, DATABASE};
use crate::domain::digest::digest;
use crate::domain::identifier::Typed;
use crate::domain::mail::Message;
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::links::message::LinkMessage;
use crate::flows::mail::{LinkSettings, Posted, link_settings};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::mail_budgets::{self, MailBudget};
use crate::store::{spellings, tickets};
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;

/// How often one address may ask for one account (Auth0: ten at once, then one a minute).
const REQUESTS: Rate = Rate {
    most: 10,
    period: Duration::from_secs(600),
};
/// Answers come no sooner: how long it takes tells no stranger whether there is such an account.
const LEAST_TIME: Duration = Duration::from_millis(250);

/// Who asks, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct RecoveryRequest<'a> {
    /// The application that the user came from.
    pub client: Option<&'a Client>,
    /// The name of the database.
    pub connection: &'a str,
    /// As it was typed: an e-mail address or a user name.
    pub identifier: &'a str,
    pub organization_id: Option<&'a str>,
    /// What the user reads.
    pub languages: &'a Preferences,
}

/// Sends the message, if there is such an account: the caller is not told.
pub async fn ask(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<()> {
    let connection = connection(ctx, request).await?;
    let least = tokio::time::sleep(LEAST_TIME);
    let (done, ()) = tokio::join!(send(ctx, request, &connection), least);
    done
}

/// The database, if its users may get a new password by themselves.
async fn connection(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<Connection> {
    let connections = ctx.store.connections().await?;
    let is_enabled = |c: &Connection| {
        let client = request.client;
        client.is_none_or(|client| c.is_enabled_for(&client.client_id))
    };
    let found = connections
        .iter()
        .find(|c| c.name == request.connection && c.strategy == DATABASE && is_enabled(c));
    let Some(connection) = found else {
        let text = "the connection is not enabled for the client";
        return Err(Code::InvalidRequest.refuse(text).into());
    };
    if !connection.offers_password_reset() {
        let text = "the connection does not allow users to change their password";
        return Err(Code::InvalidRequest.refuse(text).into());
    }
    Ok(connection.clone())
}

async fn send(ctx: &Ctx, request: RecoveryRequest<'_>, connection: &Connection) -> Answer<()> {
    let link = link_settings(ctx, Message::ResetEmail, request.client).await?;
    let mut tx = ctx.store.begin().await?;
    if !mail_budgets::spend(&mut tx, &budget(ctx, request), ctx.now).await? {
        return Err(too_many(ctx, request).into());
    }
    let typed = Typed::read(request.identifier);
    let found = match &typed {
        Some(typed) => spellings::find(&mut tx, &connection.name, typed).await?,
        None => None,
    };
    let user = found.map(|found| found.identity);
    let Some(user) = user.filter(|user| user.email.is_some()) else {
        tx.commit().await?;
        tell_unknown(ctx, request);
        return Ok(());
    };
    tickets::end_of_user(&mut tx, TicketKind::PasswordReset, &user.user_id, ctx.now).await?;
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let message = LinkMessage {
        message: Message::ResetEmail,
        kind: TicketKind::PasswordReset,
        user: &user,
        client: request.client,
        organization_id: request.organization_id,
        language: Some(&locale.code),
    };
    // Universal Login stays on its own page.
    let link = LinkSettings {
        result_url: None,
        ..link
    };
    let posted = message.post(ctx, &mut tx, &link).await?;
    tx.commit().await?;
    tell(ctx, request, &user, posted);
    Ok(())
}

/// Of the caller's address and what it typed, known or not.
fn budget(ctx: &Ctx, request: RecoveryRequest<'_>) -> MailBudget {
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    let identifier = Typed::read(request.identifier);
    let identifier = identifier.as_ref().map_or("", |typed| typed.key());
    let whose = format!("{}\n{identifier}", ip.unwrap_or_default());
    MailBudget {
        name: format!("reset {}", digest(&whose)),
        rate: REQUESTS,
        weight: 1,
    }
}

fn too_many(ctx: &Ctx, request: RecoveryRequest<'_>) -> Refusal {
    let event = Event::new(
        tenant_log::Code::FailedPasswordChangeRequest,
        "Too many requests for a new password",
    );
    ctx.log(event.with_client(request.client));
    let text = "Too many requests for a new password; try again later";
    Code::TooManyRequests.refuse(text)
}

fn tell_unknown(ctx: &Ctx, request: RecoveryRequest<'_>) {
    let event = Event::new(
        tenant_log::Code::FailedPasswordChangeRequest,
        "No user of the connection has this identifier and an email address",
    );
    let typed: String = request.identifier.chars().take(320).collect();
    let event = event
        .with("user_name", Some(typed))
        .with("connection", Some(request.connection));
    ctx.log(event.with_client(request.client));
}

fn tell(ctx: &Ctx, request: RecoveryRequest<'_>, user: &User, posted: Posted) {
    let event = match posted {
        Posted::Queued => Event::new(
            tenant_log::Code::PasswordChangeRequest,
            "Sent an email with a link to a new password",
        ),
        Posted::Off | Posted::TooMany | Posted::NoProvider => Event::new(
            tenant_log::Code::FailedPasswordChangeRequest,
            "No email with a link to a new password was sent",
        ),
    };
    ctx.log(event.user(user).with_client(request.client));
}

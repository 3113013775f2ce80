//! A new password for a forgotten one: a link in a message, asked for at a page or at `/dbconnections/change_password`.

use std::time::Duration;

use super::budgets::{Counted, REQUESTS, REQUESTS_OF_A_NETWORK};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::mail::Message;
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::links::message::LinkMessage;
use crate::flows::mail::{LinkSettings, Posted, link_lifetime};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::users::SignInIdentity;
use crate::store::{identities, spellings, tickets};
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;

/// No answer comes sooner: its time does not show whether the account exists.
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

/// Sends a link, if there is such an account: the caller cannot tell.
pub async fn ask(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<()> {
    let connection = connection(ctx, request).await?;
    alike(send(ctx, request, &connection)).await
}

/// An answer that takes as long whether the account exists or not.
pub(super) async fn alike(answer: impl Future<Output = Answer<()>>) -> Answer<()> {
    let (done, ()) = tokio::join!(answer, tokio::time::sleep(LEAST_TIME));
    done
}

/// The database, if its users may get a new password by themselves.
pub(super) async fn connection(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<Connection> {
    let connections = ctx.store.connections().await?;
    let is_enabled = |c: &Connection| {
        let client = request.client;
        client.is_none_or(|client| c.is_enabled_for(&client.client_id))
    };
    let found = connections
        .iter()
        .find(|c| c.name == request.connection && c.is_database() && is_enabled(c));
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
    spend(ctx, request).await?;
    let Some(found) = find(ctx, request, connection).await? else {
        tell_unknown(ctx, request);
        return Ok(());
    };
    let user = &found.identity;
    // Universal Login stays on its own page, so the link leads nowhere afterwards.
    let link = LinkSettings {
        lifetime: link_lifetime(ctx, Message::ResetEmail).await?,
        ..LinkSettings::default()
    };
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let message = LinkMessage {
        message: Message::ResetEmail,
        kind: TicketKind::PasswordReset,
        user,
        client: request.client,
        organization_id: request.organization_id,
        language: Some(&locale.code),
    };
    let mut tx = ctx.store.begin().await?;
    // The user first, as on every road to a new password: so no two of them wait for one another.
    let owner = found.linked_to.as_deref().unwrap_or(&user.user_id);
    if !identities::hold_one(&mut tx, owner).await? {
        return Ok(());
    }
    tickets::end_of_user(&mut tx, TicketKind::PasswordReset, &user.user_id).await?;
    let posted = message.post(ctx, &mut tx, &link).await?;
    if posted == Posted::Queued {
        tx.commit().await?;
    }
    // Otherwise the link before it goes on to work.
    let told = [
        "Sent an email with a link to a new password",
        "No email with a link to a new password was sent",
    ];
    tell(ctx, request, (user, posted), told);
    Ok(())
}

/// The user who is meant, if a message can be sent there.
pub(super) async fn find(
    ctx: &Ctx,
    request: RecoveryRequest<'_>,
    connection: &Connection,
) -> Answer<Option<SignInIdentity>> {
    let Some(typed) = Typed::read(request.identifier) else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let found = spellings::find(&mut db, &connection.name, &typed).await?;
    Ok(found.filter(|found| found.identity.email.is_some()))
}

/// Counts the request for the networks of the caller, and for each of them and what was typed, known or not; refuses it where
/// one has nothing left.
pub(super) async fn spend(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<()> {
    let identifier = Typed::read(request.identifier);
    let counted = Counted {
        names: ["reset", "resets"],
        account: identifier.as_ref().map_or("", |typed| typed.key()),
        of_account: REQUESTS,
        of_all: Some(REQUESTS_OF_A_NETWORK),
        from_everywhere: None,
    };
    match counted.spend(ctx).await? {
        true => Ok(()),
        false => Err(too_many(ctx, request).into()),
    }
}

fn too_many(ctx: &Ctx, request: RecoveryRequest<'_>) -> Refusal {
    let event = Event::new(
        tenant_log::EventCode::FailedPasswordChangeRequest,
        "Too many requests for a new password",
    );
    ctx.log(event.with_client(request.client));
    let text = "Too many requests for a new password; try again later";
    Code::TooManyRequests.refuse(text)
}

pub(super) fn tell_unknown(ctx: &Ctx, request: RecoveryRequest<'_>) {
    let event = Event::new(
        tenant_log::EventCode::FailedPasswordChangeRequest,
        "No user of the connection has this identifier and an email address",
    );
    let typed: String = request.identifier.chars().take(320).collect();
    let event = event
        .with("user_name", Some(typed))
        .with("connection", Some(request.connection));
    ctx.log(event.with_client(request.client));
}

/// Tells of a message that was posted, or not, for a user: in one of these sentences.
pub(super) fn tell(
    ctx: &Ctx,
    request: RecoveryRequest<'_>,
    (user, posted): (&User, Posted),
    [sent, not_sent]: [&'static str; 2],
) {
    use tenant_log::EventCode::{FailedPasswordChangeRequest, PasswordChangeRequest};
    let event = match posted {
        Posted::Queued => Event::new(PasswordChangeRequest, sent),
        Posted::Off | Posted::TooMany | Posted::NoProvider => {
            Event::new(FailedPasswordChangeRequest, not_sent)
        }
    };
    ctx.log(event.user(user).with_client(request.client));
}

//! A new password for a forgotten one: a link in a message, asked for at a page or at `/dbconnections/change_password`.

use std::time::Duration;

use crate::domain::budget::Rate;
use crate::domain::client::Client;
use crate::domain::connection::{Connection, DATABASE};
use crate::domain::digest::digest;
use crate::domain::identifier::Typed;
use crate::domain::mail::Message;
use crate::domain::networks::{name, networks_of};
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::links::message::LinkMessage;
use crate::flows::mail::{LinkSettings, Posted, link_lifetime};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::mail_budgets::{self, MailBudget};
use crate::store::{identities, spellings, tickets};
use crate::tenant_log::{self, Event};
use crate::texts::Preferences;

/// How often one network may ask for one account (Auth0: ten at once, then one a minute).
const REQUESTS: Rate = Rate {
    most: 10,
    period: Duration::from_secs(600),
};
/// How often one network may ask, for whatever accounts, by its weight.
const REQUESTS_OF_A_NETWORK: Rate = Rate {
    most: 100,
    period: Duration::from_secs(600),
};
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
    if !spend(ctx, request).await? {
        return Err(too_many(ctx, request).into());
    }
    let typed = Typed::read(request.identifier);
    let found = match &typed {
        Some(typed) => {
            let mut db = ctx.store.read().await?;
            spellings::find(&mut db, &connection.name, typed).await?
        }
        None => None,
    };
    let Some(found) = found.filter(|found| found.identity.email.is_some()) else {
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
    tell(ctx, request, user, posted);
    Ok(())
}

/// Counts the request for the networks of the caller, and for each of them and what was typed, known or not; false where one
/// has nothing left.
async fn spend(ctx: &Ctx, request: RecoveryRequest<'_>) -> Answer<bool> {
    let identifier = Typed::read(request.identifier);
    let identifier = identifier.as_ref().map_or("", |typed| typed.key());
    let mut tx = ctx.store.begin().await?;
    for (network, weight) in networks(ctx) {
        let of_identifier = MailBudget {
            name: format!("reset {}", digest(&format!("{network}\n{identifier}"))),
            rate: REQUESTS,
            weight: 1,
        };
        let of_all = MailBudget {
            name: format!("resets {}", digest(&network)),
            rate: REQUESTS_OF_A_NETWORK,
            weight,
        };
        for budget in [of_all, of_identifier] {
            if !mail_budgets::spend(&mut tx, &budget, ctx.now).await? {
                return Ok(false);
            }
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The networks of the caller, each with its weight; one without a name, where none is known.
fn networks(ctx: &Ctx) -> Vec<(String, u32)> {
    match ctx.device.address.known() {
        Some(ip) => networks_of(ip)
            .map(|counted| (name(counted.network), counted.weight))
            .collect(),
        None => vec![(String::new(), 1)],
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

fn tell_unknown(ctx: &Ctx, request: RecoveryRequest<'_>) {
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

fn tell(ctx: &Ctx, request: RecoveryRequest<'_>, user: &User, posted: Posted) {
    let event = match posted {
        Posted::Queued => Event::new(
            tenant_log::EventCode::PasswordChangeRequest,
            "Sent an email with a link to a new password",
        ),
        Posted::Off | Posted::TooMany | Posted::NoProvider => Event::new(
            tenant_log::EventCode::FailedPasswordChangeRequest,
            "No email with a link to a new password was sent",
        ),
    };
    ctx.log(event.user(user).with_client(request.client));
}

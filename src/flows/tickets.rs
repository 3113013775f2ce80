//! Redeeming tickets: a new password, or a confirmed e-mail address.

use super::actions;
use super::login::new_password;
use super::login_route::{self, LoginRoute};
use super::revoke;
use super::{Answer, Code, Ctx, Failure, Refusal};
use crate::domain::ticket::{Ticket, TicketKind};
use crate::domain::user::User;
use crate::store::tickets::StoredTicket;
use crate::store::users::SignInIdentity;
use crate::store::{connections, identities, organizations, tickets, users};
use crate::tenant_log::{self, Event};
use crate::tokens::opaque;

/// What the page for a new password shows.
#[derive(Debug, Clone)]
pub struct ResetPage {
    pub email: String,
    /// Why the last password was refused: a text key.
    pub error: Option<&'static str>,
}

/// What the user typed. Not `Debug`: it holds passwords.
pub struct NewPassword<'a> {
    pub ticket: &'a str,
    pub password: &'a str,
    pub again: &'a str,
}

/// What became of it.
pub enum Reset {
    /// The page again, with the reason.
    Again(ResetPage),
    Done(AfterTicket),
}

/// Where the user goes after a ticket was used.
pub enum AfterTicket {
    /// The ticket says where.
    Away(String),
    /// A page says that it is done, with a way to the login route of the ticket's application.
    Stay(Option<LoginRoute>),
}

/// The page of a ticket that can still be used.
pub async fn reset_page(ctx: &Ctx, ticket: &str) -> Answer<ResetPage> {
    let found = find(ctx, TicketKind::PasswordChange, ticket).await?;
    Ok(page(&found.ticket, None))
}

fn page(ticket: &Ticket, error: Option<&'static str>) -> ResetPage {
    ResetPage {
        email: ticket.email.clone(),
        error,
    }
}

/// Gives the user the new password, and ends whatever the old one began. The ticket is used up by this alone, and not by a
/// password that will not do.
pub async fn reset(ctx: &Ctx, new: NewPassword<'_>) -> Answer<Reset> {
    let found = find(ctx, TicketKind::PasswordChange, new.ticket).await?;
    if new.password != new.again {
        return Ok(Reset::Again(page(&found.ticket, Some("password-mismatch"))));
    }
    let Some(identity) = identity(ctx, &found).await? else {
        return Err(dead(ctx, TicketKind::PasswordChange));
    };
    let name = &identity.identity.connection;
    let connection = connections::by_name(&mut ctx.store.read().await?, name).await?;
    let Some(connection) = connection else {
        return Err(dead(ctx, TicketKind::PasswordChange));
    };
    let hash = new_password::hash(ctx, &connection.document, new.password).await?;
    let Some(hash) = hash else {
        return Ok(Reset::Again(page(&found.ticket, Some("password-too-weak"))));
    };
    set(ctx, new.ticket, &identity, &hash).await?;
    let message = "You can now login to the application with the new password.";
    let told = [("success", "true"), ("message", message)];
    Ok(Reset::Done(next(ctx, &found.ticket, &told).await?))
}

async fn set(ctx: &Ctx, ticket: &str, identity: &SignInIdentity, hash: &str) -> Answer<()> {
    let id = identity.identity.user_id.as_str();
    let owner = identity.linked_to.as_deref().unwrap_or(id);
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, ticket).unwrap_or_default();
    let mut tx = ctx.store.begin().await?;
    // The user first, as on every road to a new password: so no two of them wait for one another.
    if !identities::hold_one(&mut tx, owner).await? {
        return Err(dead(ctx, TicketKind::PasswordChange));
    }
    let burnt = tickets::burn(&mut tx, TicketKind::PasswordChange, &digest, ctx.now).await?;
    let Some(burnt) = burnt.filter(|burnt| burnt.user_id == id) else {
        return Err(dead(ctx, TicketKind::PasswordChange));
    };
    if burnt.ticket.marks_verified {
        users::verify_email(&mut tx, id, &burnt.ticket.email, ctx.now).await?;
    }
    let ended = new_password::set(ctx, &mut tx, (id, owner), hash).await?;
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    tell(ctx, tenant_log::Code::PasswordChanged, &identity.identity);
    actions::post_change_password(ctx, &identity.identity).await
}

/// Confirms the address that the ticket was made for.
pub async fn verify_email(ctx: &Ctx, ticket: &str) -> Answer<AfterTicket> {
    let kind = TicketKind::EmailVerification;
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, ticket).unwrap_or_default();
    let mut tx = ctx.store.begin().await?;
    let Some(burnt) = tickets::burn(&mut tx, kind, &digest, ctx.now).await? else {
        return Err(dead(ctx, kind));
    };
    let email = &burnt.ticket.email;
    let verified = users::verify_email(&mut tx, &burnt.user_id, email, ctx.now).await?;
    tx.commit().await?;
    let identity = users::identity(&mut ctx.store.read().await?, &burnt.user_id).await?;
    let Some(identity) = identity.filter(|_| verified) else {
        return Err(dead(ctx, kind));
    };
    tell(ctx, tenant_log::Code::EmailVerified, &identity.identity);
    let message = "Your email was verified. You can continue using the application.";
    let told = [
        ("success", "true"),
        ("code", "success"),
        ("message", message),
    ];
    next(ctx, &burnt.ticket, &told).await
}

async fn next(ctx: &Ctx, ticket: &Ticket, told: &[(&str, &str)]) -> Answer<AfterTicket> {
    if let Some(url) = ticket.destination(told) {
        return Ok(AfterTicket::Away(url));
    }
    let Some(client_id) = &ticket.client_id else {
        return Ok(AfterTicket::Stay(None));
    };
    let Some(client) = ctx.store.client(client_id).await? else {
        return Ok(AfterTicket::Stay(None));
    };
    let client = &client.client;
    let Some(mut url) = login_route::of(ctx, Some(client)).await? else {
        return Ok(AfterTicket::Stay(None));
    };
    if let Some(id) = &ticket.organization_id
        && let Some(found) = organizations::by_id(&mut ctx.store.read().await?, id).await?
    {
        url.query_pairs_mut()
            .append_pair("organization_id", id)
            .append_pair("organization_name", &found.organization.name);
    }
    let name = client.name.clone();
    let url = url.into();
    Ok(AfterTicket::Stay(Some(LoginRoute { name, url })))
}

async fn find(ctx: &Ctx, kind: TicketKind, ticket: &str) -> Answer<StoredTicket> {
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, ticket).unwrap_or_default();
    let found = tickets::find(&mut ctx.store.read().await?, kind, &digest, ctx.now).await?;
    found.ok_or_else(|| dead(ctx, kind))
}

/// Whose ticket it is, as long as they have the address that it was made for.
async fn identity(ctx: &Ctx, found: &StoredTicket) -> Answer<Option<SignInIdentity>> {
    let identity = users::identity(&mut ctx.store.read().await?, &found.user_id).await?;
    let email = Some(&found.ticket.email);
    Ok(identity.filter(|found| found.identity.email.as_ref() == email))
}

fn dead(ctx: &Ctx, kind: TicketKind) -> Failure {
    let code = match kind {
        TicketKind::PasswordChange => tenant_log::Code::FailedPasswordChange,
        TicketKind::EmailVerification => tenant_log::Code::FailedEmailVerification,
    };
    let sentence = "This URL can be used only once, and has been used or has expired.";
    ctx.log(Event::new(
        code,
        "The ticket is unknown, was used, or has expired",
    ));
    let refusal: Refusal = Code::InvalidRequest.refuse(sentence);
    refusal.into()
}

fn tell(ctx: &Ctx, code: tenant_log::Code, user: &User) {
    let description = match code {
        tenant_log::Code::EmailVerified => {
            "Your email was verified. You can continue using the application."
        }
        _ => "You can now login to the application with the new password.",
    };
    ctx.log(Event::new(code, description).user(user));
}

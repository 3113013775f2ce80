//! Redeeming tickets: a new password, or a confirmed e-mail address.

use super::actions;
use super::login::new_password;
use super::login::unblock::budget_of;
use super::login_route::{self, LoginRoute};
use super::mail::{self, Letter};
use super::revoke;
use super::{Answer, Code, Ctx, Failure};
use crate::domain::mail::Message;
use crate::domain::password_policy::PasswordPolicy;
use crate::domain::ticket::{Death, Ticket, TicketKind};
use crate::domain::user::User;
use crate::store::connections::StoredConnection;
use crate::store::engine::Tx;
use crate::store::tickets::StoredTicket;
use crate::store::users::SignInIdentity;
use crate::store::{
    authenticators, connections, identities, login_attempts, mail_budgets, organizations, tickets,
    users,
};
use crate::tenant_log::{self, Event};
use crate::tokens::opaque;

const DEAD: &str = "This URL can be used only once, and has been used or has expired.";

/// What the page for a new password shows.
#[derive(Debug, Clone)]
pub struct ResetPage {
    pub email: String,
    /// Why the last password was refused: a text key.
    pub error: Option<&'static str>,
    /// What a password must have.
    pub policy: PasswordPolicy,
}

/// What the user typed. Not `Debug`: it holds passwords.
pub struct NewPassword<'a> {
    /// `PasswordChange` or `PasswordReset`.
    pub kind: TicketKind,
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

/// What a link led to, and why it does no more; `None`: it was never one, or is forgotten.
pub async fn dead_link(
    ctx: &Ctx,
    kind: TicketKind,
    ticket: &str,
) -> Answer<(Option<Death>, AfterTicket)> {
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, ticket).unwrap_or_default();
    let found = tickets::dead(&mut ctx.store.read().await?, kind, &digest).await?;
    let Some((mut ticket, death)) = found else {
        return Ok((None, AfterTicket::Stay(None)));
    };
    // A link that does nothing tells no address either.
    ticket.includes_email = false;
    let told = [("success", "false"), ("message", DEAD)];
    Ok((Some(death), next(ctx, &ticket, &told).await?))
}

/// The page of a ticket that can still be used.
pub async fn reset_page(ctx: &Ctx, kind: TicketKind, ticket: &str) -> Answer<ResetPage> {
    let found = find(ctx, kind, ticket).await?;
    let Some((_, connection)) = owner(ctx, &found).await? else {
        return Err(dead(ctx, kind));
    };
    Ok(page(&found.ticket, &connection, None))
}

fn page(ticket: &Ticket, connection: &StoredConnection, error: Option<&'static str>) -> ResetPage {
    ResetPage {
        email: ticket.email.clone(),
        error,
        policy: PasswordPolicy::of(&connection.document),
    }
}

/// Gives the user the new password, and ends whatever the old one began. The ticket is used up by this alone, and not by a
/// password that will not do.
pub async fn reset(ctx: &Ctx, new: NewPassword<'_>) -> Answer<Reset> {
    let found = find(ctx, new.kind, new.ticket).await?;
    let Some((identity, connection)) = owner(ctx, &found).await? else {
        return Err(dead(ctx, new.kind));
    };
    let again = |key| Ok(Reset::Again(page(&found.ticket, &connection, Some(key))));
    if new.password != new.again {
        return again("password-mismatch");
    }
    let profile = identity.identity.whole_profile();
    let hash = new_password::hash(ctx, (&connection.document, &profile), new.password).await?;
    let hash = match hash {
        Ok(hash) => hash,
        Err(unfit) => return again(unfit.key()),
    };
    set(ctx, &new, &identity, &hash).await?;
    let message = "You can now login to the application with the new password.";
    let told = [("success", "true"), ("message", message)];
    Ok(Reset::Done(next(ctx, &found.ticket, &told).await?))
}

/// The identity that a ticket is for, and its database.
async fn owner(
    ctx: &Ctx,
    found: &StoredTicket,
) -> Answer<Option<(SignInIdentity, StoredConnection)>> {
    let Some(identity) = identity(ctx, found).await? else {
        return Ok(None);
    };
    let name = &identity.identity.connection;
    let connection = connections::by_name(&mut ctx.store.read().await?, name).await?;
    Ok(connection.map(|connection| (identity, connection)))
}

async fn set(
    ctx: &Ctx,
    new: &NewPassword<'_>,
    identity: &SignInIdentity,
    hash: &str,
) -> Answer<()> {
    let id = identity.identity.user_id.as_str();
    let owner = identity.linked_to.as_deref().unwrap_or(id);
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, new.ticket).unwrap_or_default();
    let mut tx = ctx.store.begin().await?;
    // The user first, as on every road to a new password: so no two of them wait for one another.
    if !identities::hold_one(&mut tx, owner).await? {
        return Err(dead(ctx, new.kind));
    }
    let burnt = tickets::burn(&mut tx, new.kind, &digest, ctx.now).await?;
    // The address may have been changed since the ticket was looked at.
    let now = users::identity(&mut tx, id).await?;
    let was_proved = now.as_ref().is_some_and(|now| now.identity.email_verified);
    let address = now.and_then(|now| now.identity.email);
    let is_theirs =
        |burnt: &StoredTicket| burnt.user_id == id && address.as_ref() == Some(&burnt.ticket.email);
    let Some(burnt) = burnt.filter(is_theirs) else {
        return Err(dead(ctx, new.kind));
    };
    if burnt.ticket.marks_verified {
        users::verify_email(&mut tx, id, &burnt.ticket.email, ctx.now).await?;
        if !was_proved && id == owner {
            // What signed in before may be a stranger's, who had never shown that the address is theirs.
            authenticators::delete_passkeys(&mut tx, id).await?;
        }
    }
    let ended = new_password::set(ctx, &mut tx, (id, owner), hash).await?;
    let notice = Letter::new(Message::PasswordReset, &burnt.ticket.email).about(&identity.identity);
    mail::post(ctx, &mut tx, notice).await?;
    tx.commit().await?;
    revoke::tell(ctx, &ended);
    tell(
        ctx,
        tenant_log::EventCode::PasswordChanged,
        &identity.identity,
    );
    actions::post_change_password(ctx, &identity.identity).await
}

/// Ends the block of the user whom the ticket is for.
pub async fn unblock(ctx: &Ctx, ticket: &str) -> Answer<AfterTicket> {
    let kind = TicketKind::Unblock;
    let (mut tx, burnt, user) = redeem(ctx, kind, ticket).await?;
    login_attempts::forget_all(&mut tx, &user.user_id).await?;
    // A later block has a message of its own.
    mail_budgets::fill(&mut tx, &budget_of(&user.user_id)).await?;
    tx.commit().await?;
    tell(ctx, tenant_log::EventCode::Unblocked, &user);
    next(ctx, &burnt, &[]).await
}

/// The address of a ticket that can still be used.
pub async fn email_of(ctx: &Ctx, kind: TicketKind, ticket: &str) -> Answer<String> {
    let found = find(ctx, kind, ticket).await?;
    match identity(ctx, &found).await? {
        Some(_) => Ok(found.ticket.email),
        None => Err(dead(ctx, kind)),
    }
}

/// Confirms the address that the ticket was made for.
pub async fn verify_email(ctx: &Ctx, ticket: &str) -> Answer<AfterTicket> {
    let kind = TicketKind::EmailVerification;
    let (mut tx, burnt, user) = redeem(ctx, kind, ticket).await?;
    users::verify_email(&mut tx, &user.user_id, &burnt.email, ctx.now).await?;
    let welcome = Letter::new(Message::WelcomeEmail, &burnt.email).about(&user);
    mail::post(ctx, &mut tx, welcome).await?;
    tx.commit().await?;
    tell(ctx, tenant_log::EventCode::EmailVerified, &user);
    let message = "Your email was verified. You can continue using the application.";
    let told = [
        ("success", "true"),
        ("code", "success"),
        ("message", message),
    ];
    next(ctx, &burnt, &told).await
}

/// Uses a ticket up, in a transaction that is not committed yet, for an identity that still has its address. The user is held
/// first, as wherever a user and a ticket change together: so no two of them wait for one another.
async fn redeem(ctx: &Ctx, kind: TicketKind, ticket: &str) -> Answer<(Tx, Ticket, User)> {
    let found = find(ctx, kind, ticket).await?;
    let Some(before) = identity(ctx, &found).await? else {
        return Err(dead(ctx, kind));
    };
    let id = before.identity.user_id.as_str();
    let digest = opaque::recognise(opaque::OpaqueKind::Ticket, ticket).unwrap_or_default();
    let mut tx = ctx.store.begin().await?;
    let owner = before.linked_to.as_deref().unwrap_or(id);
    if !identities::hold_one(&mut tx, owner).await? {
        return Err(dead(ctx, kind));
    }
    let Some(burnt) = tickets::burn(&mut tx, kind, &digest, ctx.now).await? else {
        return Err(dead(ctx, kind));
    };
    let now = users::identity(&mut tx, id).await?;
    let is_theirs = |user: &User| user.email.as_ref() == Some(&burnt.ticket.email);
    match now.map(|now| now.identity).filter(is_theirs) {
        Some(user) => Ok((tx, burnt.ticket, user)),
        None => Err(dead(ctx, kind)),
    }
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
        TicketKind::PasswordChange | TicketKind::PasswordReset => {
            tenant_log::EventCode::FailedPasswordChange
        }
        TicketKind::EmailVerification => tenant_log::EventCode::FailedEmailVerification,
        TicketKind::Unblock | TicketKind::Enrollment => tenant_log::EventCode::Warning,
    };
    ctx.log(Event::new(
        code,
        "The ticket is unknown, was used, or has expired",
    ));
    Code::DeadLink.refuse(DEAD).into()
}

fn tell(ctx: &Ctx, code: tenant_log::EventCode, user: &User) {
    let description = match code {
        tenant_log::EventCode::EmailVerified => {
            "Your email was verified. You can continue using the application."
        }
        tenant_log::EventCode::Unblocked => "The user ended the block by a link",
        _ => "You can now login to the application with the new password.",
    };
    ctx.log(Event::new(code, description).user(user));
}

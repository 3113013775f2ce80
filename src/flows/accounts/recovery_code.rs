//! A new password for a forgotten one, by a code that is typed on the page that asked for it.

use super::email_code::{CodeTransaction, EmailCode, LIFETIME, Mistyped, Redeemed};
use super::recovery::{self, RecoveryRequest};
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::mail::Message;
use crate::domain::ticket::{Ticket, TicketKind};
use crate::domain::user::User;
use crate::flows::links::issue::{NewLink, issue};
use crate::flows::mail::{self, Letter, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::store::users::SignInIdentity;
use crate::store::{identities, tickets};
use crate::tenant_log::{Event, EventCode};

/// What the tenant log says of a message.
const TOLD: [&str; 2] = [
    "Sent an email with a code for a new password",
    "No email with a code for a new password was sent",
];

/// And of a code that was taken.
const RIGHT: &str = "The code for a new password was right";

/// Sends a code, if there is such an account: the caller cannot tell.
pub async fn ask(ctx: &Ctx, request: RecoveryRequest<'_>, of: CodeTransaction<'_>) -> Answer<()> {
    let connection = recovery::connection(ctx, request).await?;
    recovery::alike(send(ctx, request, (&connection, of))).await
}

async fn send(
    ctx: &Ctx,
    request: RecoveryRequest<'_>,
    (connection, of): (&Connection, CodeTransaction<'_>),
) -> Answer<()> {
    recovery::spend(ctx, request).await?;
    let found = recovery::find(ctx, request, connection).await?;
    let user = found.as_ref().map(|found| &found.identity);
    let code = code(of, (request, connection), user);
    let posted = match &found {
        Some(found) => post(ctx, request, (&code, found)).await?,
        None => Posted::Off,
    };
    if posted != Posted::Queued {
        // What becomes of a code does not show whether the account exists.
        code.stand_in(ctx, &mut ctx.store.write().await?).await?;
    }
    match user {
        Some(user) => recovery::tell(ctx, request, (user, posted), TOLD),
        None => recovery::tell_unknown(ctx, request),
    }
    Ok(())
}

/// Posts the message with a code. It is the newest of the user's; the links before it end when it is used.
async fn post(
    ctx: &Ctx,
    request: RecoveryRequest<'_>,
    (code, found): (&EmailCode<'_>, &SignInIdentity),
) -> Answer<Posted> {
    let user = &found.identity;
    let Some(email) = &user.email else {
        return Ok(Posted::Off);
    };
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let mut tx = ctx.store.begin().await?;
    // The user first: two requests that end each other's codes would wait for one another.
    if !identities::hold_one(&mut tx, owner(found)).await? {
        return Ok(Posted::Off);
    }
    let secret = code.put(ctx, &mut tx).await?;
    code.end_others(&mut tx).await?;
    let mut letter = Letter::new(Message::ResetEmailByCode, email)
        .about(user)
        .code(&secret, LIFETIME)
        .in_language(&locale.code);
    if let Some(client) = request.client {
        letter = letter.from_client(client);
    }
    let posted = mail::post(ctx, &mut tx, letter).await?;
    if posted == Posted::Queued {
        tx.commit().await?;
    }
    // Otherwise the code before it goes on to work.
    Ok(posted)
}

/// Takes a code, once it is committed; the address of the page that asks for the new password.
pub async fn redeem(
    ctx: &Ctx,
    request: RecoveryRequest<'_>,
    (of, typed): (CodeTransaction<'_>, &str),
) -> Answer<Result<Redeemed<String>, Mistyped>> {
    let connection = recovery::connection(ctx, request).await?;
    let found = recovery::find(ctx, request, &connection).await?;
    let user = found.as_ref().map(|found| &found.identity);
    let code = code(of, (request, &connection), user);
    let proof = match code.attempt(ctx, request.client, typed).await? {
        Ok(proof) => proof,
        Err(mistyped) => return Ok(Err(fail(ctx, request, mistyped))),
    };
    // What stands in for a code was never sent.
    let Some(found) = found else {
        return Ok(Err(fail(ctx, request, Mistyped::Wrong)));
    };
    let tenant = ctx.store.tenant().await?;
    let locale = request.languages.locale(&tenant.enabled_locales);
    let mut tx = ctx.store.begin().await?;
    // The user first, as on every road to a new password: so no two of them wait for one another.
    if !identities::hold_one(&mut tx, owner(&found)).await? || !proof.burn(ctx, &mut tx).await? {
        return Ok(Err(fail(ctx, request, Mistyped::Wrong)));
    }
    let Some(page) = page(ctx, &mut tx, (request, &found), &locale.code).await? else {
        return Ok(Err(fail(ctx, request, Mistyped::Wrong)));
    };
    let event = Event::new(EventCode::PasswordChangeRequest, RIGHT);
    let event = event.user(&found.identity).with_client(request.client);
    Ok(Ok(Redeemed::new((page, Some(event)), tx)))
}

/// The user whom the identity signs in.
fn owner(found: &SignInIdentity) -> &str {
    let linked_to = found.linked_to.as_deref();
    linked_to.unwrap_or(&found.identity.user_id)
}

/// The page of a ticket that is good for as long as a code.
async fn page(
    ctx: &Ctx,
    tx: &mut Tx,
    (request, found): (RecoveryRequest<'_>, &SignInIdentity),
    language: &str,
) -> Answer<Option<String>> {
    let user = &found.identity;
    tickets::end_of_user(tx, TicketKind::PasswordReset, &user.user_id).await?;
    let ticket = Ticket {
        email: user.email.clone().unwrap_or_default(),
        result_url: None,
        client_id: request.client.map(|client| client.client_id.clone()),
        organization_id: request.organization_id.map(str::to_owned),
        includes_email: false,
        // Only the owner of the address has the code.
        marks_verified: true,
        enrollment: None,
    };
    let new = NewLink {
        kind: TicketKind::PasswordReset,
        user_id: &user.user_id,
        ticket: &ticket,
        lifetime: LIFETIME,
        language: Some(language),
    };
    issue(ctx, tx, new).await
}

/// The place of the code. It is worth nothing once the user has another address or password.
fn code<'a>(
    of: CodeTransaction<'a>,
    (request, connection): (RecoveryRequest<'_>, &Connection),
    user: Option<&User>,
) -> EmailCode<'a> {
    let typed = Typed::read(request.identifier);
    let typed = typed.as_ref().map_or("", |typed| typed.key());
    let account = format!("{}\n{typed}", connection.id);
    let owner = user.map(|user| {
        let email = user.email.as_deref().unwrap_or_default();
        let (id, epoch) = (&user.user_id, user.password_epoch);
        format!("{id}\n{email}\n{epoch}\n{}", user.created_at.millis())
    });
    EmailCode::new(of, ("reset", &account), owner.as_deref())
}

fn fail(ctx: &Ctx, request: RecoveryRequest<'_>, mistyped: Mistyped) -> Mistyped {
    let text = match mistyped {
        Mistyped::Format | Mistyped::Wrong => "The code is wrong, was used, or has expired",
        Mistyped::TooMany => "Too many wrong codes",
        Mistyped::Suspicious => "Too many failed logins from the network",
    };
    let typed: String = request.identifier.chars().take(320).collect();
    let event = Event::new(EventCode::FailedPasswordChange, text)
        .with("user_name", Some(typed))
        .with("connection", Some(request.connection));
    ctx.log(event.with_client(request.client));
    mistyped
}

//! An invitation that somebody brings to a sign-in: which one it is, for whom, and what accepting it gives.

use serde_json::{Value, json};

use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::invitation::Invitation;
use crate::domain::user::User;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::store::{organization_invitations, organization_members, role_members, spellings};
use crate::tenant_log::{Event, EventCode};

/// The refusal of a ticket that is of no invitation any more, or of another organization or client.
pub fn dead() -> Refusal {
    Code::InvalidRequest.refuse("invitation not found or already used")
}

/// The invitation whose ticket has that digest, to that organization and client.
pub async fn find(
    ctx: &Ctx,
    digest: &str,
    (organization, client_id): (&str, &str),
) -> Answer<Invitation> {
    let mut db = ctx.store.read().await?;
    let found = organization_invitations::by_ticket(&mut db, digest, ctx.now).await?;
    let is_of =
        |found: &Invitation| found.organization_id == organization && found.client_id == client_id;
    Ok(found.filter(is_of).ok_or_else(dead)?)
}

/// Refuses an invitation that was accepted or deleted, or has expired, since it was found.
pub async fn check_open(ctx: &Ctx, invitation: &Invitation) -> Answer<()> {
    let mut db = ctx.store.read().await?;
    match organization_invitations::is_open(&mut db, &invitation.id, ctx.now).await? {
        true => Ok(()),
        false => Err(dead().into()),
    }
}

/// The name of the connection that the invitation is for; an empty one, which no connection has, if it is gone.
pub async fn connection_name(ctx: &Ctx, invitation: &Invitation) -> Answer<Option<String>> {
    let Some(id) = &invitation.connection_id else {
        return Ok(None);
    };
    let connections = ctx.store.connections().await?;
    let named = connections.iter().find(|connection| connection.id == *id);
    Ok(Some(named.map(|c| c.name.clone()).unwrap_or_default()))
}

/// Whether somebody has an account with the invited address there. The ticket was sent to that address: who brings it may
/// know.
pub async fn has_account(
    ctx: &Ctx,
    invitation: &Invitation,
    connection: &Connection,
) -> Answer<bool> {
    let Some(typed) = Typed::read(&invitation.terms.email) else {
        return Ok(false);
    };
    let mut db = ctx.store.read().await?;
    let found = spellings::find(&mut db, &connection.name, &typed).await?;
    Ok(found.is_some())
}

/// Whether what was typed is the invited address, however it is written.
pub fn is_address(invitation: &Invitation, typed: &str) -> bool {
    Typed::read(typed).is_some_and(|typed| typed.is(&invitation.terms.email))
}

/// Whether the user is the one who is invited: their own address, not one that is linked to it, is the invited one, and of
/// the connection that the invitation is for. A linked address may have been claimed by the user before its owner came.
pub async fn is_for(ctx: &Ctx, invitation: &Invitation, user: &User) -> Answer<bool> {
    let connection = connection_name(ctx, invitation).await?;
    let email = user.email.as_deref();
    Ok(email.is_some_and(|email| is_address(invitation, email))
        && connection.is_none_or(|name| name == user.connection))
}

/// Makes the user a member with the roles of the invitation, and uses it up.
pub async fn accept(
    ctx: &Ctx,
    invitation: &Invitation,
    (client, user): (&Client, &User),
) -> Answer<()> {
    let tell = |code, text: &str| {
        let event = Event::new(code, text).client(client).user(user);
        let event = event.with("organization_id", Some(invitation.organization_id.as_str()));
        ctx.log(event.details(json!({ "invitation": told(invitation) })));
    };
    match take(ctx, invitation, user).await? {
        Ok(()) => {
            tell(EventCode::InviteAccepted, "Invitation accepted");
            Ok(())
        }
        Err(refusal) => {
            tell(EventCode::FailedInvite, &refusal.description);
            Err(refusal.into())
        }
    }
}

async fn take(ctx: &Ctx, invitation: &Invitation, user: &User) -> Answer<Result<(), Refusal>> {
    let organization = invitation.organization_id.as_str();
    if !is_for(ctx, invitation, user).await? {
        let text = "the specified account is not allowed to accept the current invitation";
        return Ok(Err(Code::AccessDenied.refuse(text)));
    }
    match organizations::admits(ctx, organization, user).await? {
        Ok(_) | Err(NotAdmitted::NotMember) => {}
        Err(why) => return Ok(Err(why.refuse(Code::AccessDenied, organization, user))),
    }
    let mut tx = ctx.store.begin().await?;
    if !organization_invitations::take(&mut tx, &invitation.id, ctx.now).await? {
        return Ok(Err(dead()));
    }
    if !organization_members::add(&mut tx, organization, &user.user_id).await? {
        return Ok(Err(organizations::unknown()));
    }
    for role in &invitation.terms.roles {
        // One that was deleted meanwhile gives nothing.
        role_members::add(&mut tx, &user.user_id, organization, role).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// The invitation as the tenant log has it: never its ticket.
fn told(invitation: &Invitation) -> Value {
    let terms = &invitation.terms;
    json!({
        "id": invitation.id,
        "client_id": invitation.client_id,
        "created_at": invitation.created_at.to_string(),
        "expires_at": invitation.expires_at.to_string(),
        "invitee": { "email": terms.email },
        "inviter": { "name": terms.inviter, "organization_id": invitation.organization_id },
        "roles": terms.roles,
    })
}

//! Tickets, as the Management API gives them out.

use serde_json::{Map, Value};

use super::document::{TicketOwner, TicketRequest};
use crate::domain::identifier::Typed;
use crate::domain::ticket::{Ticket, TicketKind};
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::resources::api::error::ApiError;
use crate::resources::users::records as users;
use crate::store::tickets::{self, NewTicket};
use crate::store::{clients, connections, organizations, spellings};
use crate::tokens::opaque;

/// Makes a ticket; the link that it is.
pub async fn issue(
    ctx: &Ctx,
    kind: TicketKind,
    body: &Map<String, Value>,
) -> Result<String, ApiError> {
    let order = TicketRequest::read(kind, body)?;
    let identity = identity(ctx, &order).await?;
    let Some(email) = identity.email else {
        return Err(ApiError::not_possible(
            "The user does not have an email address.",
        ));
    };
    let mut db = ctx.store.write().await?;
    if let Some(client_id) = &order.client_id
        && clients::by_id(&mut db, client_id).await?.is_none()
    {
        return Err(ApiError::not_possible("The client does not exist"));
    }
    if let Some(id) = &order.organization_id
        && organizations::by_id(&mut db, id).await?.is_none()
    {
        return Err(ApiError::not_possible("The organization does not exist"));
    }
    let ticket = Ticket {
        email,
        result_url: order.result_url,
        client_id: order.client_id,
        organization_id: order.organization_id,
        includes_email: order.includes_email,
        marks_verified: order.marks_verified,
    };
    let minted = opaque::mint(&ctx.entropy, opaque::OpaqueKind::Ticket);
    let new = NewTicket {
        digest: &minted.digest,
        kind,
        user_id: &identity.user_id,
        ticket: &ticket,
        expires_at: ctx.now.plus(order.lifetime),
    };
    if !tickets::insert(&mut db, new).await? {
        return Err(users::MISSING.error());
    }
    let path = format!("{}?ticket={}#", kind.page(), minted.secret);
    Ok(ctx.origin.join(&path))
}

/// Which identity the ticket is for.
async fn identity(ctx: &Ctx, order: &TicketRequest) -> Result<User, ApiError> {
    let user_id = match &order.whose {
        TicketOwner::User(user_id) => user_id,
        TicketOwner::Email {
            email,
            connection_id,
        } => return by_email(ctx, email, connection_id).await,
    };
    let found = users::get(ctx, user_id).await?;
    let Some((provider, id)) = &order.identity else {
        return Ok(found.user);
    };
    let named = format!("{provider}|{id}");
    let mut identities = std::iter::once(found.user).chain(found.linked);
    let identity = identities.find(|identity| identity.user_id == named);
    identity.ok_or(ApiError::not_possible(
        "The user exists, but does not contain the given identity.",
    ))
}

async fn by_email(ctx: &Ctx, email: &str, connection_id: &str) -> Result<User, ApiError> {
    let mut db = ctx.store.read().await?;
    let connection = connections::by_id(&mut db, connection_id).await?;
    let connection = connection.ok_or(ApiError::not_possible(
        "Identity connection does not exist.",
    ))?;
    let typed = Typed::read(email).ok_or_else(|| users::MISSING.error())?;
    let found = spellings::find(&mut db, &connection.connection.name, &typed).await?;
    let is_email = |user: &User| user.email.as_ref().is_some_and(|email| typed.is(email));
    let found = found.filter(|found| is_email(&found.identity));
    found
        .map(|found| found.identity)
        .ok_or_else(|| users::MISSING.error())
}

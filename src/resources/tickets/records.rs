//! Tickets, as the Management API gives them out.

use serde_json::{Map, Value};

use super::document::{TicketOwner, TicketRequest};
use crate::domain::identifier::Typed;
use crate::domain::ticket::{Ticket, TicketKind};
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::links::issue::{self, NewLink};
use crate::resources::api::error::ApiError;
use crate::resources::users::records as users;
use crate::store::clients::StoredClient;
use crate::store::{clients, connections, organizations, spellings};

/// Makes a ticket; the link that it is.
pub async fn issue(
    ctx: &Ctx,
    kind: TicketKind,
    body: &Map<String, Value>,
) -> Result<String, ApiError> {
    let order = TicketRequest::read(kind, body)?;
    let identity = identity(ctx, &order.whose, order.identity.as_ref()).await?;
    let Some(email) = identity.email else {
        return Err(ApiError::not_possible(
            "The user does not have an email address.",
        ));
    };
    if let Some(client_id) = &order.client_id {
        client_named(ctx, client_id).await?;
    }
    check_organization(ctx, order.organization_id.as_deref()).await?;
    let ticket = Ticket {
        email,
        result_url: order.result_url,
        client_id: order.client_id,
        organization_id: order.organization_id,
        includes_email: order.includes_email,
        marks_verified: order.marks_verified,
        enrollment: None,
    };
    let new = NewLink {
        kind,
        user_id: &identity.user_id,
        ticket: &ticket,
        lifetime: order.lifetime,
        language: None,
    };
    let link = issue::issue(ctx, &mut ctx.store.write().await?, new).await?;
    link.ok_or_else(|| users::MISSING.error())
}

/// The client that a body names.
pub async fn client_named(ctx: &Ctx, client_id: &str) -> Result<StoredClient, ApiError> {
    let found = clients::by_id(&mut ctx.store.read().await?, client_id).await?;
    found.ok_or(ApiError::not_possible("The client does not exist"))
}

/// Refuses a body that names an organization that is not there.
pub async fn check_organization(ctx: &Ctx, id: Option<&str>) -> Result<(), ApiError> {
    let Some(id) = id else { return Ok(()) };
    match organizations::by_id(&mut ctx.store.read().await?, id).await? {
        Some(_) => Ok(()),
        None => Err(ApiError::not_possible("The organization does not exist")),
    }
}

/// The identity of a user that a body means.
pub async fn identity(
    ctx: &Ctx,
    whose: &TicketOwner,
    named: Option<&(String, String)>,
) -> Result<User, ApiError> {
    let user_id = match whose {
        TicketOwner::User(user_id) => user_id,
        TicketOwner::Email {
            email,
            connection_id,
        } => return by_email(ctx, email, connection_id).await,
    };
    let found = users::get(ctx, user_id).await?;
    let Some((provider, id)) = named else {
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

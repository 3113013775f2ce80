//! Which connection a sign-in is for, and whether it takes new users.

use super::organization::enabled_connections;
use super::request::SignInRequest;
use crate::domain::connection::Connection;
use crate::domain::passwordless::Channel;
use crate::flows::{Answer, Ctx};
use crate::store::organization_connections;

/// The database in which new users make their accounts, and choose a password.
pub async fn open_connection(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Connection>> {
    let connection = self_service_connection(ctx, request).await?;
    let Some(connection) = connection.filter(Connection::signs_up_by_passwords) else {
        return Ok(None);
    };
    let is_open = takes_new_users(ctx, request, &connection).await?;
    Ok(is_open.then_some(connection))
}

/// The database of a request, if its users may sign in at the client by a code. Who is invited signs in with a password.
pub async fn code_connection(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Connection>> {
    if request.invitation.is_some() {
        return Ok(None);
    }
    let connection = self_service_connection(ctx, request).await?;
    Ok(connection.filter(|connection| {
        connection.takes_codes_by(Channel::Email) && connection.is_enabled_for(&request.client_id)
    }))
}

/// Whether the database does, and the organization of the request lets it. For who is invited, one of both is enough.
pub async fn takes_new_users(
    ctx: &Ctx,
    request: &SignInRequest,
    connection: &Connection,
) -> Answer<bool> {
    let is_open = connection.offers_sign_up();
    match (&request.organization, &request.invitation) {
        (Some(id), Some(_)) if !is_open => lets_sign_up(ctx, id, connection).await,
        (Some(id), None) if is_open => lets_sign_up(ctx, id, connection).await,
        _ => Ok(is_open),
    }
}

/// Whether an organization lets new users into that connection.
async fn lets_sign_up(ctx: &Ctx, organization: &str, connection: &Connection) -> Answer<bool> {
    let mut db = ctx.store.read().await?;
    let enabled = organization_connections::of_organization(&mut db, organization).await?;
    Ok(enabled.iter().any(|(of, settings)| {
        *of == connection.id && settings.is_enabled && settings.is_signup_enabled
    }))
}

/// The database whose users sign up and reset their passwords by themselves.
pub async fn self_service_connection(
    ctx: &Ctx,
    request: &SignInRequest,
) -> Answer<Option<Connection>> {
    let name = connection_name(ctx, request).await?;
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == name);
    Ok(found.filter(|c| c.is_database()).cloned())
}

/// The connection without passwords that a sign-in is for: the one that the request names, or, where the client has no
/// database, the one that was made first. Who is invited signs in with a password.
pub async fn passwordless_connection(
    ctx: &Ctx,
    request: &SignInRequest,
) -> Answer<Option<Connection>> {
    if request.invitation.is_some() {
        return Ok(None);
    }
    let connections = ctx.store.connections().await?;
    let of_organization = enabled_connections(ctx, request).await?;
    let enabled = || {
        let ids = of_organization.as_ref();
        let is_of = move |c: &&Connection| ids.is_none_or(|ids| ids.contains(&c.id));
        let enabled = connections.iter().filter(is_of);
        enabled.filter(|c| c.is_enabled_for(&request.client_id))
    };
    let mut passwordless = enabled().filter(|c| c.passwordless().is_some());
    let found = match &request.connection {
        Some(named) => passwordless.find(|c| c.name == *named),
        None if enabled().any(Connection::is_database) => None,
        None => passwordless.next(),
    };
    Ok(found.cloned())
}

/// Whether the request names such a connection: its users prove anew who they are, whatever session there is.
pub async fn names_passwordless(ctx: &Ctx, request: &SignInRequest) -> Answer<bool> {
    let is_named = request.connection.is_some() || request.link.is_some();
    Ok(is_named && passwordless_connection(ctx, request).await?.is_some())
}

/// The connection that the request names, else the default directory, else the first database of the client; of those that
/// the organization has, if one is signed in to. An empty name, which no connection has, where there is none.
pub async fn connection_name(ctx: &Ctx, request: &SignInRequest) -> Answer<String> {
    let connections = ctx.store.connections().await?;
    let of_organization = enabled_connections(ctx, request).await?;
    let enabled = || {
        connections.iter().filter(|c| {
            c.is_database()
                && c.is_enabled_for(&request.client_id)
                && of_organization
                    .as_ref()
                    .is_none_or(|ids| ids.contains(&c.id))
        })
    };
    if let Some(named) = &request.connection {
        let is_usable = of_organization.is_none() || enabled().any(|c| c.name == *named);
        return Ok(if is_usable {
            named.clone()
        } else {
            String::new()
        });
    }
    let tenant = ctx.store.tenant().await?;
    let default = enabled().find(|c| Some(&c.name) == tenant.default_directory.as_ref());
    Ok(default
        .or_else(|| enabled().next())
        .map(|c| c.name.clone())
        .unwrap_or_default())
}

//! Invitations: what a body asks for, and the answers.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{document, records};
use crate::domain::client::Client;
use crate::domain::invitation::{Invitation, InvitationTerms, LIFETIME, MOST};
use crate::domain::organization::OrganizationUsage;
use crate::domain::role::Role;
use crate::domain::user::METADATA;
use crate::flows::invitations::issue::{InvitationLetter, issue};
use crate::flows::{Ctx, login_route};
use crate::ids;
use crate::resources::api::error::{ApiError, Missing};
use crate::store::organization_invitations::{self as store, NotStored, StoredInvitation};
use crate::store::{clients, connections, organization_connections, roles};

/// Auth0's answer where there is none.
pub const MISSING: Missing =
    Missing::coded("The invitation does not exist.", "inexistent_invitation");

const NO_LOGIN_ROUTE: &str = "A default login route is required to generate the invitation url. For more information, see https://auth0.com/docs/universal-login/configure-default-login-routes";

/// Invites the address of a body; the invitation, and the name of its organization.
pub async fn create(
    ctx: &Ctx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<(StoredInvitation, String), ApiError> {
    let email = document::invited_address(body)?;
    let organization = records::get(ctx, id).await?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let client = client(ctx, text("client_id").unwrap_or_default()).await?;
    let connection_id = text("connection_id");
    if let Some(connection_id) = connection_id {
        check_connection(ctx, id, connection_id).await?;
    }
    let roles = known_roles(ctx, body).await?;
    let route = login_route::bare(ctx, Some(&client)).await?;
    let route = route.ok_or_else(|| ApiError::not_possible(NO_LOGIN_ROUTE))?;
    let invitation = Invitation {
        id: ids::prefixed(&ctx.entropy, "uinv_"),
        organization_id: id.to_owned(),
        client_id: client.client_id.clone(),
        connection_id: connection_id.map(str::to_owned),
        terms: terms(body, email, &roles, route.into()),
        created_at: ctx.now,
        expires_at: ctx.now.plus(lifetime(body)),
    };
    let letter = InvitationLetter {
        client: &client,
        organization: &organization,
        roles: &roles,
    };
    let is_sent = body.get("send_invitation_email") != Some(&Value::Bool(false));
    let stored = issue(ctx, invitation, is_sent.then_some(letter)).await?;
    match stored {
        Ok(stored) => Ok((stored, organization.organization.name)),
        Err(NotStored::TooMany) => Err(ApiError::exists(&format!(
            "The organization has {MOST} invitations, as many as there may be."
        ))),
        Err(NotStored::Gone) => {
            self::client(ctx, &client.client_id).await?;
            Err(records::MISSING.error())
        }
    }
}

/// One invitation of an organization.
pub async fn get(ctx: &Ctx, organization: &str, id: &str) -> Result<StoredInvitation, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, organization, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Deletes an invitation. One that is not there is as good as deleted.
pub async fn delete(ctx: &Ctx, organization: &str, id: &str) -> Result<(), ApiError> {
    records::get(ctx, organization).await?;
    let mut db = ctx.store.write().await?;
    Ok(store::delete(&mut db, organization, id).await?)
}

/// An invitation as it is shown, with its link.
pub fn view(stored: &StoredInvitation, organization_name: &str) -> Map<String, Value> {
    let (invitation, ticket) = (&stored.invitation, stored.ticket.as_str());
    let terms = &invitation.terms;
    let mut view = Map::new();
    let mut show = |name: &str, value: Value| view.insert(name.to_owned(), value);
    show("id", invitation.id.as_str().into());
    show(
        "organization_id",
        invitation.organization_id.as_str().into(),
    );
    show("inviter", json!({ "name": terms.inviter }));
    show("invitee", json!({ "email": terms.email }));
    show(
        "invitation_url",
        invitation.url(ticket, organization_name).into(),
    );
    show("created_at", invitation.created_at.to_string().into());
    show("expires_at", invitation.expires_at.to_string().into());
    show("client_id", invitation.client_id.as_str().into());
    if let Some(id) = &invitation.connection_id {
        show("connection_id", id.as_str().into());
    }
    for (name, metadata) in &terms.metadata {
        show(name, metadata.clone());
    }
    if !terms.roles.is_empty() {
        show("roles", json!(terms.roles));
    }
    show("ticket_id", ticket.into());
    view
}

async fn client(ctx: &Ctx, id: &str) -> Result<Client, ApiError> {
    let found = clients::by_id(&mut ctx.store.read().await?, id).await?;
    let found = found.filter(|found| !found.client.global);
    let refuse = || ApiError::not_possible("The specified client_id does not exist.");
    let client = found.ok_or_else(refuse)?.client;
    match client.organization_usage.unwrap_or_default() {
        OrganizationUsage::Deny => Err(ApiError::not_possible(
            "The specified client_id does not allow organizations.",
        )),
        OrganizationUsage::Allow | OrganizationUsage::Require => Ok(client),
    }
}

async fn check_connection(ctx: &Ctx, organization: &str, id: &str) -> Result<(), ApiError> {
    let mut db = ctx.store.read().await?;
    if connections::by_id(&mut db, id).await?.is_none() {
        let text = "The specified connection does not exist.";
        return Err(ApiError::not_possible(text));
    }
    let enabled = organization_connections::of_organization(&mut db, organization).await?;
    let mut enabled = enabled.iter();
    match enabled.any(|(of, settings)| of == id && settings.is_enabled) {
        true => Ok(()),
        false => Err(ApiError::not_possible(&format!(
            "The specified connection ({id}) is not enabled for the organization"
        ))),
    }
}

/// The roles of a body, each once.
async fn known_roles(ctx: &Ctx, body: &Map<String, Value>) -> Result<Vec<Role>, ApiError> {
    let listed = body.get("roles").and_then(Value::as_array);
    let mut ids: Vec<&str> = Vec::new();
    for id in listed.into_iter().flatten().filter_map(Value::as_str) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let mut db = ctx.store.read().await?;
    for id in ids {
        match roles::by_id(&mut db, id).await? {
            Some(role) => known.push(role),
            None => unknown.push(id),
        }
    }
    if unknown.is_empty() {
        return Ok(known);
    }
    let unknown = unknown.join(", ");
    Err(ApiError::not_possible(&format!(
        "One or more of the specified roles do not exist: {unknown}"
    )))
}

fn terms(
    body: &Map<String, Value>,
    email: String,
    roles: &[Role],
    login_route: String,
) -> InvitationTerms {
    let inviter = body.get("inviter").and_then(|inviter| inviter.get("name"));
    let inviter = inviter.and_then(Value::as_str).unwrap_or_default();
    let metadata = METADATA.iter().filter_map(|name| {
        let metadata = body.get(*name)?;
        Some(((*name).to_owned(), metadata.clone()))
    });
    InvitationTerms {
        inviter: inviter.to_owned(),
        email,
        roles: roles.iter().map(|role| role.id.clone()).collect(),
        metadata: metadata.collect(),
        login_route,
    }
}

fn lifetime(body: &Map<String, Value>) -> Duration {
    match body.get("ttl_sec").and_then(Value::as_u64) {
        None | Some(0) => LIFETIME,
        Some(seconds) => Duration::from_secs(seconds),
    }
}

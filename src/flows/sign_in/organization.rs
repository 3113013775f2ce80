//! The organization to sign in to: the one that the request names, and whether it lets the user in.

use serde_json::Value;

use super::request::SignInRequest;
use super::state::{Next, SignIn};
use crate::domain::organization::OrganizationUsage;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::{Answer, Code, Ctx};
use crate::store::{organization_connections, organizations as stored};

/// The organization of a request, as users know it.
pub async fn organization_name(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<String>> {
    let organization = match &request.organization {
        Some(id) => stored::by_id(&mut ctx.store.read().await?, id).await?,
        None => None,
    };
    Ok(organization.map(|found| {
        let shown = found.document.get("display_name");
        let shown = shown.and_then(Value::as_str).map(str::to_owned);
        shown.unwrap_or(found.organization.name)
    }))
}

/// The ids of the connections that the request's organization has enabled.
pub async fn enabled_connections(
    ctx: &Ctx,
    request: &SignInRequest,
) -> Answer<Option<Vec<String>>> {
    let Some(id) = &request.organization else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let found = organization_connections::of_organization(&mut db, id).await?;
    let enabled = found.into_iter().filter(|(_, c)| c.is_enabled);
    Ok(Some(enabled.map(|(id, _)| id).collect()))
}

/// Puts the id of the organization into the request. A request with a session transfer token may name one that the client
/// or the tenant does not know: then the token is refused, not the request, because the application never learns that a
/// transfer failed.
pub async fn resolve(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let client = &sign_in.client.client;
    let brings_transfer = sign_in.browser.brings_transfer();
    let named = sign_in.request.organization.as_deref();
    let is_checked = !brings_transfer || client.organization_usage == Some(OrganizationUsage::Deny);
    if is_checked || named.is_none() {
        organizations::may_name(client, named)?;
    }
    let Some(named) = named else {
        return Ok(Next::Continue);
    };
    match organizations::find(ctx, named).await? {
        Some(found) => sign_in.request.organization = Some(found.id),
        None if brings_transfer => {}
        None => return Err(organizations::unknown().into()),
    }
    Ok(Next::Continue)
}

/// The user enters it. Users of some connections become members by signing in.
pub async fn enter(ctx: &Ctx, sign_in: &mut SignIn) -> Answer<Next> {
    let named = sign_in.request.organization.as_deref();
    organizations::may_name(&sign_in.client.client, named)?;
    if let Some(id) = named {
        let user = sign_in.user()?;
        let entered = organizations::enter(ctx, id, user).await?;
        let refuse = |why: NotAdmitted| why.refuse(Code::AccessDenied, id, user);
        sign_in.organization = Some(entered.map_err(refuse)?);
    }
    Ok(Next::Continue)
}

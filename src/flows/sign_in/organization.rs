//! The organization to sign in to: the one that the request names, and whether it lets the user in.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::request::SignInRequest;
use super::state::{Next, SignIn};
use crate::domain::branding::Branding;
use crate::domain::organization::OrganizationUsage;
use crate::flows::organizations::{self, NotAdmitted};
use crate::flows::{Answer, Code, Ctx};
use crate::store::engine::StoreError;
use crate::store::{Store, organization_connections, organizations as stored};

/// An organization, as pages show it.
#[derive(Debug, Clone, Default)]
pub struct ShownOrganization {
    pub id: String,
    /// As users know it.
    pub name: String,
    /// What it changes of the tenant's: its logo, and the colors of buttons and page.
    pub branding: Branding,
}

impl ShownOrganization {
    /// The organization with that id.
    pub async fn read(store: &Store, id: &str) -> Result<Option<Self>, StoreError> {
        let found = stored::by_id(&mut store.read().await?, id).await?;
        Ok(found.map(|found| Self {
            name: (found.document.get("display_name"))
                .and_then(Value::as_str)
                .map_or(found.organization.name, str::to_owned),
            id: found.organization.id,
            branding: branding(&found.document),
        }))
    }

    /// The organization of a request.
    pub async fn of(ctx: &Ctx, request: &SignInRequest) -> Answer<Option<Self>> {
        Ok(match &request.organization {
            Some(id) => Self::read(&ctx.store, id).await?,
            None => None,
        })
    }
}

/// The tenant's stays where there is none that can be shown.
fn branding(organization: &Map<String, Value>) -> Branding {
    let own = organization.get("branding");
    let own = own.and_then(|own| Branding::deserialize(own).ok());
    own.unwrap_or_default()
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

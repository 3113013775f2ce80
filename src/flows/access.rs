//! What a grant gives access to: the audience and the scopes that may really be had of those that were asked for.

use std::sync::Arc;

use super::{Answer, Code, Ctx};
use crate::domain::client::Client;
use crate::domain::management_scopes;
use crate::domain::resource_server::ResourceServer;
use crate::domain::scope::{Scope, is_oidc};

/// An API and scopes of it; or no API, and OpenID Connect's scopes alone.
#[derive(Debug, Clone)]
pub struct Access {
    pub resource_server: Option<Arc<ResourceServer>>,
    pub scope: Scope,
}

impl Access {
    /// The API's identifier.
    pub fn audience(&self) -> Option<&str> {
        self.resource_server
            .as_deref()
            .map(|r| r.identifier.as_str())
    }
}

/// The API that `audience` names; every name of the Management API counts as one.
pub async fn resource_server(ctx: &Ctx, audience: &str) -> Answer<Arc<ResourceServer>> {
    let canonical = if ctx.settings.is_management_audience(audience) {
        ctx.settings.issuer.join("api/v2/")
    } else {
        audience.to_owned()
    };
    match ctx.store.resource_server(&canonical).await? {
        Some(found) => Ok(found),
        None => Err(Code::AccessDenied
            .refuse(format!("Service not enabled within domain: {audience}"))
            .into()),
    }
}

/// What a user gives a client access to. Scopes that do not exist are dropped, as Auth0 drops them.
pub async fn for_user(
    ctx: &Ctx,
    client: &Client,
    audience: Option<&str>,
    requested: &Scope,
) -> Answer<Access> {
    let tenant = ctx.store.tenant().await?;
    let default = tenant.default_audience.as_deref().filter(|a| !a.is_empty());
    let resource_server = match audience.or(default) {
        // The opaque token that one gets without an audience is the one for `/userinfo`.
        Some(a) if ctx.settings.origins().any(|o| a == o.join("userinfo")) => None,
        Some(a) => Some(resource_server(ctx, a).await?),
        None => None,
    };
    let scope = requested.filtered(|word| match word {
        "offline_access" => {
            client.may_use("refresh_token")
                && resource_server
                    .as_ref()
                    .is_none_or(|r| r.allow_offline_access)
        }
        // Of the Management API's scopes users have those that are about themselves; the others are for clients.
        word => {
            let may_be_had = |r: &ResourceServer| {
                r.scopes.iter().any(|s| s.value == word)
                    && (!r.is_system || management_scopes::OF_USERS.contains(&word))
            };
            is_oidc(word) || resource_server.as_deref().is_some_and(may_be_had)
        }
    });
    Ok(Access {
        resource_server,
        scope,
    })
}

//! What a grant gives access to: the audience and the scopes that may really be had of those that were asked for.

use std::sync::Arc;

use super::{Answer, Code, Ctx};
use crate::domain::client::Client;
use crate::domain::client_grant::{SubjectType, UsableGrant};
use crate::domain::grant_type;
use crate::domain::management_scopes;
use crate::domain::resource_server::{ClientPolicy, ResourceServer};
use crate::domain::scope::{Scope, is_oidc};
use crate::store::permissions;

/// An API and scopes of it; or no API, and OpenID Connect's scopes alone.
#[derive(Debug, Clone)]
pub struct Access {
    pub resource_server: Option<Arc<ResourceServer>>,
    pub scope: Scope,
    /// What the user may at the API, where its tokens tell that.
    pub permissions: Option<Vec<String>>,
}

/// A user, signed in to an organization or to none.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub user_id: &'a str,
    /// By its id.
    pub organization: Option<&'a str>,
}

impl Access {
    /// No API and no scopes, as where no token is asked for.
    pub fn none() -> Self {
        Self {
            resource_server: None,
            scope: Scope::default(),
            permissions: None,
        }
    }

    /// Whether the user's own second factors can be changed by it.
    pub fn opens_factors(&self) -> bool {
        self.resource_server.as_ref().is_some_and(|r| r.is_mfa())
    }

    /// The API's identifier.
    pub fn audience(&self) -> Option<&str> {
        self.resource_server
            .as_deref()
            .map(|r| r.identifier.as_str())
    }
}

/// The API that `audience` names; every name of the Management API counts as one, and so does every name of the MFA API.
pub async fn resource_server(ctx: &Ctx, audience: &str) -> Answer<Arc<ResourceServer>> {
    if ctx.settings.is_mfa_audience(audience) {
        let identifier = ctx.settings.issuer.join("mfa/");
        return Ok(Arc::new(ResourceServer::mfa(identifier)));
    }
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

/// What this user gives a client access to: of an API that enforces permissions, what the user has permissions for.
pub async fn of_user(
    ctx: &Ctx,
    client: &Client,
    subject: Subject<'_>,
    audience: Option<&str>,
    requested: &Scope,
) -> Answer<Access> {
    let mut access = for_user(ctx, client, audience, requested).await?;
    let Some(api) = access
        .resource_server
        .clone()
        .filter(|r| r.enforce_policies)
    else {
        return Ok(access);
    };
    let mut db = ctx.store.read().await?;
    let Subject {
        user_id,
        organization,
    } = subject;
    let held = permissions::effective(&mut db, user_id, &api.identifier, organization).await?;
    let has = |word: &str| held.iter().any(|p| p == word);
    access.scope = access.scope.filtered(|word| is_oidc(word) || has(word));
    access.permissions = api.tells_permissions().then_some(held);
    Ok(access)
}

/// What any user gives a client access to. Scopes that do not exist are dropped, as Auth0 drops them.
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
    let allowed = match &resource_server {
        Some(api) => user_grant(ctx, client, api).await?,
        None => None,
    };
    let scope = requested.filtered(|word| match word {
        "offline_access" => {
            client.may_use(&grant_type::REFRESH_TOKEN)
                && resource_server
                    .as_ref()
                    .is_none_or(|r| r.allow_offline_access)
        }
        // Of the Management API's scopes users have those that are about themselves; the others are for clients.
        word => {
            let may_be_had = |r: &ResourceServer| {
                r.scopes.iter().any(|s| s.value == word)
                    && (!r.is_system || management_scopes::OF_USERS.contains(&word))
                    && allowed
                        .as_ref()
                        .is_none_or(|grant| grant.scope.contains(word))
            };
            is_oidc(word) || resource_server.as_deref().is_some_and(may_be_had)
        }
    });
    Ok(Access {
        resource_server,
        scope,
        permissions: None,
    })
}

/// The grant that limits what the client may have of its users, where the API asks for one.
async fn user_grant(
    ctx: &Ctx,
    client: &Client,
    api: &ResourceServer,
) -> Answer<Option<Arc<UsableGrant>>> {
    let grant = match api.subject_type_authorization.for_users() {
        ClientPolicy::AllowAll => return Ok(None),
        ClientPolicy::RequireClientGrant => {
            let key = (client.client_id.as_str(), api.identifier.as_str());
            ctx.store.client_grant(key, SubjectType::User).await?
        }
        ClientPolicy::DenyAll => None,
    };
    if grant.is_none() {
        let text = format!(
            "Client \"{}\" is not authorized to access resource server \"{}\".",
            client.client_id, api.identifier
        );
        return Err(Code::InvalidRequest.refuse(text).into());
    }
    Ok(grant)
}

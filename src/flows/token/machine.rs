//! The checks of a client that asks for itself: its grant for the API, the scopes, the organization, the Actions.

use std::sync::Arc;

use tracing::Instrument;

use super::checks::Permitted;
use crate::domain::client::Client;
use crate::domain::client_grant::{SubjectType, UsableGrant};
use crate::domain::grant_type::CLIENT_CREDENTIALS;
use crate::domain::organization::OrganizationUsage;
use crate::domain::resource_server::{ClientPolicy, ResourceServer};
use crate::domain::scope::Scope;
use crate::flows::actions::{self, Effects, Machine};
use crate::flows::organizations::{self, Entered};
use crate::flows::{Answer, Code, Ctx, Refusal, access};
use crate::store::organization_grants;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::access_token::ApiToken;

/// What a client asks for itself.
pub struct MachineRequest<'a> {
    pub audience: Option<&'a str>,
    /// The organization that the client acts for.
    pub organization: Option<&'a str>,
    pub scope: Option<&'a Scope>,
}

/// A client that asks for itself and has passed every check.
pub struct CheckedMachine<'a> {
    client: &'a Client,
    api: Arc<ResourceServer>,
    /// As it was sent.
    audience: String,
    scope: Scope,
    organization: Option<Entered>,
    effects: Effects,
}

impl<'a> Permitted<'a> {
    /// The client has a grant for the API, all of the scopes and the organization, and no Action refuses.
    pub async fn machine(
        self,
        ctx: &Ctx,
        request: MachineRequest<'_>,
    ) -> Answer<CheckedMachine<'a>> {
        let client = self.client();
        let tenant = ctx.store.tenant().await?;
        let Some(audience) = request.audience.or(tenant.default_audience.as_deref()) else {
            return Err(Code::InvalidRequest
                .refuse("Missing required parameter: audience")
                .because("no audience was asked for, and the tenant has no default_audience")
                .into());
        };
        let api = access::resource_server(ctx, audience).await?;
        let granted = grant(ctx, client, &api, audience)
            .instrument(step!("find grant"))
            .await?;
        let scope = scope(&granted.scope, request.scope)?;
        let organization = organization(ctx, client, request.organization, &granted).await?;
        let machine = Machine {
            client,
            api: &api,
            scope: &scope,
            organization: organization.as_ref(),
        };
        let effects = actions::credentials_exchange(ctx, machine)
            .instrument(step!("actions"))
            .await?;
        Ok(CheckedMachine {
            client,
            audience: audience.to_owned(),
            api,
            scope,
            organization,
            effects,
        })
    }
}

impl CheckedMachine<'_> {
    /// The API that the token is for.
    pub fn api(&self) -> &ResourceServer {
        &self.api
    }

    /// What the client gets.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// A signed access token; `gty` is the claim of that name.
    pub(super) fn access_token(&self, ctx: &Ctx, gty: &'static str) -> String {
        let Self {
            client, api, scope, ..
        } = self;
        let permissions: Vec<String> = scope.iter().map(str::to_owned).collect();
        let token = ApiToken {
            issuer: &ctx.origin,
            subject: &format!("{}@clients", client.client_id),
            client_id: &client.client_id,
            // A token for the Management API is known by the domain that it was asked for at.
            audience: if api.is_system {
                &self.audience
            } else {
                &api.identifier
            },
            scope,
            organization: self.organization.as_ref().map(Entered::claims),
            permissions: api.tells_permissions().then_some(permissions.as_slice()),
            secret: api.hs256_secret(),
            grant: Some(gty),
            dialect: api.dialect(),
            issued_at: ctx.now,
            lifetime: api.token_lifetime(),
            custom: &self.effects.claims.access_token,
        };
        step!("sign").in_scope(|| token.sign(&ctx.keys.ring(), &ctx.entropy))
    }

    /// The event of a successful exchange.
    pub fn event(&self, (code, description): (tenant_log::EventCode, &'static str)) -> Event {
        let organization = self.organization.as_ref();
        Event::new(code, description)
            .client(self.client)
            .with("audience", Some(self.audience.as_str()))
            .with("scope", Some(self.scope.to_string()))
            .with("organization_id", organization.map(|o| o.id.as_str()))
            .with_details(actions::executions(&self.effects.executions))
    }
}

/// The client's grant for the API.
async fn grant(
    ctx: &Ctx,
    client: &Client,
    api: &ResourceServer,
    audience: &str,
) -> Answer<Arc<UsableGrant>> {
    let key = (client.client_id.as_str(), api.identifier.as_str());
    let found = match api.subject_type_authorization.for_clients() {
        ClientPolicy::DenyAll => None,
        _ => ctx.store.client_grant(key, SubjectType::Client).await?,
    };
    found.ok_or_else(|| {
        let text = format!(
            "Client is not authorized to access \"{audience}\". You need to create a \"client-grant\" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
        );
        Code::AccessDenied.refuse(text).into()
    })
}

/// What was asked for, all of which has to be granted; or everything that is.
fn scope(granted: &Scope, asked: Option<&Scope>) -> Result<Scope, Refusal> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(granted.clone());
    };
    let refused = asked.filtered(|word| !granted.contains(word));
    if refused.is_empty() {
        return Ok(asked.clone());
    }
    Err(Code::AccessDenied.refuse(format!("Client has not been granted scopes: {refused}")))
}

/// The organization that the request, or else the client's default, names, if the grant is for it.
async fn organization(
    ctx: &Ctx,
    client: &Client,
    sent: Option<&str>,
    grant: &UsableGrant,
) -> Answer<Option<Entered>> {
    let default = client.default_organization.as_ref();
    let default = default.filter(|d| d.flows.iter().any(|flow| flow == CLIENT_CREDENTIALS.name));
    let named = sent.or(default.map(|d| d.organization_id.as_str()));
    let named = match (named, grant.organization_usage) {
        (None, OrganizationUsage::Require) => {
            let text = "parameter organization is required for this client";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
        (Some(_), OrganizationUsage::Deny) if sent.is_some() => {
            let text = "parameter organization is not allowed for this client";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
        (None, _) | (Some(_), OrganizationUsage::Deny) => return Ok(None),
        (Some(named), _) => named,
    };
    let found = organizations::find(ctx, named).await?;
    let found = found.ok_or_else(organizations::unknown)?;
    if !grant.allows_any_organization {
        let mut db = ctx.store.read().await?;
        if !organization_grants::has(&mut db, &found.id, &grant.id).await? {
            let text = format!(
                "Client is not authorized to access the {} organization",
                found.id
            );
            return Err(Code::AccessDenied.refuse(text).into());
        }
    }
    Ok(Some(organizations::entered(ctx, found).await?))
}

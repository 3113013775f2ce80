//! RFC 6749 §4.4: a client asks for itself.

use std::sync::Arc;

use tracing::Instrument;

use super::TokenResponse;
use super::request::ClientCredentials;
use crate::domain::client::Client;
use crate::domain::client_grant::{SubjectType, UsableGrant};
use crate::domain::organization::Usage;
use crate::domain::resource_server::{Policy, ResourceServer};
use crate::domain::scope::Scope;
use crate::flows::actions::{self, Machine};
use crate::flows::organizations::{self, Entered};
use crate::flows::{Answer, Code, Ctx, Refusal, access};
use crate::store::organization_grants;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};
use crate::tokens::access_token::ApiToken;

pub(super) async fn exchange(
    ctx: &Ctx,
    client: &Client,
    request: &ClientCredentials,
) -> Answer<TokenResponse> {
    if !client.authenticates() {
        return Err(Code::Unauthenticated
            .refuse("Unauthorized")
            .because("a public client has no credentials")
            .into());
    }
    let tenant = ctx.store.tenant().await?;
    let Some(audience) = request
        .audience
        .as_deref()
        .or(tenant.default_audience.as_deref())
    else {
        return Err(Code::InvalidRequest
            .refuse("Missing required parameter: audience")
            .because("no audience was asked for, and the tenant has no default_audience")
            .into());
    };
    let api = access::resource_server(ctx, audience).await?;
    let granted = grant(ctx, client, &api, audience)
        .instrument(step!("find grant"))
        .await?;
    let scope = scope(&granted.scope, request.scope.as_ref())?;
    let organization = organization(ctx, client, request, &granted).await?;
    let permissions: Vec<String> = scope.iter().map(str::to_owned).collect();
    let machine = Machine {
        client,
        api: &api,
        scope: &scope,
        organization: organization.as_ref(),
    };
    let effects = actions::credentials_exchange(ctx, machine)
        .instrument(step!("actions"))
        .await?;
    let token = ApiToken {
        // A token for the Management API is known by the domain that it was asked for at.
        issuer: &ctx.origin,
        subject: &format!("{}@clients", client.client_id),
        client_id: &client.client_id,
        audience: if api.is_system {
            audience
        } else {
            &api.identifier
        },
        scope: &scope,
        organization: organization.as_ref().map(Entered::claims),
        permissions: api.tells_permissions().then_some(permissions.as_slice()),
        secret: api.hs256_secret(),
        grant: Some("client-credentials"),
        dialect: api.dialect(),
        issued_at: ctx.now,
        lifetime: api.token_lifetime(),
        custom: &effects.claims.access_token,
    };
    let access_token = step!("sign").in_scope(|| token.sign(&ctx.keys.ring(), &ctx.entropy));
    ctx.log(
        Event::new(
            tenant_log::Code::ClientCredentials,
            "Client Credentials for Access Token",
        )
        .client(client)
        .with("audience", Some(audience))
        .with("scope", Some(scope.to_string()))
        .with(
            "organization_id",
            organization.as_ref().map(|o| o.id.as_str()),
        )
        .with_details(actions::executions(&effects.executions)),
    );
    Ok(TokenResponse {
        access_token,
        scope: (!scope.is_empty()).then(|| scope.to_string()),
        expires_in: api.token_lifetime().as_secs(),
        token_type: "Bearer",
        ..TokenResponse::default()
    })
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
        Policy::DenyAll => None,
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
    request: &ClientCredentials,
    grant: &UsableGrant,
) -> Answer<Option<Entered>> {
    let default = client.default_organization.as_ref();
    let default = default.filter(|d| d.flows.iter().any(|flow| flow == "client_credentials"));
    let named = request
        .organization
        .as_deref()
        .or(default.map(|d| d.organization_id.as_str()));
    let named = match (named, grant.organization_usage) {
        (None, Usage::Require) => {
            let text = "parameter organization is required for this client";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
        (Some(_), Usage::Deny) if request.organization.is_some() => {
            let text = "parameter organization is not allowed for this client";
            return Err(Code::InvalidRequest.refuse(text).into());
        }
        (None, _) | (Some(_), Usage::Deny) => return Ok(None),
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

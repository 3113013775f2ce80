//! RFC 6749 §4.4: a client asks for itself.

use super::TokenResponse;
use super::request::ClientCredentials;
use crate::domain::client::Client;
use crate::flows::{Answer, Code, Ctx, access};
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
    let Some(granted) = ctx
        .store
        .client_grant(&client.client_id, &api.identifier)
        .await?
    else {
        let text = format!(
            "Client is not authorized to access \"{audience}\". You need to create a \"client-grant\" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
        );
        return Err(Code::AccessDenied.refuse(text).into());
    };
    let scope = match &request.scope {
        Some(asked) if !asked.is_empty() => {
            let refused = asked.filtered(|word| !granted.contains(word));
            if !refused.is_empty() {
                return Err(Code::AccessDenied
                    .refuse(format!("Client has not been granted scopes: {refused}"))
                    .into());
            }
            asked.clone()
        }
        _ => (*granted).clone(),
    };
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
        organization: None,
        grant: Some("client-credentials"),
        dialect: api.dialect(),
        issued_at: ctx.now,
        lifetime: api.token_lifetime(),
    };
    let access_token = token.sign(&ctx.keys.ring(), &ctx.entropy);
    ctx.log(
        Event::new(
            tenant_log::Code::ClientCredentials,
            "Client Credentials for Access Token",
        )
        .client(client)
        .with("audience", Some(audience))
        .with("scope", Some(scope.to_string())),
    );
    Ok(TokenResponse {
        access_token,
        scope: (!scope.is_empty()).then(|| scope.to_string()),
        expires_in: api.token_lifetime().as_secs(),
        token_type: "Bearer",
        ..TokenResponse::default()
    })
}

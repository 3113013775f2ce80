//! RFC 6749 §4.3: a user's password for tokens, as native apps with their own login screen use it.

use tracing::Instrument;

use super::TokenResponse;
use super::mint::{Login, begin_family};
use super::request::Password;
use crate::domain::client::Client;
use crate::domain::scope::Scope;
use crate::flows::access::{Access, Subject};
use crate::flows::actions::{self, Place, PostLogin};
use crate::flows::login::password::{Attempt, verify};
use crate::flows::{Answer, Code, Ctx, access, organizations};
use crate::store::clients::StoredClient;
use crate::telemetry::step;
use crate::tenant_log::{self, Event};

pub(super) async fn exchange(
    ctx: &Ctx,
    client: &StoredClient,
    request: &Password,
) -> Answer<TokenResponse> {
    // This grant names no organization.
    organizations::may_name(&client.client, None)?;
    let connection = connection(ctx, request).await?;
    let attempt = Attempt {
        client: &client.client,
        connection: &connection,
        username: &request.username,
        password: &request.password,
    };
    let user = verify(ctx, attempt)
        .instrument(step!("check password"))
        .await?;
    let mut access = requested_access(ctx, &client.client, &user.user_id, request).await?;
    let requested_scope = request
        .scope
        .clone()
        .unwrap_or_else(|| access.scope.clone());
    let ended = PostLogin {
        client: &client.client,
        user: &user,
        access: &access,
        requested_scope: &requested_scope,
        protocol: "oauth2-password",
        place: Place::NoSession,
        transfer: None,
        family: None,
        request: None,
        organization: None,
        authenticated_at: ctx.now,
        resumption: None,
    };
    let effects = actions::post_login_here(ctx, ended)
        .instrument(step!("actions"))
        .await?;
    access.scope = effects.scope(&access);
    let mut login = Login {
        client,
        user: &user,
        requested_scope,
        access,
        session_id: None,
        organization: None,
        nonce: None,
        authenticated_at: ctx.now,
        tells_auth_time: false,
        gty: Some("password"),
        family_id: None,
        parent_family: None,
        code: None,
        claims: effects.claims,
        refresh_life: effects.refresh_token,
    };
    let mut refresh_token = None;
    if login.access.scope.contains("offline_access") {
        let family = login.new_family(ctx, None, false);
        refresh_token = begin_family(ctx, client, &family, None)
            .instrument(step!("refresh token"))
            .await?;
        login.family_id = Some(family.id);
    }
    ctx.log(
        Event::new(
            tenant_log::Code::PasswordExchange,
            "Password for Access Token",
        )
        .client(&client.client)
        .user(&user)
        .with("audience", login.access.audience())
        .with("scope", Some(login.access.scope.to_string()))
        .with_details(actions::executions(&effects.executions)),
    );
    login.respond(ctx, refresh_token).await
}

/// The realm, or the tenant's default directory.
async fn connection(ctx: &Ctx, request: &Password) -> Answer<String> {
    if let Some(realm) = &request.realm {
        return Ok(realm.clone());
    }
    match ctx
        .store
        .tenant()
        .await?
        .default_directory
        .clone()
        .filter(|d| !d.is_empty())
    {
        Some(directory) => Ok(directory),
        None => Err(Code::InvalidRequest
            .refuse("Authorization server not configured with default connection.")
            .because("the tenant has no default_directory")
            .into()),
    }
}

/// Without `scope`, everything that the API has is granted, as far as the user may.
async fn requested_access(
    ctx: &Ctx,
    client: &Client,
    user_id: &str,
    request: &Password,
) -> Answer<Access> {
    let subject = Subject {
        user_id,
        organization: None,
    };
    let audience = request.audience.as_deref();
    let requested = request.scope.clone().filter(|s| !s.is_empty());
    if let (None, Some(audience)) = (&requested, audience) {
        let api = access::resource_server(ctx, audience).await?;
        return access::of_user(ctx, client, subject, Some(audience), &api.scope()).await;
    }
    let requested = requested.unwrap_or_else(|| Scope::parse("openid profile email address phone"));
    access::of_user(ctx, client, subject, audience, &requested).await
}

//! `event`, as Auth0 documents it. What is not known is absent, except `geoip`, which is always an object.

mod device;
mod lasting;

use serde_json::{Map, Value, json};

use super::login::PostLogin;
use crate::domain::client::Client;
use crate::domain::connection::{Connection, DATABASE, Kind};
use crate::domain::guardian::Factor;
use crate::domain::resource_server::ResourceServer;
use crate::domain::session::AuthenticationMethod;
use crate::domain::session_transfer::Transfer;
use crate::domain::user::User;
use crate::flows::{Answer, Ctx};
use crate::ids;
use crate::store::user_facts::{self, UserFacts};
use crate::store::{custom_domains, organizations};

/// What every trigger's event has.
pub(super) async fn common(ctx: &Ctx, client: Option<&Client>) -> Answer<Map<String, Value>> {
    let mut event = Map::new();
    if let Some(domain) = custom_domain(ctx).await? {
        event.insert("custom_domain".into(), domain);
    }
    if let Some(client) = client {
        event.insert("client".into(), of_client(client));
    }
    event.insert("request".into(), request(ctx, None));
    event.insert(
        "tenant".into(),
        json!({"id": ctx.settings.issuer.tenant_name()}),
    );
    event.insert("configuration".into(), json!({}));
    Ok(event)
}

/// The custom domain that the request came to, if it did not come to the issuer.
async fn custom_domain(ctx: &Ctx) -> Answer<Option<Value>> {
    if ctx.origin == ctx.settings.issuer {
        return Ok(None);
    }
    let host = ctx.origin.host();
    let stored = custom_domains::all(&mut ctx.store.read().await?).await?;
    let found = stored.into_iter().find(|known| known.domain.domain == host);
    let metadata = found.and_then(|known| known.domain.settings.domain_metadata);
    let metadata = metadata.unwrap_or_default();
    Ok(Some(json!({"domain": host, "domain_metadata": metadata})))
}

/// The event of `post-login`.
pub(super) async fn post_login(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Map<String, Value>> {
    let mut event = common(ctx, Some(login.client)).await?;
    let query = match login.resumption {
        Some(back) => Some(&back.query),
        None => login.request.map(|request| request.query),
    };
    event.insert("request".into(), request(ctx, query));
    let organization = login.organization.map(|o| o.id.as_str());
    let mut db = ctx.store.read().await?;
    let facts = user_facts::of(&mut db, &login.user.user_id, organization).await?;
    drop(db);
    event.insert("user".into(), user(login.user, &facts));
    let connection = connection(ctx, Some(&login.user.connection)).await?;
    event.insert("connection".into(), connection);
    event.insert("transaction".into(), transaction(ctx, login));
    let roles: Vec<&str> = facts.roles.iter().map(|role| role.name.as_str()).collect();
    event.insert("authorization".into(), json!({"roles": roles}));
    event.insert(
        "stats".into(),
        json!({"logins_count": login.user.logins_count}),
    );
    if let Some(id) = organization {
        event.insert("organization".into(), self::organization(ctx, id).await?);
    }
    if let Some(api) = login.access.resource_server.as_deref() {
        event.insert("resource_server".into(), api_of(api));
    }
    if let Some(transfer) = login.transfer {
        event.insert("session_transfer_token".into(), session_transfer(transfer));
    }
    let mut connection = login.user.connection.clone();
    let mut further = Vec::new();
    if let Some(session) = lasting::session(ctx, login).await? {
        event.insert("session".into(), session.shown);
        connection = session.connection;
        further = session.methods;
    }
    let name = match login.method {
        Some(name) => name,
        None => method(ctx, &connection).await?,
    };
    let first = json!({"name": name, "timestamp": login.authenticated_at.to_string()});
    let is_first = |of: &AuthenticationMethod| of.is_first_at(login.authenticated_at);
    let first = (!further.iter().any(is_first)).then_some(first);
    let further = further.iter().map(|method| json!(method));
    let methods: Vec<Value> = first.into_iter().chain(further).collect();
    event.insert("authentication".into(), json!({ "methods": methods }));
    if let Some(token) = lasting::refresh_token(ctx, login).await? {
        event.insert("refresh_token".into(), token);
    }
    Ok(event)
}

/// How users of a connection prove who they are.
async fn method(ctx: &Ctx, connection: &str) -> Answer<&'static str> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| c.name == connection);
    let kind = found.and_then(Connection::kind).unwrap_or(Kind::Database);
    Ok(kind.method())
}

/// `event.resource_server`.
pub(super) fn api(api: &ResourceServer) -> Value {
    api_of(api)
}

fn api_of(api: &ResourceServer) -> Value {
    json!({"identifier": api.identifier})
}

fn of_client(client: &Client) -> Value {
    let metadata = client.client_metadata.clone().unwrap_or_default();
    json!({"client_id": client.client_id, "name": client.name, "metadata": metadata})
}

fn request(ctx: &Ctx, query: Option<&Map<String, Value>>) -> Value {
    let mut facts = device::facts(&ctx.device);
    facts.insert("hostname".into(), ctx.origin.host().into());
    facts.insert("method".into(), ctx.sent.method.into());
    if let Some(language) = &ctx.sent.language {
        facts.insert("language".into(), language.as_str().into());
    }
    facts.insert("query".into(), query.cloned().unwrap_or_default().into());
    facts.insert("body".into(), Value::Object((*ctx.sent.body).clone()));
    Value::Object(facts)
}

/// `event.organization`
pub(super) async fn organization(ctx: &Ctx, id: &str) -> Answer<Value> {
    let mut shown = Map::new();
    let found = organizations::by_id(&mut ctx.store.read().await?, id).await?;
    let document = found.map(|found| found.document).unwrap_or_default();
    for name in ["id", "name", "display_name", "metadata"] {
        if let Some(value) = document.get(name).filter(|value| !value.is_null()) {
            shown.insert(name.into(), value.clone());
        }
    }
    shown.entry("metadata").or_insert_with(|| json!({}));
    Ok(shown.into())
}

/// `event.user`
pub(super) fn user(user: &User, facts: &UserFacts) -> Value {
    let linked = facts.linked.iter().map(|linked| {
        let mut shown = identity(linked);
        shown["profileData"] = linked.as_identity().into();
        shown
    });
    let all: Vec<Value> = std::iter::once(identity(user)).chain(linked).collect();
    let mut shown = user.profile.clone();
    let own = [
        ("user_id", json!(user.user_id)),
        ("email", json!(user.email)),
        ("email_verified", json!(user.email_verified)),
        ("username", json!(user.username)),
        ("name", json!(user.display_name())),
        ("nickname", json!(user.nickname())),
        ("created_at", json!(user.created_at.to_string())),
        ("updated_at", json!(user.updated_at.to_string())),
        (
            "last_password_reset",
            json!(facts.last_password_reset.map(|at| at.to_string())),
        ),
    ];
    for (name, value) in own {
        if !value.is_null() {
            shown.insert(name.into(), value);
        }
    }
    for name in ["user_metadata", "app_metadata"] {
        if !shown.get(name).is_some_and(Value::is_object) {
            shown.insert(name.into(), json!({}));
        }
    }
    shown.insert("identities".into(), all.into());
    shown.insert("multifactor".into(), multifactor(&facts.factors));
    let enrolled = facts.factors.iter().map(|factor| enrolled(*factor));
    shown.insert("enrolledFactors".into(), enrolled.collect());
    Value::Object(shown)
}

/// Auth0's word for whatever second factors there are.
fn multifactor(factors: &[Factor]) -> Value {
    match factors {
        [] => json!([]),
        _ => json!(["guardian"]),
    }
}

/// A factor as `challengeWith` takes it.
fn enrolled(factor: Factor) -> Value {
    match factor {
        Factor::Sms => {
            json!({ "type": factor.api_name(), "options": { "preferredMethod": "sms" } })
        }
        _ => json!({ "type": factor.api_name() }),
    }
}

fn identity(user: &User) -> Value {
    let (provider, id) = user.user_id.split_once('|').unwrap_or_default();
    let is_social = Kind::of(provider).is_some_and(Kind::is_social);
    json!({"connection": user.connection, "provider": provider, "user_id": id, "isSocial": is_social})
}

/// `event.connection`.
pub(super) async fn connection(ctx: &Ctx, name: Option<&str>) -> Answer<Value> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| Some(c.name.as_str()) == name);
    let id = found.map(|c| c.id.as_str());
    let strategy = found.map_or(DATABASE, |c| c.strategy.as_str());
    let metadata = found.and_then(|c| c.metadata.clone()).unwrap_or_default();
    Ok(json!({"id": id, "name": name, "strategy": strategy, "metadata": metadata}))
}

fn transaction(ctx: &Ctx, login: &PostLogin<'_>) -> Value {
    let scopes: Vec<&str> = login.requested_scope.iter().collect();
    let mut facts = json!({
        "id": ids::opaque_id(&ctx.entropy),
        "protocol": login.protocol,
        "requested_scopes": scopes,
        "acr_values": [],
        "prompt": [],
        "ui_locales": [],
        "locale": "en",
        "metadata": {},
    });
    let Some(request) = login.request else {
        return facts;
    };
    let sent = |name: &str| request.query.get(name).and_then(Value::as_str);
    let words = |name: &str| {
        json!(
            sent(name)
                .unwrap_or("")
                .split_whitespace()
                .collect::<Vec<_>>()
        )
    };
    facts["redirect_uri"] = request.redirect_uri.into();
    facts["response_mode"] = json!(request.response_mode);
    for name in ["acr_values", "prompt", "ui_locales", "response_type"] {
        facts[name] = words(name);
    }
    if request.is_silent {
        // SAML has another word for it.
        facts["prompt"] = json!(["none"]);
    }
    for (name, value) in [
        ("state", request.state),
        ("login_hint", request.login_hint),
        ("correlation_id", sent("correlation_id")),
    ] {
        if let Some(value) = value {
            facts[name] = value.into();
        }
    }
    facts
}

/// What an Action may know of a transfer. The token itself is not among it.
fn session_transfer(transfer: &Transfer) -> Value {
    let scope: Vec<&str> = transfer.scope.iter().collect();
    json!({"client_id": transfer.client_id, "scope": scope, "request": device::facts(&transfer.device)})
}

//! `event`, as Auth0 documents it. What is not known is absent, except `geoip`, which is always an object.

use serde_json::{Map, Value, json};

use super::post_login::{Place, PostLogin};
use crate::domain::client::Client;
use crate::domain::connection::DATABASE;
use crate::domain::device::Device;
use crate::domain::resource_server::ResourceServer;
use crate::domain::session_transfer::Transfer;
use crate::domain::user::User;
use crate::flows::{Answer, Ctx};
use crate::store::{families, role_members, session_list, sessions};

/// What every trigger's event has.
pub(super) fn common(ctx: &Ctx, client: Option<&Client>) -> Map<String, Value> {
    let mut event = Map::new();
    if let Some(client) = client {
        event.insert("client".into(), of_client(client));
    }
    event.insert("request".into(), request(ctx, None));
    event.insert("tenant".into(), json!({"id": tenant_id(ctx)}));
    event.insert("configuration".into(), json!({}));
    event
}

/// The event of `post-login`.
pub(super) async fn post_login(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Map<String, Value>> {
    let mut event = common(ctx, Some(login.client));
    let query = match login.resumption {
        Some(back) => Some(&back.query),
        None => login.request.map(|request| &request.query),
    };
    event.insert("request".into(), request(ctx, query));
    event.insert("user".into(), user(login.user));
    let connection = connection(ctx, Some(&login.user.connection)).await?;
    event.insert("connection".into(), connection);
    event.insert("transaction".into(), transaction(login));
    let method = json!({"name": "pwd", "timestamp": login.authenticated_at.to_string()});
    event.insert("authentication".into(), json!({"methods": [method]}));
    let organization = login
        .organization
        .map_or(role_members::TENANT, |o| o.id.as_str());
    let mut db = ctx.store.read().await?;
    let mut roles = role_members::roles(&mut db, &login.user.user_id, role_members::TENANT).await?;
    if login.organization.is_some() {
        roles.extend(role_members::roles(&mut db, &login.user.user_id, organization).await?);
    }
    drop(db);
    let roles: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    event.insert("authorization".into(), json!({"roles": roles}));
    event.insert(
        "stats".into(),
        json!({"logins_count": login.user.logins_count}),
    );
    if let Some(organization) = login.organization {
        event.insert(
            "organization".into(),
            json!({"id": organization.id, "name": organization.name}),
        );
    }
    if let Some(api) = login.access.resource_server.as_deref() {
        event.insert("resource_server".into(), api_of(api));
    }
    if let Some(transfer) = login.transfer {
        event.insert("session_transfer_token".into(), session_transfer(transfer));
    }
    if let Some(session) = session(ctx, login).await? {
        event.insert("session".into(), session);
    }
    if let Some(token) = refresh_token(ctx, login).await? {
        event.insert("refresh_token".into(), token);
    }
    Ok(event)
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

fn tenant_id(ctx: &Ctx) -> &str {
    let host = ctx.settings.issuer.host();
    host.split('.').next().unwrap_or(host)
}

/// The facts of a device, under the names that `event.request` has for them.
fn network(device: &Device) -> Map<String, Value> {
    let mut facts = Map::new();
    let ip = device.address.known().map(|ip| ip.to_string());
    facts.insert("ip".into(), ip.unwrap_or_default().into());
    if let Some(asn) = device.asn {
        facts.insert("asn".into(), asn.to_string().into());
    }
    facts.insert(
        "geoip".into(),
        device.geoip.as_ref().map_or(json!({}), |g| json!(g)),
    );
    if let Some(user_agent) = &device.user_agent {
        facts.insert("user_agent".into(), user_agent.as_str().into());
    }
    facts
}

fn request(ctx: &Ctx, query: Option<&Map<String, Value>>) -> Value {
    let mut facts = network(&ctx.device);
    facts.insert("hostname".into(), ctx.origin.host().into());
    facts.insert("method".into(), ctx.sent.method.into());
    if let Some(language) = &ctx.sent.language {
        facts.insert("language".into(), language.as_str().into());
    }
    facts.insert("query".into(), query.cloned().unwrap_or_default().into());
    facts.insert("body".into(), Value::Object((*ctx.sent.body).clone()));
    Value::Object(facts)
}

/// `event.user`.
pub(super) fn user(user: &User) -> Value {
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
    let id = user.user_id.split_once('|').map_or("", |(_, id)| id);
    let identity = json!({"connection": user.connection, "provider": "auth0", "user_id": id, "isSocial": false});
    shown.insert("identities".into(), json!([identity]));
    shown.entry("multifactor").or_insert_with(|| json!([]));
    Value::Object(shown)
}

/// `event.connection`.
pub(super) async fn connection(ctx: &Ctx, name: Option<&str>) -> Answer<Value> {
    let connections = ctx.store.connections().await?;
    let found = connections.iter().find(|c| Some(c.name.as_str()) == name);
    let id = found.map(|c| c.id.as_str());
    let strategy = found.map_or(DATABASE, |c| c.strategy.as_str());
    Ok(json!({"id": id, "name": name, "strategy": strategy, "metadata": {}}))
}

fn transaction(login: &PostLogin<'_>) -> Value {
    let scopes: Vec<&str> = login.requested_scope.iter().collect();
    let mut facts = json!({
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
    facts["redirect_uri"] = request.redirect_uri.as_str().into();
    let open_id = request.open_id();
    facts["response_mode"] = open_id.map_or(Value::Null, |asked| json!(asked.response_mode));
    for name in ["acr_values", "prompt", "ui_locales", "response_type"] {
        facts[name] = words(name);
    }
    if request.prompt.none {
        // SAML has another word for it.
        facts["prompt"] = json!(["none"]);
    }
    for (name, value) in [
        ("state", &open_id.and_then(|asked| asked.state.clone())),
        ("login_hint", &request.login_hint),
    ] {
        if let Some(value) = value {
            facts[name] = value.as_str().into();
        }
    }
    facts
}

/// What an Action may know of a transfer. The token itself is not among it.
fn session_transfer(transfer: &Transfer) -> Value {
    let scope: Vec<&str> = transfer.scope.iter().collect();
    json!({"client_id": transfer.client_id, "scope": scope, "request": network(&transfer.device)})
}

fn devices(initial: &Device, last: &Device) -> Value {
    let mut facts = Map::new();
    for (when, device) in [("initial", initial), ("last", last)] {
        for (name, value) in network(device) {
            if name != "geoip" {
                facts.insert(format!("{when}_{name}"), value);
            }
        }
    }
    Value::Object(facts)
}

async fn session(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<Value>> {
    let (session, clients, metadata) = match login.place {
        Place::NoSession => return Ok(None),
        Place::Beginning(new) => (new.session.clone(), vec![], None),
        Place::Session(id) => {
            let mut db = ctx.store.read().await?;
            let Some(listed) = session_list::by_id(&mut db, id, ctx.now).await? else {
                return Ok(None);
            };
            let clients = sessions::clients(&mut db, id).await?;
            (listed.session, clients, listed.metadata)
        }
    };
    let is_persistent = ctx.store.tenant().await?.has_persistent_sessions();
    let clients: Vec<Value> = clients.iter().map(|id| json!({"client_id": id})).collect();
    let mut shown = json!({
        "id": session.id,
        "user_id": session.user_id,
        "created_at": session.created_at.to_string(),
        "updated_at": session.last_interacted_at.to_string(),
        "authenticated_at": session.authenticated_at.to_string(),
        "last_interacted_at": session.last_interacted_at.to_string(),
        "idle_expires_at": session.idle_expires_at.to_string(),
        "expires_at": session.expires_at.to_string(),
        "clients": clients,
        "cookie": {"mode": if is_persistent { "persistent" } else { "non-persistent" }},
        "device": devices(&session.initial_device, &session.last_device),
        "metadata": metadata.unwrap_or_default(),
    });
    if let Some(parent) = &session.parent_family {
        shown["session_transfer"] = json!({"parent_refresh_token": {"id": parent}});
    }
    Ok(Some(shown))
}

async fn refresh_token(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<Value>> {
    let Some(family) = login.family else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let Some(listed) = families::by_id(&mut db, &family.id, ctx.now).await? else {
        return Ok(None);
    };
    let scopes = json!({"audience": listed.audience, "scope": listed.scope});
    let mut shown = json!({
        "id": listed.id,
        "client_id": listed.client_id,
        "user_id": listed.user_id,
        "created_at": listed.created_at.to_string(),
        "rotating": listed.rotating,
        "resource_servers": [scopes],
        "device": devices(&listed.initial_device, &listed.last_device),
        "metadata": listed.metadata.unwrap_or_default(),
    });
    for (name, at) in [
        ("expires_at", listed.expires_at),
        ("idle_expires_at", listed.idle_expires_at),
        ("last_exchanged_at", listed.last_exchanged_at),
    ] {
        if let Some(at) = at {
            shown[name] = at.to_string().into();
        }
    }
    if let Some(id) = &listed.session_id {
        shown["session_id"] = id.as_str().into();
    }
    if family.online {
        shown["access"] = "online".into();
    }
    if let Some(parent) = &family.parent_family {
        shown["session_transfer"] = json!({"parent_refresh_token": {"id": parent}});
    }
    Ok(Some(shown))
}

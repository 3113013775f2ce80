//! `event.session` and `event.refresh_token`: what lasts longer than the request.

use serde_json::{Map, Value, json};

use super::device;
use crate::domain::device::Device;
use crate::domain::session::AuthenticationMethod;
use crate::flows::actions::login::{LoginPlace, PostLogin};
use crate::flows::{Answer, Ctx};
use crate::store::session_list::ListedSession;
use crate::store::{families, session_list, sessions};

fn devices(initial: &Device, last: &Device) -> Value {
    let mut facts = Map::new();
    for (when, device) in [("initial", initial), ("last", last)] {
        for (name, value) in device::facts(device) {
            if name != "geoip" {
                facts.insert(format!("{when}_{name}"), value);
            }
        }
    }
    Value::Object(facts)
}

/// The session of a login.
pub(super) struct LoginSession {
    /// `event.session`
    pub shown: Value,
    /// The connection that the user has signed in with.
    pub connection: String,
    /// How else the user has proved who they are.
    pub methods: Vec<AuthenticationMethod>,
}

/// The session of a login, if it has one.
pub(super) async fn session(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<LoginSession>> {
    let listed = match login.place {
        LoginPlace::NoSession => return Ok(None),
        LoginPlace::Beginning(new) => ListedSession::new(new.session.clone()),
        LoginPlace::Session(id) => {
            let mut db = ctx.store.read().await?;
            let Some(listed) = session_list::by_id(&mut db, id, ctx.now).await? else {
                return Ok(None);
            };
            let clients = sessions::clients(&mut db, id).await?;
            ListedSession { clients, ..listed }
        }
    };
    let ListedSession { session, .. } = &listed;
    let usual = ctx.store.tenant().await?.cookie_mode();
    let clients: Vec<Value> = listed
        .clients
        .iter()
        .map(|id| json!({"client_id": id}))
        .collect();
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
        "cookie": {"mode": listed.cookie_mode.unwrap_or(usual).name()},
        "device": devices(&session.initial_device, &session.last_device),
        "metadata": listed.metadata.clone().unwrap_or_default(),
    });
    let mut methods = listed.methods.clone();
    if let Some(parent) = &session.parent_family {
        let mut db = ctx.store.read().await?;
        let found = families::by_id(&mut db, parent, ctx.now).await?;
        let native = found.as_ref().and_then(|f| f.session_id.as_deref());
        let native = match native {
            Some(native) => session_list::by_id(&mut db, native, ctx.now).await?,
            None => None,
        };
        let native = native.map(|native| native.methods);
        // A password grant has no session.
        let native = native.or_else(|| found.as_ref().map(|f| f.login.methods.clone()));
        methods = after(native, methods);
        let metadata = found.and_then(|f| f.metadata).unwrap_or_default();
        shown["session_transfer"] =
            json!({"parent_refresh_token": {"id": parent, "metadata": metadata}});
    }
    Ok(Some(LoginSession {
        shown,
        connection: listed.session.connection,
        methods,
    }))
}

/// What the user has proved in a session that a transfer made, behind what they had proved in the native app's, at its own
/// time: an Action can see how long ago that was. The tenant's policy counts the former alone.
fn after(
    native: Option<Vec<AuthenticationMethod>>,
    own: Vec<AuthenticationMethod>,
) -> Vec<AuthenticationMethod> {
    let mut methods = native.unwrap_or_default();
    methods.retain(|method| !own.iter().any(|newer| newer.is_same_way(method)));
    methods.extend(own);
    methods
}

/// `event.refresh_token`
pub(super) async fn refresh_token(ctx: &Ctx, login: &PostLogin<'_>) -> Answer<Option<Value>> {
    let Some(family) = login.family else {
        return Ok(None);
    };
    let mut db = ctx.store.read().await?;
    let Some(listed) = families::by_id(&mut db, &family.id, ctx.now).await? else {
        return Ok(None);
    };
    let scopes = json!({"audience": listed.audience, "scopes": listed.scope});
    let mut shown = json!({
        "id": listed.id,
        "client_id": listed.client_id,
        "user_id": listed.user_id,
        "created_at": listed.created_at.to_string(),
        "rotating": listed.rotating,
        "resource_servers": [scopes],
        "device": devices(&listed.initial_device, &listed.last_device),
        "metadata": listed.metadata.clone().unwrap_or_default(),
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

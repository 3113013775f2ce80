//! `/api/v2/sessions` and `/api/v2/users/{id}/sessions`

pub mod document;
pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::connection::{Connection, Kind};
use crate::domain::device::Device;
use crate::domain::json_schema::Mismatch;
use crate::domain::session::validate_update;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::users::records as users;
use crate::store::session_list::{self, ListedSession};
use document::RevokedAccess;

/// Both of them are needed: who revokes a session revokes refresh tokens.
const REVOKE: &[&str] = &["delete:sessions", "delete:refresh_tokens"];
const MAX_ID: usize = 50;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/sessions/{id}", &["read:sessions"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        "/sessions/{id}",
        &["update:sessions"],
        "Update a session",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/sessions/{id}",
        &["delete:sessions"],
        "Delete a session",
        |call| Box::pin(delete(call)),
    ),
    Route::post(
        "/sessions/{id}/revoke",
        REVOKE,
        "Revoke a session and its refresh tokens",
        |call| Box::pin(revoke(call)),
    )
    .takes(Takes::Nothing),
    Route::get("/users/{id}/sessions", &["read:sessions"], |call| {
        Box::pin(of_user(call))
    })
    .query(&[INCLUDE_TOTALS, FROM, TAKE, PAGE, PER_PAGE]),
    Route::delete(
        "/users/{id}/sessions",
        &["delete:sessions"],
        "Delete a user's sessions",
        |call| Box::pin(delete_of_user(call)),
    ),
    Route::post(
        "/users/{id}/revoke-access",
        REVOKE,
        "Revoke a user's access",
        |call| Box::pin(revoke_access(call)),
    ),
];

/// GET /sessions/{id}
async fn get(call: &Call) -> Outcome {
    let session = records::get(&call.ctx, &call.id).await?;
    let connections = call.ctx.store.connections().await?;
    Ok(Reply::ok(view(&session, &connections)))
}

/// PATCH /sessions/{id}
async fn update(call: &Call) -> Outcome {
    validate_update(&call.body).map_err(ApiError::from)?;
    let metadata = call.body.get("session_metadata");
    let metadata = metadata.and_then(Value::as_object);
    let session = records::set_metadata(&call.ctx, &call.id, metadata).await?;
    let connections = call.ctx.store.connections().await?;
    Ok(Reply::ok(view(&session, &connections)))
}

/// DELETE /sessions/{id}
async fn delete(call: &Call) -> Outcome {
    records::end(&call.ctx, &call.id).await?;
    Ok(accepted())
}

/// POST /sessions/{id}/revoke
async fn revoke(call: &Call) -> Outcome {
    must_have_both(call)?;
    let length = call.id.chars().count();
    if length > MAX_ID {
        let sentence = format!("String is too long ({length} chars), maximum {MAX_ID}");
        return Err(ApiError::bad_path(&Mismatch::at("id", sentence, None)));
    }
    records::revoke(&call.ctx, &call.id).await?;
    Ok(accepted())
}

/// GET /users/{id}/sessions
async fn of_user(call: &Call) -> Outcome {
    let (ctx, part) = (&call.ctx, Part::checkpoint_or_page(&call.query)?);
    users::get(ctx, &call.id).await?;
    let mut db = ctx.store.read().await?;
    let found = session_list::of_user(&mut db, &call.id, ctx.now, part.rows()).await?;
    let id = |listed: &ListedSession| listed.session.id.clone();
    let connections = ctx.store.connections().await?;
    let shown = |listed: &ListedSession| view(listed, &connections).into();
    let mut body = part.answer("sessions", found, 0, (id, shown));
    if part.totals {
        body["total"] = session_list::count_of_user(&mut db, &call.id, ctx.now)
            .await?
            .into();
    }
    Ok(Reply::ok(body))
}

/// DELETE /users/{id}/sessions
async fn delete_of_user(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    records::end_of_user(&call.ctx, &call.id).await?;
    Ok(accepted())
}

/// POST /users/{id}/revoke-access
async fn revoke_access(call: &Call) -> Outcome {
    let access = RevokedAccess::read(&call.body).map_err(ApiError::from)?;
    if !access.keeps_refresh_tokens {
        must_have_both(call)?;
    } else if !call.caller.has_any(&REVOKE[..1]) {
        return Err(ApiError::insufficient_scope(&REVOKE[..1]));
    }
    records::revoke_access(&call.ctx, &call.id, &access).await?;
    Ok(accepted())
}

fn must_have_both(call: &Call) -> Result<(), ApiError> {
    let lacks = |scope: &&&str| !call.caller.has_any(&[**scope]);
    match REVOKE.iter().find(lacks) {
        Some(missing) => Err(ApiError::insufficient_scope(&[missing])),
        None => Ok(()),
    }
}

fn accepted() -> Reply {
    Reply::accepted(json!({}))
}

fn view(listed: &ListedSession, connections: &[Connection]) -> Map<String, Value> {
    let session = &listed.session;
    let connection = connections.iter().find(|c| c.name == session.connection);
    let kind = connection.and_then(Connection::kind);
    let name = kind.unwrap_or(Kind::Database).method();
    let client = |id: &String| json!({ "client_id": id });
    let clients: Vec<Value> = listed.clients.iter().map(client).collect();
    let authenticated_at = session.authenticated_at.to_string();
    let further = listed.methods.iter();
    let names_first = (further.clone()).any(|of| of.is_first_at(session.authenticated_at));
    let first = json!({ "name": name, "timestamp": authenticated_at });
    let first = (!names_first).then_some(first);
    let methods: Vec<Value> = first
        .into_iter()
        .chain(further.map(|of| json!(of)))
        .collect();
    let view = json!({
        "id": session.id,
        "user_id": session.user_id,
        "created_at": session.created_at.to_string(),
        "updated_at": session.last_interacted_at.to_string(),
        "authenticated_at": authenticated_at,
        "idle_expires_at": session.idle_expires_at.to_string(),
        "expires_at": session.expires_at.to_string(),
        "last_interacted_at": session.last_interacted_at.to_string(),
        "device": device(&session.initial_device, &session.last_device),
        "clients": clients,
        "authentication": { "methods": methods },
    });
    let Value::Object(mut view) = view else {
        return Map::new();
    };
    if let Some(metadata) = &listed.metadata {
        view.insert("session_metadata".into(), metadata.clone().into());
    }
    if let Some(mode) = listed.cookie_mode {
        view.insert("cookie".into(), json!({ "mode": mode.name() }));
    }
    view
}

/// The device at the first request and at the last one; what is not known is absent.
pub fn device(initial: &Device, last: &Device) -> Value {
    let mut out = Map::new();
    for (when, device) in [("initial", initial), ("last", last)] {
        let facts = [
            ("user_agent", device.user_agent.clone()),
            ("ip", device.address.known().map(|ip| ip.to_string())),
            ("asn", device.asn.map(|asn| asn.to_string())),
        ];
        for (name, fact) in facts {
            if let Some(fact) = fact {
                out.insert(format!("{when}_{name}"), fact.into());
            }
        }
    }
    out.into()
}

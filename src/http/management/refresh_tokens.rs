//! `/api/v2/refresh-tokens` and `/api/v2/users/{id}/refresh-tokens`: the ids are those of families, never tokens.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use super::paging::{Checkpoint, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use super::query::Parameter;
use super::sessions::device;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::refresh_token::{validate_revocation, validate_update};
use crate::flows::Ctx;
use crate::flows::admin::{AdminError, clients, refresh_tokens, users};
use crate::http::faces::management::ApiError;
use crate::store::families::{self, ListedFamily, Whose};
use crate::store::session_list::Part;

/// What `fields` may name.
const PROPERTIES: &[&str] = &[
    "id",
    "user_id",
    "created_at",
    "idle_expires_at",
    "expires_at",
    "device",
    "client_id",
    "session_id",
    "rotating",
    "resource_servers",
    "refresh_token_metadata",
    "last_exchanged_at",
];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/refresh-tokens",
        scopes: &["read:refresh_tokens"],
        query: &[
            Parameter::text("user_id"),
            Parameter::text("client_id"),
            FROM,
            TAKE,
            FIELDS,
            INCLUDE_FIELDS,
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/refresh-tokens/revoke",
        scopes: &["delete:refresh_tokens"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Revoke refresh tokens"),
        handler: |call| Box::pin(revoke(call)),
    },
    Route {
        method: "GET",
        path: "/refresh-tokens/{id}",
        scopes: &["read:refresh_tokens"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/refresh-tokens/{id}",
        scopes: &["update:refresh_tokens"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a refresh token"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/refresh-tokens/{id}",
        scopes: &["delete:refresh_tokens"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a refresh token"),
        handler: |call| Box::pin(delete(call)),
    },
    Route {
        method: "GET",
        path: "/users/{id}/refresh-tokens",
        scopes: &["read:refresh_tokens"],
        query: &[INCLUDE_TOTALS, FROM, TAKE, PAGE, PER_PAGE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(of_user(call)),
    },
    Route {
        method: "DELETE",
        path: "/users/{id}/refresh-tokens",
        scopes: &["delete:refresh_tokens"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a user's refresh tokens"),
        handler: |call| Box::pin(delete_of_user(call)),
    },
];

/// GET /refresh-tokens
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let Some(user_id) = call.query.text("user_id") else {
        let message = "Missing required 'user_id' parameter.";
        let error = ApiError::new(StatusCode::BAD_REQUEST, message);
        return Err(error.code("invalid_query_string"));
    };
    let client_id = call.query.text("client_id");
    if let Some(client_id) = client_id {
        clients::get(&call.ctx, client_id).await?;
    }
    let body = part(call, (user_id, client_id), "refresh_tokens", &fields).await?;
    Ok(Reply::ok(body))
}

/// GET /users/{id}/refresh-tokens
async fn of_user(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    Ok(Reply::ok(
        part(call, (&call.id, None), "tokens", &fields).await?,
    ))
}

async fn part(
    call: &Call,
    whose: (&str, Option<&str>),
    name: &str,
    fields: &Fields,
) -> Result<Value, ApiError> {
    let (ctx, checkpoint) = (&call.ctx, Checkpoint::of(&call.query)?);
    users::get(ctx, whose.0).await?;
    let part = Part {
        after: &checkpoint.after,
        offset: checkpoint.offset,
        limit: checkpoint.limit(),
    };
    let mut db = ctx.store.read().await?;
    let found = families::of_user(&mut db, whose, ctx.now, part).await?;
    let shown = |family: &ListedFamily| {
        let mut view = view(ctx, family);
        fields.cut(&mut view);
        view.into()
    };
    let mut body = checkpoint.answer(name, found, |family| &family.id, shown);
    if checkpoint.totals {
        body["total"] = families::count_of_user(&mut db, whose, ctx.now)
            .await?
            .into();
    }
    Ok(body)
}

/// GET /refresh-tokens/{id}
async fn get(call: &Call) -> Outcome {
    let family = refresh_tokens::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&call.ctx, &family)))
}

/// PATCH /refresh-tokens/{id}
async fn update(call: &Call) -> Outcome {
    validate_update(&call.body).map_err(AdminError::from)?;
    let metadata = call.body.get("refresh_token_metadata");
    let metadata = metadata.and_then(Value::as_object);
    let family = refresh_tokens::set_metadata(&call.ctx, &call.id, metadata).await?;
    Ok(Reply::ok(view(&call.ctx, &family)))
}

/// DELETE /refresh-tokens/{id}
async fn delete(call: &Call) -> Outcome {
    refresh_tokens::revoke(&call.ctx, &[&call.id]).await?;
    Ok(accepted())
}

/// POST /refresh-tokens/revoke
async fn revoke(call: &Call) -> Outcome {
    validate_revocation(&call.body).map_err(AdminError::from)?;
    let text = |name: &str| call.body.get(name).and_then(Value::as_str);
    if let Some(Value::Array(ids)) = call.body.get("ids") {
        let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
        refresh_tokens::revoke(&call.ctx, &ids).await?;
    } else if let Some(user_id) = text("user_id") {
        let whose = Whose::User {
            user_id,
            client_id: text("client_id"),
            audience: text("audience"),
        };
        refresh_tokens::revoke_all(&call.ctx, whose).await?;
    }
    Ok(accepted())
}

/// DELETE /users/{id}/refresh-tokens
async fn delete_of_user(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    let whose = Whose::User {
        user_id: &call.id,
        client_id: None,
        audience: None,
    };
    refresh_tokens::revoke_all(&call.ctx, whose).await?;
    Ok(accepted())
}

fn accepted() -> Reply {
    Reply::new(StatusCode::ACCEPTED, json!({}))
}

fn view(ctx: &Ctx, family: &ListedFamily) -> Map<String, Value> {
    // Without an API a token is good for /userinfo alone.
    let userinfo = || ctx.settings.issuer.join("userinfo");
    let audience = family.audience.clone().unwrap_or_else(userinfo);
    let view = json!({
        "id": family.id,
        "user_id": family.user_id,
        "created_at": family.created_at.to_string(),
        "idle_expires_at": family.idle_expires_at.map(|at| at.to_string()),
        "expires_at": family.expires_at.map(|at| at.to_string()),
        "device": device(&family.initial_device, &family.last_device),
        "client_id": family.client_id,
        "session_id": family.session_id,
        "rotating": family.rotating,
        "resource_servers": [{ "audience": audience, "scopes": family.scope }],
        "last_exchanged_at": family.last_exchanged_at.map(|at| at.to_string()),
    });
    let Value::Object(mut view) = view else {
        return Map::new();
    };
    if let Some(metadata) = &family.metadata {
        view.insert("refresh_token_metadata".into(), metadata.clone().into());
    }
    view
}

//! `/api/v2/refresh-tokens` and `/api/v2/users/{id}/refresh-tokens`: the ids are those of families, never tokens.

pub mod document;
pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::refresh_token::validate_update;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::clients::records as clients;
use crate::resources::sessions::device;
use crate::resources::users::records as users;
use crate::store::families::{self, FamilyOwner, ListedFamily};

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
pub const ROUTES: &[Route] = &[
    Route::get("/refresh-tokens", &["read:refresh_tokens"], |call| {
        Box::pin(list(call))
    })
    .query(&[
        Parameter::text("user_id"),
        Parameter::text("client_id"),
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
    ]),
    Route::post(
        "/refresh-tokens/revoke",
        &["delete:refresh_tokens"],
        "Revoke refresh tokens",
        |call| Box::pin(revoke(call)),
    ),
    Route::get("/refresh-tokens/{id}", &["read:refresh_tokens"], |call| {
        Box::pin(get(call))
    }),
    Route::patch(
        "/refresh-tokens/{id}",
        &["update:refresh_tokens"],
        "Update a refresh token",
        |call| Box::pin(update(call)),
    ),
    Route::delete(
        "/refresh-tokens/{id}",
        &["delete:refresh_tokens"],
        "Delete a refresh token",
        |call| Box::pin(delete(call)),
    ),
    Route::get(
        "/users/{id}/refresh-tokens",
        &["read:refresh_tokens"],
        |call| Box::pin(of_user(call)),
    )
    .query(&[INCLUDE_TOTALS, FROM, TAKE, PAGE, PER_PAGE]),
    Route::delete(
        "/users/{id}/refresh-tokens",
        &["delete:refresh_tokens"],
        "Delete a user's refresh tokens",
        |call| Box::pin(delete_of_user(call)),
    ),
];

/// GET /refresh-tokens
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let Some(user_id) = call.query.text("user_id") else {
        let message = "Missing required 'user_id' parameter.";
        let error = ApiError::new(400, message);
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
    let (ctx, part) = (&call.ctx, Part::checkpoint_or_page(&call.query)?);
    users::get(ctx, whose.0).await?;
    let mut db = ctx.store.read().await?;
    let found = families::of_user(&mut db, whose, ctx.now, part.rows()).await?;
    let shown = |family: &ListedFamily| {
        let mut view = view(ctx, family);
        fields.cut(&mut view);
        view.into()
    };
    let id = |family: &ListedFamily| family.id.clone();
    let mut body = part.answer(name, found, 0, (id, shown));
    if part.totals {
        body["total"] = families::count_of_user(&mut db, whose, ctx.now)
            .await?
            .into();
    }
    Ok(body)
}

/// GET /refresh-tokens/{id}
async fn get(call: &Call) -> Outcome {
    let family = records::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&call.ctx, &family)))
}

/// PATCH /refresh-tokens/{id}
async fn update(call: &Call) -> Outcome {
    validate_update(&call.body).map_err(ApiError::from)?;
    let metadata = call.body.get("refresh_token_metadata");
    let metadata = metadata.and_then(Value::as_object);
    let family = records::set_metadata(&call.ctx, &call.id, metadata).await?;
    Ok(Reply::ok(view(&call.ctx, &family)))
}

/// DELETE /refresh-tokens/{id}
async fn delete(call: &Call) -> Outcome {
    records::revoke(&call.ctx, &[&call.id]).await?;
    Ok(accepted())
}

/// POST /refresh-tokens/revoke
async fn revoke(call: &Call) -> Outcome {
    document::validate_revocation(&call.body).map_err(ApiError::from)?;
    let text = |name: &str| call.body.get(name).and_then(Value::as_str);
    if let Some(Value::Array(ids)) = call.body.get("ids") {
        let ids: Vec<&str> = ids.iter().filter_map(Value::as_str).collect();
        records::revoke(&call.ctx, &ids).await?;
    } else if let Some(user_id) = text("user_id") {
        let whose = FamilyOwner::User {
            user_id,
            client_id: text("client_id"),
            audience: text("audience"),
        };
        records::revoke_all(&call.ctx, whose).await?;
    }
    Ok(accepted())
}

/// DELETE /users/{id}/refresh-tokens
async fn delete_of_user(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    let whose = FamilyOwner::User {
        user_id: &call.id,
        client_id: None,
        audience: None,
    };
    records::revoke_all(&call.ctx, whose).await?;
    Ok(accepted())
}

fn accepted() -> Reply {
    Reply::accepted(json!({}))
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

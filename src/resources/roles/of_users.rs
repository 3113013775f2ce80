//! `/api/v2/users/{id}/roles` and `/api/v2/users/{id}/permissions`

use serde_json::{Value, json};

use super::records::{self, DescribedPermission};
use super::{key, permission, view};
use crate::domain::role::Role;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::users::records as users;
use crate::store::{permissions, role_members};

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/users/{id}/permissions", &["read:users"], |call| {
        Box::pin(permissions(call))
    })
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/users/{id}/permissions",
        &["update:users"],
        "Assign permissions to a user",
        |call| Box::pin(grant(call)),
    ),
    Route::delete(
        "/users/{id}/permissions",
        &["update:users"],
        "Remove permissions from a user",
        |call| Box::pin(revoke(call)),
    )
    .takes(Takes::Object),
    Route::get(
        "/users/{id}/roles",
        &["read:users", "read:roles", "read:role_members"],
        |call| Box::pin(list(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/users/{id}/roles",
        &["update:users", "create:role_members"],
        "Assign roles to a user",
        |call| Box::pin(assign(call)),
    ),
    Route::delete(
        "/users/{id}/roles",
        &["update:users", "delete:role_members"],
        "Remove roles from a user",
        |call| Box::pin(remove(call)),
    )
    .takes(Takes::Object),
];

/// GET /users/{id}/permissions
async fn permissions(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    let found = records::permissions_of_user(&call.ctx, &call.id, part.rows()).await?;
    let total = part
        .total(async {
            permissions::count_of_user(&mut call.ctx.store.read().await?, &call.id).await
        })
        .await?;
    Ok(Reply::ok(part.answer(
        "permissions",
        found,
        total,
        (key, sourced),
    )))
}

/// POST /users/{id}/permissions
async fn grant(call: &Call) -> Outcome {
    records::grant_to_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(json!({})))
}

/// DELETE /users/{id}/permissions
async fn revoke(call: &Call) -> Outcome {
    records::revoke_from_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /users/{id}/roles
async fn list(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    users::get(&call.ctx, &call.id).await?;
    let whose = (call.id.as_str(), role_members::TENANT);
    let mut db = call.ctx.store.read().await?;
    let found = role_members::list_roles(&mut db, whose, part.rows()).await?;
    let total = part
        .total(role_members::count_roles(&mut db, whose))
        .await?;
    let id = |role: &Role| role.id.clone();
    Ok(Reply::ok(part.answer("roles", found, total, (id, view))))
}

/// POST /users/{id}/roles
async fn assign(call: &Call) -> Outcome {
    records::assign_to_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /users/{id}/roles
async fn remove(call: &Call) -> Outcome {
    records::remove_from_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// A permission of a user, and whether it is their own or comes by a role.
fn sourced(described: &DescribedPermission) -> Value {
    let source = |role: &Option<(String, String)>| match role {
        None => json!({ "source_id": "", "source_name": "", "source_type": "DIRECT" }),
        Some((id, name)) => json!({ "source_id": id, "source_name": name, "source_type": "ROLE" }),
    };
    let sources: Vec<Value> = described.sources.iter().map(source).collect();
    let mut view = permission(described);
    view.insert("sources".into(), sources.into());
    view.into()
}

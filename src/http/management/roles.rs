//! `/api/v2/roles`

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Rows, TAKE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::role::Role;
use crate::domain::user::User;
use crate::flows::admin::roles::{self, Described};
use crate::store::role_members::{self, Part};

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/roles",
        scopes: &["read:roles"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            Parameter::text("name_filter"),
            Parameter::text("type"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/roles",
        scopes: &["create:roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a role"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/roles/{id}",
        scopes: &["read:roles"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/roles/{id}",
        scopes: &["update:roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Update a role"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/roles/{id}",
        scopes: &["delete:roles"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a role"),
        handler: |call| Box::pin(delete(call)),
    },
    Route {
        method: "GET",
        path: "/roles/{id}/permissions",
        scopes: &["read:roles"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(permissions(call)),
    },
    Route {
        method: "POST",
        path: "/roles/{id}/permissions",
        scopes: &["update:roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Associate permissions with a role"),
        handler: |call| Box::pin(grant(call)),
    },
    Route {
        method: "DELETE",
        path: "/roles/{id}/permissions",
        scopes: &["update:roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Remove permissions from a role"),
        handler: |call| Box::pin(revoke(call)),
    },
    Route {
        method: "GET",
        path: "/roles/{id}/users",
        scopes: &["read:users", "read:roles", "read:role_members"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(users(call)),
    },
    Route {
        method: "POST",
        path: "/roles/{id}/users",
        scopes: &["update:roles", "create:role_members"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Assign users to a role"),
        handler: |call| Box::pin(assign(call)),
    },
];

/// GET /roles
async fn list(call: &Call) -> Outcome {
    let mut found = roles::all(&call.ctx).await?;
    // Every role is the tenant's; an organization's own are a feature that this server has not.
    let of_tenant = call.query.text("type").is_none_or(|t| t == "tenant");
    let wanted = call.query.text("name_filter").map(str::to_lowercase);
    found.retain(|role| {
        let named = |part: &String| role.name.to_lowercase().contains(part);
        of_tenant && wanted.as_ref().is_none_or(named)
    });
    let id = |role: &Role| role.id.clone();
    let body = paging::answer(&call.query, "roles", found, id, view)?;
    Ok(Reply::ok(body))
}

/// GET /roles/{id}
async fn get(call: &Call) -> Outcome {
    Ok(Reply::ok(view(&roles::get(&call.ctx, &call.id).await?)))
}

/// POST /roles: 200, not 201.
async fn create(call: &Call) -> Outcome {
    Ok(Reply::ok(view(
        &roles::create(&call.ctx, &call.body).await?,
    )))
}

/// PATCH /roles/{id}
async fn update(call: &Call) -> Outcome {
    let changed = roles::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&changed)))
}

/// DELETE /roles/{id}: an empty object, not nothing.
async fn delete(call: &Call) -> Outcome {
    roles::delete(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({})))
}

/// GET /roles/{id}/permissions
async fn permissions(call: &Call) -> Outcome {
    let found = roles::permissions_of(&call.ctx, &call.id).await?;
    let shown = |d: &Described| Value::Object(permission(d));
    let body = paging::answer(&call.query, "permissions", found, key, shown)?;
    Ok(Reply::ok(body))
}

/// POST /roles/{id}/permissions
async fn grant(call: &Call) -> Outcome {
    roles::grant(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, json!({})))
}

/// DELETE /roles/{id}/permissions: 204, though Auth0's OpenAPI document says 200.
async fn revoke(call: &Call) -> Outcome {
    roles::revoke(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /roles/{id}/users
async fn users(call: &Call) -> Outcome {
    roles::get(&call.ctx, &call.id).await?;
    let rows = Rows::of(&call.query)?;
    let part = Part {
        after: &rows.after,
        offset: rows.offset.into(),
        limit: rows.limit.into(),
    };
    let mut db = call.ctx.store.read().await?;
    let found = role_members::users(&mut db, &call.id, part).await?;
    let total = match rows.totals {
        true => role_members::count(&mut db, &call.id).await?,
        false => 0,
    };
    let id = |found: &User| found.user_id.clone();
    let shown = |found: &User| Value::Object(user(found));
    let body = rows.answer("users", found, total, (id, shown));
    Ok(Reply::ok(body))
}

/// POST /roles/{id}/users
async fn assign(call: &Call) -> Outcome {
    roles::assign_users(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(json!({})))
}

/// As Auth0 shows a role.
pub(super) fn view(role: &Role) -> Value {
    json!({ "id": role.id, "name": role.name, "description": role.description })
}

/// As Auth0 shows a permission of a role.
pub(super) fn permission(described: &Described) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert(
        "permission_name".into(),
        described.permission.name.as_str().into(),
    );
    let mut show = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            view.insert(name.into(), text.into());
        }
    };
    show("description", described.description.as_deref());
    show("resource_server_name", described.api_name.as_deref());
    show(
        "resource_server_identifier",
        Some(&described.permission.audience),
    );
    view
}

/// What permissions are paged by.
pub(super) fn key(described: &Described) -> String {
    let permission = &described.permission;
    format!("{}\n{}", permission.audience, permission.name)
}

/// As Auth0 shows a user beside what they belong to.
pub(super) fn user(user: &User) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("user_id".into(), user.user_id.as_str().into());
    if let Some(email) = &user.email {
        view.insert("email".into(), email.as_str().into());
    }
    if let Some(picture) = user.profile.get("picture") {
        view.insert("picture".into(), picture.clone());
    }
    view.insert("name".into(), user.display_name().into());
    view
}

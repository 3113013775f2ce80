//! `/api/v2/users/{id}/roles` and `/api/v2/users/{id}/permissions`

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::roles::{key, permission, view};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::role::Role;
use crate::flows::admin::roles::{self, Described};

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/users/{id}/permissions",
        scopes: &["read:users"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(permissions(call)),
    },
    Route {
        method: "POST",
        path: "/users/{id}/permissions",
        scopes: &["update:users"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Assign permissions to a user"),
        handler: |call| Box::pin(grant(call)),
    },
    Route {
        method: "DELETE",
        path: "/users/{id}/permissions",
        scopes: &["update:users"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Remove permissions from a user"),
        handler: |call| Box::pin(revoke(call)),
    },
    Route {
        method: "GET",
        path: "/users/{id}/roles",
        scopes: &["read:users", "read:roles", "read:role_members"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/users/{id}/roles",
        scopes: &["update:users", "create:role_members"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Assign roles to a user"),
        handler: |call| Box::pin(assign(call)),
    },
    Route {
        method: "DELETE",
        path: "/users/{id}/roles",
        scopes: &["update:users", "delete:role_members"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Remove roles from a user"),
        handler: |call| Box::pin(remove(call)),
    },
];

/// GET /users/{id}/permissions
async fn permissions(call: &Call) -> Outcome {
    let found = roles::permissions_of_user(&call.ctx, &call.id).await?;
    let body = paging::answer(&call.query, "permissions", found, key, sourced)?;
    Ok(Reply::ok(body))
}

/// POST /users/{id}/permissions
async fn grant(call: &Call) -> Outcome {
    roles::grant_to_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, json!({})))
}

/// DELETE /users/{id}/permissions
async fn revoke(call: &Call) -> Outcome {
    roles::revoke_from_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /users/{id}/roles
async fn list(call: &Call) -> Outcome {
    let found = roles::of_user(&call.ctx, &call.id).await?;
    let id = |role: &Role| role.id.clone();
    let body = paging::answer(&call.query, "roles", found, id, view)?;
    Ok(Reply::ok(body))
}

/// POST /users/{id}/roles
async fn assign(call: &Call) -> Outcome {
    roles::assign_to_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /users/{id}/roles
async fn remove(call: &Call) -> Outcome {
    roles::remove_from_user(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// A permission of a user, and whether it is their own or comes by a role.
fn sourced(described: &Described) -> Value {
    let source = |role: &Option<(String, String)>| match role {
        None => json!({ "source_id": "", "source_name": "", "source_type": "DIRECT" }),
        Some((id, name)) => json!({ "source_id": id, "source_name": name, "source_type": "ROLE" }),
    };
    let sources: Vec<Value> = described.sources.iter().map(source).collect();
    let mut view = permission(described);
    view.insert("sources".into(), sources.into());
    view.into()
}

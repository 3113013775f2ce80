//! What a user has enrolled beside their password: nothing, because there is nothing yet that they could.

use serde_json::json;

use super::paging::{self, INCLUDE_TOTALS, PAGE, PER_PAGE};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::users;

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/users/{id}/authentication-methods",
        scopes: &["read:authentication_methods"],
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(methods(call)),
    },
    Route {
        method: "DELETE",
        path: "/users/{id}/authentication-methods",
        scopes: &["delete:authentication_methods"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete all authentication methods by user ID"),
        handler: |call| Box::pin(remove(call)),
    },
    Route {
        method: "DELETE",
        path: "/users/{id}/authenticators",
        scopes: &["delete:guardian_enrollments"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete All Authenticators"),
        handler: |call| Box::pin(remove(call)),
    },
    Route {
        method: "GET",
        path: "/users/{id}/enrollments",
        scopes: &["read:users", "read:current_user"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(enrollments(call)),
    },
];

/// GET /users/{id}/authentication-methods
async fn methods(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    let nothing: Vec<String> = Vec::new();
    let shown = |_: &String| json!({});
    let body = paging::answer(&call.query, "authenticators", nothing, String::clone, shown)?;
    Ok(Reply::ok(body))
}

/// GET /users/{id}/enrollments
async fn enrollments(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!([])))
}

/// DELETE /users/{id}/authentication-methods and /users/{id}/authenticators
async fn remove(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

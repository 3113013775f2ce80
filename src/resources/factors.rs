//! What a user has enrolled beside their password: nothing, because there is nothing yet that they could.

use serde_json::json;

use crate::resources::api::call::{Call, Route};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::users::records as users;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/users/{id}/authentication-methods",
        &["read:authentication_methods"],
        |call| Box::pin(methods(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::delete(
        "/users/{id}/authentication-methods",
        &["delete:authentication_methods"],
        "Delete all authentication methods by user ID",
        |call| Box::pin(remove(call)),
    ),
    Route::delete(
        "/users/{id}/authenticators",
        &["delete:guardian_enrollments"],
        "Delete All Authenticators",
        |call| Box::pin(remove(call)),
    ),
    Route::get(
        "/users/{id}/enrollments",
        &["read:users", "read:current_user"],
        |call| Box::pin(enrollments(call)),
    ),
];

/// GET /users/{id}/authentication-methods
async fn methods(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(Part::of(&call.query)?.nothing("authenticators")))
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

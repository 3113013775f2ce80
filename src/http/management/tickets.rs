//! `/api/v2/tickets`, and the jobs, of which none is ever begun: nobody sends e-mail here, and users come by tenant files.

use axum::http::StatusCode;
use serde_json::json;

use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::ticket::Kind;
use crate::flows::admin::{AdminError, tickets};
use crate::http::faces::management::ApiError;

const CREATE: &[&str] = &["create:user_tickets"];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "/jobs/users-exports",
        scopes: &["read:users"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create export users job"),
        handler: |call| Box::pin(begin(call)),
    },
    Route {
        method: "POST",
        path: "/jobs/users-imports",
        scopes: &["create:users"],
        query: &[],
        // A file, in parts, which nobody reads.
        takes: Takes::Nothing,
        writes: Some("Create import users job"),
        handler: |call| Box::pin(begin(call)),
    },
    Route {
        method: "POST",
        path: "/jobs/verification-email",
        scopes: &["update:users"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Send an email address verification email"),
        handler: |call| Box::pin(begin(call)),
    },
    Route {
        method: "GET",
        path: "/jobs/{id}",
        scopes: &["create:users", "read:users"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(job(call)),
    },
    Route {
        method: "GET",
        path: "/jobs/{id}/errors",
        scopes: &["create:users", "read:users"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(job(call)),
    },
    Route {
        method: "POST",
        path: "/tickets/email-verification",
        scopes: CREATE,
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an email verification ticket"),
        handler: |call| Box::pin(issue(call, Kind::EmailVerification)),
    },
    Route {
        method: "POST",
        path: "/tickets/password-change",
        scopes: CREATE,
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a password change ticket"),
        handler: |call| Box::pin(issue(call, Kind::PasswordChange)),
    },
];

async fn issue(call: &Call, kind: Kind) -> Outcome {
    let ticket = tickets::issue(&call.ctx, kind, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, json!({ "ticket": ticket })))
}

/// POST /jobs/…
async fn begin(_: &Call) -> Outcome {
    Err(AdminError::NotEnabled.into())
}

/// GET /jobs/{id}…
async fn job(_: &Call) -> Outcome {
    Err(ApiError::new(StatusCode::NOT_FOUND, "Job not found."))
}

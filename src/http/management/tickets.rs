//! `/api/v2/tickets`, and the jobs that would send them by e-mail.

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
        path: "/jobs/verification-email",
        scopes: &["update:users"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Send an email address verification email"),
        handler: |call| Box::pin(send(call)),
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

/// POST /jobs/verification-email: nobody sends e-mail here.
async fn send(_: &Call) -> Outcome {
    Err(AdminError::NotEnabled.into())
}

/// GET /jobs/{id}: no job was ever begun.
async fn job(_: &Call) -> Outcome {
    Err(ApiError::new(StatusCode::NOT_FOUND, "Job not found."))
}

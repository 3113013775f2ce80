//! `/api/v2/tickets`, and jobs, none of which ever begins: this server sends no e-mail, and imports users from tenant files.

pub mod document;
pub mod records;

use serde_json::json;

use crate::domain::ticket::TicketKind;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};

const CREATE: &[&str] = &["create:user_tickets"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::post(
        "/jobs/users-exports",
        &["read:users"],
        "Create export users job",
        |call| Box::pin(begin(call)),
    ),
    // A file in parts, which is not read.
    Route::post(
        "/jobs/users-imports",
        &["create:users"],
        "Create import users job",
        |call| Box::pin(begin(call)),
    )
    .takes(Takes::Nothing),
    Route::post(
        "/jobs/verification-email",
        &["update:users"],
        "Send an email address verification email",
        |call| Box::pin(begin(call)),
    ),
    Route::get("/jobs/{id}", &["create:users", "read:users"], |call| {
        Box::pin(job(call))
    }),
    Route::get(
        "/jobs/{id}/errors",
        &["create:users", "read:users"],
        |call| Box::pin(job(call)),
    ),
    Route::post(
        "/tickets/email-verification",
        CREATE,
        "Create an email verification ticket",
        |call| Box::pin(issue(call, TicketKind::EmailVerification)),
    ),
    Route::post(
        "/tickets/password-change",
        CREATE,
        "Create a password change ticket",
        |call| Box::pin(issue(call, TicketKind::PasswordChange)),
    ),
];

async fn issue(call: &Call, kind: TicketKind) -> Outcome {
    let ticket = records::issue(&call.ctx, kind, &call.body).await?;
    Ok(Reply::created(json!({ "ticket": ticket })))
}

/// POST /jobs/…
async fn begin(_: &Call) -> Outcome {
    Err(ApiError::not_enabled())
}

/// GET /jobs/{id}…
async fn job(_: &Call) -> Outcome {
    Err(ApiError::new(404, "Job not found."))
}

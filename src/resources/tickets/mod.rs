//! `/api/v2/tickets`: links, for the application to send.

pub mod document;
pub mod records;

use serde_json::json;

use crate::domain::ticket::TicketKind;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::reply::{Outcome, Reply};

const CREATE: &[&str] = &["create:user_tickets"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
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

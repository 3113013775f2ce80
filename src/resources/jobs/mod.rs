//! `/api/v2/jobs`. Users are imported and exported by tenant files; a message is posted while its job is made.

mod records;

use serde_json::{Value, json};

use crate::domain::job::Job;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};

const READ: &[&str] = &["create:users", "read:users"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::post(
        "/jobs/users-exports",
        &["read:users"],
        "Create export users job",
        |call| Box::pin(not_offered(call)),
    ),
    // A file in parts, which is not read.
    Route::post(
        "/jobs/users-imports",
        &["create:users"],
        "Create import users job",
        |call| Box::pin(not_offered(call)),
    )
    .takes(Takes::Nothing),
    Route::post(
        "/jobs/verification-email",
        &["update:users"],
        "Send an email address verification email",
        |call| Box::pin(send_verification(call)),
    ),
    Route::get("/jobs/{id}", READ, |call| Box::pin(one(call))),
    Route::get("/jobs/{id}/errors", READ, |call| Box::pin(errors(call))),
];

async fn not_offered(_: &Call) -> Outcome {
    Err(ApiError::not_enabled())
}

async fn send_verification(call: &Call) -> Outcome {
    let job = records::send_verification(&call.ctx, &call.body).await?;
    Ok(Reply::created(view(&job)))
}

async fn one(call: &Call) -> Outcome {
    let job = records::one(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&job)))
}

fn view(job: &Job) -> Value {
    json!({ "type": job.kind, "status": job.status, "created_at": job.created_at.to_string(), "id": job.id })
}

/// There are none: what fails begins no job.
async fn errors(call: &Call) -> Outcome {
    records::one(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

//! `/api/v2/jobs`. Users are imported in the background, and exported by tenant files; a message is posted while its job is made.

mod imports;
mod records;

use serde_json::{Value, json};

use crate::domain::job::{Job, JobStatus};
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};

/// Why an import fails as a whole.
const FAILED: &str = "The file is neither a list of users in JSON nor a line for each, the connection is gone, or it took longer than two hours.";
const READ: &[&str] = &["create:users", "read:users"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::post(
        "/jobs/users-exports",
        &["read:users"],
        "Create export users job",
        |call| Box::pin(not_offered(call)),
    ),
    Route::post(
        "/jobs/users-imports",
        &["create:users"],
        "Create import users job",
        |call| Box::pin(import(call)),
    )
    .takes(Takes::Parts),
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

async fn import(call: &Call) -> Outcome {
    let job = imports::begin(&call.ctx, &call.body, call.file.as_deref()).await?;
    let mut begun = view(&job);
    if let Some(import) = &job.import {
        begun["connection"] = import.connection.as_str().into();
        if let Some(id) = &import.external_id {
            begun["external_id"] = id.as_str().into();
        }
    }
    Ok(Reply::accepted(begun))
}

fn view(job: &Job) -> Value {
    let mut view = json!({ "type": job.kind, "status": job.status, "created_at": job.created_at.to_string(), "id": job.id });
    if let Some(import) = &job.import {
        view["connection_id"] = import.connection_id.as_str().into();
        if job.status == JobStatus::Completed {
            view["summary"] = json!(import.summary);
        }
    }
    view
}

/// Those of users that were not imported; the job where it has failed as a whole.
async fn errors(call: &Call) -> Outcome {
    let job = records::one(&call.ctx, &call.id).await?;
    if job.status == JobStatus::Failed && job.import.is_some() {
        let mut failed = view(&job);
        failed["status_details"] = FAILED.into();
        return Ok(Reply::ok(failed));
    }
    let errors = imports::errors(&call.ctx, &job).await?;
    Ok(match errors.is_empty() {
        true => Reply::no_content(),
        false => Reply::ok(Value::Array(errors)),
    })
}

//! Jobs, and the message that one of them is about.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::domain::job::{Job, JobStatus, JobType};
use crate::domain::request_body::{Bodies, Mode};
use crate::flows::Ctx;
use crate::flows::accounts::verification::Verification;
use crate::flows::mail::Posted;
use crate::ids;
use crate::resources::api::error::ApiError;
use crate::resources::tickets::document::{TicketOwner, identity_named};
use crate::resources::tickets::records::{check_organization, client_named, identity};
use crate::store::jobs;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Jobs are kept for a day (Auth0).
pub const KEPT: Duration = Duration::from_secs(24 * 3600);

/// Posts the message that confirms a user's address.
pub async fn send_verification(ctx: &Ctx, body: &Map<String, Value>) -> Result<Job, ApiError> {
    BODIES.validate(body, Mode::Create)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let owner = TicketOwner::User(text("user_id").unwrap_or_default().to_owned());
    let user = identity(ctx, &owner, identity_named(body).as_ref()).await?;
    if user.email.is_none() {
        return Err(ApiError::not_possible(
            "User does not have an email address.",
        ));
    }
    let client = match text("client_id") {
        Some(id) => Some(client_named(ctx, id).await?),
        None => None,
    };
    let organization_id = text("organization_id");
    check_organization(ctx, organization_id).await?;
    let client = client.as_ref().map(|stored| &stored.client);
    let verification = Verification {
        organization_id,
        ..Verification::prepare(ctx, client).await?
    };
    let job = Job {
        kind: JobType::VerificationEmail,
        status: JobStatus::Pending,
        created_at: ctx.now,
        id: ids::prefixed(&ctx.entropy, "job_"),
        import: None,
    };
    let mut tx = ctx.store.begin().await?;
    let status = match verification.post(ctx, &mut tx, &user).await? {
        Posted::Queued | Posted::Off => JobStatus::Completed,
        Posted::TooMany | Posted::NoProvider => JobStatus::Failed,
    };
    let done = Job {
        status,
        ..job.clone()
    };
    jobs::insert(&mut tx, &done, None, ctx.now.plus(KEPT)).await?;
    tx.commit().await?;
    Ok(job)
}

/// The job of that id.
pub async fn one(ctx: &Ctx, id: &str) -> Result<Job, ApiError> {
    let found = jobs::by_id(&mut ctx.store.read().await?, id, ctx.now).await?;
    found.ok_or_else(|| ApiError::new(404, "Job not found."))
}

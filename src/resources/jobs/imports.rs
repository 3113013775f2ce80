//! Imports of users: the file is stored, and [`crate::flows::user_import`] goes through it.

use serde_json::{Map, Value};

use super::records::KEPT;
use crate::domain::connection::Kind;
use crate::domain::job::{ImportSummary, Job, JobStatus, JobType, UserImport};
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::ApiError;
use crate::store::{connections, jobs};

/// How long a file may be (Auth0).
const MOST_BYTES: usize = 512_000;
/// How many imports there may be at once (Auth0).
const MOST_ACTIVE: i64 = 2;
const MOST_CHARACTERS: usize = 255;

/// Stores the job and its file.
pub async fn begin(
    ctx: &Ctx,
    body: &Map<String, Value>,
    file: Option<&[u8]>,
) -> Result<Job, ApiError> {
    let bad = |sentence: &str| ApiError::not_possible(sentence);
    let file = file.ok_or_else(|| bad("Must provide 'users' file as multipart part."))?;
    if file.is_empty() {
        return Err(bad("Users file must not be empty."));
    }
    if file.len() > MOST_BYTES {
        let sentence =
            format!("Payload content length greater than maximum allowed: {MOST_BYTES}.");
        return Err(ApiError::new(413, sentence));
    }
    let text = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let id = text("connection_id");
    let id = id.ok_or_else(|| bad("Must provide 'connection_id' as multipart part."))?;
    let found = connections::by_id(&mut ctx.store.read().await?, id).await?;
    let found = found.ok_or_else(|| bad("The connection does not exist."))?;
    let connection = &found.connection;
    if Kind::of(&connection.strategy) != Some(Kind::Database) {
        return Err(bad("Connection must be a database connection."));
    }
    if connection.enabled_clients.is_empty() {
        return Err(bad("Connection must be enabled."));
    }
    let external_id = text("external_id").map(str::to_owned);
    if external_id
        .as_ref()
        .is_some_and(|id| id.chars().count() > MOST_CHARACTERS)
    {
        return Err(bad(
            "The external_id is too long; 255 characters are allowed.",
        ));
    }
    let job = Job {
        kind: JobType::UsersImport,
        status: JobStatus::Pending,
        created_at: ctx.now,
        id: ids::prefixed(&ctx.entropy, "job_"),
        import: Some(UserImport {
            connection_id: connection.id.clone(),
            connection: connection.name.clone(),
            upsert: flag(body, "upsert", false)?,
            external_id,
            send_completion_email: flag(body, "send_completion_email", true)?,
            summary: ImportSummary::default(),
        }),
    };
    let mut tx = ctx.store.begin().await?;
    if jobs::active_imports(&mut tx).await? >= MOST_ACTIVE {
        let sentence = format!(
            "There are {MOST_ACTIVE} active import users jobs, please wait until some of them are finished and try again"
        );
        return Err(ApiError::new(429, sentence).code("too_many_active_jobs"));
    }
    jobs::insert(&mut tx, &job, Some(file), ctx.now.plus(KEPT)).await?;
    tx.commit().await?;
    Ok(job)
}

/// Parts are strings.
fn flag(body: &Map<String, Value>, name: &str, default: bool) -> Result<bool, ApiError> {
    match body.get(name).and_then(Value::as_str) {
        None | Some("") => Ok(default),
        Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(_) => {
            let sentence = format!("The part '{name}' must be true or false.");
            Err(ApiError::new(400, sentence))
        }
    }
}

/// What was wrong with users of the job's file, in the file's order.
pub async fn errors(ctx: &Ctx, job: &Job) -> Result<Vec<Value>, ApiError> {
    let lines = jobs::errors(&mut ctx.store.read().await?, &job.id, ctx.now).await?;
    let lines = lines.unwrap_or_default();
    Ok(lines
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect())
}

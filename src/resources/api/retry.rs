//! Optimistic writing: read what is stored, change it, and store it if no other request has changed it since.

use crate::resources::api::error::ApiError;

/// How often a change is tried.
const TRIES: usize = 5;

/// Calls `attempt` until it returns a result. It returns `None` if another request changed the same thing between its read
/// and its write; it then starts again from what is stored now. Gives up with 409.
pub async fn retry<T, F>(attempt: impl Fn() -> F) -> Result<T, ApiError>
where
    F: Future<Output = Result<Option<T>, ApiError>>,
{
    for _ in 0..TRIES {
        if let Some(done) = attempt().await? {
            return Ok(done);
        }
    }
    Err(ApiError::contended())
}

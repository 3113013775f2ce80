//! Jobs of the Management API, as long as they may be asked about.

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::job::Job;
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO jobs (id, document, expires_at) VALUES ($1, $2, $3)";
    BY_ID: "SELECT document FROM jobs WHERE id = $1 AND expires_at > $2";
}

/// Stores a job.
pub async fn insert(db: &mut Conn, job: &Job, expires_at: Timestamp) -> Result<(), StoreError> {
    let (id, text) = (job.id.as_str(), to_text(job));
    execute!(db, INSERT, id, text, expires_at.millis()).map(drop)
}

/// The job of that id.
pub async fn by_id(db: &mut Conn, id: &str, now: Timestamp) -> Result<Option<Job>, StoreError> {
    let row = fetch_optional!((String,), db, BY_ID, id, now.millis())?;
    row.map(|(text,)| from_text("jobs", &text)).transpose()
}

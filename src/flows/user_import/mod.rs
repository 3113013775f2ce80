//! Imports of users by files (`/api/v2/jobs/users-imports`): a few users at a time, by one process at a time. What is stored of
//! a file and how far it has come are one transaction, so that a process that dies leaves nothing half done.

mod entry;
mod one;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::domain::job::{Job, JobStatus, UserImport};
use crate::domain::time::Timestamp;
use crate::flows::Parts;
use crate::outside::Entropy;
use crate::store::connections;
use crate::store::engine::StoreError;
use crate::store::jobs::{self, Advance, LeasedImport};
use crate::tenant_log::{Event, EventCode};

use entry::Fault;
use one::Done;

/// How often imports are looked for.
pub const PERIOD: Duration = Duration::from_secs(1);
/// How long others wait after this process has died.
const LEASE: Duration = Duration::from_secs(10);
/// An import that takes longer has failed (Auth0).
const LONGEST: Duration = Duration::from_secs(2 * 3600);
/// Users in one transaction: logins wait for it.
const AT_ONCE: usize = 25;

/// What imports, in this process.
#[derive(Debug)]
pub struct UserImports {
    parts: Arc<Parts>,
    /// Its name among the processes.
    process: String,
    stop: CancellationToken,
}

impl UserImports {
    /// It begins no further users after `stop`.
    pub fn new(parts: Arc<Parts>, stop: CancellationToken) -> Self {
        Self {
            parts,
            process: Entropy::system().token::<12>(),
            stop,
        }
    }

    /// Goes through every file that waits.
    pub async fn look(&self) -> Result<(), StoreError> {
        let store = &self.parts.store;
        while jobs::active_imports(&mut store.read().await?).await? > 0 && !self.stop.is_cancelled()
        {
            let real = self.parts.clock.now();
            let lease = (real, real.plus(LEASE));
            let leased = jobs::lease(&mut store.write().await?, &self.process, lease).await?;
            let Some(leased) = leased else {
                return Ok(());
            };
            self.import(leased).await?;
        }
        Ok(())
    }

    async fn import(&self, leased: LeasedImport) -> Result<(), StoreError> {
        let LeasedImport {
            mut job,
            file,
            mut position,
        } = leased;
        let users = match (read(&file), &job.import) {
            (Some(users), Some(_)) => users,
            _ => return self.end(&job, JobStatus::Failed).await,
        };
        let mut seen: HashSet<String> = users
            .iter()
            .take(position)
            .filter_map(entry::address)
            .collect();
        while position < users.len() {
            if self.stop.is_cancelled() {
                return Ok(());
            }
            let now = self.parts.now(&mut self.parts.store.read().await?).await?;
            if now.since(job.created_at) > LONGEST {
                return self.end(&job, JobStatus::Failed).await;
            }
            let batch = &users[position..users.len().min(position + AT_ONCE)];
            let Some(next) = self
                .batch(&job, (batch, position), (&mut seen, now))
                .await?
            else {
                return Ok(());
            };
            (job, position) = (next, position + batch.len());
        }
        self.end(&job, JobStatus::Completed).await
    }

    /// Stores some users; the job as it is then. `None` where another process has it by now, or the connection is gone.
    async fn batch(
        &self,
        job: &Job,
        (users, before): (&[Value], usize),
        (seen, now): (&mut HashSet<String>, Timestamp),
    ) -> Result<Option<Job>, StoreError> {
        let Some(import) = &job.import else {
            return Ok(None);
        };
        let mut tx = self.parts.store.begin().await?;
        let connection = connections::by_id(&mut tx, &import.connection_id).await?;
        let Some(connection) = connection else {
            drop(tx);
            self.end(job, JobStatus::Failed).await?;
            return Ok(None);
        };
        let into = one::Into {
            connection: &import.connection,
            document: &connection.document,
            upsert: import.upsert,
            now,
            entropy: &self.parts.entropy,
        };
        let (mut summary, mut errors) = (import.summary, String::new());
        for user in users {
            summary.total += 1;
            let done = match given(user, seen) {
                Ok(given) => one::import(&mut tx, &into, given).await?,
                Err(fault) => Err(fault),
            };
            match done {
                Ok(Done::Inserted) => summary.inserted += 1,
                Ok(Done::Updated) => summary.updated += 1,
                Err(fault) => {
                    summary.failed += 1;
                    let line = json!({ "user": entry::shown(user), "errors": [fault] });
                    errors.push_str(&format!("{line}\n"));
                }
            }
        }
        let next = Job {
            import: Some(UserImport {
                summary,
                ..import.clone()
            }),
            ..job.clone()
        };
        let by = Advance {
            process: &self.process,
            before,
            done: before + users.len(),
            errors: &errors,
            until: self.parts.clock.now().plus(LEASE),
        };
        if !jobs::advance(&mut tx, &next, by).await? {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(next))
    }

    async fn end(&self, job: &Job, status: JobStatus) -> Result<(), StoreError> {
        let done = Job {
            status,
            ..job.clone()
        };
        let mut db = self.parts.store.write().await?;
        if !jobs::finish(&mut db, &done, &self.process).await? {
            return Ok(());
        }
        drop(db);
        let (code, text) = match status {
            JobStatus::Completed => (EventCode::UsersImport, "Users import finished"),
            _ => (EventCode::FailedUsersImport, "Users import failed"),
        };
        let summary = done.import.as_ref().map(|import| import.summary);
        let details = json!({ "job_id": done.id, "summary": summary });
        let connection = done
            .import
            .as_ref()
            .map(|import| import.connection.as_str());
        let event = Event::new(code, text)
            .with("connection", connection)
            .details(details);
        let now = self.parts.now(&mut self.parts.store.read().await?).await?;
        self.parts.tell(event, now);
        Ok(())
    }
}

/// The user, unless the file has had one of that address.
fn given(user: &Value, seen: &mut HashSet<String>) -> Result<entry::Given, Fault> {
    let given = entry::read(user)?;
    match seen.insert(given.email.clone()) {
        true => Ok(given),
        false => Err(Fault::new(
            "CONFLICT_EMAIL",
            "The file has another user of this email.",
        )),
    }
}

/// The users of a file: a list, or a line for each.
fn read(file: &[u8]) -> Option<Vec<Value>> {
    let text = std::str::from_utf8(file)
        .ok()?
        .trim_start_matches('\u{feff}')
        .trim();
    if text.starts_with('[') {
        return serde_json::from_str(text).ok();
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).ok()).collect()
}

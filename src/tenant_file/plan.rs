//! What an import would change. A plan is made inside the transaction that applies it.

use std::collections::HashSet;

use super::apply::{AnyRow, PlannedRow};
use super::entry::{Entry, TenantFile};
use super::place::{FileError, Place};
use super::section::{Planning, Section};
use super::state::{State, Unresolved};
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::outside::Entropy;
use crate::store::engine::{Conn, StoreError};

/// What planning needs besides the file and the store.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub settings: &'a Settings,
    pub entropy: &'a Entropy,
    pub now: Timestamp,
}

/// Why an entry is not in the plan, or there is none.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The changes, in an order in which they can be applied.
pub struct Plan {
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule.
    pub left_out: Vec<FileError>,
    /// The tenant as it will be.
    pub state: State,
}

/// One row that is made or replaced.
pub struct Change {
    /// `client Example Web`.
    pub what: String,
    /// The keys that change; none for a new row.
    pub keys: Vec<String>,
    pub(super) row: Box<dyn AnyRow>,
}

impl Change {
    /// One line for a person.
    pub fn describe(&self) -> String {
        if self.keys.is_empty() {
            format!("create {}", self.what)
        } else {
            format!("change {}: {}", self.what, self.keys.join(", "))
        }
    }
}

/// Compares the file with the store.
pub async fn plan(
    db: &mut Conn,
    file: &TenantFile,
    context: &Context<'_>,
) -> Result<Plan, StoreError> {
    let mut planner = Planner {
        context,
        state: State::load(db).await?,
        changes: Vec::new(),
        warnings: Vec::new(),
        left_out: Vec::new(),
        seen: HashSet::new(),
    };
    for section in file.sections.0 {
        planner.section(db, section, file.of(section.key)).await?;
    }
    Ok(Plan {
        changes: planner.changes,
        warnings: planner.warnings,
        left_out: planner.left_out,
        state: planner.state,
    })
}

/// A plan that is being made.
pub struct Planner<'a> {
    pub context: &'a Context<'a>,
    /// The tenant as it will be, so far: later entries may refer to earlier ones.
    pub state: State,
    pub warnings: Vec<String>,
    pub left_out: Vec<FileError>,
    changes: Vec<Change>,
    seen: HashSet<String>,
}

impl Planner<'_> {
    async fn section(
        &mut self,
        db: &mut Conn,
        section: &Section,
        entries: &[Entry],
    ) -> Result<(), StoreError> {
        match section.planning {
            Planning::Each(plan) => self.each(entries, plan),
            Planning::All(plan) => plan(self, entries),
            Planning::Stored(plan) => {
                for entry in entries {
                    match plan(self, db, entry).await {
                        Err(PlanError::Store(e)) => return Err(e),
                        Err(PlanError::File(e)) => self.left_out.push(e),
                        Ok(()) => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// Plans every entry. One that breaks a rule changes nothing: it is judged before anything is noted.
    pub fn each(
        &mut self,
        entries: &[Entry],
        plan: impl Fn(&mut Self, &Entry) -> Result<(), FileError>,
    ) {
        for entry in entries {
            let planned = plan(self, entry);
            self.or_leave_out(planned);
        }
    }

    /// Notes that a row is made, or replaced if any `keys` of it change.
    pub fn push(&mut self, what: String, keys: Vec<String>, row: impl PlannedRow) {
        let row = Box::new(row);
        self.changes.push(Change { what, keys, row });
    }

    /// The value, unless it cannot be used: then that is noted, and the rest goes on.
    pub fn or_leave_out<T>(&mut self, value: Result<T, FileError>) -> Option<T> {
        value.map_err(|e| self.left_out.push(e)).ok()
    }

    /// Refuses a second entry for the same row.
    pub fn once(&mut self, place: &Place, what: &str) -> Result<(), FileError> {
        if self.seen.insert(what.to_owned()) {
            return Ok(());
        }
        Err(place.error(format!("is the second entry for {what}; allowed is one")))
    }

    /// Notes that there is an entry for a row that had no name before.
    pub fn note(&mut self, what: String) {
        self.seen.insert(what);
    }

    /// Where the client is that a file names by its id or its name.
    pub fn resolve(&self, place: &Place, client: &str) -> Result<usize, FileError> {
        self.state.client(client).map_err(|e| match e {
            Unresolved::Unknown => {
                let names: Vec<&str> = self
                    .state
                    .clients
                    .iter()
                    .take(20)
                    .map(|c| c.client.name.as_str())
                    .collect();
                let problem = format!("{client:?} is no client; clients are {}", names.join(", "));
                place.error(problem)
            }
            Unresolved::Ambiguous => place.error(format!(
                "{client:?} names several clients; say which by its client_id"
            )),
        })
    }
}

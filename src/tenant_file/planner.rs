//! A plan that is being made: what sections note in it, and ask of it.

use std::collections::HashSet;

use super::entry::Entry;
use super::place::{FileError, Place};
use super::row::{AnyRow, PlannedRow};
use super::state::{State, Unresolved};
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::outside::Entropy;
use crate::store::engine::StoreError;

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

/// A plan that is being made.
pub struct Planner<'a> {
    pub context: &'a Context<'a>,
    /// The tenant as it will be, so far: later entries may refer to earlier ones.
    pub state: State,
    pub warnings: Vec<String>,
    pub left_out: Vec<FileError>,
    pub(super) changes: Vec<Change>,
    seen: HashSet<String>,
}

impl<'a> Planner<'a> {
    /// One that has planned nothing yet.
    pub(super) fn new(context: &'a Context<'a>, state: State) -> Self {
        Self {
            context,
            state,
            changes: Vec::new(),
            warnings: Vec::new(),
            left_out: Vec::new(),
            seen: HashSet::new(),
        }
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

    /// Warns of what no flow acts upon.
    pub fn warn_not_applied(&mut self, place: &Place) {
        let warning = format!("{place}: not applied by this version");
        self.warnings.push(warning);
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

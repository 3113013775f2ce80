//! What an import would change. A plan is made inside the transaction that applies it.

use super::entry::Entry;
use super::file::TenantFile;
use super::place::FileError;
use super::planner::{Change, Context, PlanError, Planner};
use super::section::{Planning, Section};
use super::state::State;
use crate::store::engine::{Conn, StoreError};

/// The changes, in an order in which they can be applied.
pub struct Plan {
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
    /// Entries, or parts of them, that break a rule.
    pub left_out: Vec<FileError>,
    /// The tenant as it will be.
    pub state: State,
}

/// Compares the file with the store.
pub async fn plan(
    db: &mut Conn,
    file: &TenantFile,
    context: &Context<'_>,
) -> Result<Plan, StoreError> {
    let mut planner = Planner::new(context, State::load(db).await?);
    for section in file.sections.0 {
        plan_section(&mut planner, db, section, file.of(section.key)).await?;
    }
    Ok(Plan {
        changes: planner.changes,
        warnings: planner.warnings,
        left_out: planner.left_out,
        state: planner.state,
    })
}

async fn plan_section(
    planner: &mut Planner<'_>,
    db: &mut Conn,
    section: &Section,
    entries: &[Entry],
) -> Result<(), StoreError> {
    match section.planning {
        Planning::Each(plan) => planner.each(entries, plan),
        Planning::All(plan) => plan(planner, entries),
        Planning::Stored(plan) => {
            for entry in entries {
                match plan(planner, db, entry).await {
                    Err(PlanError::Store(e)) => return Err(e),
                    Err(PlanError::File(e)) => planner.left_out.push(e),
                    Ok(()) => {}
                }
            }
        }
    }
    Ok(())
}

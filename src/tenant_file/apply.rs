//! Writes a plan, in the transaction in which it was made.

use super::planner::{Change, Context};
use super::row::{Hash, Storing};
use crate::store::engine::{StoreError, Tx};

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("{0} was changed by another request meanwhile: nothing was imported, try again")]
    Conflict(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes every change; the caller commits.
pub async fn apply(
    tx: &mut Tx,
    changes: &[Change],
    context: &Context<'_>,
    hash: Hash<'_>,
) -> Result<(), ApplyError> {
    let with = Storing {
        now: context.now,
        hash,
    };
    for change in changes {
        if !change.row.store(tx, &with).await? {
            return Err(ApplyError::Conflict(change.what.clone()));
        }
    }
    Ok(())
}

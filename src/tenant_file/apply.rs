//! Writes a plan, in the transaction in which it was made.

use super::plan::{Change, Context};
use super::section::BoxFuture;
use crate::domain::time::Timestamp;
use crate::store::engine::{StoreError, Tx};

/// Makes the hash under which a password is stored.
pub type Hash<'a> = &'a (dyn Fn(&str) -> String + Sync);

/// What storing needs besides the row.
#[derive(Clone, Copy)]
pub struct Storing<'a> {
    pub now: Timestamp,
    pub hash: Hash<'a>,
}

/// A row, or rows that belong together, as they will be.
pub trait PlannedRow: Send + Sync + 'static {
    /// Stores it; false if another request has changed what it replaces.
    fn store(
        &self,
        tx: &mut Tx,
        with: &Storing<'_>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// A [`PlannedRow`] of any type.
pub(super) trait AnyRow: Send + Sync {
    fn store<'a>(
        &'a self,
        tx: &'a mut Tx,
        with: &'a Storing<'a>,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
}

impl<R: PlannedRow> AnyRow for R {
    fn store<'a>(
        &'a self,
        tx: &'a mut Tx,
        with: &'a Storing<'a>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(PlannedRow::store(self, tx, with))
    }
}

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

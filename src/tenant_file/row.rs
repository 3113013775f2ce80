//! The rows of a plan, each of which stores itself.

use std::pin::Pin;

use crate::domain::time::Timestamp;
use crate::store::engine::{StoreError, Tx};
use crate::store::tenant::{self, Kept};

/// Work that waits for the database.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

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

/// Settings of which the tenant has one object.
pub struct KeptRow<K>(pub K);

impl<K: Kept + Send + Sync + 'static> PlannedRow for KeptRow<K> {
    async fn store(&self, tx: &mut Tx, _: &Storing<'_>) -> Result<bool, StoreError> {
        tenant::replace_kept(tx, &self.0).await?;
        Ok(true)
    }
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

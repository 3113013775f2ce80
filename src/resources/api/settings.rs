//! Settings of which the tenant has one object: `GET` and `PATCH` at one path.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::error::ApiError;
use super::resource::Resource;
use crate::flows::Ctx;
use crate::store::engine::Tx;
use crate::store::tenant::{self, Kept};

/// One kind of them.
pub trait SettingsObject: Kept + Send + Sync + 'static {
    /// The settings after a `PATCH`, if its schema and the rules admit it.
    fn patched(&self, patch: &Map<String, Value>) -> Result<Self, ApiError>;
}

/// Settings as they are stored, never a copy.
#[derive(Debug, Clone)]
pub struct Stored<S> {
    settings: S,
    /// The tenant's.
    version: i64,
}

impl<S: SettingsObject> Resource for Stored<S> {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        let mut db = call.ctx.store.read().await?;
        let (settings, version) = tenant::kept_versioned(&mut db).await?;
        Ok(Self { settings, version })
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(json!(self.settings))
    }

    /// There is always something to apply a patch to, and that checks it.
    fn validate(_call: &Call) -> Result<(), ApiError> {
        Ok(())
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        self.settings = self.settings.patched(patch)?;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(self.settings == before.settings
            || tenant::change_kept(tx, &self.settings, before.version).await?)
    }
}

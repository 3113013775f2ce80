//! What the Management API does: to clients, and what it writes to the tenant log about it.

pub mod audit;
pub mod clients;

use std::sync::Arc;

use super::Failure;
use crate::domain::client_document::Invalid;
use crate::domain::scope::Scope;
use crate::store::clients::StoredClient;
use crate::store::engine::StoreError;

/// Who calls, by a Management token.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The client that the token was issued to.
    pub client: Arc<StoredClient>,
    pub scope: Scope,
}

impl Caller {
    /// Whether the token has one of the scopes.
    pub fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.iter().any(|s| self.scope.contains(s))
    }
}

/// Why a call does nothing.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("The client does not exist")]
    NoSuchClient,
    #[error("Global client cannot be deleted.")]
    GlobalClient,
    /// The token lacks every one of these.
    #[error("Insufficient scope, expected any of: {}", .0.join(", "))]
    Scope(&'static [&'static str]),
    /// The setting would be stored and nobody would act upon it.
    #[error("This feature is not enabled for this tenant.")]
    NotEnabled,
    /// Others changed the same thing again and again while this call tried to.
    #[error("The client is being changed by other requests. Try again.")]
    Contended,
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for AdminError {
    fn from(e: StoreError) -> Self {
        Self::Failure(e.into())
    }
}

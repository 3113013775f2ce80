//! The caller of the Management API.

use std::sync::Arc;

use crate::domain::scope::Scope;
use crate::domain::user::{MAX_METADATA, MAX_OWN_METADATA};
use crate::store::clients::StoredClient;

/// Who calls, by a Management token.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The client that the token was issued to.
    pub client: Arc<StoredClient>,
    /// The user whose token it is, who may act on themselves alone; `None`: the client's own.
    pub user_id: Option<String>,
    pub scope: Scope,
}

impl Caller {
    /// Whether the token has one of the scopes.
    pub fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.iter().any(|s| self.scope.contains(s))
    }

    /// How long the caller may make a user's metadata.
    pub fn max_metadata(&self) -> usize {
        match self.user_id {
            Some(_) => MAX_OWN_METADATA,
            None => MAX_METADATA,
        }
    }
}

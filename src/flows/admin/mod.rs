//! What the Management API does: to clients, and what it writes to the tenant log about it.

pub mod action_bindings;
pub mod actions;
pub mod attack_protection;
pub mod audit;
pub mod blocks;
pub mod client_credentials;
pub mod client_grants;
pub mod clients;
pub mod connections;
pub mod custom_domains;
pub mod device_credentials;
pub mod grants;
pub mod identities;
pub mod log_streams;
pub mod organization_members;
pub mod organizations;
pub mod rate;
pub mod refresh_tokens;
pub mod resource_servers;
mod retry;
pub mod roles;
pub mod sessions;
pub mod signing_keys;
pub mod tenant;
pub mod tickets;
pub mod users;

use std::sync::Arc;

use super::Failure;
use crate::domain::request_body::{Forbidden, Invalid};
use crate::domain::scope::Scope;
use crate::domain::user::{MAX_METADATA, MAX_OWN_METADATA};
use crate::store::clients::StoredClient;
use crate::store::engine::StoreError;

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

/// Why a call does nothing.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("The client does not exist")]
    NoSuchClient,
    #[error("Global client cannot be deleted.")]
    GlobalClient,
    #[error("{}", .0.sentence())]
    Missing(Missing),
    /// There is one of that name already.
    #[error("{0}")]
    Exists(&'static str),
    /// Nothing is wrong with the call but what it would do.
    #[error("{0}")]
    NotPossible(&'static str),
    #[error("The custom domain {0} does not exist")]
    NoSuchCustomDomain(String),
    /// The caller may do this, but not to that.
    #[error("{0}")]
    NotAllowed(&'static str),
    #[error("The user already exists.")]
    UserExists,
    /// The token lacks every one of these.
    #[error("Insufficient scope, expected any of: {}", .0.join(", "))]
    Scope(&'static [&'static str]),
    /// The setting would be stored and nobody would act upon it.
    #[error("This feature is not enabled for this tenant.")]
    NotEnabled,
    /// Others changed the same thing again and again while this call tried to.
    #[error("It is being changed by other requests. Try again.")]
    Contended,
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// What a call names and the tenant has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Action,
    ActionVersion,
    ActionExecution,
    LogStream,
    ResourceServer,
    Credential,
    ClientGrant,
    Connection,
    SigningKey,
    Session,
    RefreshToken,
    User,
    /// One of several that were named.
    SomeUser,
    Role,
    Organization,
    OrganizationConnection,
    DiscoveryDomain,
    Invitation,
}

impl Missing {
    /// Auth0's sentence, full stop or none.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Action => "That action does not exist.",
            Self::ActionVersion => "That action version does not exist.",
            Self::ActionExecution => "That execution does not exist.",
            Self::LogStream => "The log stream does not exist.",
            Self::ResourceServer => "The resource server does not exist",
            Self::Credential => "Credential does not exist",
            Self::ClientGrant => "The grant does not exist.",
            Self::Connection => "The connection does not exist",
            Self::SigningKey => "Signing key not found.",
            Self::Session => "The session does not exist.",
            Self::RefreshToken => "The refresh token does not exist.",
            Self::User => "The user does not exist.",
            Self::SomeUser => "One or more of the users do not exist.",
            Self::Role => "The role does not exist.",
            Self::Organization => "No organization found by that id or name",
            Self::OrganizationConnection => "No connection found by that id",
            Self::DiscoveryDomain => "No organization domain found by that id",
            Self::Invitation => "The invitation does not exist.",
        }
    }
}

impl From<Forbidden> for AdminError {
    fn from(Forbidden: Forbidden) -> Self {
        Self::NotEnabled
    }
}

impl From<StoreError> for AdminError {
    fn from(e: StoreError) -> Self {
        Self::Failure(e.into())
    }
}

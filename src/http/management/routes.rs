//! The table of endpoints: each resource has its rows beside its handlers, ordered by path.

use super::{
    Route, client_credentials, client_grants, clients, connections, logs, refresh_tokens,
    resource_servers, sessions, signing_keys, tenants, users,
};

const RESOURCES: &[&[Route]] = &[
    client_grants::ROUTES,
    clients::ROUTES,
    client_credentials::ROUTES,
    connections::ROUTES,
    logs::ROUTES,
    refresh_tokens::ROUTES,
    resource_servers::ROUTES,
    sessions::ROUTES,
    signing_keys::ROUTES,
    tenants::ROUTES,
    users::ROUTES,
];

/// Every endpoint of the Management API; those of one path follow each other.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    RESOURCES.iter().copied().flatten()
}

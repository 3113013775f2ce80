//! The table of endpoints: each resource has its rows beside its handlers, ordered by path.

use super::{
    Route, client_grants, clients, connections, logs, resource_servers, signing_keys, tenants,
};

const RESOURCES: &[&[Route]] = &[
    client_grants::ROUTES,
    clients::ROUTES,
    connections::ROUTES,
    logs::ROUTES,
    resource_servers::ROUTES,
    signing_keys::ROUTES,
    tenants::ROUTES,
];

/// Every endpoint of the Management API; those of one path follow each other.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    RESOURCES.iter().copied().flatten()
}

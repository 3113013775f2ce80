//! The table of endpoints: each resource has its rows beside its handlers, ordered by path.

use super::{Route, clients, logs, resource_servers};

const RESOURCES: &[&[Route]] = &[clients::ROUTES, logs::ROUTES, resource_servers::ROUTES];

/// Every endpoint of the Management API; those of one path follow each other.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    RESOURCES.iter().copied().flatten()
}

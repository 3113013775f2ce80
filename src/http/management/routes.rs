//! The table of endpoints: each resource has its rows beside its handlers, ordered by path.

use super::{
    Route, action_triggers, actions, attack_protection, client_credentials, client_grants, clients,
    connections, custom_domains, device_credentials, factors, grants, identities, log_streams,
    logs, not_offered, organization_connections, organization_grants, organization_members,
    organizations, refresh_tokens, resource_servers, roles, sessions, signing_keys, stats, tenants,
    tickets, user_access, user_blocks, users,
};

const RESOURCES: &[&[Route]] = &[
    action_triggers::ROUTES,
    actions::ROUTES,
    attack_protection::ROUTES,
    client_grants::ROUTES,
    clients::ROUTES,
    client_credentials::ROUTES,
    connections::ROUTES,
    custom_domains::ROUTES,
    device_credentials::ROUTES,
    factors::ROUTES,
    grants::ROUTES,
    identities::ROUTES,
    log_streams::ROUTES,
    logs::ROUTES,
    organization_connections::ROUTES,
    organization_grants::ROUTES,
    organization_members::ROUTES,
    organizations::ROUTES,
    refresh_tokens::ROUTES,
    resource_servers::ROUTES,
    roles::ROUTES,
    sessions::ROUTES,
    signing_keys::ROUTES,
    stats::ROUTES,
    tenants::ROUTES,
    tickets::ROUTES,
    user_access::ROUTES,
    user_blocks::ROUTES,
    users::ROUTES,
];

/// Every endpoint of the Management API; those of one path follow each other.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    let own = RESOURCES.iter().copied().flatten();
    own.chain(not_offered::routes())
}

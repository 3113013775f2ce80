//! What the Management API manages. A resource is one folder (or one file, if it is small): its `ROUTES` say which
//! endpoints it has, which scopes they need, what they take and what the tenant log calls them; its handlers answer them,
//! and `records.rs` reads and changes what is stored. No axum here and no SQL: `http/management` serves the routes.

pub mod actions;
pub mod api;
pub mod attack_protection;
pub mod client_grants;
pub mod clients;
pub mod connections;
pub mod custom_domains;
pub mod device_credentials;
pub mod factors;
pub mod grants;
pub mod log_streams;
pub mod logs;
pub mod not_offered;
pub mod organizations;
pub mod refresh_tokens;
pub mod resource_servers;
pub mod roles;
pub mod sessions;
pub mod signing_keys;
pub mod stats;
pub mod tenants;
pub mod tickets;
pub mod user_blocks;
pub mod users;

use api::call::Route;

/// Every resource, by its routes.
const RESOURCES: &[&[Route]] = &[
    actions::triggers::ROUTES,
    actions::ROUTES,
    attack_protection::ROUTES,
    client_grants::ROUTES,
    clients::ROUTES,
    clients::credentials::ROUTES,
    connections::ROUTES,
    custom_domains::ROUTES,
    device_credentials::ROUTES,
    factors::ROUTES,
    grants::ROUTES,
    users::identities::ROUTES,
    log_streams::ROUTES,
    logs::ROUTES,
    organizations::connections::ROUTES,
    organizations::grants::ROUTES,
    organizations::members::ROUTES,
    organizations::ROUTES,
    refresh_tokens::ROUTES,
    resource_servers::ROUTES,
    roles::ROUTES,
    sessions::ROUTES,
    signing_keys::ROUTES,
    stats::ROUTES,
    tenants::ROUTES,
    tickets::ROUTES,
    roles::of_users::ROUTES,
    user_blocks::ROUTES,
    users::ROUTES,
];

/// Every endpoint of the Management API; those of one path follow each other.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    let own = RESOURCES.iter().copied().flatten();
    own.chain(not_offered::routes())
}

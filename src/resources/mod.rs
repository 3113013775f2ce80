//! What the Management API manages. A resource is one folder (or one file, if it is small). Those with the usual five
//! endpoints implement `Standard`; an endpoint beside them is a row of `ROUTES` (method, path, scopes, parameters, body, name
//! in the tenant log) and its handler. `schema.json` and `document.rs` say what a body must be, and what is made of it.
//! `records.rs` has what other resources need of one, and reads and changes what is stored where that is special. No axum here and no SQL: `http/management` serves the routes.

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
#[cfg(test)]
mod stored;
pub mod tenants;
#[cfg(test)]
mod testing;
pub mod tickets;
pub mod unsupported;
pub mod user_blocks;
pub mod users;

use std::sync::LazyLock;

use api::call::Route;
use api::standard;

use crate::domain::client_grant::ClientGrant;
use crate::domain::log_stream::LogStream;
use crate::domain::role::Role;
use crate::store::connections::StoredConnection;
use crate::store::resource_servers::StoredResourceServer;

/// The resources with the standard endpoints.
const STANDARD: &[fn() -> Vec<Route>] = &[
    standard::routes::<ClientGrant>,
    standard::routes::<StoredConnection>,
    standard::routes::<LogStream>,
    standard::routes::<StoredResourceServer>,
    standard::routes::<Role>,
];

/// The endpoints of the others, and those that a resource has beside the standard ones.
const OTHERS: &[&[Route]] = &[
    actions::triggers::ROUTES,
    actions::ROUTES,
    attack_protection::ROUTES,
    clients::ROUTES,
    clients::credentials::ROUTES,
    connections::ROUTES,
    custom_domains::ROUTES,
    device_credentials::ROUTES,
    factors::ROUTES,
    grants::ROUTES,
    users::identities::ROUTES,
    logs::ROUTES,
    organizations::connections::ROUTES,
    organizations::grants::ROUTES,
    organizations::members::ROUTES,
    organizations::ROUTES,
    refresh_tokens::ROUTES,
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

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let standard = STANDARD.iter().flat_map(|routes| routes());
    let others = OTHERS.iter().copied().flatten().copied();
    let not_offered = not_offered::routes().iter().copied();
    standard.chain(others).chain(not_offered).collect()
});

/// Every endpoint of the Management API; those of one path follow each other.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter()
}

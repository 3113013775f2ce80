//! What the Management API manages. A resource is one folder (or one file, if it is small). Its endpoints are the rows of
//! `ROUTES`: method, path, scopes, name in the tenant log, handler, parameters, body. What is read and changed at its path
//! implements `Resource`, which makes the handlers of `GET` and `PATCH`. `schema.json` and `document.rs` say what a body must
//! be, and what is made of it; `tenant_file.rs` is its section of the tenant file. `records.rs` has what other resources need
//! of one, and what is special. No axum here and no SQL: `http/management` serves the routes.

pub mod actions;
pub mod api;
pub mod attack_protection;
pub mod authentication_methods;
pub mod branding;
pub mod branding_themes;
pub mod client_grants;
pub mod clients;
pub mod connections;
pub mod custom_domains;
pub mod device_credentials;
pub mod email_provider;
pub mod email_templates;
pub mod grants;
pub mod guardian;
pub mod jobs;
pub mod log_streams;
pub mod logs;
pub mod not_offered;
pub mod organizations;
pub mod page_template;
pub mod prompts;
pub mod refresh_tokens;
pub mod resource_servers;
pub mod roles;
pub mod sections;
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

/// The endpoints of each resource.
const RESOURCES: &[&[Route]] = &[
    actions::triggers::ROUTES,
    actions::ROUTES,
    attack_protection::ROUTES,
    authentication_methods::enrollments::ROUTES,
    authentication_methods::ROUTES,
    branding::ROUTES,
    branding_themes::ROUTES,
    client_grants::ROUTES,
    clients::ROUTES,
    clients::credentials::ROUTES,
    connections::ROUTES,
    custom_domains::ROUTES,
    device_credentials::ROUTES,
    email_provider::ROUTES,
    email_templates::ROUTES,
    grants::ROUTES,
    guardian::ROUTES,
    guardian::phone::ROUTES,
    guardian::ticket::ROUTES,
    users::identities::ROUTES,
    jobs::ROUTES,
    log_streams::ROUTES,
    logs::ROUTES,
    organizations::connections::ROUTES,
    organizations::grants::ROUTES,
    organizations::invitations::ROUTES,
    organizations::members::ROUTES,
    organizations::ROUTES,
    page_template::ROUTES,
    prompts::ROUTES,
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

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let offered = RESOURCES.iter().copied().flatten().copied();
    let not_offered = not_offered::routes().iter().copied();
    offered.chain(not_offered).collect()
});

/// Every endpoint of the Management API; those of one path follow each other.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter()
}

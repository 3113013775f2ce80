//! The sections of the tenant file.

use super::{
    actions, attack_protection, branding, branding_themes, client_grants, clients, connections,
    email_provider, email_templates, guardian, log_streams, organizations, prompts,
    resource_servers, roles, tenants, users,
};
use crate::tenant_file::section::Sections;

/// All of them, in an order in which they can be applied: a section refers to those above it.
pub const SECTIONS: Sections = Sections(&[
    resource_servers::tenant_file::SECTION,
    clients::tenant_file::SECTION,
    connections::tenant_file::SECTION,
    connections::tenant_file::CONNECTIONS,
    tenants::tenant_file::SECTION,
    prompts::tenant_file::SECTION,
    client_grants::tenant_file::SECTION,
    roles::tenant_file::SECTION,
    organizations::tenant_file::SECTION,
    attack_protection::tenant_file::SECTION,
    guardian::tenant_file::FACTORS,
    guardian::tenant_file::POLICIES,
    guardian::phone_tenant_file::TEMPLATES,
    guardian::phone_tenant_file::MESSAGE_TYPES,
    guardian::phone_tenant_file::PROVIDER,
    branding::tenant_file::SECTION,
    branding_themes::tenant_file::SECTION,
    actions::tenant_file::SECTION,
    actions::tenant_file::triggers::SECTION,
    email_provider::tenant_file::SECTION,
    email_templates::tenant_file::SECTION,
    log_streams::tenant_file::SECTION,
    users::tenant_file::SECTION,
]);

//! Organizations, and what belongs to one.

pub mod organization_connections;
pub mod organization_grants;
pub mod organization_invitations;
pub mod organization_members;
pub mod organizations;

//! Roles and permissions.

pub mod permissions;
pub mod role_members;
pub mod roles;

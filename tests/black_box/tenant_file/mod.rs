//! Tenant files: import, export, check.

mod imported_users;
mod rules;
mod sections;
mod shapes;

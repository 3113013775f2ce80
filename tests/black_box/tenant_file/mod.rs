//! Tenant files: import, export, check.

mod guardian;
mod imported_users;
mod rules;
mod sections;
mod shapes;

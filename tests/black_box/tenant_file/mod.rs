//! Tenant files: import, export, check.

mod guardian;
mod imported_users;
pub use imported_users::vectors;
mod rules;
mod sections;
mod shapes;

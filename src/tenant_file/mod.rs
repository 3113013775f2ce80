//! The tenant file: the format of Auth0's Deploy CLI, read, compared with the store, applied to it and written from it.
//!
//! Reading ([`read`]) yields a [`sections::TenantFile`]; planning ([`plan`]) compares it with the store; applying
//! ([`apply`]) writes the difference, all of it or nothing. Nothing is ever deleted.

pub mod apply;
mod check;
mod credential;
mod directory;
pub mod import;
mod keys;
pub mod lint;
mod merge;
pub mod place;
pub mod placeholders;
pub mod plan;
pub mod read;
pub mod sections;
mod silence;
pub mod state;
#[cfg(test)]
mod tests;
pub mod write;
mod yaml;

/// The tenant of `footbridge dev`.
pub const DEMO: &str = include_str!("demo.yaml");

//! The tenant file: the format of Auth0's Deploy CLI, read, compared with the store, applied to it and written from it.
//!
//! Reading ([`read`]) yields an [`file::TenantFile`]; planning ([`plan`]) compares it with the store; applying
//! ([`apply`]) writes the difference, all of it or nothing. Nothing is ever deleted. What a section has and how its entries
//! are planned, stored, exported and linted is its resource's to say, by a [`section::Section`].

pub mod apply;
mod directory;
pub mod entry;
pub mod file;
pub mod findings;
pub mod import;
pub mod judge;
pub mod lint;
pub mod merge;
pub mod place;
pub mod placeholders;
pub mod plan;
pub mod planner;
pub mod read;
pub mod row;
pub mod section;
mod silence;
mod sources;
pub mod state;
#[cfg(test)]
mod tests;
pub mod write;
pub mod yaml;

/// The tenant of `footbridge dev`.
pub const DEMO: &str = include_str!("demo.yaml");

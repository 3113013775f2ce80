//! Actions: drafts, versions, bindings and executions.

pub mod action_bindings;
pub mod action_executions;
pub mod action_versions;
pub mod actions;
pub mod bound_actions;
pub mod user_facts;

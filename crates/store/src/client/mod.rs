//! Clients, and what belongs to one.

pub mod client_credentials;
pub mod client_grants;
pub mod client_names;
pub mod clients;
pub mod used_assertions;

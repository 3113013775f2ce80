//! The tenant, its connections, APIs and domains.

pub mod connections;
pub mod custom_domains;
pub mod custom_texts;
pub mod resource_servers;
pub mod tenant;

//! Footbridge: a self-hosted authorization server that speaks Auth0's wire.
//!
//! The rooms, and the direction of imports (checked by `tests/architecture.rs`): `http → resources → (flows,
//! tenant_file) → (tokens, keys, actions, tenant_log, network, store) → domain`. `domain` imports no other room; only `http`
//! knows axum, only `store` speaks SQL, only `config` reads the environment, only `outside` reads the time and random bits.
//! Rooms that are separate crates have the same names here as the others.

pub mod app;
pub mod cli;
pub mod config;
pub mod flows;
pub mod http;
pub mod key_ring;
pub mod mail;
pub mod network;
pub mod passwords;
#[cfg(test)]
#[path = "../tests/common/properties.rs"]
mod properties;
pub mod resources;
pub mod telemetry;
pub mod tenant_file;
pub mod tenant_log;
pub mod texts;
pub mod tokens;

pub use footbridge_actions as actions;
pub use footbridge_domain as domain;
pub use footbridge_egress as egress;
pub use footbridge_keys as keys;
pub use footbridge_outside as outside;
pub use footbridge_outside::ids;
pub use footbridge_saml as saml;
pub use footbridge_saml::xml;
pub use footbridge_store as store;
pub use footbridge_webauthn as webauthn;

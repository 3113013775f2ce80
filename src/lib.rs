//! Footbridge: a self-hosted authorization server that speaks Auth0's wire.
//!
//! The rooms, and who may import whom (checked by `tests/architecture.rs`): `http → flows → (tokens, keys, actions,
//! tenant_log, network, store) → domain`. `domain` imports nothing of ours; only `http` knows axum, only `store` speaks SQL, only
//! `config` reads the environment, only `outside` asks the time and draws random numbers.

pub mod actions;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod egress;
pub mod flows;
pub mod http;
pub mod ids;
pub mod key_ring;
pub mod keys;
pub mod network;
pub mod outside;
pub mod passwords;
pub mod saml;
pub mod store;
pub mod telemetry;
pub mod tenant_file;
pub mod tenant_log;
pub mod tokens;
pub mod xml;

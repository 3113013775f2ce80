//! The built binary, over sockets only: what an application, a browser or an operator sees.
//!
//! Every test runs on SQLite and on a throw-away Postgres that the harness starts by itself.

mod abuse;
mod actions;
#[path = "../common/mod.rs"]
mod common;
mod conformance;
mod edge;
mod first_run;
mod harness;
#[path = "../common/history/mod.rs"]
mod history;
mod logs;
mod mail;
mod management;
mod mfa_api;
mod model;
mod oauth;
mod operations;
mod organizations;
mod passkey_api;
#[path = "../common/passkeys.rs"]
mod passkeys;
mod passwordless;
mod saml;
mod second_factor;
mod sign_in;
mod tenant_file;
mod token;
mod transfer;
mod upstream;
mod users;
mod wire;

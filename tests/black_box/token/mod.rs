//! The token endpoint: grants, client authentication, permissions, revocation.

mod client_credentials;
mod errors;
mod matrix;
mod permissions;
mod refresh_scope;
mod refresh_tokens;
mod requests;
mod revocation;
mod tolerance;

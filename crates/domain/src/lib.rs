//! The vocabulary: pure types and rules. Nothing here is async, does IO, asks the time or knows of HTTP and SQL.

pub mod action;
pub mod brute_force;
pub mod budget;
pub mod client;
pub mod client_assertion;
pub mod client_credential;
pub mod client_grant;
pub mod code;
pub mod connection;
pub mod custom_domain;
pub mod device;
pub mod device_credential;
pub mod dialect;
pub mod digest;
pub mod grant_type;
pub mod identifier;
pub mod ip;
pub mod json_schema;
pub mod log_query;
pub mod log_stream;
pub mod management_scopes;
pub mod networks;
pub mod not_offered;
pub mod organization;
pub mod origin;
pub mod pages;
pub mod password_policy;
pub mod pkce;
#[cfg(test)]
#[path = "../../../tests/common/properties.rs"]
mod properties;
pub mod protection;
pub mod proxies;
pub mod redirect_uri;
pub mod refresh_token;
pub mod request_body;
pub mod resource_server;
pub mod role;
pub mod saml;
pub mod scope;
pub mod search;
pub mod session;
pub mod session_transfer;
pub mod settings;
pub mod signing_key;
pub mod signup;
pub mod suspicious_ip;
pub mod tenant;
#[cfg(test)]
mod testing;
pub mod ticket;
pub mod time;
pub mod user;
pub mod user_query;

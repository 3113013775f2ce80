//! The vocabulary: pure types and rules. Nothing here is async, does IO, asks the time or knows of HTTP and SQL.

pub mod client;
pub mod client_document;
pub mod client_grant;
pub mod code;
pub mod connection;
pub mod connection_document;
pub mod device;
pub mod digest;
pub mod json_schema;
pub mod log_query;
pub mod management_scopes;
pub mod origin;
pub mod pkce;
pub mod redirect_uri;
pub mod refresh_token;
pub mod request_body;
pub mod resource_server;
pub mod resource_server_document;
pub mod scope;
pub mod session;
pub mod session_transfer;
pub mod settings;
pub mod tenant;
pub mod tenant_document;
pub mod time;
pub mod user;

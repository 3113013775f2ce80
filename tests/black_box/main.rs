//! The built binary, over sockets only: what an application, a browser or an operator sees.
//!
//! Every test runs on SQLite and on a throw-away Postgres that the harness starts by itself.

mod client_credentials;
mod custom_domains;
mod dev;
mod device_asn;
mod device_binding;
mod gone_meanwhile;
mod harness;
mod history;
mod journey;
mod lifecycle;
mod logs_api;
mod management_actions;
mod management_apis;
mod management_clients;
mod management_log_streams;
mod management_rest;
mod management_sessions;
mod management_users;
mod model;
mod races;
mod refresh_tokens;
mod revocation;
mod round_trips;
mod saml;
mod saml_add_on;
mod saml_hostile;
mod saml_logout;
mod saml_transfer;
mod seed_samples;
mod session;
mod threats;
mod token_errors;
mod token_matrix;
mod token_requests;
mod transfer_carriers;
mod transfer_decisions;
mod transfer_unburnt;
mod users_access;
mod users_grants;
mod users_identities;
mod users_search;
mod users_tickets;
mod wsfed;

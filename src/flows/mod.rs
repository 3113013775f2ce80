//! What the protocols do. No HTTP and no SQL here: a flow gets a [`Ctx`] and a request that has been parsed, asks the
//! store, and ends in an [`Answer`].

pub mod access;
pub mod accounts;
pub mod actions;
pub mod client_auth;
pub mod ctx;
pub mod factors;
pub mod failure;
pub mod federation;
pub mod invitations;
pub mod limits;
pub mod links;
pub mod live_settings;
pub mod log_delivery;
pub mod login;
pub mod login_route;
pub mod login_tokens;
pub mod logout;
pub mod mail;
pub mod mfa;
pub mod oidc;
pub mod organizations;
pub mod page_templates;
pub mod passkeys;
pub mod passwordless;
pub mod protocols;
pub mod revoke;
pub mod saml;
pub mod session;
pub mod session_transfer;
pub mod sign_in;
pub mod sms;
pub mod throttle;
pub mod tickets;
pub mod token;
pub mod upstream;
pub mod user_import;
pub mod userinfo;
pub mod users;
pub mod webauthn;
pub mod wsfed;

pub use crate::store::engine::in_one_request;
pub use ctx::{Ctx, Parts, Sent};
pub use failure::{Answer, Code, Failure, Refusal};

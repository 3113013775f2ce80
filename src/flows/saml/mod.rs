//! SAML 2.0: we are the identity provider of a client whose `samlp` add-on is on. One of the adapters of `flows/sign_in`.
//!
//! A message is received and checked in [`receive`]; a request to sign in then goes the way of every request and comes back to
//! [`answer`]. Logouts, ours and theirs, are [`logout`]'s.

pub mod answer;
pub mod callback;
pub mod logout;
mod message;
pub mod metadata;
pub mod provider;
pub mod receive;
mod request;

/// The adapter's name in a request.
pub const ADAPTER: &str = "saml";

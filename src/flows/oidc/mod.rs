//! OAuth 2 and OpenID Connect at `/authorize`: one of the adapters of `flows/sign_in`.
//!
//! [`request`] reads and checks a request, pushed or not; [`answer`] makes a code, tokens or an error redirect of the outcome.

pub mod answer;
pub mod parameters;
pub mod pushed;
pub mod request;

/// The adapter's name in a request.
pub const ADAPTER: &str = "oidc";

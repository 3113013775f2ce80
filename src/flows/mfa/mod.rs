//! The second factor without a browser: a token request that is refused with `mfa_required` waits under an `mfa_token`, until
//! the application has had its user pass a factor (`/mfa/…`, and the `mfa-…` grants of `flows/token/factor.rs`).

pub mod associate;
pub mod authenticators;
pub mod challenge;
mod kinds;
mod oob;
pub mod own;
pub mod pass;
pub mod required;
pub mod waiting;

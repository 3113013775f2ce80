//! Second factors: when one is asked for, what a user has, and what proves it.
//!
//! [`demand`] is the one table that says whether a login needs one. Every road to a code, a token, an assertion or a session
//! goes through it: `flows/sign_in/second_factor.rs` for browsers, `flows/token/checks.rs` for the token endpoint.

pub mod browsers;
pub mod decision;
pub mod demand;
pub mod destination;
pub mod enroll;
pub mod first_factor;
pub mod held;
pub mod prove;
pub mod recovery_code;
pub mod sent_code;
pub mod sms_text;
pub mod subject;
pub mod told;
pub mod totp;
mod tries;
pub mod webauthn;

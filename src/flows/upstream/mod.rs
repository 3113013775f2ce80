//! Users who sign in at an identity provider elsewhere. What this server asks of a provider and takes from it, whichever
//! protocol the application speaks: `flows/sign_in/upstream.rs` puts it into a sign-in.
//!
//! The road: [`begin`] sends the browser away, [`answer`] reads what it brings back, [`account`] finds or makes the user.

pub mod account;
pub mod answer;
pub mod begin;
mod exchange;
mod provider;
mod trouble;

pub use begin::{Awaited, Departure};
pub use trouble::Trouble;

//! WS-Federation 1.2 §13 (the passive requestor profile): we are the token service of a client whose `wsfed` add-on is on. One of
//! the adapters of `flows/sign_in`.

pub mod answer;
pub mod metadata;
pub mod request;

/// The adapter's name in a request.
pub const ADAPTER: &str = "wsfed";

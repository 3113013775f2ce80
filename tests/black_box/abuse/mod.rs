//! Requests that are made to do harm, and how much one caller may take from the others.

mod attack_protection;
mod metadata_bounds;
mod rate_limits;
mod request_bounds;
mod request_memory;
pub mod threats;

//! The tenant log, its API and log streams, and the lines that the server writes.

mod api;
pub mod delivery;
mod delivery_failures;
mod delivery_refusals;
mod gate;
mod lines;
mod own_token_events;
pub mod secrets;

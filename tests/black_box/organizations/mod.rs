//! Organizations: their resources, and signing in to one.

mod api;
mod login;

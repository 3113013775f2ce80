//! Organizations: their resources, and signing in to one.

mod api;
mod invitations;
mod login;

//! Links that are tickets, and the messages that carry them.

pub mod issue;
pub mod message;

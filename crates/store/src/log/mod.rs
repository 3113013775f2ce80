//! The tenant log and its readers.

pub mod log_dead_letters;
pub mod log_readers;
pub mod log_streams;
pub mod tenant_logs;

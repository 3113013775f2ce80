//! The targets by which log lines and spans are told apart.

/// The target of a request's log line.
pub const REQUESTS: &str = "footbridge::request";
/// The target of spans: they are exported to the collector only, and cost nothing without one.
pub const STEPS: &str = "footbridge::step";

//! What operators can observe of a running server: the log line of each request, the steps of a flow as spans, metrics,
//! and the collector that spans and events are exported to by OTLP.

mod collector;
mod events;
pub mod metrics;
mod note;
mod targets;
mod trace;

pub use collector::{Collector, CollectorError};
pub use events::emit;
pub use note::{Note, client, noted_client, noting, reason};
pub use targets::{REQUESTS, STEPS};
pub use trace::{begin, trace_id};

/// The span of one step of a flow, with a name and no fields.
macro_rules! step {
    ($name:literal) => {
        tracing::info_span!(target: $crate::telemetry::STEPS, $name)
    };
}

pub(crate) use step;

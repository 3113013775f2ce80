//! The span of a request, and the trace that it belongs to.

use opentelemetry::Context;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TraceContextExt;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing::field::Empty;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::{STEPS, events};

/// W3C Trace Context §3.3.1.5: the length that has to be propagated at least.
const LONGEST_STATE: usize = 512;

/// The headers of W3C Trace Context.
struct Headers<'a> {
    parent: &'a str,
    state: &'a str,
}

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        match key {
            "traceparent" => Some(self.parent),
            "tracestate" => Some(self.state),
            _ => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        vec!["traceparent", "tracestate"]
    }
}

/// The span of a request, in the caller's trace. A `traceparent` that cannot be read begins a new trace.
pub fn begin(method: &str, route: &str, (parent, state): (Option<&str>, Option<&str>)) -> Span {
    let span = tracing::info_span!(
        target: STEPS,
        "request",
        otel.name = %format_args!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        footbridge.client_id = Empty,
        footbridge.reason = Empty,
        otel.status_code = Empty,
    );
    if let Some(parent) = parent.filter(|_| !span.is_disabled()) {
        let state = state.filter(|s| s.len() <= LONGEST_STATE).unwrap_or("");
        let remote = TraceContextPropagator::new().extract(&Headers { parent, state });
        // Without a collector there is no layer to set it on.
        let _no_collector = span.set_parent(remote);
    }
    span
}

/// The id of the trace that the current request belongs to, if there is a collector.
pub fn trace_id() -> Option<String> {
    if !events::are_collected() {
        return None;
    }
    let context = Context::current();
    let span = context.span().span_context().clone();
    span.is_valid().then(|| span.trace_id().to_string())
}

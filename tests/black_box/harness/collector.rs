//! An OpenTelemetry collector that keeps what it is sent, decoded by the published protocol.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;

/// Listens on a free port until it is dropped.
pub struct Collector {
    pub endpoint: String,
    received: Arc<Received>,
    serving: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Received {
    bodies: Mutex<Vec<Bytes>>,
    spans: Mutex<Vec<Span>>,
    logs: Mutex<Vec<LogRecord>>,
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Collector {
    pub async fn start() -> Self {
        let received = Arc::new(Received::default());
        let (traces, logs) = (Arc::clone(&received), Arc::clone(&received));
        let router = Router::new()
            .route(
                "/v1/traces",
                post(async move |body: Bytes| traces.take_traces(body)),
            )
            .route(
                "/v1/logs",
                post(async move |body: Bytes| logs.take_logs(body)),
            )
            .layer(DefaultBodyLimit::disable());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a listener");
        });
        Self {
            endpoint: format!("http://{address}"),
            received,
            serving,
        }
    }

    /// Every span so far.
    pub fn spans(&self) -> Vec<Span> {
        self.received.spans.lock().expect("no panics").clone()
    }

    /// Every log record so far.
    pub fn logs(&self) -> Vec<LogRecord> {
        self.received.logs.lock().expect("no panics").clone()
    }

    /// Everything that was sent, as it was sent.
    pub fn bodies(&self) -> String {
        let bodies = self.received.bodies.lock().expect("no panics");
        let texts = bodies.iter().map(|body| String::from_utf8_lossy(body));
        texts.collect::<Vec<_>>().join("\n")
    }

    /// Waits until the spans of a trace have come, the request's own among them, which is the last.
    pub async fn trace(&self, id: &str) -> Vec<Span> {
        let start = Instant::now();
        loop {
            let mut spans = self.spans();
            spans.retain(|span| hex(&span.trace_id) == id);
            if spans.iter().any(|span| span.kind == 2) {
                return spans;
            }
            let waited = start.elapsed();
            assert!(waited < Duration::from_secs(30), "no trace {id}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Received {
    fn take_traces(&self, body: Bytes) {
        let sent = ExportTraceServiceRequest::decode(body.clone()).expect("OTLP");
        let scopes = (sent.resource_spans.into_iter()).flat_map(|r| r.scope_spans);
        let spans = scopes.flat_map(|scope| scope.spans);
        self.spans.lock().expect("no panics").extend(spans);
        self.bodies.lock().expect("no panics").push(body);
    }

    fn take_logs(&self, body: Bytes) {
        let sent = ExportLogsServiceRequest::decode(body.clone()).expect("OTLP");
        let scopes = (sent.resource_logs.into_iter()).flat_map(|r| r.scope_logs);
        let records = scopes.flat_map(|scope| scope.log_records);
        self.logs.lock().expect("no panics").extend(records);
        self.bodies.lock().expect("no panics").push(body);
    }
}

/// An attribute as a text.
pub fn attribute(attributes: &[KeyValue], name: &str) -> Option<String> {
    let found = attributes.iter().find(|pair| pair.key == name)?;
    shown(found.value.as_ref())
}

/// A text, a flag or a number.
pub fn shown(value: Option<&AnyValue>) -> Option<String> {
    match value?.value.as_ref()? {
        Any::StringValue(text) => Some(text.clone()),
        Any::BoolValue(flag) => Some(flag.to_string()),
        Any::IntValue(number) => Some(number.to_string()),
        _ => None,
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

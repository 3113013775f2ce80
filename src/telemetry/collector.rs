//! The OpenTelemetry collector: spans and events are exported in batches, in the background.
//!
//! Both queues are bounded and never block a request. Batches that the collector does not accept are lost; the log reports
//! when that begins and when it ends, and a metric counts it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::logs::LoggerProvider;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{ExporterBuildError, LogExporter, SpanExporter};
use opentelemetry_otlp::{Protocol, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::registry::LookupSpan;

use super::{STEPS, events, metrics};

/// The timeout of one export.
const PATIENCE: Duration = Duration::from_secs(5);
/// The timeout of the last exports at shutdown.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// A response contains at most which items were rejected.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The exporters of spans and events.
#[derive(Debug)]
pub struct Collector {
    spans: SdkTracerProvider,
    events: SdkLoggerProvider,
}

/// Why the exporters cannot be created.
#[derive(Debug, thiserror::Error)]
pub enum CollectorError {
    #[error("cannot create an HTTP client")]
    Client(#[from] reqwest::Error),
    #[error(transparent)]
    Exporter(#[from] ExporterBuildError),
}

impl Collector {
    /// Starts to export to the OTLP receiver at `endpoint`, a URL without a trailing slash; requests are sent on `runtime`.
    /// From then on events are collected.
    pub fn open(endpoint: &str, runtime: &Handle) -> Result<Self, CollectorError> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let sender = |signal| Sender {
            client: client.clone(),
            runtime: runtime.clone(),
            signal,
            is_failing: AtomicBool::new(false),
        };
        let spans = SpanExporter::builder()
            .with_http()
            .with_http_client(sender("traces"))
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(PATIENCE)
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .build()?;
        let logs = LogExporter::builder()
            .with_http()
            .with_http_client(sender("logs"))
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(PATIENCE)
            .with_endpoint(format!("{endpoint}/v1/logs"))
            .build()?;
        let resource = Resource::builder().with_service_name("footbridge").build();
        let collector = Self {
            spans: SdkTracerProvider::builder()
                .with_batch_exporter(spans)
                .with_resource(resource.clone())
                .build(),
            events: SdkLoggerProvider::builder()
                .with_batch_exporter(logs)
                .with_resource(resource)
                .build(),
        };
        events::collect(collector.events.logger("footbridge"));
        Ok(collector)
    }

    /// The layer that makes spans of the steps, and of nothing else.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.spans.tracer("footbridge"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(
                filter_fn(|about| about.is_span() && about.target() == STEPS)
                    .with_max_level_hint(LevelFilter::INFO),
            )
    }

    /// Sends the queued items, and waits up to `LAST_WORDS` for that.
    pub fn close(self) {
        let Self { spans, events } = self;
        let both = [
            thread::spawn(move || spans.shutdown_with_timeout(LAST_WORDS).is_ok()),
            thread::spawn(move || events.shutdown_with_timeout(LAST_WORDS).is_ok()),
        ];
        let is_complete = both.map(|thread| thread.join().unwrap_or(false));
        if is_complete.contains(&false) {
            tracing::warn!("the last spans or events could not be sent to otlp.endpoint");
        }
    }
}

/// Sends the batches of one signal, and reports when that begins to fail and when it succeeds again.
#[derive(Debug)]
struct Sender {
    client: reqwest::Client,
    runtime: Handle,
    signal: &'static str,
    is_failing: AtomicBool,
}

impl Sender {
    fn report(&self, outcome: Result<(), &str>) {
        let label = if outcome.is_ok() { "ok" } else { "failed" };
        ::metrics::counter!(metrics::OTLP_EXPORTS, "signal" => self.signal, "outcome" => label)
            .increment(1);
        let was_failing = self.is_failing.swap(outcome.is_err(), Ordering::Relaxed);
        match outcome {
            Err(error) if !was_failing => {
                tracing::warn!(
                    signal = self.signal,
                    error,
                    "otlp.endpoint does not accept exports"
                );
            }
            Ok(()) if was_failing => {
                tracing::info!(signal = self.signal, "otlp.endpoint accepts exports again");
            }
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Sender {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let request = self
            .client
            .request(parts.method, parts.uri.to_string())
            .headers(parts.headers)
            .body(body);
        // The exporters' threads have no runtime.
        let sent = self.runtime.spawn(exchange(request)).await;
        let answer = match sent {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(HttpError::from(error.without_url())),
            Err(error) => Err(HttpError::from(error)),
        };
        match &answer {
            Ok(answer) if answer.status().is_success() => self.report(Ok(())),
            Ok(answer) => self.report(Err(answer.status().as_str())),
            Err(error) => self.report(Err(&error.to_string())),
        }
        answer
    }
}

async fn exchange(request: reqwest::RequestBuilder) -> Result<Response<Bytes>, reqwest::Error> {
    let mut answer = request.send().await?;
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        if body.len() + piece.len() > LONGEST_ANSWER {
            break;
        }
        body.extend_from_slice(&piece);
    }
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = answer.status();
    Ok(response)
}

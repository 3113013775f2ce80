//! Log lines on standard error, and spans for the collector, where there is one.

use std::fmt::{self, Write};
use std::io::{IsTerminal, stderr};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, LevelFilter, filter_fn};
use tracing_subscriber::fmt::format::{Format, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::Context;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use super::output::Lines;
use crate::config::{Config, LogFormat};
use crate::store::engine::notices;
use crate::telemetry::{Collector, REQUESTS, STEPS};

/// Starts logging, and logs the warnings of the configuration. A server does not wait for a reader of its lines.
pub fn start(config: &Config, collector: Option<&Collector>, lines: Option<&Lines>) {
    let spans = collector.map(Collector::layer);
    let is_notice =
        |about: &Metadata<'_>| about.target() == notices::TARGET && *about.level() == Level::WARN;
    let notices = Notices.with_filter(filter_fn(is_notice).with_max_level_hint(LevelFilter::WARN));
    let registry = tracing_subscriber::registry().with(spans).with(notices);
    let wanted = EnvFilter::builder()
        .parse_lossy(&config.log)
        .and(filter_fn(|about| about.target() != STEPS).with_max_level_hint(LevelFilter::TRACE));
    let writer = match lines {
        Some(lines) => {
            // The default hook writes to standard error directly, and blocks.
            std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
            BoxMakeWriter::new(lines.clone())
        }
        None => BoxMakeWriter::new(stderr),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let is_terminal = stderr().is_terminal();
    let is_text = match config.log_format {
        LogFormat::Text => true,
        LogFormat::Json => false,
        LogFormat::Automatic => is_terminal,
    };
    if is_text {
        let lines = lines.with_ansi(is_terminal).event_format(Readable);
        registry.with(lines.with_filter(wanted)).init();
    } else {
        registry.with(lines.json().with_filter(wanted)).init();
    }
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
}

/// Passes the warnings of Postgres on to the store, whatever is logged.
struct Notices;

impl<S: Subscriber> Layer<S> for Notices {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut warning = Warning(String::new());
        event.record(&mut warning);
        notices::hear(&warning.0);
    }
}

struct Warning(String);

impl Visit for Warning {
    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        let _into_a_string = write!(self.0, "{value:?}");
    }
}

/// Lines for people: a request is one short line, everything else has the default format.
struct Readable;

impl<S, N> FormatEvent<S, N> for Readable
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        if event.metadata().target() != REQUESTS {
            let usual: Format = Format::default();
            return usual.format_event(context, writer, event);
        }
        let mut line = Line::default();
        event.record(&mut line);
        SystemTime.format_time(&mut writer)?;
        writeln!(writer, "  {} {line}", event.metadata().level())
    }
}

/// `POST /oauth/token 403 12.3 ms client_id=native reason="the token has expired"`
#[derive(Default)]
struct Line {
    method: String,
    route: String,
    status: u64,
    ms: f64,
    rest: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            method,
            route,
            status,
            ms,
            rest,
        } = self;
        write!(f, "{method} {route} {status} {ms:.1} ms{rest}")
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "method" => self.method = value.to_owned(),
            "route" => self.route = value.to_owned(),
            // The caller chooses `client_id`: no character of it may end the line or look like another field.
            name if value.chars().all(is_plain) => {
                let _into_a_string = write!(self.rest, " {name}={value}");
            }
            name => {
                let _into_a_string = write!(self.rest, " {name}={value:?}");
            }
        }
    }

    fn record_u64(&mut self, _: &Field, value: u64) {
        self.status = value;
    }

    fn record_f64(&mut self, _: &Field, value: f64) {
        self.ms = value;
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.:/|@".contains(c)
}

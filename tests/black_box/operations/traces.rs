//! What a collector is sent, and that one that is away hurts nobody.

use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::trace::v1::Span;

use crate::harness::collector::{Collector, attribute, hex, shown};
use crate::harness::*;

on_both_engines! {
    every_step_of_a_transfer_is_a_span,
    a_log_record_belongs_to_the_trace_of_its_request,
    what_cannot_be_read_begins_a_trace,
    a_collector_that_is_away_delays_nothing,
    a_collector_that_never_answers_delays_nothing,
    nothing_is_lost_at_the_end,
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

async fn start(engine: Engine, endpoint: &str) -> World {
    let setup = Setup::new(engine).await.set("OTLP__ENDPOINT", endpoint);
    World::of(&setup.start().await)
}

/// The same person, whose requests belong to the trace with this id.
fn traced(world: &World, id: &str) -> World {
    let mut traced = world.clone();
    let header = ("traceparent".to_owned(), format!("00-{id}-{PARENT}-01"));
    traced.http.headers.push(header);
    traced
}

fn request(spans: &[Span]) -> &Span {
    let mut servers = spans.iter().filter(|span| span.kind == 2);
    let server = servers.next().expect("a request");
    assert!(servers.next().is_none(), "one request");
    server
}

/// The steps of the one request, in the order in which they began.
fn steps(spans: &[Span]) -> Vec<&str> {
    let request = request(spans);
    let mut steps: Vec<_> = spans.iter().filter(|span| span.kind != 2).collect();
    steps.sort_by_key(|span| span.start_time_unix_nano);
    for step in &steps {
        assert_eq!(step.parent_span_id, request.span_id, "{}", step.name);
        assert!(step.attributes.is_empty(), "{step:?}");
    }
    steps.iter().map(|span| span.name.as_str()).collect()
}

async fn every_step_of_a_transfer_is_a_span(engine: Engine) {
    let collector = Collector::start().await;
    let world = start(engine, &collector.endpoint).await;
    let transfer = world.transfer("native").await;
    let browser = traced(&world, TRACE).browser();
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    let spans = collector.trace(TRACE).await;
    let authorize = request(&spans);
    assert_eq!(authorize.name, "GET /authorize");
    assert_eq!(hex(&authorize.parent_span_id), PARENT);
    let told = |name: &str| attribute(&authorize.attributes, name);
    assert_eq!(told("http.route").as_deref(), Some("/authorize"));
    assert_eq!(told("http.request.method").as_deref(), Some("GET"));
    assert_eq!(told("http.response.status_code").as_deref(), Some("302"));
    assert_eq!(told("footbridge.client_id").as_deref(), Some("web"));
    assert_eq!(told("footbridge.reason"), None);
    let expected = [
        "resolve client",
        "check request",
        "redeem statement",
        "decide",
        "session",
        "actions",
        "code",
    ];
    assert_eq!(steps(&spans), expected);

    let id = "1".repeat(32);
    let code = answer.code();
    let tokens = traced(&world, &id).code("web", &code).await.expect(200);
    assert!(tokens.json()["access_token"].is_string());
    let spans = collector.trace(&id).await;
    assert_eq!(request(&spans).name, "POST /oauth/token");
    assert_eq!(steps(&spans), ["authenticate client", "take code", "sign"]);

    let id = "2".repeat(32);
    let there = traced(&world, &id);
    there
        .exchange("native", &transfer.refresh_token)
        .await
        .expect(200);
    let spans = collector.trace(&id).await;
    let expected = [
        "authenticate client",
        "find refresh token",
        "actions",
        "rotate",
        "sign",
    ];
    assert_eq!(steps(&spans), expected);
}

async fn a_log_record_belongs_to_the_trace_of_its_request(engine: Engine) {
    let collector = Collector::start().await;
    let world = start(engine, &collector.endpoint).await;
    let transfer = world.transfer("native").await;
    let thief = traced(&world.at("203.0.113.66"), TRACE);
    let answer = thief.redeem(&thief.browser(), "web", &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let spans = collector.trace(TRACE).await;
    let reason = attribute(&request(&spans).attributes, "footbridge.reason");
    assert_eq!(reason.as_deref(), Some("device_mismatch"));
    let start = Instant::now();
    let record = loop {
        let of_trace = |record: &LogRecord| hex(&record.trace_id) == TRACE;
        if let Some(record) = collector.logs().into_iter().find(of_trace) {
            break record;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "no record");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let entry = thief.logged("w", sentences::MISBOUND).await;
    let told = |name: &str| attribute(&record.attributes, name);
    assert_eq!(
        shown(record.body.as_ref()).as_deref(),
        Some(sentences::MISBOUND)
    );
    assert_eq!(record.severity_text, "WARN");
    assert_eq!(record.event_name, "footbridge.tenant_log");
    for name in ["type", "client_id", "log_id", "ip"] {
        assert_eq!(told(name), Some(text(&entry, name)), "{name}");
    }
    // The log line of the request names the trace, too.
    let lines = world.server.log();
    let line = lines.lines().find(|line| line.contains(TRACE));
    assert!(
        line.expect("a line").contains("device_mismatch"),
        "{line:?}"
    );
}

async fn what_cannot_be_read_begins_a_trace(engine: Engine) {
    let collector = Collector::start().await;
    let world = start(engine, &collector.endpoint).await;
    for bad in [
        "nonsense",
        "00-0-0-01",
        "\u{7f}",
        "00-00000000000000000000000000000000-0000000000000000-01",
    ] {
        let mut there = world.clone();
        let Ok(value) = reqwest::header::HeaderValue::from_bytes(bad.as_bytes()) else {
            continue;
        };
        let value = value.to_str().expect("a text").to_owned();
        there.http.headers.push(("traceparent".to_owned(), value));
        there.http.get("/healthz").await.expect(200);
    }
    let start = Instant::now();
    while collector.spans().len() < 3 {
        assert!(start.elapsed() < Duration::from_secs(30), "no spans");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for span in collector.spans() {
        assert!(span.parent_span_id.is_empty(), "{span:?}");
        assert_eq!(span.trace_id.len(), 16);
    }
}

/// Everything works, and the end comes in time.
async fn works_and_ends(world: &World) {
    let start = Instant::now();
    for _ in 0..3 {
        world.transferred("native", "web").await;
    }
    // More than fits into the queues.
    for _ in 0..500 {
        world.http.get("/healthz").await.expect(200);
    }
    assert!(
        start.elapsed() < Duration::from_secs(40),
        "{:?}",
        start.elapsed()
    );
    let start = Instant::now();
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{:?}",
        start.elapsed()
    );
    let lines = world.server.log();
    assert!(
        lines.contains("could not be sent to otlp.endpoint"),
        "{lines}"
    );
}

async fn a_collector_that_is_away_delays_nothing(engine: Engine) {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = socket.local_addr().expect("it is bound");
    drop(socket);
    let world = start(engine, &format!("http://{address}")).await;
    world.transferred("native", "web").await;
    let start = Instant::now();
    while !world
        .server
        .log()
        .contains("otlp.endpoint does not accept exports")
    {
        assert!(start.elapsed() < Duration::from_secs(30), "nobody is told");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    world.transferred("native", "web").await;
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));
}

async fn a_collector_that_never_answers_delays_nothing(engine: Engine) {
    // It takes connections and says nothing.
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = socket.local_addr().expect("it is bound");
    let world = start(engine, &format!("http://{address}")).await;
    works_and_ends(&world).await;
    drop(socket);
}

async fn nothing_is_lost_at_the_end(engine: Engine) {
    let collector = Collector::start().await;
    let world = start(engine, &collector.endpoint).await;
    world.transferred("native", "web").await;
    let there = traced(&world, TRACE);
    there.http.get("/healthz").await.expect(200);
    let refused = there.refresh("native", "nonsense", &[]).await;
    assert_eq!(refused.status, 403);
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));
    let spans = collector.spans();
    let last = spans.iter().filter(|span| hex(&span.trace_id) == TRACE);
    assert!(last.count() >= 2);
    let code = |record: &LogRecord| attribute(&record.attributes, "type");
    let mut codes = collector
        .logs()
        .into_iter()
        .filter_map(|record| code(&record));
    assert!(codes.any(|code| code == "fertft"));
}

//! Middleware of every request: corrects the path, turns a panic into a response, adds security headers, and logs one line.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, uri::PathAndQuery,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use tracing::{Instrument, Span};

use super::context;
use crate::app::App;
use crate::outside::Entropy;
use crate::telemetry::metrics as names;
use crate::telemetry::{self, Note};

const MAX_URL: usize = 16 * 1024;
/// Path prefixes before which Auth0's own samples double a slash.
const TOLERATED: [&str; 3] = ["/samlp//", "/wsfed//", "/api/v2/"];

/// Drops an empty segment before an id, as some of Auth0's documents have one; nothing else is normalised.
/// Runs before routing: the router would not find the route otherwise.
pub fn rewrite_path(mut request: Request) -> Request {
    if let Some(path) = without_empty_segment(request.uri().path()) {
        let query = request
            .uri()
            .query()
            .map_or_else(String::new, |q| format!("?{q}"));
        let mut parts = request.uri().clone().into_parts();
        if let Ok(rewritten) = PathAndQuery::try_from(format!("{path}{query}")) {
            parts.path_and_query = Some(rewritten);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
    }
    request
}

fn without_empty_segment(path: &str) -> Option<String> {
    let prefix = TOLERATED.iter().find(|p| path.starts_with(**p))?;
    if *prefix == "/api/v2/" {
        // `/api/v2/clients//{id}`: one empty segment after the resource.
        let rest = &path[prefix.len()..];
        let (resource, id) = rest.split_once("//")?;
        let plain = !resource.is_empty()
            && !resource.contains('/')
            && !id.is_empty()
            && !id.starts_with('/');
        return plain.then(|| format!("{prefix}{resource}/{id}"));
    }
    let id = &path[prefix.len()..];
    (!id.is_empty() && !id.starts_with('/'))
        .then(|| format!("{}/{id}", prefix.trim_end_matches('/')))
}

/// Security headers, one log line, one span and one count for each request. They have the route, never the path or the
/// query.
pub async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = label(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched".to_owned(), |m| m.as_str().to_owned());
    let too_long = request
        .uri()
        .path_and_query()
        .is_some_and(|p| p.as_str().len() > MAX_URL);
    let span = telemetry::begin(method, &route, trace_context(request.headers()));
    let work = async {
        if too_long {
            StatusCode::URI_TOO_LONG.into_response()
        } else {
            next.run(request).await
        }
    };
    let (mut response, note) = telemetry::noting(work).instrument(span.clone()).await;
    secure(&mut response);
    let (status, took) = (response.status().as_u16(), started.elapsed());
    span.in_scope(|| tell((method, &route), (status, took), &note));
    conclude(&span, status, &note);
    let labels = [
        ("method", method.to_owned()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!(names::REQUESTS, &labels).increment(1);
    metrics::histogram!(names::REQUEST_SECONDS, "route" => labels[1].1.clone())
        .record(took.as_secs_f64());
    response
}

/// The request's log line.
fn tell((method, route): (&str, &str), (status, took): (u16, Duration), note: &Note) {
    tracing::info!(
        target: telemetry::REQUESTS,
        method,
        route,
        status,
        ms = took.as_secs_f64() * 1000.0,
        client_id = note.client_id,
        reason = note.reason,
        trace_id = telemetry::trace_id(),
        "request"
    );
}

/// Sets the fields of the request's span that are known at its end.
fn conclude(span: &Span, status: u16, note: &Note) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", status);
    if let Some(client_id) = &note.client_id {
        span.record("footbridge.client_id", client_id.as_str());
    }
    if let Some(reason) = &note.reason {
        span.record("footbridge.reason", reason.as_str());
    }
    if status >= 500 {
        span.record("otel.status_code", "error");
    }
}

/// `traceparent`, which counts where it is sent once (W3C Trace Context §3.2), and `tracestate`.
fn trace_context(headers: &HeaderMap) -> (Option<&str>, Option<&str>) {
    let mut parents = headers.get_all("traceparent").iter();
    let parent = parents.next().filter(|_| parents.next().is_none());
    let state = headers.get("tracestate");
    (
        parent.and_then(|value| value.to_str().ok()),
        state.and_then(|value| value.to_str().ok()),
    )
}

/// The method as a label. Labels are kept forever, so all unknown methods share one.
fn label(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let known = KNOWN.into_iter().find(|known| *known == method.as_str());
    known.unwrap_or("other")
}

fn secure(response: &mut Response) {
    const NO_OPINION: [(HeaderName, HeaderValue); 2] = [
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    for (name, value) in NO_OPINION {
        headers.entry(name).or_insert(value);
    }
    if unavailable {
        headers.entry(header::RETRY_AFTER).or_insert_with(soon);
    }
}

/// In a few seconds, not all at once.
fn soon() -> HeaderValue {
    let [random] = Entropy::system().bytes::<1>();
    HeaderValue::from(1 + u16::from(random % 3))
}

/// Requested by machines that do not know the server's host name.
const HOSTLESS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Determines the domain of the request, and refuses unknown ones: links and tokens contain it.
pub async fn host(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if HOSTLESS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let Some(origin) = context::origin(request.uri(), request.headers(), &app) else {
        return context::misdirected();
    };
    let is_https = origin.is_https();
    request.extensions_mut().insert(origin);
    let mut response = next.run(request).await;
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        let headers = response.headers_mut();
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(year);
    }
    response
}

/// The response to a panic: a defect of the server, which must neither end the process nor reveal its message.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(cause.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("?"), "a request panicked");
    let body = r#"{"error":"server_error","error_description":"Internal server error"}"#;
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(header::CONTENT_TYPE, "application/json")],
        body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{label, without_empty_segment};

    #[test]
    fn methods_that_a_caller_makes_up_share_one_label() {
        assert_eq!(label(&Method::PATCH), "PATCH");
        for made_up in ["get", "A1", "A2", "TRACE"] {
            let method = Method::from_bytes(made_up.as_bytes()).unwrap();
            assert_eq!(label(&method), "other", "{made_up}");
        }
    }

    #[test]
    fn only_the_doubled_slashes_of_the_documents_are_dropped() {
        assert_eq!(
            without_empty_segment("/api/v2/clients//abc").as_deref(),
            Some("/api/v2/clients/abc")
        );
        assert_eq!(
            without_empty_segment("/samlp//abc").as_deref(),
            Some("/samlp/abc")
        );
        assert_eq!(
            without_empty_segment("/wsfed//abc").as_deref(),
            Some("/wsfed/abc")
        );
        for other in [
            "/oauth//token",
            "/api//v2/clients",
            "/api/v2//clients",
            "/api/v2/clients///abc",
            "/samlp///abc",
            "/api/v2/clients/a//b",
            "/samlp//",
        ] {
            assert_eq!(without_empty_segment(other), None, "{other}");
        }
    }
}

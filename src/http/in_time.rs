//! How long a request may take, and how long its body: a request that is not answered in time is answered "not now" in the form
//! of its endpoint, and one whose body does not come is answered 408.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Json;
use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use serde_json::json;
use tokio::time::{Instant, sleep_until};

use super::faces::{NoStore, PageError, TokenError};
use crate::flows::{Failure, in_one_request};
use crate::resources::api::error::ApiError;

/// Of a request. The connection's own timeout comes later.
const ANSWER: Duration = Duration::from_secs(25);
/// Of a body.
const BODY: Duration = Duration::from_secs(10);

/// What of a body was read.
const NOTHING: u8 = 0;
const PART: u8 = 1;
const ALL: u8 = 2;

/// Answers in time, whatever happens behind it.
pub async fn layer(request: Request, next: Next) -> Response {
    limited(request, next, (ANSWER, BODY)).await
}

async fn limited(request: Request, next: Next, (answer, body): (Duration, Duration)) -> Response {
    let began = Instant::now();
    let face = Face::of(&request);
    let read = Arc::new(AtomicU8::new(NOTHING));
    let (parts, sent) = request.into_parts();
    let sent = match sent.is_end_stream() {
        true => sent,
        false => Body::from_stream(Watched {
            body: sent.into_data_stream(),
            read: read.clone(),
        }),
    };
    let work = next.run(Request::from_parts(parts, sent));
    let mut work = Box::pin(in_one_request(work));
    tokio::select! {
        response = &mut work => return response,
        () = sleep_until(began + body) => {}
    }
    if read.load(Ordering::Relaxed) == PART {
        return face.too_slow();
    }
    tokio::select! {
        response = work => response,
        () = sleep_until(began + answer) => face.not_now(),
    }
}

/// A body of which is known how much was read.
struct Watched {
    body: BodyDataStream,
    read: Arc<AtomicU8>,
}

impl Stream for Watched {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.body).poll_next(cx);
        let is_over = matches!(polled, Poll::Ready(None));
        let read = if is_over { ALL } else { PART };
        self.read.store(read, Ordering::Relaxed);
        polled
    }
}

/// In what form an endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Management,
    Page,
    Program,
}

impl Face {
    fn of(request: &Request) -> Self {
        let accepted = request.headers().get(header::ACCEPT);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        if request.uri().path().starts_with("/api/v2/") {
            Self::Management
        } else if accepted.is_some_and(|types| types.contains("text/html")) {
            Self::Page
        } else {
            Self::Program
        }
    }

    fn not_now(self) -> Response {
        let failure = Failure::not_now("the request took too long");
        match self {
            Self::Management => ApiError::from(failure).into_response(),
            Self::Page => PageError(failure).into_response(),
            Self::Program => TokenError(failure).into_response(),
        }
    }

    /// RFC 9110 §15.5.9. What comes of the body later is not the next request.
    fn too_slow(self) -> Response {
        const SENTENCE: &str = "The body of the request did not arrive in time";
        let mut response = match self {
            Self::Management => ApiError::new(408, SENTENCE).into_response(),
            Self::Page | Self::Program => {
                let body = json!({"error": "request_timeout", "error_description": SENTENCE});
                NoStore((StatusCode::REQUEST_TIMEOUT, Json(body))).into_response()
            }
        };
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures_util::stream;
    use tower::ServiceExt;

    use super::*;

    async fn answer(path: &str, body: Body) -> (u16, String) {
        let quick = (Duration::from_millis(300), Duration::from_millis(100));
        let router = Router::new()
            .route("/oauth/token", post(async |body: Bytes| body))
            .route("/api/v2/clients", post(async |body: Bytes| body))
            .route("/slow", post(std::future::pending::<&str>))
            .layer(from_fn(move |request, next| limited(request, next, quick)));
        let request = Request::post(path)
            .header(header::CONTENT_LENGTH, "9")
            .body(body);
        let response = router.oneshot(request.expect("a request")).await;
        let response = response.expect("it never fails");
        let status = response.status().as_u16();
        let whole = axum::body::to_bytes(response.into_body(), 4096).await;
        let text = String::from_utf8_lossy(&whole.expect("a body")).into_owned();
        (status, text)
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_told_from_a_server_that_does_not_answer() {
        let never = || Body::from_stream(stream::pending::<Result<Bytes, axum::Error>>());
        let (status, text) = answer("/oauth/token", never()).await;
        assert!(status == 408 && text.contains("request_timeout"), "{text}");
        let (status, text) = answer("/api/v2/clients", never()).await;
        assert!(status == 408 && text.contains("statusCode"), "{text}");
        let (status, text) = answer("/slow", never()).await;
        assert!(
            status == 503 && text.contains("temporarily_unavailable"),
            "{text}"
        );
        let whole = answer("/oauth/token", Body::from("a whole b")).await;
        assert_eq!(whole, (200, "a whole b".to_owned()));
    }
}

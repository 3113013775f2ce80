//! Listening: sockets, HTTP versions, limits of a connection, TLS, and an orderly shutdown.

mod doorman;
mod head;
mod local_ca;
mod patience;
mod tls;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsAcceptor;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

pub use doorman::Capacity;
use doorman::Doorman;
pub use local_ca::{CaError, LocalCa};
use patience::PatientAcceptor;
pub use tls::{Certificates, TlsError};

use super::operations;
use crate::app::App;

/// The largest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;
const MAX_HEAD_LIST: u32 = 16 * 1024;
const MAX_HEADERS: usize = 100;
/// Requests that one HTTP/2 connection may have in progress.
const MAX_STREAMS: u32 = 100;
/// Streams that a client may open and reset before the connection ends (CVE-2023-44487).
const MAX_RESETS: usize = 20;
const HTTP2_KEEP_ALIVE: Duration = Duration::from_secs(30);

/// One listener and the connections that came through it.
#[derive(Debug, Clone)]
pub struct Door {
    handle: Handle<SocketAddr>,
    capacity: Capacity,
}

impl Door {
    /// A closed one; all doors of a process share its capacity.
    pub fn new(capacity: Capacity) -> Self {
        Self {
            handle: Handle::new(),
            capacity,
        }
    }

    /// Serves `router` on `listener` until the door is closed.
    pub async fn serve(
        &self,
        listener: TcpListener,
        router: Router,
        tls: Option<&Certificates>,
    ) -> io::Result<()> {
        listener.set_nonblocking(true)?;
        let router = router.layer(from_fn(end_after_chunks));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut server = axum_server::from_tcp(listener)?.acceptor(Doorman(self.capacity.clone()));
        limit(server.http_builder());
        let server = server.handle(self.handle.clone());
        match tls {
            None => server.map(PatientAcceptor).serve(service).await,
            Some(certificates) => {
                let tls = RustlsAcceptor::new(certificates.config());
                let server = server.map(|plain| PatientAcceptor(tls.acceptor(plain)));
                server.serve(service).await
            }
        }
    }

    /// Stops accepting, and lets requests in progress finish within `grace`.
    pub fn close(&self, grace: Duration) {
        self.handle.graceful_shutdown(Some(grace));
    }

    /// Cuts every connection.
    pub fn slam(&self) {
        self.handle.shutdown();
    }
}

/// Only hyper knows where a chunked body ends, so no other request may follow it: its head would not be checked.
async fn end_after_chunks(request: Request, next: Next) -> Response {
    let is_chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    let mut response = next.run(request).await;
    if is_chunked {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

fn limit(builder: &mut Builder<TokioExecutor>) {
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience::IDLE)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEAD_LIST)
        .max_concurrent_streams(MAX_STREAMS)
        .max_pending_accept_reset_streams(MAX_RESETS)
        .keep_alive_interval(HTTP2_KEEP_ALIVE);
}

/// The router of the listener that `metrics_listen` names.
pub fn metrics_router(app: App) -> Router {
    let metrics = get(async |State(app): State<App>| operations::render_metrics(&app));
    Router::new().route("/metrics", metrics).with_state(app)
}

/// The router while the database waits for its migrations.
pub fn waiting_router(reason: &'static str) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .fallback(async move || {
            let soon = [(header::RETRY_AFTER, "5")];
            (StatusCode::SERVICE_UNAVAILABLE, soon, reason)
        })
}

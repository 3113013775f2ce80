//! A receiver of log streams: an HTTPS server that takes what it is sent, refuses it, or never answers.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(45);
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    Refuses(u16),
    /// Bodies that contain this text.
    RefusesAny(&'static str, u16),
    /// Bodies that are longer.
    RefusesLonger(usize, u16),
    Stalls,
}

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
    pub mood: Mood,
}

struct Shared {
    mood: Mutex<Mood>,
    received: Mutex<Vec<Received>>,
}

pub struct Receiver {
    port: u16,
    certificate: Vec<u8>,
    key: Vec<u8>,
    shared: Arc<Shared>,
    handle: Mutex<Handle<std::net::SocketAddr>>,
}

impl Receiver {
    /// Takes everything at first.
    pub async fn start() -> Self {
        // Another test may have been first.
        let _first = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]);
        let made = made.expect("a certificate");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let receiver = Self {
            port: listener.local_addr().expect("a bound port").port(),
            certificate: made.cert.pem().into_bytes(),
            key: made.signing_key.serialize_pem().into_bytes(),
            shared: Arc::new(Shared {
                mood: Mutex::new(Mood::Takes),
                received: Mutex::default(),
            }),
            handle: Mutex::new(Handle::new()),
        };
        receiver.serve(listener).await;
        receiver
    }

    /// Writes what a server has to trust.
    pub fn trusted_in(&self, directory: &Path) -> PathBuf {
        let path = directory.join(format!("receiver-{}.pem", self.port));
        std::fs::write(&path, &self.certificate).expect("our own directory");
        path
    }

    pub fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    pub fn be(&self, mood: Mood) {
        *self.shared.mood.lock().expect("no holder panics") = mood;
    }

    /// Nobody listens any longer.
    pub fn stop(&self) {
        self.handle.lock().expect("no holder panics").shutdown();
    }

    /// Listens again at the same address.
    pub async fn restart(&self) {
        let start = Instant::now();
        let listener = loop {
            match TcpListener::bind(("127.0.0.1", self.port)) {
                Ok(listener) => break listener,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        *self.handle.lock().expect("no holder panics") = Handle::new();
        self.serve(listener).await;
    }

    /// Every request so far.
    pub fn received(&self) -> Vec<Received> {
        let received = self.shared.received.lock();
        received.expect("no holder panics").clone()
    }

    /// The records that were taken at a path, from bodies of lines.
    pub fn taken(&self, path: &str) -> Vec<Value> {
        let received = self.received();
        let taken = received
            .iter()
            .filter(|one| one.path == path && one.mood == Mood::Takes);
        let lines = taken.flat_map(|one| one.body.lines());
        lines
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect()
    }

    /// Waits until what was received is as wanted.
    pub async fn until(&self, what: &str, mut is: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !is(self) {
            assert!(start.elapsed() < PATIENCE, "{what}: {:#?}", self.received());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn serve(&self, listener: TcpListener) {
        listener.set_nonblocking(true).expect("a socket");
        let config = RustlsConfig::from_pem(self.certificate.clone(), self.key.clone()).await;
        let handle = self.handle.lock().expect("no holder panics").clone();
        let server = axum_server::from_tcp_rustls(listener, config.expect("our certificate"));
        let router = Router::new()
            .fallback(receive)
            .with_state(self.shared.clone());
        let serving = server
            .expect("a listener")
            .handle(handle)
            .serve(router.into_make_service());
        tokio::spawn(serving);
    }
}

async fn receive(State(shared): State<Arc<Shared>>, request: Request) -> StatusCode {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MOST_BYTES).await;
    let body = body.map(|bytes| String::from_utf8(bytes.to_vec()).expect("UTF-8"));
    let Ok(body) = body else {
        return StatusCode::BAD_REQUEST;
    };
    let mood = *shared.mood.lock().expect("no holder panics");
    let mood = match mood {
        Mood::RefusesAny(text, _) if !body.contains(text) => Mood::Takes,
        Mood::RefusesLonger(most, _) if body.len() <= most => Mood::Takes,
        mood => mood,
    };
    shared
        .received
        .lock()
        .expect("no holder panics")
        .push(Received {
            path: parts.uri.path().to_owned(),
            headers: parts.headers,
            body,
            mood,
        });
    match mood {
        Mood::Takes => StatusCode::NO_CONTENT,
        Mood::Refuses(status) | Mood::RefusesAny(_, status) | Mood::RefusesLonger(_, status) => {
            StatusCode::from_u16(status).expect("a status")
        }
        Mood::Stalls => std::future::pending().await,
    }
}

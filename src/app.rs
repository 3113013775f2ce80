//! The running server's state, as requests see it.

pub mod gauges;
mod purger;
pub mod tasks;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Mutex;

use crate::domain::proxies::Proxies;
use crate::flows::Parts;
use crate::flows::page_templates::PageTemplates;

/// How long the result of a readiness check is reused: any caller may request it, and the check is a write.
const READINESS_HOLDS: Duration = Duration::from_secs(1);

/// The state that every request may need; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    pub parts: Arc<Parts>,
    /// The proxies in front of this server.
    pub proxies: Proxies,
    pub metrics: PrometheusHandle,
    /// `/metrics` has a separate listener.
    pub metrics_elsewhere: bool,
    /// What the tenant's page template was rendered into.
    pub page_templates: PageTemplates,
    draining: AtomicBool,
    warned_of_proxy: AtomicBool,
    readiness: Mutex<Option<(Instant, Result<(), String>)>>,
}

impl App {
    /// Combines the parts with the state of the edge.
    pub fn new(
        parts: Parts,
        proxies: Proxies,
        metrics: PrometheusHandle,
        metrics_elsewhere: bool,
    ) -> Self {
        Self(Arc::new(Inner {
            parts: Arc::new(parts),
            proxies,
            metrics,
            metrics_elsewhere,
            page_templates: PageTemplates::default(),
            draining: AtomicBool::new(false),
            warned_of_proxy: AtomicBool::new(false),
            readiness: Mutex::default(),
        }))
    }

    /// From then on `/readyz` reports that the server is shutting down.
    pub fn start_draining(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    /// Whether [`App::start_draining`] was called.
    pub fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Whether the store can be read and written; otherwise why not.
    pub async fn readiness(&self) -> Result<(), String> {
        // Held while one request checks for all.
        let mut known = self.0.readiness.lock().await;
        if let Some((at, answer)) = &*known
            && at.elapsed() < READINESS_HOLDS
        {
            return answer.clone();
        }
        let answer = self.parts.store.readiness(self.parts.clock.now()).await;
        *known = Some((Instant::now(), answer.clone()));
        answer
    }

    /// Whether this is the first request without a known address because of a proxy.
    pub fn is_first_untrusted_proxy(&self) -> bool {
        !self.0.warned_of_proxy.swap(true, Ordering::Relaxed)
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
